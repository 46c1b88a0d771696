// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/render/detail/pen.hpp>
#include <riskmap/render/detail/pixel_geometry.hpp>

#include <vector>

namespace riskmap::render::detail {

/// A pattern of dashes and gaps along a line, from its first point on. A dash is made of the line alone, with its ends
/// on 1/256 px, so that it is the same in every view it comes into.
class Dashes {
 public:
  /// Lengths in pixels, dash and gap in turn; of an odd number the last dash runs on into the first, as MapLibre draws
  /// it. \pre one is positive
  explicit Dashes(const std::vector<double>& lengths);
  double period() const { return m_period; }
  /// Adds the outlines of the dashes that may come into the box. Costs what lies in the box.
  void along(const PixelLine& line, const geo::PixelBox& box, const Pen& pen, Rings& out) const;

 private:
  struct Dash {
    double start, length;
  };
  void add(Dash dash);
  std::vector<Dash> m_dashes;  // of one period; the first may begin before it
  double m_period = 0;
};

}  // namespace riskmap::render::detail
