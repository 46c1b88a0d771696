// SPDX-License-Identifier: MIT
#include <riskmap/density/detail/profile_table.hpp>

#include <cmath>

namespace riskmap::density::detail {

ProfileTable::ProfileTable(const Kernel& kernel) {
  const auto profile = [&](std::size_t i) {
    return kernel.profile(std::sqrt(static_cast<double>(i) / static_cast<double>(steps)));
  };
  for (std::size_t i = 0; i < steps; ++i) {
    m_value[i] = profile(i);
    m_slope[i] = profile(i + 1) - m_value[i];
  }
}

}  // namespace riskmap::density::detail
