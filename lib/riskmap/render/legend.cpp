// SPDX-License-Identifier: MIT
#include <riskmap/render/legend.hpp>

#include <riskmap/render/detail/legend_words.hpp>
#include <riskmap/style/localised.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace riskmap::render {
namespace {

constexpr double swatch_width = 26, swatch_height = 14, row_gap = 4, column_gap = 8;  // CSS px
constexpr double widest_sign = 0.5;                                                   // of the legend

bool is_dark(const Color& color) {
  constexpr double middle = 0.5;
  return color.a > 0 && 0.2126 * color.r + 0.7152 * color.g + 0.0722 * color.b < middle;
}

void replace(std::string& text, const std::string& key, const std::string& value) {
  for (auto at = text.find(key); at != std::string::npos; at = text.find(key, at + value.size()))
    text.replace(at, key.size(), value);
}

// {narrowest} and {widest} are the bandwidths in use, in whole km; {events} how many were used;
// {vague} how many of them are placed less precisely than the narrowest bandwidth, {vague-share} their share of the
// weight; {half-life} in years.
std::string fill_in(std::string text, const map::SceneSurface* entry) {
  if (entry == nullptr) return text;
  const auto& report = entry->surface->report();
  const auto narrowest = fmt::format("{:.0f}", report.narrowest.value() / 1000),
             widest = fmt::format("{:.0f}", report.widest.value() / 1000);
  for (const char* dash : {"{narrowest}–{widest}", "{narrowest} تا {widest}"})
    if (narrowest == widest) replace(text, dash, narrowest);
  replace(text, "{narrowest}", narrowest);
  replace(text, "{widest}", widest);
  replace(text, "{events}", fmt::format("{}", report.events_used));
  replace(text, "{vague}", fmt::format("{}", report.vague));
  replace(text, "{vague-share}", fmt::format("{:.0f}\u00a0%", 100 * report.vague_share));
  if (entry->spec->half_life)
    replace(text, "{half-life}", fmt::format("{:g}", entry->spec->half_life->value() / days_per_year));
  return text;
}

// What the map colours; of several the topmost.
const map::SceneSurface* surface_of(const map::Scene& scene) {
  const auto& layers = scene.document().layers();
  for (auto it = layers.rbegin(); it != layers.rend(); ++it)
    if (it->visible && it->type == "color-relief" && scene.surface_of(*it) != nullptr) return scene.surface_of(*it);
  return scene.surfaces().empty() ? nullptr : &scene.surfaces().front();
}

bool is_rate(const map::SceneSurface& surface) { return surface.spec->of == style::SurfaceSpec::Of::rate; }

std::string own_title(const map::SceneSurface& surface, const detail::LegendWords& words) {
  if (!is_rate(surface)) return surface.unit;
  return std::string(surface.spec->weight ? words.weighted_rate : words.rate);
}

std::vector<std::string> own_notes(const map::SceneSurface& surface, const detail::LegendWords& words) {
  std::vector<std::string_view> sentences;
  if (surface.spec->half_life) sentences.push_back(words.half_life);
  if (is_rate(surface)) sentences.push_back(words.unit);
  sentences.push_back(words.smoothed);
  std::vector<std::string> out{fmt::format("{}", fmt::join(sentences, words.between_notes))};
  if (surface.surface->report().vague > 0) out.emplace_back(words.vague);
  out.emplace_back(words.caution);
  return out;
}

void add_words(const map::Scene& scene, Legend& out) {
  const auto& words = detail::legend_words(scene.language());
  const auto* const surface = surface_of(scene);
  const auto* const asked = scene.document().metadata("riskmap:legend");
  const auto member = [&](const char* key) {
    return asked != nullptr && asked->is_object() && asked->contains(key) ? &asked->at(key) : nullptr;
  };
  if (const auto* title = member("title"))
    out.title = style::localised(*title, scene.language());
  else if (surface != nullptr && !out.classes.empty())
    out.title = own_title(*surface, words);
  if (const auto* notes = member("notes"); notes != nullptr && notes->is_array())
    for (const auto& note : *notes) out.notes.push_back(style::localised(note, scene.language()));
  else if (surface != nullptr && !out.classes.empty())
    out.notes = own_notes(*surface, words);
  out.title = fill_in(out.title, surface);
  for (auto& note : out.notes) note = fill_in(note, surface);
}

Color ground_of(const map::Scene& scene) {
  for (const auto& layer : scene.document().layers())
    if (layer.visible && layer.type == "background" && !layer.has("background-pattern"))
      return layer.color("background-color", {});
  return {0, 0, 0, 0};
}

/// Walks the rows once, drawing if there is a canvas.
class Rows {
 public:
  Rows(const Legend& legend, const LegendStyle& style, Canvas* canvas, PixelPoint at)
      : m_legend(legend), m_style(style), m_canvas(canvas), m_at(at), m_dark(is_dark(style.paper)) {
    const double most = widest_sign * style.width / style.unit;
    for (const auto* items : {&legend.classes, &legend.items})
      for (const auto& item : *items) m_column = std::max(m_column, std::min(item.width, most));
  }

