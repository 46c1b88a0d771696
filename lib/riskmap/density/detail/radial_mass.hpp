// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/density/kernel.hpp>

#include <array>
#include <cstddef>

namespace riskmap::density::detail {

/// How much of a kernel lies within a geodesic circle around its centre, in true ellipsoidal area. Out there a circle
/// is a little shorter than 2πr (2π(r − r³/6R²), R the Gaussian radius), so the whole is less than the plane's 1: by
/// 5e-5 at 200 km.
class RadialMass {
 public:
  explicit RadialMass(const Kernel& kernel);

  /// The mass within u² = (distance / radius)²; `curvature` is (radius / R)². 0 at 0.
  double within(double u2, double curvature) const;
  /// The mass within u² divided by u²: what an element of the outline adds per unit of area it sweeps. Finite at 0.
  double per_square(double u2, double curvature) const;
  double whole(double curvature) const { return within(1.0, curvature); }

 private:
  static constexpr std::size_t steps = 256;
  const Kernel* m_kernel;
  /// ∫₀ᵘ 2πv³ k(v) dv at u² = i / steps: the part that the earth's curvature takes away, times 6. Linear between, as
  /// the correction is itself below 1e-3.
  std::array<double, steps + 1> m_third;
};

}  // namespace riskmap::density::detail
