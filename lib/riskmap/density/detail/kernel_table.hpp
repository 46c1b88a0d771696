// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/density/kernel.hpp>

#include <array>
#include <cmath>
#include <cstddef>

namespace riskmap::density::detail {

/// A kernel's profile by the square of u, linear between 4096 entries: within 1e-6 of its peak, at a few nanoseconds
/// and without square roots.
class KernelTable {
 public:
  explicit KernelTable(const Kernel& kernel) : m_values{} {
    for (std::size_t i = 0; i <= steps; ++i)
      m_values[i] = kernel.profile(std::sqrt(static_cast<double>(i) / static_cast<double>(steps)));
    m_values[steps + 1] = m_values[steps];
  }
  /// \pre u2 >= 0
  double operator()(double u2) const {
    if (u2 > 1.0) return 0.0;
    const double place = u2 * static_cast<double>(steps);
    const auto i = static_cast<std::size_t>(place);
    return m_values[i] + (place - static_cast<double>(i)) * (m_values[i + 1] - m_values[i]);
  }

 private:
  static constexpr std::size_t steps = 4096;
  std::array<double, steps + 2> m_values;
};

}  // namespace riskmap::density::detail
