// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/render/detail/pixel_geometry.hpp>
#include <riskmap/render/detail/rasteriser.hpp>

#include <limits>
#include <vector>

namespace riskmap::render::detail {

/// For the pixels near a line: how far along it their nearest place lies, and how far off. Counted from the line's own
/// points at each pixel's centre, so that it is the same in every view. Keep one and reset() it for each view. Costs
/// some 5 ns for each pixel near each segment.
class LineField {
 public:
  struct Place {
    float distance = std::numeric_limits<float>::infinity();  ///< pixels, squared; infinite beyond `reach`
    float along = 0;                                          ///< pixels from the line's first point
    float aside = 0;                                          ///< pixels to the right of the line's course
  };
  /// Of one line, which is moved by `shift`; what lies farther off than `reach` is not looked at.
  void reset(const PixelLine& line, const View& view, FixedPoint shift, double reach);
  const Place* row(int y) const { return m_places.data() + static_cast<std::ptrdiff_t>(y) * m_width; }

 private:
  void add(const PixelLine& line, std::size_t segment, const View& view, PixelPoint shift, double reach);
  std::vector<Place> m_places;
  int m_width = 0;
};

}  // namespace riskmap::render::detail
