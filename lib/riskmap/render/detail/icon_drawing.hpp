// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/render/detail/icons.hpp>

#include <memory>
#include <string>

namespace riskmap::render::detail {

/// An icon drawn by librsvg from an SVG text of at most 1024 px a side. Nothing outside the text is ever read. What of
/// it may be stretched around a text is told, as Spreet and Martin read it, by the boxes of elements (drawn or not)
/// called "mapbox-stretch-x", "mapbox-stretch-x-1" …, "mapbox-stretch-y" …, "mapbox-stretch" (both ways),
/// "mapbox-content". \throws DataError if it is no SVG, has no size, or holds entities, pictures or references
std::unique_ptr<const Icon> make_drawing(const std::string& name, const std::string& svg);
/// Its piece of a sprite's picture. \throws DataError if the index or the picture is broken
std::unique_ptr<const Icon> make_piece(const std::string& name, const map::Sprite::Sheet& sheet, const Json& entry);
/// On a page, its pixels, `sharpness` a unit; a shape in a colour, with a halo `wider` units around it.
void draw_as_picture(const Icon& icon, _cairo* context, const Color* color, double wider, double sharpness);

}  // namespace riskmap::render::detail
