// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/base/json.hpp>
#include <riskmap/map/scene.hpp>
#include <riskmap/render/picture.hpp>

namespace riskmap::render {

/// A map's icons as MapLibre takes them: one picture, and where each icon lies in it.
struct SpriteSheet {
  Picture picture;
  Json index =
      Json::object();  ///< "sprite.json": name → {"x", "y", "width", "height", "pixelRatio", "sdf"?, "stretchX"?, …}
};

/// All icons of the document, `ratio` (1 or 2) pixels a CSS px; a picture of one transparent pixel if it has none.
/// Icons of one colour are distance fields ("sdf": true) with 3 CSS px of room around them, so that a browser colours
/// them and gives them halos as RiskMap does. Rows of icons by falling height, then by name: the same bytes each time.
/// \throws DataError, LimitError as drawing them does
SpriteSheet make_sprite_sheet(const map::Scene& scene, int ratio);

}  // namespace riskmap::render
