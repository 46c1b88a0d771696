// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/density/surface.hpp>

#include <functional>
#include <vector>

namespace riskmap::density::detail {

/// The largest value of a surface, within about 1e-4 of itself where it is smooth: the highest of the contributions'
/// places are starts, from each a compass search climbs its hill (Kolda, Lewis & Torczon 2003), at last in steps of a
/// ten-thousandth of the radius. `value` is 0 where no maximum is looked for. A hill is found if a contribution lies on
/// its slope, as one must: a kernel falls everywhere from its centre. Cost: some thousand values.
double largest_value(const std::vector<Contribution>& contributions, const std::function<double(geo::LonLat)>& value);

}  // namespace riskmap::density::detail
