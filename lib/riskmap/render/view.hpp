// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/geo/box.hpp>
#include <riskmap/geo/tile_id.hpp>

#include <cstdint>
#include <optional>

namespace riskmap::render {

struct PixelPoint {
  double x = 0;
  double y = 0;
};

/// Everything drawn is a View: a tile, a picture, or the frame of a poster. It is a rectangle of whole device pixels of
/// the world at one style zoom; two views of the same zoom and ratio share one grid of pixels, which is why tiles join
/// without a seam.
struct View {
  double zoom = 0;        ///< style zoom: the world is 512 · 2^zoom CSS px wide
  double ratio = 1;       ///< device pixels per CSS px
  std::int64_t left = 0;  ///< world pixel of the view's left column
  std::int64_t top = 0;   ///< world pixel of the view's top row, counted south from the north edge
  int width = 0;          ///< device pixels
  int height = 0;
  /// World pixels of a picture's or page's frame: labels it would cut are left out. Tiles have none and paint what
  /// crosses them; a band of a picture keeps the picture's.
  std::optional<geo::PixelBox> frame = {};

  /// A 256-px tile z draws style zoom z − 1, a 512-px tile style zoom z. \pre size is 256 or 512, scale 1 or 2
  static View tile(const geo::TileId& tile, int size = 256, int scale = 1);
  /// width × height device pixels around a centre at a style zoom.
  static View centred(geo::LonLat centre, double zoom, int width, int height, double ratio = 1);
  /// The smallest view of that size that shows the whole box, centred on it.
  static View fit(const geo::LonLatBox& box, int width, int height, double ratio = 1);

  double world_size() const;  ///< device pixels
  geo::MercatorBox box() const;
  geo::LonLatBox lonlat_box() const;
  PixelPoint to_pixel(geo::MercatorPoint p) const;  ///< in the view: (0, 0) is the corner of its first pixel
  PixelPoint to_pixel(geo::LonLat p) const;
  geo::MercatorPoint to_mercator(PixelPoint p) const;
  /// The view grown by whole pixels on each side.
  View grown(int pixels) const;
  geo::PixelBox world_box() const;
};

}  // namespace riskmap::render
