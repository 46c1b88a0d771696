// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/base/error.hpp>
#include <riskmap/map/sprite.hpp>
#include <riskmap/style/document.hpp>

#include <vector>

namespace riskmap::map {

/// A mistake for each icon and pattern that a layer asks for by a constant name and that is neither among the
/// document's patterns nor in its sprite: MapLibre would draw nothing there. Of several names to choose from
/// ("coalesce") one that is there is enough.
std::vector<Mistake> missing_images(const style::Document& document, const Sprite& sprite);
/// Of a document that has no such mistakes: each name in an ["image", NAME] that is nowhere, though another name or a
/// feature may help.
std::vector<Mistake> idle_images(const style::Document& document, const Sprite& sprite);

}  // namespace riskmap::map
