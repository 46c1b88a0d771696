// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/density/estimate.hpp>

#include <vector>

namespace riskmap::density::detail {

/// Where the nodes lie and how far beyond a kernel's rim its margin is worth knowing.
struct Layout {
  geo::Grid grid;
  double margin_cap = 0.0;  ///< metres: three steps on the ground where they are longest
};

/// Nodes are summed in bands of this many rows.
constexpr std::size_t band_rows = 16;
/// How many of the smallest margins are kept at each node while summing: one more than there are events says "not
/// enough".
std::size_t margins_kept(const std::vector<Contribution>& contributions, unsigned minimum_events);

/// Nodes a twentieth of the narrowest radius apart on the ground or closer, wherever a kernel reaches, but hardly
/// beyond the study area. The origin is a multiple of the step: a longer list of incidents keeps the nodes it had.
/// \throws LimitError when the nodes would not fit
Layout lay_out(const std::vector<Contribution>& contributions, const model::Area* study_area,
               const EstimateOptions& options);

}  // namespace riskmap::density::detail
