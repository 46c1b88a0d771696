// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/base/progress.hpp>
#include <riskmap/geo/tile_id.hpp>
#include <riskmap/render/renderer.hpp>

#include <filesystem>

namespace riskmap::web {

struct SiteOptions {
  geo::ZoomRange zooms{4, 9};  ///< tile zooms
  unsigned threads = 0;
  /// 2: pictures with two pixels for each CSS px as well, which phones and other sharp screens take; 1: half the time
  /// and room.
  int scale = 2;
};

/// A static web map in a folder: index.html on a pinned MapLibre GL JS, base tiles, the surface as numbers coloured
/// live by the style's own ramp, mask and label tiles above it, the legend, the attribution. Nothing comes from another
/// host. An existing non-empty folder is refused unless riskmap made it. \throws OutputError, EnvironmentError
/// (MapLibre GL JS missing)
void export_site(const render::Renderer& renderer, const std::filesystem::path& folder, const SiteOptions& options,
                 Progress* progress = nullptr);

}  // namespace riskmap::web
