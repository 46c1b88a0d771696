// SPDX-License-Identifier: MIT
#include <riskmap/poster/facts.hpp>

#include <riskmap/base/digest.hpp>
#include <riskmap/base/error.hpp>
#include <riskmap/base/units.hpp>
#include <riskmap/base/version.hpp>
#include <riskmap/poster/ground_scale.hpp>
#include <riskmap/render/font_files.hpp>
#include <riskmap/style/localised.hpp>
#include <riskmap/style/nearest.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace riskmap::poster {
namespace {

constexpr std::size_t short_digest = 12;

// "1 June 2025" in English, else the ISO date.
std::string date_text(Days day, const std::string& language) {
  static constexpr const char* months[] = {"January", "February", "March",     "April",   "May",      "June",
                                           "July",    "August",   "September", "October", "November", "December"};
  const auto iso = to_iso_date(day);
  if (language != "en") return iso;
  const auto month = static_cast<std::size_t>(std::stoi(iso.substr(5, 2)) - 1);
  return fmt::format("{}\u00A0{} {}", std::stoi(iso.substr(8, 2)), months[month], iso.substr(0, 4));
}

// Sources of the document name whom to thank, as MapLibre shows it; the same words are said once.
std::string attribution(const map::Scene& scene) {
  std::vector<std::string> said;
  const auto say = [&](const Json& json) {
    const auto text = style::localised(json, scene.language());
    if (!text.empty() && std::find(said.begin(), said.end(), text) == said.end()) said.push_back(text);
  };
  if (const auto* whole = scene.document().metadata("riskmap:attribution")) {
    say(*whole);
  } else {
    for (const auto& source : scene.document().sources()) {
      if (source.json.is_object() && source.json.contains("attribution")) say(source.json["attribution"]);
    }
  }
  return fmt::format("{}", fmt::join(said, "; "));
}

std::string title(const map::Scene& scene) {
  const auto* title = scene.document().metadata("riskmap:title");
  return title != nullptr ? style::localised(*title, scene.language()) : scene.document().name();
}

// Whose borders are drawn (`riskmap:worldview`).
std::string borders(const std::string& worldview) {
  if (worldview.empty()) return {};
  if (worldview == "de-facto") return "Boundaries as held on the ground; disputed ones are marked.";
  return fmt::format("Boundaries: point of view '{}'.", worldview);
}

std::string metadata_text(const map::Scene& scene, std::string_view key) {
  const auto* found = scene.document().metadata(key);
  return found != nullptr ? style::localised(*found, scene.language()) : std::string();
}

void add_incident_file(const map::Scene& scene, const map::SceneSurface& surface, Facts& facts) {
  const auto* source = scene.source(surface.spec->incident_source);
  if (source == nullptr) return;
  facts["incident-file"] = source->path;
  facts["sha256"] = source->sha256.substr(0, short_digest);
  facts["rows-read"] = fmt::format("{}", source->counts.read);
  facts["rows-used"] = fmt::format("{}", source->counts.used);
  facts["rows-rejected"] = fmt::format("{}", source->counts.rejected_total());
  facts["data"] =
      fmt::format("Incidents: {}, SHA-256 {}…, data as of {}. Rows: {} read, {} used, {} rejected.", source->path,
                  facts["sha256"], facts["as-of"], facts["rows-read"], facts["rows-used"], facts["rows-rejected"]);
}

std::string bandwidth(const map::SceneSurface& surface, const Facts& facts) {
  const auto& widest = facts.at("widest");
  const auto in_use = facts.at("narrowest") == widest
                          ? std::string()
                          : fmt::format(" ({}–{}\u00A0km in use)", facts.at("narrowest"), widest);
  return fmt::format("{}bandwidth {}\u00A0km{}", surface.spec->adaptive ? "adaptive " : "", facts.at("bandwidth"),
                     in_use);
}

void add_surface(const map::Scene& scene, const map::SceneSurface& surface, Facts& facts) {
  const auto& report = surface.surface->report();
  facts["unit"] = surface.unit;
  facts["from"] = to_iso_date(surface.from);
  facts["as-of"] = to_iso_date(surface.until - Days(1));
  facts["from-date"] = date_text(surface.from, scene.language());
  facts["as-of-date"] = date_text(surface.until - Days(1), scene.language());
  facts["kernel"] = surface.spec->kernel;
  facts["bandwidth"] = fmt::format("{:g}", surface.options.bandwidth.value() / 1000);
  facts["narrowest"] = fmt::format("{:.0f}", report.narrowest.value() / 1000);
  facts["widest"] = fmt::format("{:.0f}", report.widest.value() / 1000);
  facts["events"] = fmt::format("{}", report.events_used);
  facts["minimum-events"] = fmt::format("{}", surface.spec->minimum_events);
  if (surface.spec->half_life)
    facts["half-life"] = fmt::format("{:g}", surface.spec->half_life->value() / days_per_year);
  add_incident_file(scene, surface, facts);
  const auto decay =
      facts["half-life"].empty() ? std::string() : fmt::format("half-life\u00A0{}\u00A0years, ", facts["half-life"]);
  facts["method"] =
      fmt::format("Surface: {} events from {} to {} (the window), {}{} kernel, {}; unit: {}.", facts["events"],
                  facts["from"], facts["as-of"], decay, facts["kernel"], bandwidth(surface, facts), facts["unit"]);
}

// "Noto Sans 2.004, Noto Nastaliq Urdu 2.000", each family once, and a digest of the files.
std::string fonts_text(const map::Scene& scene) {
  const auto fonts = render::font_files(scene);
  if (fonts.empty()) return {};
  std::vector<std::string> families;
  std::string digests;
  for (const auto& font : fonts) {
    auto family = fmt::format("{}\u00A0{}", font.family, font.version);
    if (std::find(families.begin(), families.end(), family) == families.end()) families.push_back(std::move(family));
    digests += font.sha256 + '\n';
  }
  return fmt::format("Type: {}; SHA-256 {}…", fmt::join(families, ", "), sha256(digests).substr(0, short_digest));
}

std::string latitude_text(double latitude) {
  return fmt::format("{:.1f}°\u00A0{}", std::abs(latitude), latitude < 0 ? "S" : "N");
}

// 1 : 5,430,000 with three significant digits.
std::string ratio_text(double ratio) {
  const double unit = std::pow(10.0, std::floor(std::log10(ratio)) - 2);
  auto digits = fmt::format("{:.0f}", std::round(ratio / unit) * unit);
  for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3)
    digits.insert(static_cast<std::size_t>(at), ",");
  return "1\u00A0:\u00A0" + digits;
}

}  // namespace

