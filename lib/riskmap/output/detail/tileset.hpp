// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/output/sink.hpp>

/// What the metadata of all archives share.
namespace riskmap::output::detail {

/// The bounds as archives want them: inside the Mercator square, with an area; the whole world if there are none.
geo::LonLatBox bounds_of(const TilesetInfo& info);
geo::LonLat centre_of(const TilesetInfo& info);
/// name, description, version, attribution: those that are not empty.
void add_texts(Json& json, const TilesetInfo& info);

}  // namespace riskmap::output::detail
