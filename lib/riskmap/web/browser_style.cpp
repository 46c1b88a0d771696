// SPDX-License-Identifier: MIT
#include <riskmap/web/browser_style.hpp>

#include <riskmap/base/version.hpp>
#include <riskmap/web/html.hpp>

#include <algorithm>

namespace riskmap::web {
namespace {

// Sources and layers of ours; no author's id is likely to begin so.
const std::string ours = "riskmap:";

bool is_folder_name(const std::string& name) {
  const auto allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  };
  return !name.empty() && std::all_of(name.begin(), name.end(), allowed);
}

const style::SourceSpec* risk_source(const style::Document& document, const style::Layer& layer) {
  if (layer.type != "color-relief") return nullptr;
  const auto* source = document.source(layer.source);
  return source != nullptr && !source->surface.empty() ? source : nullptr;
}

void add_risk_layer(const style::Document& document, const style::Layer& layer, const std::string& surface,
                    BrowserLayers& out) {
  if (!is_folder_name(surface)) {
    const auto* spec = document.surface(surface);
    throw StyleError(document.text().place(spec != nullptr ? spec->path : layer.path),
                     "the surface's name becomes a folder's", "use letters, digits, - and _ only");
  }
  out.risk.push_back(&layer);
  if (std::find(out.surfaces.begin(), out.surfaces.end(), surface) == out.surfaces.end())
    out.surfaces.push_back(surface);
}

class Writer {
 public:
  Writer(const style::Document& document, const BrowserTiles& tiles)
      : m_document(document), m_tiles(tiles), m_parts(browser_layers(document)) {}

  Json write() {
    add_background();
    add_pictures("base", "base");
    for (const auto* layer : m_parts.risk) add_risk(*layer);
    if (m_parts.overlay) add_pictures("overlay", "overlay");
    if (m_parts.labels) add_pictures("labels", "labels");
    const auto& box = m_tiles.bounds;
    Json out = {{"version", 8},
                {"name", m_document.name()},
                {"metadata", metadata()},
                {"center", {(box.min_x + box.max_x) / 2, (box.min_y + box.max_y) / 2}},
                {"zoom", std::max(1U, m_tiles.zooms.low) - 1},  // of the style: a 256-px tile z draws zoom z − 1
                {"sources", m_sources},
                {"layers", m_layers}};
    if (m_tiles.sprite) out["sprite"] = m_tiles.root + "sprite";
    return out;
  }

 private:
  Json metadata() const {
    Json out = {{"riskmap:version", version}};
    for (const char* key : {"riskmap:worldview", "riskmap:bounds"}) {
      if (const auto* value = m_document.metadata(key)) out[key] = *value;
    }
    return out;
  }

  Json tiled(const char* type, const std::string& folder) const {
    const auto& box = m_tiles.bounds;
    Json out = {{"type", type},
                {"tiles", {m_tiles.root + folder + "/{z}/{x}/{y}.png"}},
                {"tileSize", 256},
                {"minzoom", m_tiles.zooms.low},
                {"maxzoom", m_tiles.zooms.high},
                {"bounds", {box.min_x, box.min_y, box.max_x, box.max_y}}};
    if (!m_tiles.attribution.empty())
      out["attribution"] = escape_html(m_tiles.attribution);  // MapLibre takes HTML there
    return out;
  }

  // What lies beyond the tiles. A pattern would need a sprite, which a page has not.
  void add_background() {
    for (const auto& layer : m_document.layers()) {
      if (layer.type != "background" || layer.has("background-pattern")) continue;
      m_layers.push_back(as_written(layer));
      return;
    }
  }

  void add_pictures(const std::string& name, const std::string& folder, const style::Layer* like = nullptr) {
    // MapLibre writes "@2x" for {ratio} on sharp screens.
    const auto split = folder.find('/');
    const std::string ratio = m_tiles.retina ? "{ratio}" : "";
    m_sources[ours + name] =
        tiled("raster", folder.substr(0, split) + ratio + (split == folder.npos ? "" : folder.substr(split)));
    Json layer = {
        {"id", ours + name}, {"type", "raster"}, {"source", ours + name}, {"paint", {{"raster-fade-duration", 0}}}};
    if (like != nullptr) {
      const auto written = as_written(*like);
      for (const char* key : {"minzoom", "maxzoom"}) {
        if (written.contains(key)) layer[key] = written[key];
      }
    }
    m_layers.push_back(std::move(layer));
  }

  void add_risk(const style::Layer& layer) {
    const auto& spec = *risk_source(m_document, layer);
    auto source = tiled("raster-dem", "surface/" + spec.surface);
    source["encoding"] = "custom";
    source["redFactor"] = spec.red_factor;
    source["greenFactor"] = spec.green_factor;
    source["blueFactor"] = spec.blue_factor;
    source["baseShift"] = spec.base_shift;
    m_sources[spec.name] = std::move(source);
    m_layers.push_back(as_written(layer));
    const auto mask = "mask/" + spec.surface;
    if (!m_sources.contains(ours + mask)) add_pictures(mask, mask, &layer);
  }

  // The layer as its author wrote it, without what only this program reads.
  Json as_written(const style::Layer& layer) const {
    const auto* written = find_path(m_document.json(), layer.path);
    Json out = written != nullptr ? *written : Json::object();
    out.erase("metadata");
    return out;
  }

  const style::Document& m_document;
  const BrowserTiles& m_tiles;
  BrowserLayers m_parts;
  Json m_sources = Json::object();
  Json m_layers = Json::array();
};

}  // namespace

BrowserLayers browser_layers(const style::Document& document) {
  BrowserLayers out;
  for (const auto& layer : document.layers()) {
    if (!layer.visible) continue;
    if (const auto* source = risk_source(document, layer))
      add_risk_layer(document, layer, source->surface, out);
    else if (layer.type == "symbol")
      out.labels = true;
    else if (!out.risk.empty())
      out.overlay = true;
  }
  return out;
}

Json browser_style(const style::Document& document, const BrowserTiles& tiles) {
  return Writer(document, tiles).write();
}

}  // namespace riskmap::web