  /// Answers the height.
  double lay_out() {
    const double start = m_at.y;
    paragraph(m_legend.title, heading(), 6);
    bool in_ramp = false;
    for (const auto& item : m_legend.classes) {
      const bool ramp = item.kind == LegendItem::Kind::ramp_class;
      if (in_ramp && !ramp) skip(row_gap);
      row(item, ramp ? 0 : row_gap);
      in_ramp = ramp;
    }
    if (!m_legend.classes.empty()) skip(6);
    for (const auto& item : m_legend.items) row(item, row_gap);
    if (!m_legend.notes.empty()) skip(4);
    for (const auto& note : m_legend.notes) paragraph(note, small_print(), 5);
    return m_at.y - start;
  }

 private:
  void skip(double css_pixels) { m_at.y += css_pixels * m_style.unit; }

  TextStyle body(double width) const {
    TextStyle text;
    text.size = m_style.text_size * m_style.unit;
    text.color = m_dark ? Color{0.94, 0.94, 0.93, 1} : Color{0.16, 0.16, 0.18, 1};
    text.max_width = width;
    text.line_height = 1.25;
    return text;
  }

  TextStyle heading() const {
    auto text = body(m_style.width);
    text.fonts = {"Noto Sans SemiBold"};
    text.size *= 1.15;
    return text;
  }

  TextStyle small_print() const {
    auto text = body(m_style.width);
    text.color = m_dark ? Color{0.76, 0.76, 0.75, 1} : Color{0.34, 0.34, 0.37, 1};
    text.size *= 0.92;
    return text;
  }

  // In a column that begins so far from the side where reading begins.
  void put(const std::string& text, const TextStyle& look, const TextExtents& size, double indent, double y) {
    const double x = m_legend.right_to_left ? m_style.width - indent - size.width : indent;
    if (m_canvas) m_canvas->text(text, look, {m_at.x + x, y});
  }

  void paragraph(const std::string& text, const TextStyle& look, double after) {
    if (text.empty()) return;
    const auto size = Canvas::measure(text, look);
    put(text, look, size, 0, m_at.y);
    m_at.y += size.height;
    skip(after);
  }

  // By how much a text of one line is taller than a Latin one: of Nastaliq's room half is seldom inked at the edges.
  double excess(const std::string& text, TextStyle look, const TextExtents& size) const {
    look.max_width = 0;
    const double one = Canvas::measure(text, look).height;
    return size.height > 1.5 * one ? 0 : std::max(0.0, size.height - Canvas::measure("X", look).height);
  }

  void row(const LegendItem& item, double gap) {
    const double unit = m_style.unit, label_x = (m_column + column_gap) * unit;
    const auto look = body(m_style.width - label_x);
    const auto size = Canvas::measure(item.label, look);
    const double mark = std::max(swatch_height, item.height) * unit, spare = excess(item.label, look, size);
    const double height = std::max(size.height - spare / 2, mark), middle = m_at.y + height / 2;
    if (m_canvas) {
      const double half = (gap == 0 ? height : mark) / 2;
      const double left = m_legend.right_to_left ? m_style.width - m_column * unit : 0;
      const double inset = item.kind == LegendItem::Kind::symbol ? 0 : (m_column - swatch_width) / 2 * unit;
      const geo::PixelBox box{m_at.x + left + inset, middle - half, m_at.x + left + m_column * unit - inset,
                              middle + half};
      // Signs for dark ground are not seen on white, nor the other way round.
      if (m_legend.ground.a > 0 && is_dark(m_legend.ground) != m_dark) m_canvas->rectangle(box, m_legend.ground);
      item.draw(*m_canvas, box, unit);
      put(item.label, look, size, label_x, middle - size.height / 2);
    }
    m_at.y += height;
    skip(std::max(0.0, gap - spare / unit));
  }

  const Legend& m_legend;
  const LegendStyle& m_style;
  Canvas* m_canvas;
  PixelPoint m_at;
  bool m_dark;
  double m_column = swatch_width;  // CSS px
};

}  // namespace

bool reads_right_to_left(std::string_view language) {
  constexpr std::array<std::string_view, 9> all = {"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur"};
  return std::find(all.begin(), all.end(), language.substr(0, language.find_first_of("-_"))) != all.end();
}

Legend make_legend(const map::Scene& scene) {
  Legend out;
  const auto& layers = scene.document().layers();
  for (auto it = layers.rbegin(); it != layers.rend(); ++it) {
    const auto entries = find_layer_type(it->type).legend;
    if (!it->visible || entries == nullptr) continue;
    for (auto& item : entries(*it, scene)) {
      (scene.surface_of(*it) != nullptr ? out.classes : out.items).push_back(std::move(item));
    }
  }
  add_words(scene, out);
  out.right_to_left = reads_right_to_left(scene.language());
  out.ground = ground_of(scene);
  return out;
}

Color legend_paper(const Legend& legend) { return is_dark(legend.ground) ? legend.ground : Color{1, 1, 1, 1}; }

double legend_height(const Legend& legend, const LegendStyle& style) {
  return Rows(legend, style, nullptr, {0, 0}).lay_out();
}

void draw_legend(const Legend& legend, const LegendStyle& style, Canvas& canvas, PixelPoint top_left) {
  Rows(legend, style, &canvas, top_left).lay_out();
}

}  // namespace riskmap::render
