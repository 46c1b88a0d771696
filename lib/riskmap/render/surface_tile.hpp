// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/map/scene.hpp>
#include <riskmap/render/picture.hpp>
#include <riskmap/render/view.hpp>

#include <cstdint>

namespace riskmap::render {

class Renderer;

/// A surface's values as a raster-dem tile: opaque RGB, value = step · (65536 R + 256 G + B), 0 where there is none;
/// the pixel's value is the surface at its centre. The numbers go four CSS px past the study area, so that clients that
/// interpolate colour its edge right; mask tiles cover that seam. A pixel is the same in any view of the zoom.
/// \throws UsageError if nothing in the document gives the encoding; LimitError where a value passes its range
Picture surface_tile(const map::SceneSurface& surface, const View& view);
/// The same into a picture whose memory is used again.
void surface_tile(const map::SceneSurface& surface, const View& view, Picture& out);
/// Equal digests mean equal tiles. A small part of drawing.
std::uint64_t surface_tile_digest(const map::SceneSurface& surface, const View& view);

/// What lies over the colours: hatch for "few listed events", pale for "no listed event in reach", and the study area's
/// exact edge: along its outside the map below, opaque; farther out nothing. A pixel is the same in any view of the
/// zoom.
Picture mask_tile(const Renderer& renderer, const map::SceneSurface& surface, const View& view);
void mask_tile(const Renderer& renderer, const map::SceneSurface& surface, const View& view, Picture& out);
std::uint64_t mask_tile_digest(const Renderer& renderer, const map::SceneSurface& surface, const View& view);

}  // namespace riskmap::render
