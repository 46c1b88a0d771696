// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/io/archives/archive.hpp>
#include <riskmap/output/sink.hpp>

#include <string>

/// What the metadata of all archives share, and how it is read back.
namespace riskmap::output::detail {

/// The bounds as archives want them: inside the Mercator square, with an area; the whole world if there are none.
geo::LonLatBox bounds_of(const TilesetInfo& info);
geo::LonLat centre_of(const TilesetInfo& info);
/// Archives must have a name: "RiskMap" if there is none.
std::string name_of(const TilesetInfo& info);
/// name, description, version, attribution: those that are not empty.
void add_texts(Json& json, const TilesetInfo& info);
/// What stands under "riskmap": the provenance, and under "tileset" in it what the formats' own keys leave out or
/// round.
Json own_metadata(const TilesetInfo& info);
/// What an archive says of itself, so that writing its tiles again with it gives the same metadata. Of archives that
/// riskmap did not make, what their own keys tell. \throws DataError naming `place`
TilesetInfo info_of(const io::Archive::Summary& summary, const std::string& place);

}  // namespace riskmap::output::detail
