// SPDX-License-Identifier: MIT
#include <riskmap/render/legend.hpp>

#include <fmt/format.h>

#include <cmath>

namespace riskmap::render {
namespace {

constexpr double swatch_width = 26, swatch_height = 14, row_gap = 4, column_gap = 8;  // CSS px
const Color ink{0.16, 0.16, 0.18, 1}, quiet{0.34, 0.34, 0.37, 1};

std::string localized(const Json& text, const std::string& language) {
  if (text.is_string()) return text.get<std::string>();
  if (!text.is_object()) return {};
  if (text.contains(language) && text[language].is_string()) return text[language].get<std::string>();
  return text.contains("en") && text["en"].is_string() ? text["en"].get<std::string>() : std::string();
}

void replace(std::string& text, const std::string& key, const std::string& value) {
  for (auto at = text.find(key); at != std::string::npos; at = text.find(key, at + value.size()))
    text.replace(at, key.size(), value);
}

// {narrowest} and {widest} are the bandwidths in use, in whole km; {events} how many were used;
// {vague} how many of them are placed less precisely than the narrowest bandwidth, {vague-share} their share of the
// weight; {half-life} in years.
std::string fill_in(std::string text, const map::Scene& scene) {
  if (scene.surfaces().empty()) return text;
  const auto& entry = scene.surfaces().front();
  const auto& report = entry.surface->report();
  replace(text, "{narrowest}", fmt::format("{:.0f}", report.narrowest.value() / 1000));
  replace(text, "{widest}", fmt::format("{:.0f}", report.widest.value() / 1000));
  replace(text, "{events}", fmt::format("{}", report.events_used));
  replace(text, "{vague}", fmt::format("{}", report.vague));
  replace(text, "{vague-share}", fmt::format("{:.0f} %", 100 * report.vague_share));
  if (entry.spec->half_life)
    replace(text, "{half-life}", fmt::format("{:g}", entry.spec->half_life->value() / days_per_year));
  return text;
}

TextStyle body(const LegendStyle& style, double width, const Color& color = ink) {
  TextStyle text;
  text.size = style.text_size * style.unit;
  text.color = color;
  text.max_width = width;
  text.line_height = 1.25;
  return text;
}

TextStyle heading(const LegendStyle& style, double width) {
  auto text = body(style, width);
  text.fonts = {"Noto Sans SemiBold"};
  text.size *= 1.15;
  return text;
}

// Walks the rows once, drawing if there is a canvas; answers the height.
double lay_out(const Legend& legend, const LegendStyle& style, Canvas* canvas, PixelPoint at) {
  const double unit = style.unit, start = at.y;
  const auto put = [&](const std::string& text, const TextStyle& look, double after) {
    if (text.empty()) return;
    if (canvas) canvas->text(text, look, at);
    at.y += Canvas::measure(text, look).height + after * unit;
  };
  const double label_x = (swatch_width + column_gap) * unit;
  const auto row = [&](const LegendItem& item, double gap) {
    const auto look = body(style, style.width - label_x);
    const double text_height = Canvas::measure(item.label, look).height;
    const double height = std::max(text_height, swatch_height * unit);
    const double middle = at.y + height / 2;
    if (canvas) {
      const double half = swatch_height * unit / 2 + (gap == 0 ? (height - swatch_height * unit) / 2 : 0);
      item.draw(*canvas, {at.x, middle - half, at.x + swatch_width * unit, middle + half}, unit);
      canvas->text(item.label, look, {at.x + label_x, middle - text_height / 2});
    }
    at.y += height + gap * unit;
  };
  put(legend.title, heading(style, style.width), 6);
  bool in_ramp = false;
  for (const auto& item : legend.classes) {
    const bool ramp = item.kind == LegendItem::Kind::ramp_class;
    if (in_ramp && !ramp) at.y += row_gap * unit;
    row(item, ramp ? 0 : row_gap);
    in_ramp = ramp;
  }
  if (!legend.classes.empty()) at.y += 6 * unit;
  for (const auto& item : legend.items) row(item, row_gap);
  if (!legend.notes.empty()) at.y += 4 * unit;
  auto small = body(style, style.width, quiet);
  small.size *= 0.92;
  for (const auto& note : legend.notes) put(note, small, 5);
  return at.y - start;
}

}  // namespace

Legend make_legend(const map::Scene& scene) {
  Legend out;
  const auto& layers = scene.document().layers();
  for (auto it = layers.rbegin(); it != layers.rend(); ++it) {
    if (!it->visible) continue;
    for (auto& item : find_layer_type(it->type).legend(*it, scene)) {
      (it->type == "color-relief" ? out.classes : out.items).push_back(std::move(item));
    }
  }
  const auto* asked = scene.document().metadata("riskmap:legend");
  if (asked == nullptr || !asked->is_object()) return out;
  if (asked->contains("title")) out.title = fill_in(localized((*asked)["title"], scene.language()), scene);
  if (asked->contains("notes") && (*asked)["notes"].is_array()) {
    for (const auto& note : (*asked)["notes"]) out.notes.push_back(fill_in(localized(note, scene.language()), scene));
  }
  return out;
}

double legend_height(const Legend& legend, const LegendStyle& style) { return lay_out(legend, style, nullptr, {0, 0}); }

void draw_legend(const Legend& legend, const LegendStyle& style, Canvas& canvas, PixelPoint top_left) {
  lay_out(legend, style, &canvas, top_left);
}

}  // namespace riskmap::render
