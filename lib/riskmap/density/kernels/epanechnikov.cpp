// SPDX-License-Identifier: MIT
// Epanechnikov (1969), in the plane (Silverman 1986, equation 4.4): K(u) = 2/π (1 − u²), least mean square error.
#include <riskmap/density/kernel.hpp>

#include <numbers>

namespace riskmap::density::kernels {
namespace {

double profile(double u) {
  const double v = 1.0 - u * u;
  return v > 0.0 ? 2.0 * std::numbers::inv_pi * v : 0.0;
}

// 1 − (1 − u²)², written so that it keeps its digits near 0
double mass(double u) {
  if (u >= 1.0) return 1.0;
  const double v = u * u;
  return v * (2.0 - v);
}

}  // namespace

extern const Kernel epanechnikov;
const Kernel epanechnikov = {
    .name = "epanechnikov",
    .summary = "2/(πh²) (1 − d²/h²), zero beyond h, with a kink there",
    .profile = profile,
    .mass = mass,
    .variance = 1.0 / 6.0,
    .bandwidth_per_radius = 1.0,
};

}  // namespace riskmap::density::kernels
