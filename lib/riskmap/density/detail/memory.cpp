// SPDX-License-Identifier: MIT
#include <riskmap/base/error.hpp>
#include <riskmap/density/detail/memory.hpp>

#include <fmt/format.h>

#include <cmath>

namespace riskmap::density::detail {

void require_memory(double bytes, std::size_t max_memory, const std::string& purpose) {
  if (bytes <= static_cast<double>(max_memory)) return;
  constexpr double mebi = 1048576.0;
  throw LimitError(
      "surface",
      fmt::format("{} take {:.0f} MiB, more than the {:.0f} MiB allowed", purpose, std::ceil(bytes / mebi),
                  static_cast<double>(max_memory) / mebi),
      fmt::format("a wider bandwidth, a smaller study area, or --max-memory {:.0f}MiB", std::ceil(bytes / mebi)));
}

}  // namespace riskmap::density::detail
