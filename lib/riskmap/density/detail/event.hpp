// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/density/estimate.hpp>

#include <vector>

namespace riskmap::density::detail {

/// The incidents that count, in their order; what became of the others goes to `report`. Bandwidths are not set yet.
/// \throws DataError if none is left or none has a weight
std::vector<Event> admit(const std::vector<model::Incident>& incidents, const model::Area* study_area,
                         const EstimateOptions& options, Report& report);
/// How a report names an incident: its id, else "row N".
std::string name_of(const model::Incident& incident);

}  // namespace riskmap::density::detail
