// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/base/error.hpp>
#include <riskmap/model/incident.hpp>
#include <riskmap/model/source.hpp>
#include <riskmap/style/document.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace riskmap::map::detail {

struct RejectedRow {
  std::uint64_t row = 0;
  std::string reason;  ///< short, counted
  Mistake mistake;
};

/// Features turned into numbers by a surface's expressions; rows that cannot be are listed.
struct IncidentTable {
  std::vector<model::Incident> incidents;
  std::vector<RejectedRow> rejects;
  std::uint64_t filtered = 0;  ///< left out by the surface's filter
};
/// \throws DataError if a column that a default expression needs is missing
IncidentTable read_incidents(const style::SurfaceSpec& spec, const model::Source& source,
                             const model::FeatureLayer& layer, std::string_view language);

}  // namespace riskmap::map::detail
