// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/map/scene.hpp>
#include <riskmap/render/canvas.hpp>
#include <riskmap/render/detail/hatch.hpp>
#include <riskmap/render/detail/pixel_geometry.hpp>
#include <riskmap/render/view.hpp>

#include <cstdint>
#include <vector>

namespace riskmap::render::detail {

/// How the states are drawn over the colours: `metadata["riskmap:states"]` of the color-relief layer.
struct StatesStyle {
  style::PatternSpec few_events{.name = "few-events",
                                .kind = "lines",
                                .angle = 135,
                                .spacing = 5,
                                .width = 0.8,
                                .color = {0.25, 0.22, 0.2, 0.32}};
  style::Color none_in_reach{0.96, 0.95, 0.93, 0.55};
};
StatesStyle read_states(const style::Layer& layer);

/// The study area's outline at one zoom; empty: the whole plane.
std::vector<PixelPolygon> project_study_area(const density::Numbers& surface, double world_size);

/// Values at the pixels' centres, rounded to the encoding's step. Not clipped.
std::vector<double> sample_rounded(const map::SceneSurface& surface, const View& view);
/// The states as premultiplied ARGB32, one per pixel. Not clipped.
std::vector<std::uint32_t> paint_states(const density::Numbers& surface, const View& view, const StatesStyle& style);
/// Puts view-sized pixels on the canvas, clipped to the study area with a smooth edge.
void put_clipped(const std::vector<std::uint32_t>& pixels, const std::vector<PixelPolygon>& area, double opacity,
                 const View& view, Canvas& canvas);
/// Makes the study area, clipped to a little more than the view, the current path; the view itself if there is none.
void trace_area(const std::vector<PixelPolygon>& area, const View& view, Canvas& canvas);
std::uint32_t premultiplied(const style::Color& color, double alpha);

}  // namespace riskmap::render::detail
