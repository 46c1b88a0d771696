// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/style/value.hpp>

namespace riskmap::style {

/// Where colours are mixed: "interpolate", "interpolate-hcl", "interpolate-lab".
enum class ColorSpace : unsigned char { rgb, hcl, lab };

/// Mixes two colours as the specification does (CIELAB and its polar form under D50, style-spec 26.6): each coordinate
/// by itself, hues the shorter way round, the result clipped to sRGB.
Color mix_in(ColorSpace space, const Color& a, const Color& b, double t);

}  // namespace riskmap::style
