// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/base/json.hpp>
#include <riskmap/map/scene.hpp>
#include <riskmap/render/view.hpp>

#include <map>
#include <string>

namespace riskmap::poster {

/// What may stand in a layout's texts as {name}: the document's words and its products' provenance, all of them always
/// there, empty where the map has no such thing. docs/poster.md lists them.
using Facts = std::map<std::string, std::string, std::less<>>;

/// Facts of a map drawn in a frame whose CSS pixels are `map_unit` mm on paper.
Facts facts_of(const map::Scene& scene, const render::View& frame, double map_unit);

/// "{narrowest}–{widest} km" → "29–213 km". \throws UsageError for a name that is no fact, with a hint
std::string fill_in(std::string_view text, const Facts& facts);

}  // namespace riskmap::poster
