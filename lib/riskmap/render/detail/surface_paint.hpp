// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/map/scene.hpp>
#include <riskmap/render/canvas.hpp>
#include <riskmap/render/detail/coverage.hpp>
#include <riskmap/render/detail/hatch.hpp>
#include <riskmap/render/detail/pixel_geometry.hpp>
#include <riskmap/render/view.hpp>

#include <cstdint>
#include <memory>
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

/// The study area at one zoom.
struct StudyArea {
  bool everywhere = false;             ///< there is none: the whole plane
  std::vector<PixelPolygon> polygons;  ///< for pages
  Shape shape;                         ///< for pixels

  Cover cover(const View& view) const { return everywhere ? Cover::all : shape.cover(view); }
};
/// It is kept for the next to ask, as long as the numbers live and few others were asked for. Thread-safe.
std::shared_ptr<const StudyArea> study_area_at(const std::shared_ptr<const density::Numbers>& numbers,
                                               double world_size);

/// Values at the pixels' centres, row by row; not clipped, not rounded.
void sample(const density::Numbers& numbers, const View& view, std::vector<float>& out);

/// The states as they lie over the colours, for one pixel ratio. Immutable.
class StatesPaint {
 public:
  StatesPaint(const StatesStyle& style, double ratio);
  /// Premultiplied ARGB32, one per pixel of the view, not clipped; false, and `out` as it was, if all are transparent.
  bool paint(const density::Numbers& numbers, const View& view, std::vector<std::uint32_t>& out) const;
  /// The same blended over the buffer, a pixel of the view each. Where all is ok it costs next to nothing.
  void paint_over(const density::Numbers& numbers, const View& view, const PixelBuffer& to) const;
  /// Adds how they look.
  void add_to(Digest& digest, const View& view) const;

 private:
  template <typename TVisit>
  void for_open_rows(const density::Numbers& numbers, const View& view, TVisit&& visit) const;

  std::uint32_t m_pale;
  HatchInk m_hatch;
};

/// Blends view-sized pixels over the buffer, inside the study area, its edge smooth.
void blend_clipped(const std::vector<std::uint32_t>& pixels, const StudyArea& area, const View& view,
                   const PixelBuffer& to);
/// Puts view-sized pixels on a page, clipped to the study area.
void put_clipped(const std::vector<std::uint32_t>& pixels, const StudyArea& area, const View& view, Canvas& canvas);

}  // namespace riskmap::render::detail
