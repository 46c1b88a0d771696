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
/// between two levels is rounded one way). Immutable, thread-safe. Making it costs some 2 µs a change; a pixel
/// a fifth of a nanosecond where neighbours are of the same few colours, else 2 ns.
class ColorTable {
 public:
  /// `rounded` never falls where its argument rises.
  ColorTable(const style::Ramp& ramp, const std::function<double(double)>& rounded);

  /// What is below 0 or no number counts as 0.
  std::uint32_t at(float value) const;
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
  /// A run of 2^shift floats. Few hold more than two changes (a hard edge off the grid of steps is two, close
  /// together); those are looked through.
  struct Slot {
    std::uint32_t change, second;          ///< its first two changes; past its end where there are fewer
    std::uint32_t below, between, beyond;  ///< the colours before, between and from there on
    std::uint32_t interval;                ///< the one it begins in, with `several` if it holds more changes
  };
  static constexpr std::uint32_t several = 0x80000000U;

  std::size_t slot_of(std::uint32_t bits) const { return (bits - m_lowest) >> m_shift; }
  /// What a pixel is looked up in, at hand while others are written.
  struct Finder {
    const Slot* slots;
    std::uint32_t lowest, highest;
    unsigned shift;
    const ColorTable* table;
    std::uint32_t operator()(float value) const;
    std::size_t interval(float value) const;
  };
  Finder finder() const { return {m_slots.data(), m_lowest, m_highest, m_shift, this}; }
  std::uint32_t interval_from(std::uint32_t interval, std::uint32_t bits) const {
    while (m_from[interval + 1] <= bits) ++interval;
    return interval;
  }

  std::vector<std::uint32_t>
      m_from;  ///< bits of the least float of each interval (the order of floats above 0); an end, and room behind it
  std::vector<std::uint32_t> m_colors;  ///< as many, and room behind them
  std::size_t m_size = 0;
  std::uint32_t m_lowest = 0, m_highest = 0;  ///< bits: up to and from there on there is but one colour each
  unsigned m_shift = 0;
  std::vector<Slot> m_slots;
  std::uint64_t m_digest = 0;
};

}  // namespace riskmap::render::detail
