// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/map/scene.hpp>
#include <riskmap/render/picture.hpp>
#include <riskmap/render/view.hpp>

#include <cstdint>

namespace riskmap::render {

class Renderer;

/// How numbers end at the study area's edge.
enum class SurfaceEdge : std::uint8_t {
  past,   ///< four CSS px past it, so that clients that interpolate colour the edge right; mask tiles cover that seam
  exact,  ///< with the last pixel of which half belongs to the area: nothing covers what goes past it
};
/// Past the edge where an opaque background below the surface's colours gives the mask what it covers with, else exact.
SurfaceEdge surface_edge(const map::Scene& scene, const map::SceneSurface& surface);

/// A surface's values as a raster-dem tile: opaque RGB, value = step · (65536 R + 256 G + B), 0 where there is none;
/// the pixel's value is the surface at its centre. A pixel is the same in any view of the zoom.
/// \throws UsageError if nothing in the document gives the encoding; LimitError where a value passes its range
Picture surface_tile(const map::SceneSurface& surface, const View& view, SurfaceEdge edge = SurfaceEdge::past);
/// The same into a picture whose memory is used again.
void surface_tile(const map::SceneSurface& surface, const View& view, SurfaceEdge edge, Picture& out);
/// Equal digests mean equal tiles. A small part of drawing.
std::uint64_t surface_tile_digest(const map::SceneSurface& surface, const View& view,
                                  SurfaceEdge edge = SurfaceEdge::past);

/// What lies over the colours: hatch for "few listed events", pale for "no listed event in reach", and the study area's
/// exact edge: along its outside the map below where numbers go past the edge; farther out nothing. A pixel is the same
/// in any view of the zoom.
Picture mask_tile(const Renderer& renderer, const map::SceneSurface& surface, const View& view);
void mask_tile(const Renderer& renderer, const map::SceneSurface& surface, const View& view, Picture& out);
std::uint64_t mask_tile_digest(const Renderer& renderer, const map::SceneSurface& surface, const View& view);

}  // namespace riskmap::render
