// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/poster/layout.hpp>

#include <vector>

namespace riskmap::poster {

/// A piece in its place, mm from the page's top-left corner.
struct PlacedPiece {
  const Furniture* furniture = nullptr;
  Json options;
  geo::PixelBox box;
  double type = 1;
  std::string name;
};

/// A page with everything in its place. Nothing overlaps and no text leaves its box: what does not fit is shrunk to 80
/// %, and if that is not enough, refused.
struct Arrangement {
  PageSize size;
  double pixels_per_mm = 0;
  double grown = 1;
  double map_unit = 25.4 / 96;  ///< mm per CSS px of the map
  geo::PixelBox frame;          ///< the map's, on whole pixels
  render::View view;            ///< exactly the frame's pixels
  Facts facts;
  Json page;
  double frame_line = 0;
  std::vector<PlacedPiece> pieces;

  FurnitureContext context(const map::Scene& scene, const PlacedPiece& piece) const;
};

/// \throws UsageError if something does not fit, naming it and what it needs
Arrangement arrange(const map::Scene& scene, const Layout& layout, const PosterOptions& options);

}  // namespace riskmap::poster
