// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/base/quantity.hpp>
#include <riskmap/model/geometry.hpp>

#include <functional>
#include <vector>

namespace riskmap::assess::detail {

/// A part of the plane of longitude and latitude by its signed rings: outer ones counterclockwise, holes clockwise, the
/// first point not repeated. Edges are straight in degrees, as in GeoJSON. Cutting may leave edges that lie on one
/// another; they enclose nothing, and every integral over a region is one along its rings, so they do no harm.
class Region {
 public:
  Region() = default;
  explicit Region(const std::vector<model::Polygon>& polygons);
  /// The disc of a radius around a place, a polygon of 240 corners with the disc's area (within 1e-5). Its longitudes
  /// run on beyond ±180°. Convex in degrees. \pre radius > 0 and no pole in the disc
  static Region disc(geo::LonLat centre, Metres radius);

  bool empty() const { return m_rings.empty(); }
  /// What lies in the convex region too (Sutherland & Hodgman 1974). O(points · corners) near it, O(points) elsewhere.
  /// \pre convex is one convex ring
  Region within(const Region& convex) const;
  /// Square metres on WGS 84, exact up to rounding (the ellipsoid's area function along the edges by Simpson's rule).
  double area() const;

  /// Cuts the region into pieces no wider than `size` and calls visit(centroid, square metres) for each: the sum of
  /// area · f(centroid) is the integral of f up to second order in size, whatever the outline.
  using Visitor = std::function<void(geo::LonLat centroid, double area)>;
  void for_each_piece(Metres size, const Visitor& visit) const;

 private:
  std::vector<model::Line> m_rings;
};

}  // namespace riskmap::assess::detail
