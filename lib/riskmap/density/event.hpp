// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/base/quantity.hpp>
#include <riskmap/geo/lonlat.hpp>

#include <cstddef>
#include <memory>

namespace riskmap::model {
class Area;
}

namespace riskmap::density {

/// An incident that counts: inside the window, inside the study area.
struct Event {
  std::size_t incident = 0;                          ///< its index in the list that was estimated
  geo::LonLat where;                                 ///< after a move into the study area
  Metres uncertainty;                                ///< radius of a disc that surely holds the place
  double weight = 0.0;                               ///< ωᵢ = wᵢdᵢ
  std::shared_ptr<const model::Area> known_to = {};  ///< the polygon it is spread over, if that is all that is known
  Metres bandwidth{};   ///< h, or h₀fᵢ: its own, in the kernel's sense, before it is widened
  Metres drawn{};       ///< Hᵢ: widened by the variance of the place; equal to bandwidth if the event is spread
  bool spread = false;  ///< spread over its disc or polygon instead of widened
};

}  // namespace riskmap::density
