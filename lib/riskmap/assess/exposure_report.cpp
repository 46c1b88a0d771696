// SPDX-License-Identifier: MIT
#include <riskmap/assess/exposure_report.hpp>

#include <riskmap/base/units.hpp>

#include <fmt/format.h>

#include <cmath>
#include <cstdint>

namespace riskmap::assess {
namespace {

constexpr int significant_digits = 6;
constexpr double square_metres_per_km2 = 1e6;

Json number(double value) {
  if (!std::isfinite(value)) return {};
  return std::stod(fmt::format("{:.{}g}", value, significant_digits));
}
Json number(const std::optional<double>& value) { return value ? number(*value) : Json(); }
/// A count of people: whole unless the table says otherwise.
Json people(double count) {
  if (count == std::floor(count) && count < 1e15) return static_cast<std::int64_t>(count);
  return number(count);
}
Json km(Metres length) { return number(length.value() / 1000); }

void add_rate(Json& out, const std::string& name, const Rate* rate) {
  out[name + "_rate"] = rate ? number(rate->rate) : Json();
  out[name + "_lower"] = rate ? number(rate->lower) : Json();
  out[name + "_upper"] = rate ? number(rate->upper) : Json();
}

void add_observed(Json& out, const Observed& observed, const std::vector<std::string>& fields) {
  out["observed"] = observed.events;
  out["possible"] = observed.possible;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const auto& toll = observed.casualties.at(i);
    out[fields[i]] = people(toll.best);
    if (toll.has_range) out[fields[i] + "_low"] = people(toll.low), out[fields[i] + "_high"] = people(toll.high);
    out[fields[i] + "_unknown"] = toll.unknown;
  }
}

Json observed_json(const Observed& observed, const std::vector<std::string>& fields) {
  Json out = Json::object();
  add_observed(out, observed, fields);
  return out;
}

Json trend_json(const Trend& trend) {
  return {{"later", trend.counts.later},  {"earlier", trend.counts.earlier}, {"ratio", number(trend.ratio)},
          {"lower", number(trend.lower)}, {"upper", number(trend.upper)},    {"direction", to_text(trend.direction)}};
}

void add_rank(Json& out, const std::string& name, const std::optional<Rank>& rank) {
  out[name] = rank ? Json(rank->rank) : Json();
}

Json sighting_json(const std::optional<Sighting>& sighting) {
  if (!sighting) return {};
  return {{"id", sighting->id},
          {"date", to_iso_date(sighting->begin)},
          {"distance_km", km(sighting->distance)},
          {"at_least_km", km(sighting->at_least)},
          {"uncertainty_km", km(sighting->uncertainty)},
          {"bearing", std::round(sighting->bearing * 10) / 10},
          {"direction", wind_of(sighting->bearing)}};
}

Json radius_json(const RadiusExposure& around, bool with_land, const std::vector<std::string>& fields) {
  const auto* surface = around.surface ? &*around.surface : nullptr;
  Json out = {{"radius_km", km(around.radius)}};
  out["land_area_km2"] = surface && with_land ? number(surface->land_area / square_metres_per_km2) : Json();
  add_rate(out, "recorded", &around.recorded);
  add_rate(out, "surface", surface && surface->land_area > 0 ? &surface->rate : nullptr);
  out["bandwidth_km"] = surface ? km(surface->bandwidth) : Json();
  out["smoothed_wider"] = surface ? Json(surface->smoothed_wider) : Json();
  out["chance_of_one"] = around.chance ? number(around.chance->rate) : Json();
  out["chance_lower"] = around.chance ? number(around.chance->lower) : Json();
  out["chance_upper"] = around.chance ? number(around.chance->upper) : Json();
  add_observed(out, around.observed.window, fields);
  out["last_365_days"] = observed_json(around.observed.last_year, fields);
  out["last_3_years"] = observed_json(around.observed.last_three_years, fields);
  out["before"] = observed_json(around.observed.before, fields);
  out["trend"] = trend_json(around.trend);
  add_rank(out, "rank_among_sites", around.among_sites);
  add_rank(out, "rank_among_places", around.among_places);
  return out;
}

Json site_json(const SiteExposure& entry, bool with_land, const std::vector<std::string>& fields) {
  const auto& site = entry.site;
  Json out = {{"id", site.id},
              {"name", site.name},
              {"longitude", site.where.lon},
              {"latitude", site.where.lat},
              {"state", density::to_text(entry.state)},
              {"surface_value", entry.value},
              {"relative_standard_error", number(entry.relative_standard_error)}};
  add_rank(out, "value_rank_among_sites", entry.value_among_sites);
  add_rank(out, "value_rank_among_places", entry.value_among_places);
  out["nearest"] = sighting_json(entry.nearest);
  out["last"] = sighting_json(entry.last);
  out["radii"] = Json::array();
  for (const auto& around : entry.radii) out["radii"].push_back(radius_json(around, with_land, fields));
  return out;
}

std::string title_of(const map::Scene& scene) {
  const auto* title = scene.document().metadata("riskmap:title");
  if (title != nullptr && title->is_string()) return title->get<std::string>();
  for (const auto& language : {scene.language(), std::string("en")}) {
    if (title != nullptr && title->is_object() && title->contains(language) && (*title)[language].is_string())
      return (*title)[language].get<std::string>();
  }
  return scene.document().name();
}

}  // namespace

