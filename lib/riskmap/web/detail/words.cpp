// SPDX-License-Identifier: MIT
#include <riskmap/web/detail/words.hpp>

#include <riskmap/base/units.hpp>
#include <riskmap/web/html.hpp>

#include <fmt/format.h>

#include <array>

namespace riskmap::web::detail {
namespace {

constexpr std::array months = {"January", "February", "March",     "April",   "May",      "June",
                               "July",    "August",   "September", "October", "November", "December"};

void append(std::string& text, const std::string& more) {
  if (!more.empty()) text += (text.empty() ? "" : text.back() == '.' ? " " : ". ") + more;
}

}  // namespace

poster::Facts facts_of(const map::Scene& scene) {
  constexpr double css_pixel_mm = 25.4 / 96;
  return poster::facts_of(scene, render::View::fit(scene.bounds(), 1024, 1024), css_pixel_mm);
}

std::string to_day(Days moment) {
  const auto iso = to_iso_date(moment);  // "2025-06-01"
  const auto month = static_cast<std::size_t>(std::stoi(iso.substr(5, 2)));
  return fmt::format("{} {} {}", std::stoi(iso.substr(8, 2)), months.at(month - 1), iso.substr(0, 4));
}

std::string summary(const map::Scene& scene) {
  if (scene.surfaces().empty()) return "";
  const auto& first = scene.surfaces().front();
  // `until` is the end of the last day.
  return fmt::format("{} listed events, {} to {}", first.surface->report().events_used, to_day(first.from),
                     to_day(first.until - Days(1)));
}

std::string small_print(const poster::Facts& facts) {
  std::string out;
  for (const char* name : {"method", "data", "borders"}) {
    const auto& text = facts.at(name);
    if (!text.empty()) out += "<p>" + escape_html(text) + "</p>\n";
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
