// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/geo/box.hpp>
#include <riskmap/model/geometry.hpp>

#include <cstdint>
#include <vector>

namespace riskmap::model::detail {

/// The edges of valid polygons, sorted into rows of latitude as high as the mean edge, so that an edge stands in two
/// rows on average. Immutable, so threads may share it; an even-odd test costs tens of nanoseconds where a GEOS
/// prepared point test costs a point, an allocation and an index that is built without a lock.
class EdgeIndex {
 public:
  explicit EdgeIndex(const std::vector<Polygon>& polygons);

  /// Even-odd rule. A place on the boundary may fall on either side.
  bool contains(geo::LonLat place) const;
  /// True if an edge has a place in common with the box, whose sides belong to it.
  bool crosses(const geo::LonLatBox& box) const;
  /// The boundary's nearest place, on a plane where a degree of longitude shrinks with the cosine of the latitude
  /// halfway.
  geo::LonLat nearest(geo::LonLat place) const;

 private:
  struct Edge {
    geo::LonLat a, b;
  };
  struct Best {
    double distance2;
    geo::LonLat where;
  };
  std::size_t row_of(double lat) const;
  void look_into(std::size_t row, geo::LonLat place, Best& best) const;
  /// The difference of latitude between a place and a row, 0 inside.
  double gap(std::size_t row, double lat) const;

  double m_south = 0.0, m_row_height = 1.0;
  std::vector<std::size_t> m_starts;  ///< row r holds m_edges[m_starts[r]] to m_edges[m_starts[r + 1]]
  std::vector<Edge> m_edges;
};

}  // namespace riskmap::model::detail
