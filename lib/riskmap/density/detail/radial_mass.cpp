// SPDX-License-Identifier: MIT
#include <riskmap/density/detail/radial_mass.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace riskmap::density::detail {

// With t = u², 2πv³ k(v) dv = π t k(√t) dt: Simpson's rule between two entries.
RadialMass::RadialMass(const Kernel& kernel) : m_kernel(&kernel), m_third{} {
  const auto density = [&](double t) { return std::numbers::pi * t * kernel.profile(std::sqrt(t)); };
  const double width = 1.0 / static_cast<double>(steps);
  for (std::size_t i = 0; i < steps; ++i) {
    const double t = width * static_cast<double>(i);
    m_third[i + 1] = m_third[i] + width / 6.0 * (density(t) + 4.0 * density(t + width / 2) + density(t + width));
  }
}

double RadialMass::within(double u2, double curvature) const {
  const double t = std::clamp(u2, 0.0, 1.0);
  const double place = t * static_cast<double>(steps);
  const std::size_t i = std::min(static_cast<std::size_t>(place), steps - 1);
  const double third = m_third[i] + (place - static_cast<double>(i)) * (m_third[i + 1] - m_third[i]);
  return m_kernel->mass(std::sqrt(t)) - curvature / 6.0 * third;
}

double RadialMass::per_square(double u2, double curvature) const {
  constexpr double near_zero = 1e-8;  // below it the kernel is flat to 1e-8
  if (u2 < near_zero) return std::numbers::pi * m_kernel->profile(0.0);
  return within(u2, curvature) / std::min(u2, 1.0);
}

}  // namespace riskmap::density::detail
