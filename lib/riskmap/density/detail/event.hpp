// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/density/estimate.hpp>

#include <string>
#include <vector>

namespace riskmap::density::detail {

/// An incident that counts: inside the window, inside the study area.
struct Event {
  std::string name;   ///< its id, else "row N"
  geo::LonLat where;  ///< after a move into the study area
  Metres uncertainty;
  double weight = 0.0;  ///< ωᵢ = wᵢdᵢ
};

/// The incidents that count, in their order; what became of the others goes to `report`.
/// \throws DataError if none is left or none has a weight
std::vector<Event> admit(const std::vector<model::Incident>& incidents, const model::Area* study_area,
                         const EstimateOptions& options, Report& report);

}  // namespace riskmap::density::detail
