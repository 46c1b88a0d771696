// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/base/json.hpp>
#include <riskmap/map/scene.hpp>

namespace riskmap::web::detail {

/// What a page says of the map's sites when one is clicked, as sites.json: {"radii_km": [10, 25], "sites": [{"id",
/// "name", "longitude", "latitude", "rates": ["0.53 (0.16–1.49)", …], "chances": ["41 %", …] or null, "nearest",
/// "last"}]}. Texts as `riskmap sites` prints them, so that page and command line cannot differ. No sites if the first
/// surface is no rate.
Json site_numbers(const map::Scene& scene, unsigned threads);

}  // namespace riskmap::web::detail
