// SPDX-License-Identifier: MIT
#include <riskmap/web/detail/words.hpp>

#include <riskmap/base/units.hpp>
#include <riskmap/web/html.hpp>

#include <fmt/format.h>

#include <array>
#include <cmath>

namespace riskmap::web::detail {
namespace {

constexpr std::array months = {"January", "February", "March",     "April",   "May",      "June",
                               "July",    "August",   "September", "October", "November", "December"};

// `until` is the end of the last day: the moment before names it.
std::string window(const map::SceneSurface& surface) {
  return fmt::format("{} to {}", to_day(surface.from), to_day(surface.until - Days(0.5)));
}

std::string years(Days span) {
  const double count = span.value() / days_per_year;
  return fmt::format("{:.3g} year{}", count, std::abs(count - 1) < 1e-9 ? "" : "s");
}

std::string bandwidths(const density::Report& report) {
  const double low = report.narrowest.value() / 1000, high = report.widest.value() / 1000;
  const auto from = fmt::format("{:.0f}", low), to = fmt::format("{:.0f}", high);
  return from == to ? from + " km" : from + "–" + to + " km";
}

std::string fact(const map::SceneSurface& surface) {
  const auto& report = surface.surface->report();
  auto text = fmt::format("{} events, {}", report.events_used, window(surface));
  if (surface.spec->half_life) text += fmt::format("; recent years count more (half-life {})", years(*surface.spec->half_life));
  text += fmt::format("; smoothed over {} ({} kernel{}).", bandwidths(report), surface.spec->kernel, surface.spec->adaptive ? ", adaptive" : "");
  return text + fmt::format(" Unit: {}.", surface.unit);
}

void append(std::string& text, const std::string& more) {
  if (!more.empty()) text += (text.empty() ? "" : text.back() == '.' ? " " : ". ") + more;
}

}  // namespace

std::string to_day(Days moment) {
  const auto iso = to_iso_date(moment);  // "2025-06-01"
  const auto month = static_cast<std::size_t>(std::stoi(iso.substr(5, 2)));
  return fmt::format("{} {} {}", std::stoi(iso.substr(8, 2)), months.at(month - 1), iso.substr(0, 4));
}

std::string summary(const map::Scene& scene) {
  if (scene.surfaces().empty()) return "";
  const auto& first = scene.surfaces().front();
  return fmt::format("{} listed events, {}", first.surface->report().events_used, window(first));
}

std::string facts(const map::Scene& scene) {
  std::string out;
  const bool several = scene.surfaces().size() > 1;
  for (const auto& surface : scene.surfaces()) {
    const auto text = (several ? surface.spec->name + ": " : "") + fact(surface);
    out += "<p>" + escape_html(text) + "</p>\n";
  }
  return out;
}

std::string in_words(const render::Legend& legend) {
  std::string out = legend.title;
  for (const auto& item : legend.classes) append(out, item.label);
  for (const auto& item : legend.items) append(out, item.label);
  for (const auto& note : legend.notes) append(out, note);
  return out;
}

}  // namespace riskmap::web::detail
