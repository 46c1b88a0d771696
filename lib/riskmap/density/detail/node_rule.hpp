// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/density/kernel.hpp>

#include <vector>

namespace riskmap::density::detail {

/// How many nodes per radius a kernel needs. Inside, cubic splines are soon exact; at the rim a jump of the profile or
/// of a derivative leaves an error that falls with nodes^-1 (Epanechnikov), ^-2 (quartic), ^-3 (triweight) or not at
/// all (uniform, and the gaussian's cut of e⁻⁸). Measured on the kernel itself, along a line through its centre.
class NodeRule {
 public:
  explicit NodeRule(const Kernel& kernel);

  /// Nodes per radius so that one kernel's error stays below `share` of its own peak; 0 if none of the steps does.
  double nodes_for(double share) const;
  /// Nodes per radius for a binned heap of many kernels, each with a peak of about this share of their sum's largest
  /// value: their rims' errors average out.
  double nodes_for_heap(double share) const;
  double fewest() const { return m_steps.front().nodes; }
  double most() const { return m_steps.back().nodes; }
  /// One kernel's largest error with so many nodes per radius, as a share of its peak.
  double error_with(double nodes) const;

 private:
  struct Step {
    double nodes, error;
  };
  std::vector<Step> m_steps;
};

}  // namespace riskmap::density::detail