Facts facts_of(const map::Scene& scene, const render::View& frame, double map_unit) {
  Facts facts;
  for (const char* name : {"unit", "from", "as-of", "from-date", "as-of-date", "kernel", "bandwidth", "narrowest",
                           "widest", "events", "minimum-events", "half-life", "incident-file", "sha256", "rows-read",
                           "rows-used", "rows-rejected", "data", "method"}) {
    facts[name] = "";
  }
  facts["title"] = title(scene);
  facts["map"] = scene.document().name();
  facts["attribution"] = attribution(scene);
  facts["worldview"] = metadata_text(scene, "riskmap:worldview");
  facts["borders"] = borders(facts["worldview"]);
  facts["version"] = version;
  facts["generator"] = fmt::format("riskmap {}", version);
  if (!scene.surfaces().empty()) add_surface(scene, scene.surfaces().front(), facts);
  facts["fonts"] = fonts_text(scene);
  facts["latitude"] = latitude_text(middle_latitude(frame));
  facts["ratio"] = ratio_text(metres_per_pixel(frame).value() * frame.ratio * 1000 / map_unit);
  facts["projection"] =
      fmt::format("Projection: Web Mercator (EPSG:3857), {} at {}.", facts["ratio"], facts["latitude"]);
  return facts;
}

std::string fill_in(std::string_view text, const Facts& facts) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const auto open = text.find('{', at);
    const auto close = open == std::string_view::npos ? open : text.find('}', open);
    if (close == std::string_view::npos) return out.append(text.substr(at));
    out.append(text.substr(at, open - at));
    const auto name = text.substr(open + 1, close - open - 1);
    const auto found = facts.find(name);
    if (found == facts.end()) {
      std::vector<std::string_view> known;
      for (const auto& [key, value] : facts) known.push_back(key);
      auto hint = style::did_you_mean(name, known);
      if (hint.empty()) hint = fmt::format("there are: {}", fmt::join(known, ", "));
      throw UsageError("", fmt::format("there is no fact '{{{}}}'", printable(std::string(name))), std::move(hint));
    }
    out += found->second;
    at = close + 1;
  }
  return out;
}

}  // namespace riskmap::poster
