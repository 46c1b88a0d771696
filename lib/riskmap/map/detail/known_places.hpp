// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/map/detail/incidents.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace riskmap::map::detail {

/// What came of looking up the districts or provinces that are all that is known of some places.
struct KnownPlaces {
  std::size_t matched = 0;
  std::vector<std::string> unknown;  ///< names no polygon has, each once, in the order of the incidents
};

/// Gives each incident whose row names a polygon (the surface's `known-to`) that polygon; several features of one name
/// are one area. Rows that name none, or one the layer lacks, keep their place and its uncertainty.
/// \throws DataError if the layer has no polygon or one cannot be made valid
KnownPlaces attach_polygons(const style::SurfaceSpec::KnownTo& spec, const model::FeatureLayer& rows,
                            const model::FeatureLayer& polygons, std::string_view language,
                            std::vector<model::Incident>& incidents);

}  // namespace riskmap::map::detail
