// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/geo/box.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace riskmap::model {
class Area;
}

namespace riskmap::density {

/// What can be said of a place. Drawn as: colour; hatch over the colour; pale; nothing.
enum class State : std::uint8_t { ok, few_events, none_in_reach, outside };
std::string_view to_text(State state);  ///< "ok", "few-events", "none-in-reach", "outside"

/// Columns of a row.
struct ColumnSpan {
  std::size_t begin = 0, end = 0;  ///< end: one behind
  bool empty() const { return begin >= end; }
  /// The least that holds both.
  ColumnSpan with(const ColumnSpan& other) const {
    if (empty() || other.empty()) return empty() ? other : *this;
    return {std::min(begin, other.begin), std::max(end, other.end)};
  }
};
/// From the first to the last of a row's margins that is not below 0.
ColumnSpan open_columns(const float* nearest, const float* enough, std::size_t count);

/// Numbers over the ground that can be drawn, with their states: a rate, its uncertainty, a change. A pure function of
/// position, the same at every zoom; immutable, shared between threads.
class Numbers {
 public:
  virtual ~Numbers() = default;

  /// Never negative; 0 where there is none: no event in reach, or outside the study area.
  virtual double value(geo::LonLat place) const = 0;
  virtual State state(geo::LonLat place) const = 0;
  /// Values at the centres of width × height equal cells of a box, row-major from the north-west. Not clipped to the
  /// study area: drawing clips with an antialiased outline, surface tiles ask the area. Never negative. O(cells).
  virtual void sample(const geo::MercatorBox& box, std::size_t width, std::size_t height, float* out) const = 0;
  /// How far the same centres are from having a value at all (nearest) and a sure one (enough): below 0 they have it.
  /// Smooth, so that the zero line of either is a smooth curve, or of the right sign alone where cells are too coarse
  /// for that. Does not look at the study area.
  virtual void sample_margins(const geo::MercatorBox& box, std::size_t width, std::size_t height, float* nearest,
                              float* enough) const = 0;
  /// The same where a state other than ok may be: `open` is told of each row's columns, beyond which all is ok and
  /// nothing is written.
  virtual void sample_open_margins(const geo::MercatorBox& box, std::size_t width, std::size_t height, float* nearest,
                                   float* enough, std::vector<ColumnSpan>& open) const;
  /// A digest of all that sample() and sample_margins() depend on anywhere in a box: equal digests mean equal bits, of
  /// these numbers or others, in any process. What lies too far off to be seen in the box does not change it, unless
  /// all depends on it, as adaptive bandwidths do. Some microseconds, but for the first, which looks at every event.
  virtual std::uint64_t digest(const geo::MercatorBox& box) const = 0;
  /// The largest value inside the study area.
  virtual double maximum() const = 0;
  /// May be null: the whole plane.
  virtual const model::Area* study_area() const = 0;
};

}  // namespace riskmap::density
