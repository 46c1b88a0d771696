// SPDX-License-Identifier: MIT
// Silverman (1986), Density Estimation, equation 4.5: K₂(u) = 3/π (1 − u²)². Its constant is the plane's, not the
// line's 15/16.
#include <riskmap/density/kernel.hpp>

#include <numbers>

namespace riskmap::density::kernels {
namespace {

double profile(double u) {
  const double v = 1.0 - u * u;
  return v > 0.0 ? 3.0 * std::numbers::inv_pi * v * v : 0.0;
}

// 1 − (1 − u²)³, written so that it keeps its digits near 0
double mass(double u) {
  if (u >= 1.0) return 1.0;
  const double v = u * u;
  return v * (3.0 - v * (3.0 - v));
}

}  // namespace

extern const Kernel quartic;
const Kernel quartic = {
    .name = "quartic",
    .summary = "3/(πh²) (1 − d²/h²)², smooth and zero beyond h; also called biweight",
    .profile = profile,
    .mass = mass,
    .variance = 1.0 / 8.0,
    .bandwidth_per_radius = 1.0,
};

}  // namespace riskmap::density::kernels
