// SPDX-License-Identifier: MIT
// Silverman (1986), Density Estimation, equation 4.6: K₃(u) = 4/π (1 − u²)³.
#include <riskmap/density/kernel.hpp>

#include <numbers>

namespace riskmap::density::kernels {
namespace {

double profile(double u) {
  const double v = 1.0 - u * u;
  return v > 0.0 ? 4.0 * std::numbers::inv_pi * v * v * v : 0.0;
}

// 1 − (1 − u²)⁴, written so that it keeps its digits near 0
double mass(double u) {
  if (u >= 1.0) return 1.0;
  const double v = u * u;
  return v * (4.0 - v * (6.0 - v * (4.0 - v)));
}

}  // namespace

extern const Kernel triweight;
const Kernel triweight = {
    .name = "triweight",
    .summary = "4/(πh²) (1 − d²/h²)³, smoother than the quartic and zero beyond h",
    .profile = profile,
    .mass = mass,
    .variance = 1.0 / 10.0,
    .bandwidth_per_radius = 1.0,
};

}  // namespace riskmap::density::kernels
