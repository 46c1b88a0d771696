// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/density/surface.hpp>
#include <riskmap/model/incident.hpp>

#include <algorithm>
#include <vector>

namespace riskmap::assess::detail {

/// The largest weight among the events that count, as the incidents give it, before it decays.
inline double largest_weight(const density::Surface& surface, const std::vector<model::Incident>& incidents) {
  double largest = 0;
  for (const auto& event : surface.events()) largest = std::max(largest, incidents.at(event.incident).weight);
  return largest;
}

}  // namespace riskmap::assess::detail
