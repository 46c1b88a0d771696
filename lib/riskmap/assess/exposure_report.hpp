// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/assess/exposure.hpp>
#include <riskmap/base/json.hpp>

#include <string>
#include <vector>

namespace riskmap::assess {

/// Everything exposure_of() found, as `riskmap sites --json` promises it (docs/sites.md lists the keys): {"surface",
/// "unit", "from", "as_of", "confidence", "sites": [{"id", "name", …, "radii": [{"radius_km", …}]}]}. Rates are events
/// a year, numbers have six significant digits, so that they do not depend on the processor. Unknown is null.
Json to_json(const map::Scene& scene, const map::SceneSurface& surface, const std::vector<SiteExposure>& sites);

/// The objects in an object pulled up, "trend": {"ratio"} to "trend_ratio"; lists are left out. For tables.
Json flattened(const Json& object);

/// "10", "2.5": a radius in km.
std::string km_text(Metres radius);
/// Two significant digits, two decimals at most: 0.53, 1.6, 0.078, 12. "0" for 0.
std::string rate_text(double rate);
/// "0.73 (0.28–1.8)"
std::string rate_text(const Rate& rate);
/// "73 %", "under 1 %", "over 99 %"
std::string percent_text(double chance);
/// The chance, or where nothing is recorded, where "0 %" would be read as safe, its upper limit: "≤ 53 %".
std::string chance_text(const Rate& chance);
/// What one may say of a site in plain words, in one sentence.
std::string in_words(const SiteExposure& site, const RadiusExposure& around);
/// "2024-03-20, 11 km west-southwest (at least 6 km)"
std::string in_words(const Sighting& sighting);
/// What the numbers are of, and what they are not: the map's title and two sentences.
std::string scope_in_words(const map::Scene& scene);

}  // namespace riskmap::assess
