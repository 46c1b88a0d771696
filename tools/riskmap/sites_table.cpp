// SPDX-License-Identifier: MIT
#include <riskmap/sites_table.hpp>

#include <riskmap/base/error.hpp>
#include <riskmap/io/places.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace riskmap::tools {
namespace {

using assess::RadiusExposure;
using assess::SiteExposure;

constexpr Metres told_radius{25'000.0};  // the plain sentence speaks of the radius nearest to it

// --- text ---------------------------------------------------------------------------------------------------------

struct Column {
  std::string head, unit;
  std::vector<std::string> cells;
};

// Every character here is one column wide.
std::size_t width_of(const std::string& text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::string right(const std::string& text, std::size_t width) {
  return std::string(width - std::min(width, width_of(text)), ' ') + text;
}

std::string aligned(const std::vector<Column>& columns, std::size_t rows) {
  std::vector<std::string> lines(rows + 2);
  for (const auto& column : columns) {
    std::size_t width = std::max(width_of(column.head), width_of(column.unit));
    for (const auto& cell : column.cells) width = std::max(width, width_of(cell));
    lines[0] += "  " + right(column.head, width);
    lines[1] += "  " + right(column.unit, width);
    for (std::size_t i = 0; i < rows; ++i) lines[i + 2] += "  " + right(column.cells[i], width);
  }
  return fmt::format("{}\n", fmt::join(lines, "\n"));
}

std::string toll_text(const assess::Toll& toll) {
  auto out = fmt::format("{:.0f}", toll.best);
  if (toll.has_range && (toll.low < toll.best || toll.high > toll.best))
    out += fmt::format(" ({:.0f}–{:.0f})", toll.low, toll.high);
  if (toll.unknown > 0) out += fmt::format(" + {}?", toll.unknown);
  return out;
}

std::string surface_text(const RadiusExposure& around) {
  if (!around.surface || !(around.surface->land_area > 0)) return "–";
  return assess::rate_text(around.surface->rate) + (around.surface->smoothed_wider ? "*" : " ");
}

std::string land_text(const RadiusExposure& around, bool known) {
  return known && around.surface ? fmt::format("{:.0f}", around.surface->land_area / 1e6) : "–";
}

std::string chance_text(const RadiusExposure& around) {
  if (!around.chance) return "–";
  return fmt::format("{} ({:.0f}–{:.0f})", assess::percent_text(around.chance->rate), 100 * around.chance->lower,
                     100 * around.chance->upper);
}

std::string trend_text(const assess::Trend& trend) {
  return fmt::format("{} : {}, {}", trend.counts.later, trend.counts.earlier, assess::to_text(trend.direction));
}

std::string rank_text(const RadiusExposure& around) {
  auto out = fmt::format("{}/{}", around.among_sites.rank, around.among_sites.of);
  if (around.among_places) out += fmt::format(", {}/{}", around.among_places->rank, around.among_places->of);
  return out;
}

template <typename TText>
Column column(const std::string& head, const std::string& unit, const SiteExposure& site, TText&& text) {
  Column out{head, unit, {}};
  for (const auto& around : site.radii) out.cells.push_back(text(around));
  return out;
}

std::string radii_table(const SiteExposure& site, bool land, const std::vector<std::string>& fields) {
  std::vector<Column> columns;
  const auto add = [&](const std::string& head, const std::string& unit, const auto& text) {
    columns.push_back(column(head, unit, site, text));
  };
  add("radius", "km", [](const auto& a) { return assess::km_text(a.radius); });
  add("land", "km²", [&](const auto& a) { return land_text(a, land); });
  add("on record", "a year (90 %)", [](const auto& a) { return assess::rate_text(a.recorded); });
  add("surface", "a year (90 %) ", surface_text);
  add("at least one", "a year (90 %)", chance_text);
  add("listed", "events", [](const auto& a) { return fmt::format("{}", a.observed.window.events); });
  for (std::size_t i = 0; i < fields.size(); ++i)
    add(fields[i], "people", [&](const auto& a) { return toll_text(a.observed.window.casualties[i]); });
  add("3 years : 3 before", "events", [](const auto& a) { return trend_text(a.trend); });
  add("rank", columns.empty() || !site.value_among_places ? "sites" : "sites, towns", rank_text);
  return aligned(columns, site.radii.size());
}

std::string value_line(const SiteExposure& site, const std::string& unit) {
  if (site.state == density::State::outside) return "  outside the study area: the list does not cover it\n";
  if (site.state == density::State::none_in_reach)
    return "  surface: no listed event in reach, which is not the same as safe\n";
  auto out = fmt::format("  surface {} {} ± {:.0f} %{}; rank {} of {} sites", assess::rate_text(site.value), unit,
                         100 * site.relative_standard_error,
                         site.state == density::State::few_events ? " (few listed events)" : "",
                         site.value_among_sites.rank, site.value_among_sites.of);
  if (site.value_among_places)
    out += fmt::format(", {} among {} towns over 50,000", site.value_among_places->rank, site.value_among_places->of);
  return out + "\n";
}

const RadiusExposure& told(const SiteExposure& site) {
  return *std::min_element(site.radii.begin(), site.radii.end(), [](const auto& a, const auto& b) {
    return std::abs((a.radius - told_radius).value()) < std::abs((b.radius - told_radius).value());
  });
}

std::string site_text(const SiteExposure& site, const map::SceneSurface& surface,
                      const std::vector<std::string>& fields) {
  auto out = fmt::format("{} ({}), {:.4f} {:.4f}\n", printable(site.site.name), printable(site.site.id),
                         site.site.where.lon, site.site.where.lat);
  out += value_line(site, surface.unit) + radii_table(site, surface.study_area != nullptr, fields);
  const auto farthest = assess::km_text(site.radii.back().radius);
  out += "  nearest listed event: " + (site.nearest ? printable(assess::in_words(*site.nearest)) : "none") + "\n";
  out +=
      fmt::format("  last within {} km: {}\n", farthest, site.last ? printable(assess::in_words(*site.last)) : "none");
  return out + "  " + printable(assess::in_words(site, told(site)), 1000) + "\n";
}

// --- csv and points -------------------------------------------------------------------------------------------------

std::string cell(const Json& value) {
  if (value.is_null()) return {};
  return value.is_string() ? value.get<std::string>() : value.dump();
}

Json joined(Json first, const Json& second) {
  for (const auto& [key, value] : second.items()) first[key] = value;
  return first;
}

/// What is not there is flattened like what is: {"nearest": null} has the columns of a sighting.
Json with_all_keys(const Json& site) {
  auto out = site;
  static constexpr const char* sighting[] = {"id",      "date",     "distance_km", "at_least_km", "uncertainty_km",
                                             "bearing", "direction"};
  for (const char* name : {"nearest", "last"}) {
    if (!out[name].is_null()) continue;
    out[name] = Json::object();
    for (const char* key : sighting) out[name][key] = nullptr;
  }
  return assess::flattened(out);
}

model::Value to_value(const Json& value) {
  if (value.is_boolean()) return value.get<bool>();
  if (value.is_number()) return value.get<double>();
  if (value.is_string()) return value.get<std::string>();
  return {};
}

Json flat_properties(const Json& site) {
  auto out = with_all_keys(site);
  for (const auto& around : site.at("radii")) {
    const auto end = fmt::format("_{:g}km", around.at("radius_km").get<double>());
    const auto flat = assess::flattened(around);
    for (const auto& [key, value] : flat.items()) {
      if (key != "radius_km") out[key + end] = value;
    }
  }
  return out;
}

}  // namespace

std::string sites_text(const map::Scene& scene, const map::SceneSurface& surface,
                       const std::vector<SiteExposure>& sites) {
  const auto fields = assess::casualty_fields(scene, surface);
  std::string out;
  bool wider = false, unknown = false;
  for (const auto& site : sites) {
    out += site_text(site, surface, fields) + "\n";
    for (const auto& around : site.radii) {
      wider |= around.surface && around.surface->smoothed_wider;
      for (const auto& toll : around.observed.window.casualties) unknown |= toll.unknown > 0;
    }
  }
  if (wider) out += "* smoothed wider than this radius: trust the rate on record\n";
  if (unknown) out += "+ n?: events whose number of casualties is not known\n";
  return out + printable(assess::scope_in_words(scene), 1000) + "\n";
}

std::string sites_csv(const Json& answer) {
  std::string out;
  for (const auto& site : answer.at("sites")) {
    const auto own = with_all_keys(site);
    for (const auto& around : site.at("radii")) {
      const auto row = joined(own, assess::flattened(around));
      std::vector<std::string> heads, cells;
      for (const auto& [key, value] : row.items()) heads.push_back(key), cells.push_back(cell(value));
      if (out.empty()) out = io::csv_line(heads);
      out += io::csv_line(cells);
    }
  }
  return out;
}

model::FeatureLayer sites_layer(const Json& answer) {
  model::FeatureLayer out;
  out.name = "sites";
  for (const auto& site : answer.at("sites")) {
    const auto properties = flat_properties(site);
    model::Feature feature;
    feature.geometry = model::make_point({site.at("longitude").get<double>(), site.at("latitude").get<double>()});
    const bool first = out.fields.empty();
    for (const auto& [key, value] : properties.items()) {
      if (first) out.fields.push_back(key);
      feature.values.push_back(to_value(value));
    }
    out.features.push_back(std::move(feature));
  }
  return out;
}

}  // namespace riskmap::tools
