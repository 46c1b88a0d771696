// SPDX-License-Identifier: MIT
#include <riskmap/render/detail/color_table.hpp>

#include <riskmap/base/digest.hpp>
#include <riskmap/base/wide.hpp>
#include <riskmap/render/detail/pixel_buffer.hpp>

#include <algorithm>
#include <bit>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace riskmap::render::detail {
namespace {

constexpr std::uint32_t infinite = 0x7F800000U;
constexpr std::uint32_t past_all = 0x7FFFFFFFU;  // the largest that is no number
constexpr std::size_t most_slots = std::size_t{1} << 13U;
constexpr std::size_t widest_window = 32;

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

/// Paints groups of values as long as they lie within a window of intervals, whose edges and colours fit into four
/// registers: a value's is found by halving, without the table. Answers how many it painted. \pre there are as many
/// intervals as the window has, and one edge more
using PaintWithin = std::size_t(const float* values, std::size_t count, const std::uint32_t* from,
                                const std::uint32_t* colors, std::uint32_t* out);

#if defined(__GNUC__) && !defined(__clang__) && defined(__x86_64__)

using Lanes = std::int32_t __attribute__((vector_size(32)));
using Unaligned = std::int32_t __attribute__((vector_size(32), aligned(alignof(float)), may_alias));
using Wide = std::int64_t __attribute__((vector_size(32)));

/// Eight values among sixteen intervals.
RISKMAP_WIDE std::size_t paint_eight(const float* values, std::size_t count, const std::uint32_t* from,
                                     const std::uint32_t* colors, std::uint32_t* out) {
  const auto* const edges = reinterpret_cast<const Unaligned*>(from + 1);
  const auto* const paints = reinterpret_cast<const Unaligned*>(colors);
  const Lanes low = edges[0], high = edges[1], low_paints = paints[0], high_paints = paints[1];
  const Lanes first_edge = Lanes{} + static_cast<std::int32_t>(from[0]), last_edge = Lanes{} + high[7];
  const Lanes middle = Lanes{} + low[7], low_quarter = Lanes{} + low[3], high_quarter = Lanes{} + high[3];
  std::size_t i = 0;
  for (; i + 8 <= count; i += 8) {
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

/// Sixteen among thirty-two: AVX-512 picks from two registers at once.
__attribute__((target("avx512f"))) std::size_t paint_sixteen(const float* values, std::size_t count,
                                                             const std::uint32_t* from, const std::uint32_t* colors,
                                                             std::uint32_t* out) {
  const __m512i low = _mm512_loadu_si512(from + 1), high = _mm512_loadu_si512(from + 17);
  const __m512i low_paints = _mm512_loadu_si512(colors), high_paints = _mm512_loadu_si512(colors + 16);
  const __m512i first_edge = _mm512_set1_epi32(static_cast<int>(from[0])),
                middle = _mm512_set1_epi32(static_cast<int>(from[16])),
                last_edge = _mm512_set1_epi32(static_cast<int>(from[32]));
  std::size_t i = 0;
  for (; i + 16 <= count; i += 16) {
    const __m512i bits = _mm512_maskz_max_epi32(0xFFFFU, _mm512_loadu_si512(values + i), _mm512_setzero_si512());
    const auto inside = _mm512_mask_cmplt_epi32_mask(_mm512_cmpge_epi32_mask(bits, first_edge), bits, last_edge);
    if (inside != 0xFFFFU) break;
    __m512i place = _mm512_maskz_mov_epi32(_mm512_cmpge_epi32_mask(bits, middle), _mm512_set1_epi32(16));
    for (int half = 8; half > 0; half /= 2) {
      const __m512i edge = _mm512_permutex2var_epi32(low, _mm512_add_epi32(place, _mm512_set1_epi32(half - 1)), high);
      place = _mm512_mask_or_epi32(place, _mm512_cmpge_epi32_mask(bits, edge), place, _mm512_set1_epi32(half));
    }
    _mm512_storeu_si512(out + i, _mm512_permutex2var_epi32(low_paints, place, high_paints));
  }
  return i;
}

#else

/// Leaves all to the table.
std::size_t paint_eight(const float*, std::size_t, const std::uint32_t*, const std::uint32_t*, std::uint32_t*) {
  return 0;
}

#endif

struct Painter {
  std::size_t lanes, window;
  PaintWithin* paint;
};

/// The widest this processor has.
Painter widest_painter() {
#if defined(__GNUC__) && !defined(__clang__) && defined(__x86_64__)
  if (__builtin_cpu_supports("avx512f")) return {16, widest_window, &paint_sixteen};
#endif
  return {8, 16, &paint_eight};
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
  m_from.resize(m_size + 1 + widest_window, past_all);
  m_colors.resize(m_size + widest_window);
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
    const std::uint64_t begin = m_lowest + (std::uint64_t{number} << m_shift);
    while (m_from[interval + 1] <= begin) ++interval;
    m_slots.push_back(interval);
  }
}

// Few slots hold more than two changes; up to those there is no branch, which would be a coin's toss.
std::size_t ColorTable::interval(float value) const {
  const std::uint32_t bits = std::clamp(bits_of(value), m_lowest, m_highest);
  std::size_t interval = m_slots[slot_of(bits)];
  interval += m_from[interval + 1] <= bits ? 1 : 0;
  interval += m_from[interval + 1] <= bits ? 1 : 0;
  while (m_from[interval + 1] <= bits) ++interval;
  return interval;
}

// Neighbours are of the same few classes but on the steepest of slopes: a look at the table serves many.
void ColorTable::paint(const float* values, std::size_t count, std::uint32_t* out) const {
  static const Painter painter = widest_painter();
  const std::size_t lanes = painter.lanes, window = painter.window;
  std::size_t i = 0;
  const auto paint_from = [&](std::size_t first) {
    return painter.paint(values + i, count - i, &m_from[first], &m_colors[first], out + i);
  };
  while (i + lanes <= count) {
    const std::size_t here = interval(values[i]);
    std::size_t painted = paint_from(here > window / 2 ? here - window / 2 : 0);
    if (painted == 0) painted = paint_from(interval(*std::min_element(values + i, values + i + lanes)));
    for (const std::size_t end = i + lanes; painted == 0 && i < end; ++i) out[i] = at(values[i]);
    i += painted;
  }
  for (; i < count; ++i) out[i] = at(values[i]);
}

}  // namespace riskmap::render::detail
