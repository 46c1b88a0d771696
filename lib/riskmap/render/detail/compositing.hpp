// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/render/layer_type.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>

namespace riskmap::render::detail {

/// How a layer as a whole meets what lies below it: W3C Compositing and Blending Level 1, its colours in sRGB as they
/// stand. Where nothing lies below, every blend is `normal`.
struct Compositing {
  enum class Blend : unsigned char { normal, multiply, color, luminosity, plus_lighter, screen, overlay };
  Blend blend = Blend::normal;
  double opacity = 1;
};

/// Of the layer's `<type>-layer-opacity` and `<type>-layer-blend`, if its type has them.
Compositing compositing_of(const style::Layer& layer, const style::EvaluationContext& context);

/// The layer drawn by itself on nothing and then laid over what is there; the layer as it is if that says the same.
/// Costs a tile's pixels three times over. On pages it is a group of areas and lines; but SVG 1.1 has no blends, nor
/// PDF plus-lighter: there Cairo makes a picture of the whole view, 300 dpi.
std::unique_ptr<PreparedLayer> composited(std::unique_ptr<PreparedLayer> layer, const Compositing& how);

/// Premultiplied pixels, `share` / 255 of each, laid over others. Every channel is rounded once, after its products
/// were summed in whole numbers.
void composite(Compositing::Blend blend, std::uint32_t share, const std::uint32_t* from, std::ptrdiff_t count,
               std::uint32_t* to);

}  // namespace riskmap::render::detail
