// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/base/progress.hpp>
#include <riskmap/base/quantity.hpp>
#include <riskmap/density/numbers.hpp>
#include <riskmap/model/geometry_ops.hpp>

#include <vector>

namespace riskmap::density {

/// The land where a surface is at least `lower` and less than `upper`.
struct Isoband {
  double lower = 0, upper = 0;  ///< upper is infinite for the last
  model::Geometry area;         ///< polygons; Kind::none where there is no such land
  double square_metres = 0;     ///< on the ellipsoid
};

struct IsobandOptions {
  geo::LonLatBox box;         ///< what to cover, beside the study area
  Metres resolution{1000.0};  ///< between nodes, on the ground at the box's middle latitude
  unsigned threads = 0;
  std::size_t max_memory = std::size_t{2} << 30U;
};

/// The bands of a surface between `breaks`, clipped to its study area, one per break; what lies below the first is in
/// none. They are valid, do not overlap, and have exactly the same vertices where they meet. The surface is sampled at
/// nodes `resolution` apart, unclipped, so a band meets the coast as if the sea were not there; each vertex of a level
/// line lies on it within a thousandth of that distance, and between two vertices it is straight. What is smaller than
/// the distance between nodes may be missed. Does not depend on the number of threads. Cost: as sampling, then some
/// 20 µs a vertex of line or coast. \pre breaks ascend strictly and are positive; box is not empty; resolution > 0
/// \throws LimitError where max_memory does not suffice
std::vector<Isoband> isobands(const Numbers& surface, const std::vector<double>& breaks, const IsobandOptions& options,
                              Progress* progress = nullptr);

}  // namespace riskmap::density
