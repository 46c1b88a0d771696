// SPDX-License-Identifier: MIT
#include <riskmap/web/detail/words.hpp>

#include <riskmap/base/units.hpp>
#include <riskmap/web/html.hpp>

namespace riskmap::web::detail {
namespace {

void append(std::string& text, const std::string& more) {
  if (!more.empty()) text += (text.empty() ? "" : text.back() == '.' ? " " : ". ") + more;
}

}  // namespace

poster::Facts facts_of(const map::Scene& scene) {
  constexpr double css_pixel_mm = 25.4 / 96;
  return poster::facts_of(scene, render::View::fit(scene.bounds(), 1024, 1024), css_pixel_mm);
}

Words::Words(const std::filesystem::path& file, const std::string& language) {
  const auto words = read_json(file).value;
  m_language = language.substr(0, language.find_first_of("-_"));
  if (!words.contains(m_language)) m_language = "en";
  m_words = words.at(m_language);
}

std::string Words::say(const std::string& key, const std::map<std::string, std::string>& open) const {
  auto text = m_words.at(key).get<std::string>();
  for (const auto& [name, value] : open) {
    const auto mark = "{" + name + "}";
    if (const auto at = text.find(mark); at != text.npos) text.replace(at, mark.size(), value);
  }
  return text;
}

std::string Words::day(Days moment) const {
  const auto iso = to_iso_date(moment);  // "2025-06-01"
  const auto month = static_cast<std::size_t>(std::stoi(iso.substr(5, 2)));
  return say("day", {{"day", std::to_string(std::stoi(iso.substr(8, 2)))},
                     {"month", m_words.at("months").at(month - 1).get<std::string>()},
                     {"year", iso.substr(0, 4)}});
}

std::string summary(const map::Scene& scene, const Words& words) {
  if (scene.surfaces().empty()) return "";
  const auto& first = scene.surfaces().front();
  return words.say("summary", {{"events", std::to_string(first.surface->report().events_used)},
                               {"from", words.day(first.from)},
                               {"until", words.day(first.until - Days(1))}});  // the end of its last day
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
