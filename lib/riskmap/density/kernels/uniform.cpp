// SPDX-License-Identifier: MIT
// The moving disc: events within h, over its area. The rim belongs to it.
#include <riskmap/density/kernel.hpp>

#include <algorithm>
#include <numbers>

namespace riskmap::density::kernels {
namespace {

double profile(double u) { return u <= 1.0 ? std::numbers::inv_pi : 0.0; }

double mass(double u) { return std::min(u * u, 1.0); }

}  // namespace

extern const Kernel uniform;
const Kernel uniform = {
    .name = "uniform",
    .summary = "1/(πh²) within h: events within h of a place, over the disc's area",
    .profile = profile,
    .mass = mass,
    .variance = 1.0 / 4.0,
    .bandwidth_per_radius = 1.0,
};

}  // namespace riskmap::density::kernels
