// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/base/json.hpp>
#include <riskmap/geo/box.hpp>
#include <riskmap/geo/tile_id.hpp>
#include <riskmap/style/document.hpp>

#include <string>
#include <vector>

namespace riskmap::web {

/// What a browser lays over one another to show a document: pictures of its parts, and its risk surfaces as numbers.
struct BrowserLayers {
  std::vector<const style::Layer*> risk;  ///< color-relief layers over a risk surface, bottom first
  std::vector<std::string> surfaces;      ///< those they show, each once
  bool overlay = false;                   ///< something but text stands above the first of them
  bool labels = false;                    ///< there is text
};
/// Hidden layers do not count. \throws StyleError if a surface's name cannot be a folder's
BrowserLayers browser_layers(const style::Document& document);

/// The tiles a browser is told of: base/{z}/{x}/{y}.png, surface/NAME/…, mask/NAME/…, overlay/…, labels/….
struct BrowserTiles {
  std::string root = {};  ///< put in front of every address; empty: beside the page
  geo::ZoomRange zooms;   ///< tile zooms
  geo::LonLatBox bounds;
  std::string attribution;  ///< plain text
  bool retina = false;      ///< pictures also stand in base@2x/… and so on
  bool sprite = false;      ///< the icons stand in sprite.json, sprite.png, sprite@2x…
};

/// The document as a MapLibre style for browsers: its sources rewritten to tiles, its ramps and encodings as they
/// stand, so a colour means the same risk live as in print. Names nothing of the data behind the tiles. \throws as
/// browser_layers()
Json browser_style(const style::Document& document, const BrowserTiles& tiles);

}  // namespace riskmap::web
