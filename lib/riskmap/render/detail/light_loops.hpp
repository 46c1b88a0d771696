// SPDX-License-Identifier: MIT
// The loop of the standard hillshade, compiled for any x86-64, for AVX2 and for AVX-512; the processor picks. All do
// the same operations on each number in the same order, without contraction, so they give the same bits.
#pragma once
#include <riskmap/style/value.hpp>

#include <cstddef>
#include <cstdint>

namespace riskmap::render::detail {

/// How strongly a slope is shaded and accented, by its angle.
struct LightStrength {
  float shade, accent;
};
constexpr std::size_t light_angles = 1024;  ///< from level ground to a wall

/// Colours straight, not premultiplied.
struct StandardLight {
  style::Color shadow, highlight, accent;
  float azimuth = 0;                        ///< radians, clockwise from north
  const LightStrength* strength = nullptr;  ///< light_angles + 2, the last beyond a wall
};

/// Premultiplied ARGB32 for slopes: metres up for a metre to the right, and down the map. Transparent where either is
/// NaN. Follows MapLibre's shader hillshade.fragment, method "standard".
void shade_slopes(const float* right, const float* down, std::size_t count, const StandardLight& light,
                  std::uint32_t* out);

}  // namespace riskmap::render::detail
