// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

namespace riskmap::io::detail {

/// What must be known of a GeoJSON text before GDAL sees it.
struct GeoJsonScan {
  bool linked_crs = false;  ///< a top-level "crs" that GDAL would fetch ({"type": "link"})
  std::optional<std::uint64_t>
      features;  ///< the elements of the top-level "features"; GDAL passes over those it does not like
};

/// A look at the top level only, as forgiving as GDAL's own parser (single quotes, comments, NaN), so that nothing gets
/// past this one that the other would read. Broken texts are left to GDAL to refuse. Linear, no recursion.
GeoJsonScan scan_geojson(std::string_view text);

}  // namespace riskmap::io::detail