Json to_json(const map::Scene& scene, const map::SceneSurface& surface, const std::vector<SiteExposure>& sites) {
  const auto fields = casualty_fields(scene, surface);
  Json list = Json::array();
  for (const auto& site : sites) list.push_back(site_json(site, surface.study_area != nullptr, fields));
  const bool ranked = !sites.empty() && sites.front().value_among_places.has_value();
  return {{"surface", surface.spec->name},
          {"unit", surface.unit},
          {"from", to_iso_date(surface.from)},
          {"as_of", to_iso_date(surface.until - Days(1))},
          {"confidence", confidence},
          {"places", ranked ? Json(sites.front().value_among_places->of) : Json()},
          {"sites", list}};
}

Json flattened(const Json& object) {
  Json out = Json::object();
  for (const auto& [key, value] : object.items()) {
    if (value.is_array()) continue;
    if (!value.is_object()) {
      out[key] = value;
      continue;
    }
    const Json inner = flattened(value);
    for (const auto& [name, number] : inner.items()) out[key + "_" + name] = number;
  }
  return out;
}

std::string km_text(Metres radius) { return fmt::format("{:g}", radius.value() / 1000); }

std::string rate_text(double rate) {
  if (!(rate > 0)) return "0";
  if (rate < 0.001) return "<0.001";
  const int decimals = std::max(0, std::min(3, 1 - static_cast<int>(std::floor(std::log10(rate)))));
  return fmt::format("{:.{}f}", rate, rate >= 1 && rate < 10 ? 2 : decimals);
}

std::string rate_text(const Rate& rate) {
  return fmt::format("{} ({}–{})", rate_text(rate.rate), rate_text(rate.lower), rate_text(rate.upper));
}

std::string percent_text(double chance) {
  if (chance > 0 && chance < 0.01) return "under 1 %";
  if (chance > 0.99) return "over 99 %";
  return fmt::format("{:.0f} %", 100 * chance);
}

std::string chance_text(const Rate& chance) {
  return chance.rate > 0 ? percent_text(chance.rate) : "≤ " + percent_text(chance.upper);
}

std::string in_words(const SiteExposure& site, const RadiusExposure& around) {
  const auto name = site.site.name.empty() ? site.site.id : site.site.name;
  const auto where = fmt::format("within {} km of {}", km_text(around.radius), name);
  if (!(around.recorded.rate > 0))
    return fmt::format("No listed event {}: if the list is complete, up to {} a year would be no surprise.", where,
                       rate_text(around.recorded.upper));
  const auto rate = fmt::format("{} a year {} on record, recent years counting more (90 % interval {} to {})",
                                rate_text(around.recorded.rate), where, rate_text(around.recorded.lower),
                                rate_text(around.recorded.upper));
  if (!around.chance) return "Weighted events: " + rate + ".";
  return fmt::format(
      "Listed events: {}; if the years to come were like these, at least one in a year with a chance of {} "
      "({} to {}).",
      rate, percent_text(around.chance->rate), percent_text(around.chance->lower), percent_text(around.chance->upper));
}

std::string in_words(const Sighting& sighting) {
  const auto far = [](Metres length) {
    return fmt::format("{:.{}f}", length.value() / 1000, length < Metres(9950) ? 1 : 0);
  };
  auto out =
      fmt::format("{}, {} km {}", to_iso_date(sighting.begin), far(sighting.distance), wind_of(sighting.bearing));
  if (sighting.at_least <= Metres(0))
    out += " (perhaps at the site itself)";
  else if (sighting.uncertainty > Metres(0))
    out += fmt::format(" (at least {} km)", far(sighting.at_least));
  return out;
}

std::string scope_in_words(const map::Scene& scene) {
  return fmt::format(
      "{}. The numbers tell of the past record, not of the future; what was never listed is not in them, "
      "and 0 is not safe.",
      title_of(scene));
}

}  // namespace riskmap::assess
