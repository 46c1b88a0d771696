// SPDX-License-Identifier: MIT
#include <riskmap/map/scene.hpp>

#include <riskmap/base/digest.hpp>
#include <riskmap/base/units.hpp>
#include <riskmap/base/version.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace riskmap::map {
namespace {

constexpr double encoding_levels = 16777215.0;  // 2^24 − 1

Json counts_json(const model::RowCounts& counts) {
  Json out = {{"read", counts.read}, {"used", counts.used}, {"rejected", counts.rejected_total()}};
  if (!counts.rejected.empty()) {
    out["reasons"] = Json::object();
    for (const auto& [reason, number] : counts.rejected) out["reasons"][reason] = number;
  }
  return out;
}

Json surface_json(const SceneSurface& entry) {
  const auto& spec = *entry.spec;
  const auto& report = entry.surface->report();
  Json out = {{"name", spec.name},
              {"unit", entry.unit},
              {"from", to_iso_date(entry.from)},
              {"as_of", to_iso_date(entry.until - Days(1))},
              {"half_life_years", spec.half_life ? Json(spec.half_life->value() / days_per_year) : Json()},
              {"kernel", spec.kernel},
              {"bandwidth_km", entry.options.bandwidth.value() / 1000},
              {"bandwidth_method", spec.selector ? Json(spec.selector->method) : Json()},
              {"adaptive", spec.adaptive},
              {"narrowest_km", std::round(report.narrowest.value()) / 1000},
              {"widest_km", std::round(report.widest.value()) / 1000},
              {"events_used", report.events_used},
              {"events_vague", report.vague},
              {"events_spread", report.spread},
              {"vague_share", std::round(report.vague_share * 1e4) / 1e4},
              {"events_outside_window", report.outside_window},
              {"events_moved_into_study_area", report.moved.size()},
              {"events_rejected_outside_study_area", report.rejected.size()},
              {"effective_years", report.effective_years},
              {"rate_per_year", report.total_rate},
              {"minimum_events", spec.minimum_events},
              {"maximum", entry.drawn->maximum()}};
  return out;
}

}  // namespace

double SceneSurface::rounded(double value) const {
  if (!(value > 0)) return 0;
  if (step <= 0) return value;
  return std::clamp(std::round(value / step), 1.0, encoding_levels) * step;
}

const model::FeatureLayer* Scene::features(const style::Layer& layer) const {
  const auto* opened = source(layer.source);
  if (opened == nullptr) return nullptr;
  return layer.source_layer.empty() && opened->layers.size() == 1 ? &opened->layers.front()
                                                                  : opened->layer(layer.source_layer);
}

const SceneSurface* Scene::surface_of(const style::Layer& layer) const {
  const auto* spec = m_document->source(layer.source);
  if (spec == nullptr || spec->surface.empty()) return nullptr;
  const auto found =
      std::find_if(m_surfaces.begin(), m_surfaces.end(), [&](const auto& s) { return s.spec->name == spec->surface; });
  return found == m_surfaces.end() ? nullptr : &*found;
}

const SceneSurface& Scene::surface(std::string_view name) const {
  std::string known;
  for (const auto& entry : m_surfaces) {
    if (name.empty() || entry.spec->name == name) return entry;
    known += (known.empty() ? "" : ", ") + entry.spec->name;
  }
  if (known.empty()) throw UsageError("the document has no risk surface (riskmap:surfaces)");
  throw UsageError(fmt::format("the document has no surface '{}' (has: {})", printable(std::string(name)), known));
}

const model::Raster* Scene::elevation(const style::Layer& layer) const {
  const auto found = m_rasters.find(layer.source);
  return found == m_rasters.end() ? nullptr : found->second.get();
}

const model::ImagePyramid* Scene::pictures(const style::Layer& layer) const {
  const auto found = m_pictures.find(layer.source);
  return found == m_pictures.end() ? nullptr : found->second.get();
}

const model::Source* Scene::source(std::string_view name) const {
  const auto found = m_sources.find(name);
  return found == m_sources.end() ? nullptr : found->second.get();
}

Json Scene::provenance() const {
  Json out = {{"generator", fmt::format("riskmap {}", version)}, {"map", m_document->name()}};
  out["data"] = Json::array();
  for (const auto& [name, source] : m_sources) {
    out["data"].push_back(
        {{"source", name}, {"file", source->path}, {"sha256", source->sha256}, {"rows", counts_json(source->counts)}});
  }
  for (const auto& [name, raster] : m_rasters) {
    out["data"].push_back({{"source", name}, {"file", raster->path}, {"sha256", raster->sha256}});
  }
  for (const auto& [name, pictures] : m_pictures) {
    out["data"].push_back({{"source", name}, {"file", pictures->path}, {"sha256", pictures->sha256}});
  }
  if (!m_sprite.empty()) out["sprite"] = m_sprite.files;
  out["surfaces"] = Json::array();
  for (const auto& entry : m_surfaces) out["surfaces"].push_back(surface_json(entry));
  out["projection"] = "EPSG:3857";
  out["document_sha256"] = sha256(m_document->json().dump());
  return out;
}

}  // namespace riskmap::map
