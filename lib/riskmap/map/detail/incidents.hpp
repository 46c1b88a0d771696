// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/base/error.hpp>
#include <riskmap/model/incident.hpp>
#include <riskmap/model/source.hpp>
#include <riskmap/style/document.hpp>

#include <map>
#include <string>
#include <vector>

namespace riskmap::map::detail {

/// Features turned into numbers by a surface's expressions; rows that cannot be are listed.
struct IncidentTable {
  std::vector<model::Incident> incidents;
  std::vector<Mistake> rejects;
  std::map<std::string, std::uint64_t> rejected;  ///< by reason
  std::uint64_t filtered = 0;                     ///< left out by the surface's filter
};
/// \throws DataError if a column that a default expression needs is missing
IncidentTable read_incidents(const style::SurfaceSpec& spec, const model::Source& source, const model::FeatureLayer& layer, std::string_view language);

}  // namespace riskmap::map::detail
