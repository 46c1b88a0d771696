// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/base/quantity.hpp>
#include <riskmap/density/kernel.hpp>
#include <riskmap/model/geometry_ops.hpp>

#include <cstddef>
#include <vector>

namespace riskmap::density {

/// A place known to a disc of radius u (variance u²/4 per axis) widens its kernel by variance: H² = h² + (u²/4)/c, c
/// the kernel's per-axis variance at bandwidth 1; for the quartic H² = h² + 2u². Total-variation error against the true
/// convolution at most 0.08 while u ≤ h.
Metres widened(Metres bandwidth, Metres uncertainty, const Kernel& kernel);

/// Beyond u = h widening would make a bell of what is a plateau: then the event is spread over its disc.
inline bool must_spread(Metres bandwidth, Metres uncertainty) { return uncertainty > bandwidth; }

/// How many parts make a disc smooth: 100 (u/h)², a spacing of less than a fifth of the bandwidth, and at least 400.
/// The sum is then within 1 % of the plateau's height of the true convolution everywhere. In a list of so many vague
/// events that their parts would be millions each may have fewer, `share` of these (0 to 1), but a spacing of at most
/// the bandwidth and at least 12: an event is then a small part of the sum, and the lattices, turned each its own way,
/// make up for one another (3,000 events of 40 km with kernels of 30 km: within 2e-3 of the maximum).
std::size_t spread_count(Metres bandwidth, Metres uncertainty, double share = 1.0);

/// Places of equal share that fill the disc of radius `uncertainty` around `centre`, as far as it lies in the study
/// area (null: everywhere): a sunflower's florets, the same for the same input. About `wanted` of them; `centre` alone
/// if none falls into the study area. `turn` (0 to 1) of a full turn tells lattices of events at one place apart.
std::vector<geo::LonLat> spread_places(geo::LonLat centre, Metres uncertainty, std::size_t wanted,
                                       const model::Area* study_area, double turn = 0.0);

/// The same for a place known to a polygon: 100 |B|/(πh²) parts, at least 400.
std::size_t spread_count(Metres bandwidth, const model::Area& polygon, double share = 1.0);

/// Places of equal share that fill polygon ∩ study area (null: everywhere): a Fibonacci lattice, equal in area and the
/// same for the same input. About `wanted` of them. Empty if the two do not meet.
std::vector<geo::LonLat> spread_places(const model::Area& polygon, std::size_t wanted, const model::Area* study_area,
                                       double turn = 0.0);

/// Whether an event known to the polygon has any place in the study area.
bool meet(const model::Area& polygon, const model::Area& study_area);

}  // namespace riskmap::density
