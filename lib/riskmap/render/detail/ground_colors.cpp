// SPDX-License-Identifier: MIT
#include <riskmap/render/detail/ground_colors.hpp>

#include <riskmap/base/wide.hpp>
#include <riskmap/render/detail/pixel_buffer.hpp>

#include <algorithm>
#include <array>
#include <atomic>
#include <mutex>

namespace riskmap::render::detail {
namespace {

constexpr std::size_t most_grounds = 16;
constexpr std::size_t long_run = 24;  // pixels: of one ground, so likely to come again

style::Ramp faded(style::Ramp ramp, double opacity) {
  for (auto& stop : ramp.stops) stop.color.a *= opacity;
  return ramp;
}

std::uint64_t next_identity() {
  static std::atomic<std::uint64_t> last{0};
  return ++last;
}

bool is_opaque(std::uint32_t pixel) { return pixel >> 24U == 255U; }

RISKMAP_WIDE_512 std::uint32_t differences(const std::uint32_t* ground, std::size_t count, std::uint32_t from) {
  std::uint32_t all = 0;
  for (std::size_t i = 0; i < count; ++i) all |= ground[i] ^ from;
  return all;
}

// Most often it is all of a row, so that is asked first.
std::size_t end_of_run(const std::uint32_t* ground, std::size_t begin, std::size_t count) {
  const std::uint32_t here = ground[begin];
  if (begin == 0 && differences(ground, count, here) == 0) return count;
  std::size_t end = begin + 1;
  for (; end + 8 <= count; end += 8) {
    std::uint32_t differing = 0;
    for (std::size_t k = 0; k < 8; ++k) differing |= ground[end + k] ^ here;
    if (differing != 0) break;
  }
  while (end < count && ground[end] == here) ++end;
  return end;
}

Color laid_over(std::uint32_t ground, const Color& color) {
  const double alpha = std::clamp(color.a, 0.0, 1.0);
  const auto channel = [&](double value, unsigned shift) {
    return std::clamp(value, 0.0, 1.0) * alpha + static_cast<double>((ground >> shift) & 255U) / 255.0 * (1.0 - alpha);
  };
  return {channel(color.r, 16), channel(color.g, 8), channel(color.b, 0), 1};
}

}  // namespace

GroundColors::GroundColors(style::Ramp ramp, double opacity, std::function<double(double)> rounded)
    : m_identity(next_identity()),
      m_ramp(faded(std::move(ramp), opacity)),
      m_rounded(std::move(rounded)),
      m_plain(m_ramp, m_rounded) {}

void GroundColors::paint(const float* values, const std::uint32_t* ground, std::size_t count,
                         std::uint32_t* out) const {
  for (std::size_t begin = 0, end = 0; begin < count; begin = end) {
    end = end_of_run(ground, begin, count);
    paint_run(values + begin, ground[begin], end - begin, out + begin);
  }
}

void GroundColors::paint_over(const float* values, std::uint32_t* pixels, std::size_t count) const {
  thread_local std::vector<std::uint32_t> translucent;
  for (std::size_t begin = 0, end = 0; begin < count; begin = end) {
    end = end_of_run(pixels, begin, count);
    if (is_opaque(pixels[begin])) {
      paint_run(values + begin, pixels[begin], end - begin, pixels + begin);
      continue;
    }
    translucent.resize(std::max(translucent.size(), end - begin));
    m_plain.paint(values + begin, end - begin, translucent.data());
    PixelBuffer::blend_pixels(pixels + begin, translucent.data(), static_cast<std::ptrdiff_t>(end - begin));
  }
}

void GroundColors::paint_run(const float* values, std::uint32_t ground, std::size_t count, std::uint32_t* out) const {
  if (!is_opaque(ground)) return m_plain.paint(values, count, out);
  if (const auto* table = table_over(ground, count >= long_run)) return table->paint(values, count, out);
  for (std::size_t i = 0; i < count; ++i) out[i] = one_over(ground, values[i]);
}

style::Ramp GroundColors::ramp_over(std::uint32_t ground) const {
  auto ramp = m_ramp;
  for (auto& stop : ramp.stops) stop.color = laid_over(ground, stop.color);
  if (ramp.stops.empty()) ramp.stops.push_back({0, laid_over(ground, {0, 0, 0, 0})});
  return ramp;
}

// What ramp_over() would say, of the stops around the value alone.
std::uint32_t GroundColors::one_over(std::uint32_t ground, float value) const {
  const double at = m_rounded(value > 0.0F ? static_cast<double>(value) : 0.0);
  const auto& stops = m_ramp.stops;
  if (stops.empty()) return ground;
  const auto above = std::upper_bound(stops.begin(), stops.end(), at,
                                      [](double v, const style::Ramp::Stop& stop) { return v < stop.value; });
  const auto& first = above == stops.begin() ? stops.front() : *(above - 1);
  const auto color = laid_over(ground, first.color);
  if (above == stops.begin() || above == stops.end()) return premultiplied_pixel(color);
  const double share = (at - first.value) / (above->value - first.value);
  return premultiplied_pixel(style::mix(color, laid_over(ground, above->color), share));
}

// A thread meets the same few grounds again and again: it asks others once.
const ColorTable* GroundColors::table_over(std::uint32_t ground, bool worth_it) const {
  struct Known {
    std::uint64_t owner = 0;
    std::uint32_t ground = 0;
    const ColorTable* table = nullptr;
  };
  thread_local std::array<Known, 64> known;
  auto& slot = known[(ground * 0x9E3779B1U) >> 26U];
  if (slot.owner == m_identity && slot.ground == ground) return slot.table;
  const auto* table = find_or_make(ground, worth_it);
  if (table != nullptr) slot = {m_identity, ground, table};
  return table;
}

const ColorTable* GroundColors::find_or_make(std::uint32_t ground, bool worth_it) const {
  const auto find = [&]() -> const ColorTable* {
    const auto found = std::ranges::find(m_grounds, ground, [](const auto& known) { return known->pixel; });
    return found == m_grounds.end() ? nullptr : &(*found)->table;
  };
  {
    const std::shared_lock guard(m_lock);
    if (const auto* table = find(); table != nullptr || !worth_it || m_grounds.size() >= most_grounds) return table;
  }
  auto made = std::make_unique<const Ground>(ground, ColorTable(ramp_over(ground), m_rounded));
  const std::scoped_lock guard(m_lock);
  if (const auto* table = find(); table != nullptr || m_grounds.size() >= most_grounds) return table;
  m_grounds.push_back(std::move(made));
  return &m_grounds.back()->table;
}

}  // namespace riskmap::render::detail
