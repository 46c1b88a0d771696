// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/base/quantity.hpp>
#include <riskmap/render/view.hpp>

namespace riskmap::poster {

/// The latitude of a view's middle row.
double middle_latitude(const render::View& view);

/// Metres on the ground per device pixel along the view's middle row: the length of that parallel on WGS 84, by
/// geodesics of a hundredth of a degree (from which it differs by less than 1e-9).
Metres metres_per_pixel(const render::View& view);

/// The largest of 1, 2 or 4 times a power of ten metres that is not longer than `longest`: it falls into four round
/// parts.
Metres round_length(Metres longest);

}  // namespace riskmap::poster
