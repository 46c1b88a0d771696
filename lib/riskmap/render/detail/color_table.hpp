// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/style/document.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

namespace riskmap::render::detail {

/// The colours of a ramp as premultiplied ARGB32, for every float from 0 on: exactly
/// premultiplied_pixel(ramp.at(rounded(v))), found without rounding, ramp or arithmetic. A table of the values at which
/// the colour changes, found once by halving: between two stops no channel turns back (one that stays exactly half way
/// between two levels is rounded one way). Immutable, thread-safe. It takes 8 bytes a change and up to 32 KiB. Making
/// it costs some 2 µs a change; a pixel half a nanosecond where neighbours are of the same few colours (with AVX-512;
/// else twice that), else 3 ns.
class ColorTable {
 public:
  /// `rounded` never falls where its argument rises.
  ColorTable(const style::Ramp& ramp, const std::function<double(double)>& rounded);

  /// What is below 0 or no number counts as 0.
  std::uint32_t at(float value) const { return m_colors[interval(value)]; }
  void paint(const float* values, std::size_t count, std::uint32_t* out) const;
  std::size_t size() const { return m_size; }
  /// Of all its colours and where they change.
  std::uint64_t digest() const { return m_digest; }

 private:
  template <typename TColor>
  void add_changes(std::uint32_t first, std::uint32_t last, std::uint32_t color_of_first, std::uint32_t color_of_last,
                   TColor&& color);
  void add(std::uint32_t from, std::uint32_t color);
  void make_slots();
  std::size_t slot_of(std::uint32_t bits) const { return (bits - m_lowest) >> m_shift; }
  std::size_t interval(float value) const;

  std::vector<std::uint32_t>
      m_from;  ///< bits of the least float of each interval (the order of floats above 0); an end, and room behind it
  std::vector<std::uint32_t> m_colors;  ///< as many, and room behind them
  std::size_t m_size = 0;
  std::uint32_t m_lowest = 0, m_highest = 0;  ///< bits: up to and from there on there is but one colour each
  unsigned m_shift = 0;
  std::vector<std::uint32_t> m_slots;  ///< the interval each run of 2^shift floats begins in
  std::uint64_t m_digest = 0;
};

}  // namespace riskmap::render::detail
