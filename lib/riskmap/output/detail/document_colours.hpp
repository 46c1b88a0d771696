// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/style/document.hpp>

#include <array>
#include <cstdint>
#include <map>
#include <vector>

namespace riskmap::output::detail {

using Pixel = std::array<std::uint8_t, 4>;  ///< RGBA, premultiplied

/// The pixels a document can draw, told without its data.
struct DocumentColours {
  std::vector<Pixel> flat;                 ///< areas of one colour, over each ground they can lie on; each once
  std::vector<std::vector<Pixel>> smooth;  ///< parts of ramps that run smoothly, in steps of about 2 in CIELAB
  std::map<Pixel, std::uint32_t> mixes;    ///< what smooth edges of lines, text and halos give, with a weight
};

/// Walks every colour of every paint property: what does not depend on the feature at each zoom, of others every colour
/// that stands in the expression. Layers from below: opaque fills become grounds, translucent ones are laid over the
/// grounds there are, and so on. `overlay`: without background and surfaces, over nothing.
/// \throws StyleError as style::read_ramp()
DocumentColours colours_of(const style::Document& document, bool overlay);

/// CIE 1976 L*a*b* (D65) of an opaque sRGB colour, each in 0…1.
std::array<double, 3> to_lab(double red, double green, double blue);

}  // namespace riskmap::output::detail
