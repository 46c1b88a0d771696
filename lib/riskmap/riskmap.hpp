// SPDX-License-Identifier: MIT
#pragma once
/// All of RiskMap's public headers, lowest room first.
#include <riskmap/base/error.hpp>
#include <riskmap/base/json.hpp>
#include <riskmap/base/output_file.hpp>
#include <riskmap/base/progress.hpp>
#include <riskmap/base/units.hpp>
#include <riskmap/base/version.hpp>
#include <riskmap/density/estimate.hpp>
#include <riskmap/density/kernel.hpp>
#include <riskmap/density/surface.hpp>
#include <riskmap/geo/box.hpp>
#include <riskmap/geo/geodesic.hpp>
#include <riskmap/geo/tile_id.hpp>
#include <riskmap/io/archives/archive.hpp>
#include <riskmap/io/open.hpp>
#include <riskmap/map/scene.hpp>
#include <riskmap/output/encoder.hpp>
#include <riskmap/output/pyramid.hpp>
#include <riskmap/output/sink.hpp>
#include <riskmap/output/tilejson.hpp>
#include <riskmap/poster/compose.hpp>
#include <riskmap/render/legend.hpp>
#include <riskmap/render/renderer.hpp>
#include <riskmap/style/document.hpp>
#include <riskmap/web/site.hpp>
