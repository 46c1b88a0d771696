// SPDX-License-Identifier: MIT
#pragma once
#include <string_view>

namespace riskmap::density {

/// A radially symmetric kernel on the plane; its catalogue is density/kernels/, one file each. u is distance / radius
/// of support.
struct Kernel {
  std::string_view name;
  std::string_view summary;
  /// The kernel at u in [0, 1] for support radius 1, integrating to 1 over the unit disc; 0 beyond.
  double (*profile)(double u);
  /// The integral of the profile over the disc of radius u: 0 at 0, 1 at 1.
  double (*mass)(double u);
  /// Per-axis variance for bandwidth 1 (quartic 1/8): selectors work in standard deviations, h = sigma /
  /// sqrt(variance).
  double variance;
  /// The bandwidth in units of the support's radius: 1 for compact kernels, 1/4 for the gaussian cut at 4 sigma.
  double bandwidth_per_radius;
};

/// \throws UsageError naming the kernels there are
const Kernel& find_kernel(std::string_view name);

}  // namespace riskmap::density
