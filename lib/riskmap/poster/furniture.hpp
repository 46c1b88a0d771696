// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/base/json.hpp>
#include <riskmap/map/scene.hpp>
#include <riskmap/render/canvas.hpp>
#include <riskmap/render/view.hpp>

#include <string>
#include <string_view>

namespace riskmap::poster {

/// What a piece of furniture is drawn with. Canvas units are millimetres on paper.
struct FurnitureContext {
  const map::Scene& scene;
  const render::View& frame;      ///< the map's view
  geo::PixelBox frame_box;        ///< where the map stands on the page, mm
  const Json& options;            ///< its entry in the layout
  const Json& page;               ///< the whole layout: texts, fonts, colours
};

/// A piece of poster furniture; its catalogue is poster/furniture/, one file each.
struct Furniture {
  std::string_view name;          ///< "scale_bar"
  std::string_view summary;
  /// Its size in mm for a given width.
  render::TextExtents (*measure)(const FurnitureContext& context, double width);
  void (*draw)(const FurnitureContext& context, render::Canvas& canvas, const geo::PixelBox& box);
};

}  // namespace riskmap::poster
