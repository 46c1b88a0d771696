// SPDX-License-Identifier: MIT
#include <riskmap/web/detail/site_numbers.hpp>

#include <riskmap/assess/exposure_report.hpp>

namespace riskmap::web::detail {
namespace {

Json sighting_text(const std::optional<assess::Sighting>& sighting) {
  return sighting ? Json(assess::in_words(*sighting)) : Json();
}

Json to_json(const assess::SiteExposure& entry) {
  Json rates = Json::array(), chances = Json::array();
  for (const auto& around : entry.radii) {
    rates.push_back(assess::rate_text(around.recorded));
    if (around.chance) chances.push_back(assess::chance_text(*around.chance));
  }
  return {{"id", entry.site.id},
          {"name", entry.site.name},
          {"longitude", entry.site.where.lon},
          {"latitude", entry.site.where.lat},
          {"rates", rates},
          {"chances", chances.empty() ? Json() : chances},
          {"nearest", sighting_text(entry.nearest)},
          {"last", sighting_text(entry.last)}};
}

}  // namespace

Json site_numbers(const map::Scene& scene, unsigned threads) {
  assess::ExposureOptions options{.radii = {Metres(10'000), Metres(25'000)}, .surface_rates = false};
  options.threads = threads;
  Json out = {{"radii_km", Json::array()}, {"sites", Json::array()}};
  for (const Metres radius : options.radii) out["radii_km"].push_back(radius.value() / 1000);
  if (scene.surfaces().empty() || scene.surfaces().front().spec->of != style::SurfaceSpec::Of::rate) return out;
  for (const auto& site : assess::exposure_of(scene, scene.surfaces().front(), scene.sites(), options))
    out["sites"].push_back(to_json(site));
  return out;
}

}  // namespace riskmap::web::detail
