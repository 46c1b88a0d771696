// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/geo/box.hpp>

#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

namespace riskmap::render::detail {

/// Which parts of an icon grow around a text (`icon-text-fit`), as a sprite's index says: "stretchX", "stretchY",
/// "content", "textFitWidth", "textFitHeight". Lengths are CSS px of the icon.
struct Stretch {
  using Zones = std::vector<std::pair<double, double>>;  ///< rising, apart
  enum class TextFit : unsigned char { stretch_or_shrink, stretch_only, proportional };
  Zones x, y;                            ///< empty: all of it
  std::optional<geo::PixelBox> content;  ///< where the text goes; absent: all of it
  TextFit fit_width = {}, fit_height = {};
  bool empty() const { return x.empty() && y.empty() && !content; }
  /// What keeps sizes within reason: at most so many zones, none narrower, and no content either.
  static constexpr std::size_t most_zones = 32;
  static constexpr double least_zone = 0.1, least_content = 0.5;
};

/// A place of an icon and where it comes to lie.
struct Cut {
  double from = 0;  ///< CSS px of the icon
  double to = 0;    ///< pixels
};
/// The cuts across an icon whose content shall fill [low, high], from one edge to the other: what lies in the zones is
/// stretched, all else keeps its size, `scale` pixels a CSS px. A content narrower than what of it keeps its size is
/// widened about its middle. As MapLibre's getIconQuads does it.
std::vector<Cut> cuts_around(double low, double high, double size, Stretch::Zones zones,
                             std::pair<double, double> content, double scale);
/// A box around a text, made as wide or high as the content's shape asks (MapLibre's applyTextFit), about its middle.
geo::PixelBox with_shape_of(const Stretch& stretch, geo::PixelBox box);

}  // namespace riskmap::render::detail
