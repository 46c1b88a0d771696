// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/base/json.hpp>
#include <riskmap/base/quantity.hpp>
#include <riskmap/poster/compose.hpp>
#include <riskmap/poster/furniture.hpp>

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace riskmap::poster {

/// A piece with its options, defaults filled in.
struct Entry {
  const Furniture* furniture = nullptr;
  Json options;
};

/// Pieces side by side; most rows hold one. The first takes the width the others leave.
struct Row {
  enum class Place : unsigned char { top, bottom, column, column_end, frame, box };
  std::vector<Entry> entries;
  Place place = Place::column;
  geo::PixelBox box;  ///< place box: mm from the page's top-left corner
  std::string name;   ///< for errors: "layouts/column.json:12:5: furniture[3]"
};

/// How a page is laid out. Lengths are millimetres on the page the layout was made for; docs/poster.md is the
/// reference.
struct Layout {
  enum class Side : unsigned char { automatic, right, left, below };
  std::optional<PageSize> made_for = {};  ///< lengths and type grow and shrink with other pages; absent: they stay
  std::array<double, 4> margins = {12, 12, 12, 12};  ///< top, right, bottom, left
  double gap = 7;
  double map_scale = 1;  ///< of lines and type in the map, against CSS px at 96 to the inch
  double frame_line = 0.3;
  Metres site_radius{150000};
  Side side = Side::automatic;  ///< of the column: right on wide pages, below on tall ones
  double column_width = 96;
  double column_gap = 6;  ///< between pieces of the column
  unsigned columns = 3;   ///< when it lies below
  std::vector<Row> rows;
  Json json;  ///< merged, as the pieces see it
};

/// Reads the layout `asked` names (a shipped one, or a file), or the document's `riskmap:poster`, or the shipped
/// "column". \throws StyleError carrying every mistake with its place; UsageError if there is no such layout
Layout read_layout(const map::Scene& scene, const std::string& asked);

}  // namespace riskmap::poster
