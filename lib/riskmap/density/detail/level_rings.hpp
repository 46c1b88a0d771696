// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/geo/grid.hpp>
#include <riskmap/model/overlay.hpp>

#include <functional>
#include <vector>

namespace riskmap::density::detail {

/// A field known at the nodes of a grid, and anywhere between them at a price. The outermost nodes are taken for
/// "below everything" whatever they hold, so that every level line closes.
struct NodeField {
  geo::Grid grid;
  std::vector<float> values;
  std::function<double(geo::MercatorPoint)> value_at;
};

/// For each level (ascending) the rings around the places where the field is at least so high, by marching squares
/// (Lorensen & Cline 1987, in the plane), the high side on the left. Where a level line crosses an edge between two
/// nodes, the field itself is asked, to a thousandth of the edge; the lines of several levels cross an edge in their
/// order. In a cell whose high corners lie across from each other the mean of its corners decides for every level, so
/// lines of different levels never cross. Vertices are rounded to 1e-7 degrees (1 cm). O(nodes · levels + crossings).
std::vector<model::Outline> level_rings(const NodeField& field, const std::vector<double>& levels);

}  // namespace riskmap::density::detail
