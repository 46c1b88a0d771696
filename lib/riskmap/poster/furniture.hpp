// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/base/json.hpp>
#include <riskmap/map/scene.hpp>
#include <riskmap/poster/facts.hpp>
#include <riskmap/render/canvas.hpp>
#include <riskmap/render/view.hpp>

#include <span>
#include <string>
#include <string_view>

namespace riskmap::poster {

/// What a piece of furniture is drawn with. Canvas units are millimetres on paper.
struct FurnitureContext {
  const map::Scene& scene;
  const render::View& frame;    ///< the map's view
  geo::PixelBox frame_box;      ///< where the map stands on the page, mm
  const Json& options;          ///< its entry in the layout, defaults filled in
  const Json& page;             ///< the whole layout: fonts
  const Facts& facts;           ///< what {placeholders} in texts stand for
  double grown = 1;             ///< mm on this page per mm of the layout ("made-for")
  double type = 1;              ///< the same for type, which may be shrunk to make a piece fit
  double map_unit = 25.4 / 96;  ///< mm per CSS px of the map

  /// A text option in the scene's language, placeholders filled in.
  std::string text(std::string_view option) const;
  std::vector<std::string> texts(std::string_view option) const;
  double number(std::string_view option) const;
};

/// An option of a piece, checked when the layout is read and listed in the reference.
struct FurnitureOption {
  enum class Kind : unsigned char { number, text, texts, choice, boolean };
  std::string_view name;
  Kind kind = Kind::number;
  std::string_view default_json;
  std::string_view help;
  std::string_view values = {};  ///< choice: "bottom|none"
};

/// A piece of poster furniture; its catalogue is poster/furniture/, one file each.
struct Furniture {
  std::string_view name;  ///< "scale_bar"
  std::string_view summary;
  std::span<const FurnitureOption> options;
  /// Its size in mm for a given width. A width larger than the given one says that it does not fit.
  render::TextExtents (*measure)(const FurnitureContext& context, double width);
  void (*draw)(const FurnitureContext& context, render::Canvas& canvas, const geo::PixelBox& box);
  /// Stands on the map's frame, its measure being the frame's size and what it needs beyond the right and the lower
  /// edge; it is drawn over the map's colours and under its labels.
  bool on_frame = false;
};

std::span<const Furniture* const> furniture_catalogue();

}  // namespace riskmap::poster
