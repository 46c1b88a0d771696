// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/density/kernel.hpp>

#include <algorithm>
#include <array>
#include <cstddef>

namespace riskmap::density::detail {

/// A kernel's profile as a function of u² = (distance / radius)²: no root, no libm, so it runs in vectors and gives the
/// same bits everywhere. A power of 1 − u² where it is one (Epanechnikov, quartic, triweight), within 2.5e-7 of
/// e^(−8u²) where it is that (gaussian), else straight between entries: exact for the uniform. Exactly 0 beyond the
/// rim.
class ProfileTable {
 public:
  static constexpr std::size_t steps = 2048;
  explicit ProfileTable(const Kernel& kernel);

  double at(double u2) const {
    if (m_power > 0) return peak() * power_of(1.0 - std::min(u2, 1.0), m_power);
    if (m_is_bell) return u2 < 1.0 ? peak() * bell_of(u2) : 0.0;
    const double place = std::min(u2, 1.0) * static_cast<double>(steps);
    const auto i = static_cast<int>(place);
    const auto entry = static_cast<std::size_t>(i);
    return m_value[entry] + m_slope[entry] * (place - static_cast<double>(i));
  }
  const double* values() const { return m_value.data(); }
  const double* slopes() const { return m_slope.data(); }
  /// 1, but no constant to loops: the compiler would make a branch of what lies beyond, and no vectors.
  double rim() const { return m_rim; }
  double peak() const { return m_value[0]; }
  /// The profile is peak() (1 − u²)^power; 0 if it is none of 1, 2, 3.
  unsigned power() const { return m_power; }
  static double power_of(double rest, unsigned power) {
    return power == 1 ? rest : power == 2 ? rest * rest : rest * rest * rest;
  }
  /// The profile is peak() e^(−8u²).
  bool is_bell() const { return m_is_bell; }
  /// e^(−8u²) up to the rim, to 2.5e-7 of itself: e^(−x) to the sixth power of x, about the middle of a short range.
  static double bell_of(double u2) {
    const double x = 0.5 * u2 - 0.25;
    double sum = 1.0 / 720.0;
    for (const double term : {-1.0 / 120.0, 1.0 / 24.0, -1.0 / 6.0, 0.5, -1.0, 1.0}) sum = sum * x + term;
    const double second = sum * sum, fourth = second * second, eighth = fourth * fourth;
    constexpr double middle = 0.018315638888734179;  // e⁻⁴
    return middle * eighth * eighth;
  }

 private:
  std::array<double, steps + 1> m_value{}, m_slope{};  ///< the last entry, the rim and beyond, is 0
  double m_rim = 1.0;
  unsigned m_power = 0;
  bool m_is_bell = false;
};

}  // namespace riskmap::density::detail
