// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/assess/exposure_report.hpp>
#include <riskmap/model/feature.hpp>

#include <string>
#include <vector>

/// What `riskmap sites` writes, as tables; the numbers are those of assess::to_json.
namespace riskmap::tools {

/// For reading: a block for each site with a line per radius, a sentence in plain words, and what the numbers are of.
std::string sites_text(const map::Scene& scene, const map::SceneSurface& surface,
                       const std::vector<assess::SiteExposure>& sites);
/// RFC 4180, one row per site and radius; the keys of the JSON, an object's joined with "_". Unknown is blank.
std::string sites_csv(const Json& answer);
/// One point per site; what belongs to a radius ends in "_10km".
model::FeatureLayer sites_layer(const Json& answer);

}  // namespace riskmap::tools
