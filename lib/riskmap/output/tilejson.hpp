// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/base/json.hpp>
#include <riskmap/output/sink.hpp>

#include <string>

namespace riskmap::output {

/// TileJSON 3.0.0 (mapbox/tilejson-spec) for tiles at a URL template; `vector_layers` is there even for pictures, as
/// the official schema demands. Zooms are those drawn; `fillzoom` says that a client draws deeper ones by enlarging the
/// deepest.
Json tilejson(const TilesetInfo& info, const std::string& url_template);

}  // namespace riskmap::output
