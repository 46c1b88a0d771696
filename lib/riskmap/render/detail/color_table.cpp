// SPDX-License-Identifier: MIT
#include <riskmap/render/detail/color_table.hpp>

#include <riskmap/base/digest.hpp>
#include <riskmap/base/wide.hpp>
#include <riskmap/render/detail/pixel_buffer.hpp>

#include <algorithm>
#include <bit>

namespace riskmap::render::detail {
namespace {

constexpr std::uint32_t infinite = 0x7F800000U;
constexpr std::uint32_t never = 0xFFFFFFFFU;
constexpr std::uint32_t past_all = 0x7FFFFFFFU;  // the largest that is no number
constexpr std::size_t most_slots = std::size_t{1} << 15U;
constexpr std::size_t lane_count = 8;
constexpr std::size_t window = 2 * lane_count;  // intervals that are looked at together

std::uint32_t bits_of(float value) { return value > 0.0F ? std::bit_cast<std::uint32_t>(value) : 0U; }

/// The first float (as bits) of which something is true that stays true.
template <typename TIs>
std::uint32_t first_where(std::uint32_t low, std::uint32_t high, TIs&& is) {
  while (low < high) {
    const std::uint32_t middle = low + (high - low) / 2;
    if (is(middle))
      high = middle;
    else
      low = middle + 1;
  }
  return low;
}

using Lanes = std::int32_t __attribute__((vector_size(32)));
using Unaligned = std::int32_t __attribute__((vector_size(32), aligned(alignof(float)), may_alias));
using Wide = std::int64_t __attribute__((vector_size(32)));

/// Paints groups of eight values as long as they lie within sixteen intervals, whose edges and colours fit into four
/// registers: a value's is found by halving, without the table. Answers how many it painted. \pre there are sixteen,
/// and one edge more
RISKMAP_WIDE std::size_t paint_within(const float* values, std::size_t count, const std::uint32_t* from,
                                      const std::uint32_t* colors, std::uint32_t* out) {
  const auto* const edges = reinterpret_cast<const Unaligned*>(from + 1);
  const auto* const paints = reinterpret_cast<const Unaligned*>(colors);
  const Lanes low = edges[0], high = edges[1], low_paints = paints[0], high_paints = paints[1];
  const Lanes first_edge = Lanes{} + static_cast<std::int32_t>(from[0]), last_edge = Lanes{} + high[7];
  const Lanes middle = Lanes{} + low[7], low_quarter = Lanes{} + low[3], high_quarter = Lanes{} + high[3];
  std::size_t i = 0;
  for (; i + lane_count <= count; i += lane_count) {
    Lanes bits = *reinterpret_cast<const Unaligned*>(values + i);
    bits = bits > 0 ? bits : Lanes{};
    const Wide inside = Wide((bits >= first_edge) & (bits < last_edge));
    if ((inside[0] & inside[1] & inside[2] & inside[3]) != -1) break;
    const Lanes upper = bits >= middle;
    Lanes place = (bits >= (upper ? high_quarter : low_quarter)) & 4;
    place += (bits >= (upper ? __builtin_shuffle(high, place + 1) : __builtin_shuffle(low, place + 1))) & 2;
    place += (bits >= (upper ? __builtin_shuffle(high, place) : __builtin_shuffle(low, place))) & 1;
    *reinterpret_cast<Unaligned*>(out + i) =
        upper ? __builtin_shuffle(high_paints, place) : __builtin_shuffle(low_paints, place);
  }
  return i;
}

}  // namespace

void ColorTable::add(std::uint32_t from, std::uint32_t color) {
  if (!m_colors.empty() && m_colors.back() == color) return;
  m_from.push_back(from);
  m_colors.push_back(color);
}

template <typename TColor>
void ColorTable::add_changes(std::uint32_t first, std::uint32_t last, std::uint32_t color_of_first,
                             std::uint32_t color_of_last, TColor&& color) {
  if (color_of_first == color_of_last) return;
  if (last - first == 1) return add(last, color_of_last);
  const std::uint32_t middle = first + (last - first) / 2, color_of_middle = color(middle);
  add_changes(first, middle, color_of_first, color_of_middle, color);
  add_changes(middle, last, color_of_middle, color_of_last, color);
}

ColorTable::ColorTable(const style::Ramp& ramp, const std::function<double(double)>& rounded) {
  const auto value = [&](std::uint32_t bits) { return rounded(static_cast<double>(std::bit_cast<float>(bits))); };
  const auto color = [&](std::uint32_t bits) { return premultiplied_pixel(ramp.at(value(bits))); };
  std::vector<std::uint32_t> pieces{0};
  for (const auto& stop : ramp.stops)
    pieces.push_back(first_where(0, infinite, [&](std::uint32_t bits) { return value(bits) >= stop.value; }));
  pieces.push_back(infinite);
  std::sort(pieces.begin(), pieces.end());
  for (std::size_t i = 0; i + 1 < pieces.size(); ++i) {
    const std::uint32_t first = pieces[i], end = pieces[i + 1];
    if (first == end) continue;
    const std::uint32_t color_of_first = color(first);
    add(first, color_of_first);
    add_changes(first, end - 1, color_of_first, color(end - 1), color);
  }
  Digest digest;
  digest.add(std::span<const std::uint32_t>(m_from)).add(std::span<const std::uint32_t>(m_colors));
  m_digest = digest.value();
  m_size = m_colors.size();
  m_from.push_back(infinite + 1);  // what is no number lies in no interval
  make_slots();
  m_from.resize(m_size + 1 + window, past_all);
  m_colors.resize(m_size + window);
}

// As fine as memory near the processor allows, or until no slot holds more than two changes.
void ColorTable::make_slots() {
  const std::size_t last = m_size - 1;
  m_lowest = last > 0 ? m_from[1] - 1 : 0;
  m_highest = last > 0 ? m_from[last] : 0;
  const auto shared = [&] {
    for (std::size_t i = 3; i <= last; ++i)
      if (slot_of(m_from[i]) == slot_of(m_from[i - 2])) return true;
    return false;
  };
  for (m_shift = 24; m_shift > 0 && shared() && slot_of(m_highest) < most_slots / 2;) --m_shift;
  std::uint32_t interval = 0;
  for (std::size_t number = 0; number <= slot_of(m_highest); ++number) {
    const std::uint64_t begin = m_lowest + (std::uint64_t{number} << m_shift), end = begin + (1ULL << m_shift);
    while (m_from[interval + 1] <= begin) ++interval;
    const auto change = [&](std::size_t ahead) {
      const auto place = interval + ahead;
      return place < m_from.size() && m_from[place] < end ? m_from[place] : never;
    };
    const auto color = [&](std::size_t ahead) { return m_colors[std::min(interval + ahead, last)]; };
    Slot slot{change(1), change(2), color(0), color(1), color(2), interval};
    if (change(3) != never) slot.interval |= several;
    m_slots.push_back(slot);
  }
}

// Without a branch on the change: it is a coin's toss.
inline std::uint32_t ColorTable::Finder::operator()(float value) const {
  const std::uint32_t bits = std::clamp(bits_of(value), lowest, highest);
  const Slot slot = slots[(bits - lowest) >> shift];
  if ((slot.interval & several) != 0) return table->m_colors[table->interval_from(slot.interval ^ several, bits)];
  const auto choose = [](bool reached, std::uint32_t yes, std::uint32_t no) {
    return no ^ ((no ^ yes) & (0U - static_cast<std::uint32_t>(reached)));
  };
  return choose(bits >= slot.second, slot.beyond, choose(bits >= slot.change, slot.between, slot.below));
}

std::size_t ColorTable::Finder::interval(float value) const {
  const std::uint32_t bits = std::clamp(bits_of(value), lowest, highest);
  return table->interval_from(slots[(bits - lowest) >> shift].interval & ~several, bits);
}

std::uint32_t ColorTable::at(float value) const { return finder()(value); }

// Neighbours are of the same few classes but on the steepest of slopes: a look at the table serves many.
void ColorTable::paint(const float* values, std::size_t count, std::uint32_t* out) const {
  const Finder find = finder();
  const auto paint_from = [&](std::size_t i, std::size_t interval) {
    return paint_within(values + i, count - i, &m_from[interval], &m_colors[interval], out + i);
  };
  std::size_t i = 0;
  while (i + lane_count <= count) {
    const std::size_t interval = find.interval(values[i]);
    std::size_t painted = paint_from(i, interval > window / 2 ? interval - window / 2 : 0);
    if (painted == 0) painted = paint_from(i, find.interval(*std::min_element(values + i, values + i + lane_count)));
    for (const std::size_t end = i + lane_count; painted == 0 && i < end; ++i) out[i] = find(values[i]);
    i += painted;
  }
  for (; i < count; ++i) out[i] = find(values[i]);
}

}  // namespace riskmap::render::detail
