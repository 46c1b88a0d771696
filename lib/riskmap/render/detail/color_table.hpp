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
/// the colour changes, found once by halving: between two stops no channel turns back. Immutable, thread-safe. Making
/// it costs some 2 µs a change; a pixel 1 ns, less in runs of one colour.
class ColorTable {
 public:
  /// `rounded` never falls where its argument rises.
  ColorTable(const style::Ramp& ramp, const std::function<double(double)>& rounded);

  /// What is below 0 or no number counts as 0.
  std::uint32_t at(float value) const;
  void paint(const float* values, std::size_t count, std::uint32_t* out) const;
  std::size_t size() const { return m_colors.size(); }
  /// Of all its colours and where they change.
  std::uint64_t digest() const { return m_digest; }

 private:
  template <typename TColor>
  void add_changes(std::uint32_t first, std::uint32_t last, std::uint32_t color_of_first, std::uint32_t color_of_last,
                   TColor&& color);
  void add(std::uint32_t from, std::uint32_t color);
  void make_slots();
  /// A run of 2^shift floats. Few hold more than one change; those are looked through from `interval` on.
  struct Slot {
    std::uint32_t change, below, from_change;  ///< its only change, and the colours there
    std::uint32_t interval;                    ///< where there are several: the one it begins in; else `single`
  };
  static constexpr std::uint32_t single = 0xFFFFFFFFU;

  std::size_t slot_of(std::uint32_t bits) const { return (bits - m_lowest) >> m_shift; }
  std::uint32_t color_of(std::uint32_t bits) const;
  std::uint32_t color_among(std::uint32_t bits, std::uint32_t interval) const;

  std::vector<std::uint32_t>
      m_from;  ///< bits of the least float of each interval (the order of floats above 0); an end
  std::vector<std::uint32_t> m_colors;
  std::uint32_t m_lowest = 0, m_highest = 0;  ///< bits: up to and from there on there is but one colour each
  unsigned m_shift = 0;
  std::vector<Slot> m_slots;
  std::uint64_t m_digest = 0;
};

}  // namespace riskmap::render::detail
