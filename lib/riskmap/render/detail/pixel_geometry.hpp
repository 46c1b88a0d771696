// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/geo/box.hpp>
#include <riskmap/model/geometry.hpp>
#include <riskmap/render/view.hpp>

#include <span>
#include <vector>

struct _cairo;

namespace riskmap::render::detail {

/// A line or ring in world pixels of one zoom: projected, simplified to a quarter of a pixel, rounded to 1/256 px (so
/// that the bytes do not depend on the processor's libm), with boxes over runs of its segments.
struct PixelLine {
  std::vector<PixelPoint> points;
  std::vector<double> along;  ///< length from the start at each point, for dashes
  geo::PixelBox box;
  std::vector<geo::PixelBox> runs;  ///< boxes of segments [32 k, 32 (k + 1))
};

struct PixelPolygon {
  std::vector<PixelLine>
      rings;  ///< outer first, holes the other way round: by the winding rule areas unite, holes stay
  geo::PixelBox box;
};

PixelPoint to_world(geo::LonLat place, double world_size);
/// World pixels on 1/256 px, simplified; a ring stays one.
std::vector<PixelPoint> project(std::span<const geo::MercatorPoint> line, double world_size);
PixelLine make_line(std::vector<PixelPoint> points);
/// Adds a ring, turned if need be; false, and nothing is added, if it is too small to be seen.
bool add_ring(PixelPolygon& polygon, std::vector<PixelPoint> ring, bool clockwise);
PixelLine project_line(const model::Line& line, double world_size);
/// Rings that simplify away (less than a fifth of a pixel) are dropped.
PixelPolygon project_polygon(const model::Polygon& polygon, double world_size);

/// Adds the parts of a line that come within `box` to the current path, as offsets from the view's corner. Segments
/// stay whole (but for what lies farther off than Cairo counts), so the same pixels come out whatever the view; a ring
/// goes on through its start. Dashed lines ask for one path per part: `each(along_at_start)` is called after each; they
/// begin at the ring's first point.
void trace_line(_cairo* context, const PixelLine& line, const geo::PixelBox& box, const View& view);
template <typename TEach>
void trace_parts(_cairo* context, const PixelLine& line, const geo::PixelBox& box, const View& view, TEach&& each);
/// Adds the polygon clipped to `box` (Sutherland & Hodgman 1974) to the current path.
void trace_polygon(_cairo* context, const PixelPolygon& polygon, const geo::PixelBox& box, const View& view);

/// Half-open runs [first, last] of points whose segments touch the box.
struct PointRun {
  std::size_t first, last;
};
std::vector<PointRun> runs_in(const PixelLine& line, const geo::PixelBox& box);
/// Answers how far along the line the path begins.
double trace_run(_cairo* context, const PixelLine& line, const PointRun& run, const View& view);

template <typename TEach>
void trace_parts(_cairo* context, const PixelLine& line, const geo::PixelBox& box, const View& view, TEach&& each) {
  for (const auto& run : runs_in(line, box)) {
    each(trace_run(context, line, run, view));
  }
}

}  // namespace riskmap::render::detail
