// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/render/detail/icons.hpp>

#include <memory>
#include <string>

namespace riskmap::render::detail {

/// An icon drawn by librsvg from an SVG text of at most 1024 px a side. Nothing outside the text is ever read.
/// \throws DataError if it is no SVG, has no size, or holds entities, pictures or references
std::unique_ptr<const Icon> make_drawing(const std::string& name, const std::string& svg);
/// Its piece of a sprite's picture. \throws DataError if the index or the picture is broken
std::unique_ptr<const Icon> make_piece(const std::string& name, const map::Sprite::Sheet& sheet, const Json& entry);

}  // namespace riskmap::render::detail
