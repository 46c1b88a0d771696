// SPDX-License-Identifier: MIT
#include <riskmap/density/detail/profile_table.hpp>

#include <cmath>

namespace riskmap::density::detail {
namespace {

/// Whether the profile is its peak times that function of u².
template <typename TShape>
bool is_of(const Kernel& kernel, const TShape& shape) {
  for (double u = 0.0; u <= 1.0; u += 0.0625) {
    const double expected = kernel.profile(0.0) * shape(u * u);
    if (!(std::abs(kernel.profile(u) - expected) <= 1e-13 * kernel.profile(0.0))) return false;
  }
  return true;
}

}  // namespace

ProfileTable::ProfileTable(const Kernel& kernel) {
  const auto profile = [&](std::size_t i) {
    return kernel.profile(std::sqrt(static_cast<double>(i) / static_cast<double>(steps)));
  };
  for (std::size_t i = 0; i < steps; ++i) {
    m_value[i] = profile(i);
    m_slope[i] = profile(i + 1) - m_value[i];
  }
  for (unsigned power = 1; power <= 3; ++power)
    if (is_of(kernel, [&](double u2) { return power_of(1.0 - u2, power); })) m_power = power;
  m_is_bell = is_of(kernel, [](double u2) { return std::exp(-8.0 * u2); });
}

}  // namespace riskmap::density::detail
