// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/base/progress.hpp>
#include <riskmap/map/scene.hpp>
#include <riskmap/model/source.hpp>

#include <filesystem>
#include <vector>

namespace riskmap::tools {

/// Sites of one's own, and what became of the file's rows.
struct SitesFile {
  std::vector<model::Site> sites;
  model::Source source;
};

/// Reads the points of a CSV, GeoJSON or GeoPackage: `id` (else the feature's own, else its row), `name` (`name_en`; in
/// the map's language if there is a column for it), longitude and latitude. What is no point is rejected and counted.
/// \throws DataError if no site is left, or if strict and a row is rejected; UsageError as io::open
SitesFile read_sites(const std::filesystem::path& file, const map::Scene& scene, bool strict, Progress* progress);

}  // namespace riskmap::tools
