// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/geo/lonlat.hpp>
#include <riskmap/geo/mercator.hpp>

#include <algorithm>
#include <limits>
#include <string_view>

namespace riskmap::geo {

/// An axis-aligned box, closed. Made empty; grows by extend(). The tag keeps degrees, Mercator units and pixels apart.
template <typename TTag>
struct BoxOf {
  double min_x = std::numeric_limits<double>::infinity();
  double min_y = std::numeric_limits<double>::infinity();
  double max_x = -std::numeric_limits<double>::infinity();
  double max_y = -std::numeric_limits<double>::infinity();

  bool empty() const { return !(min_x <= max_x && min_y <= max_y); }
  double width() const { return max_x - min_x; }
  double height() const { return max_y - min_y; }
  void extend(double x, double y) {
    min_x = std::min(min_x, x), max_x = std::max(max_x, x);
    min_y = std::min(min_y, y), max_y = std::max(max_y, y);
  }
  void extend(const BoxOf& other) {
    min_x = std::min(min_x, other.min_x), max_x = std::max(max_x, other.max_x);
    min_y = std::min(min_y, other.min_y), max_y = std::max(max_y, other.max_y);
  }
  bool contains(double x, double y) const { return x >= min_x && x <= max_x && y >= min_y && y <= max_y; }
  bool intersects(const BoxOf& o) const {
    return min_x <= o.max_x && o.min_x <= max_x && min_y <= o.max_y && o.min_y <= max_y;
  }
  BoxOf grown(double by) const { return {min_x - by, min_y - by, max_x + by, max_y + by}; }
  friend bool operator==(const BoxOf&, const BoxOf&) = default;
};

using LonLatBox = BoxOf<struct degrees_wgs84>;        ///< min_x is west, min_y south; never crosses the antimeridian
using MercatorBox = BoxOf<struct epsg3857_units>;     ///< y north
using PixelBox = BoxOf<struct world_or_view_pixels>;  ///< y down

MercatorBox to_mercator(const LonLatBox& box);
LonLatBox to_lonlat(const MercatorBox& box);

/// "W,S,E,N" in degrees. \throws UsageError when it is no box: W > E (hint: the antimeridian), S > N, out of range, not
/// numbers
LonLatBox parse_box(std::string_view text);
/// "LON,LAT". \throws UsageError
LonLat parse_lonlat(std::string_view text);

}  // namespace riskmap::geo
