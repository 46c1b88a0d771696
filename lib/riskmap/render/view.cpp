// SPDX-License-Identifier: MIT
#include <riskmap/render/view.hpp>

#include <cassert>
#include <cmath>

namespace riskmap::render {

using geo::mercator_half;

double View::world_size() const { return 512.0 * std::exp2(zoom) * ratio; }

View View::tile(const geo::TileId& tile, int size, int scale) {
  assert((size == 256 || size == 512) && (scale == 1 || scale == 2));
  View view;
  view.zoom = static_cast<double>(tile.zoom) - (size == 256 ? 1.0 : 0.0);
  view.ratio = scale;
  view.width = view.height = size * scale;
  view.left = static_cast<std::int64_t>(tile.x) * view.width;
  view.top = static_cast<std::int64_t>(tile.y) * view.height;
  return view;
}

View View::centred(geo::LonLat centre, double zoom, int width, int height, double ratio) {
  View view;
  view.zoom = zoom;
  view.ratio = ratio;
  view.width = width;
  view.height = height;
  const auto p = geo::to_mercator(centre);
  const double scale = view.world_size() / (2 * mercator_half);
  view.left = std::llround((p.x + mercator_half) * scale - width / 2.0);
  view.top = std::llround((mercator_half - p.y) * scale - height / 2.0);
  view.frame = view.world_box();
  return view;
}

View View::fit(const geo::LonLatBox& box, int width, int height, double ratio) {
  const auto plane = geo::to_mercator(box);
  const double scale = std::min(width / plane.width(), height / plane.height());  // device pixels per Mercator unit
  const double zoom = std::log2(scale * 2 * mercator_half / (512.0 * ratio));
  const auto centre =
      geo::to_lonlat(geo::MercatorPoint{(plane.min_x + plane.max_x) / 2, (plane.min_y + plane.max_y) / 2});
  return centred(centre, zoom, width, height, ratio);
}

geo::MercatorBox View::box() const {
  const auto north_west = to_mercator(PixelPoint{0, 0});
  const auto south_east = to_mercator(PixelPoint{static_cast<double>(width), static_cast<double>(height)});
  return {north_west.x, south_east.y, south_east.x, north_west.y};
}

geo::LonLatBox View::lonlat_box() const { return geo::to_lonlat(box()); }

geo::PixelBox View::world_box() const {
  return {static_cast<double>(left), static_cast<double>(top), static_cast<double>(left + width),
          static_cast<double>(top + height)};
}

PixelPoint View::to_pixel(geo::MercatorPoint p) const {
  const double scale = world_size() / (2 * mercator_half);
  return {(p.x + mercator_half) * scale - static_cast<double>(left),
          (mercator_half - p.y) * scale - static_cast<double>(top)};
}

PixelPoint View::to_pixel(geo::LonLat p) const { return to_pixel(geo::to_mercator(p)); }

geo::MercatorPoint View::to_mercator(PixelPoint p) const {
  const double scale = 2 * mercator_half / world_size();
  return {(p.x + static_cast<double>(left)) * scale - mercator_half,
          mercator_half - (p.y + static_cast<double>(top)) * scale};
}

View View::grown(int pixels) const {
  View out = *this;
  out.left -= pixels;
  out.top -= pixels;
  out.width += 2 * pixels;
  out.height += 2 * pixels;
  return out;
}

}  // namespace riskmap::render
