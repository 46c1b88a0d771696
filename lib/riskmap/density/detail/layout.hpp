// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/density/surface.hpp>

#include <vector>

namespace riskmap::density::detail {

/// Of the margins' nodes: close enough that the outline of "no event in reach" is a smooth curve.
constexpr double nodes_per_radius = 20.0;

/// Nodes at most `step` apart on the ground anywhere in a box, and a few beyond it for interpolation. The origin is a
/// multiple of the step: a wider box keeps the nodes it had. Nothing is allocated for them.
geo::Grid grid_over(const geo::LonLatBox& box, Metres step);

double narrowest_radius(const std::vector<Contribution>& contributions);

/// Nodes a twentieth of the narrowest radius apart on the ground or closer, wherever a kernel reaches, but hardly
/// beyond the study area. The origin is a multiple of the step: a longer list of incidents keeps the nodes it had.
/// Nothing is allocated for them.
geo::Grid lay_out(const std::vector<Contribution>& contributions, const model::Area* study_area);

}  // namespace riskmap::density::detail
