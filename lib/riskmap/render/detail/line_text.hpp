// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/render/detail/icons.hpp>
#include <riskmap/render/detail/label.hpp>
#include <riskmap/render/detail/pixel_geometry.hpp>

#include <cstdint>
#include <optional>
#include <vector>

namespace riskmap::render::detail {

/// Lines with the same text that go on in one another, end to start, made one, so that a river in pieces is named as a
/// river. The order is that of each joined line's first piece.
std::vector<std::vector<PixelPoint>> join_lines(std::vector<std::vector<PixelPoint>> lines);

/// The place a given way along a line, and its direction there (a unit vector). \pre the line has two points
struct LinePlace {
  PixelPoint at, direction;
};
LinePlace place_on(const PixelLine& line, double along);

/// How text follows a line.
struct BendOptions {
  double max_angle_cosine = 0.7;  ///< of the turn from one letter to the next
  bool upright = true;            ///< turned so that it is read from the left
  bool turn_letters = true;       ///< false: letters stand upright along the line (viewport-glyph)
  PixelPoint offset = {};         ///< pixels along and below the line
  PixelPoint side = {};           ///< of the text's box that stands at the place: −1 left or top, 0 middle, 1
};
struct BentText {
  std::vector<Matrix> units;         ///< for SharedText::bent(), from the world pixel (x, y)
  std::vector<geo::PixelBox> boxes;  ///< world pixels the letters take
  std::int64_t x = 0, y = 0;
};
/// A text of one line laid along a line around the place `along` it: the line is smoothed over about a letter's width,
/// letters (of Nastaliq, words) stand on its chords. Nothing if the text is longer than the line there, turns too
/// sharply, or would be read upside down. Along a steep line text with upright letters (Chinese, Japanese, Korean) runs
/// down, and they stand upright, as in MapLibre. Only square roots are taken: the same on any machine.
std::optional<BentText> bend(const SharedText& text, const PixelLine& line, double along, const BendOptions& options);

}  // namespace riskmap::render::detail
