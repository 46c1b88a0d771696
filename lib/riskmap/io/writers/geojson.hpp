// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/base/json.hpp>
#include <riskmap/base/output_file.hpp>
#include <riskmap/model/feature.hpp>

#include <string>

namespace riskmap::io::writers {

/// Writes features as a GeoJSON FeatureCollection (RFC 7946): WGS 84 longitude and latitude, outer rings
/// counterclockwise and holes clockwise, whatever direction they come in; a one-part geometry is written as such, a
/// feature without geometry as null. `members` are added to the collection, after "type" ("name", "provenance"; readers
/// pass over what they do not know). Numbers are the shortest text that reads back as the same double, so what is equal
/// between neighbours stays equal; one feature a line. The caller commits. Cost: O(vertices), one feature's text in
/// memory.
/// \pre members is an object (or null) without "type" and "features"
void write_geojson(OutputFile& file, const model::FeatureLayer& layer, const Json& members = {});

/// The geometry alone, as its JSON text.
std::string geojson_text(const model::Geometry& geometry);

}  // namespace riskmap::io::writers
