// SPDX-License-Identifier: MIT
#include <riskmap/render/detail/symbol_planner.hpp>

#include <riskmap/base/digest.hpp>
#include <riskmap/base/error.hpp>
#include <riskmap/render/detail/layer_features.hpp>
#include <riskmap/render/detail/shape.hpp>
#include <riskmap/render/detail/stretched_icon.hpp>
#include <riskmap/render/detail/vertical_text.hpp>
#include <riskmap/render/detail/zoom_outlines.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace riskmap::render::detail {
namespace {

using Along = SymbolValues::Along;

geo::PixelBox moved(const geo::PixelBox& box, double x, double y) {
  return {box.min_x + x, box.min_y + y, box.max_x + x, box.max_y + y};
}

geo::PixelBox grown(const geo::PixelBox& box, const std::array<double, 4>& padding) {
  return {box.min_x - padding[3], box.min_y - padding[0], box.max_x + padding[1], box.max_y + padding[2]};
}

PixelPoint turned(PixelPoint p, PixelPoint by) { return {by.x * p.x - by.y * p.y, by.y * p.x + by.x * p.y}; }

// How far from its place a box's corner lies whose `side` is nearest it.
PixelPoint corner_of(PixelPoint side, double width, double height) {
  return {-width * (0.5 + side.x / 2), -height * (0.5 + side.y / 2)};
}

}  // namespace

SymbolPlanner::SymbolPlanner(const style::Layer& layer, const PrepareContext& prepare)
    : m_layer(layer), m_prepare(prepare), m_values(layer, prepare) {
  if (const auto* table = prepare.scene.features(layer); table != nullptr && m_values.along != Along::point)
    m_lines.emplace(prepare.outlines, *table);
}

std::vector<PutStamp> SymbolPlanner::plan() {
  for_features(
      m_layer, m_prepare, "symbol-sort-key",
      [&](const model::Feature& feature, const style::EvaluationContext& context) { add_feature(feature, context); });
  add_line_candidates();
  note_failures(m_layer, m_prepare, m_values.failures());
  for (const bool edges : {true, false}) {
    for (std::size_t i = 0; i < m_candidates.size(); ++i) {
      if (crosses_edge(m_candidates[i]) == edges) place(i);
    }
  }
  return in_drawing_order();
}

void SymbolPlanner::add_feature(const model::Feature& feature, const style::EvaluationContext& context) {
  const auto* symbol = make_symbol(context);
  if (symbol == nullptr) return;
  if (m_values.along == Along::point)
    add_points(*symbol, feature);
  else
    collect_lines(*symbol, feature);
}

const SymbolPlanner::Symbol* SymbolPlanner::make_symbol(const style::EvaluationContext& context) {
  Symbol symbol;
  try {
    if (auto look = m_values.icon(context)) {
      symbol.icon = m_prepare.icons.find(look->name);
      if (!symbol.icon)
        m_prepare.note(fmt::format("layer '{}': there is no icon '{}'", m_layer.id, printable(look->name, 60)));
      symbol.look = std::move(*look);
    }
    if (auto text = m_values.text(context)) add_text(symbol, std::move(*text));
  } catch (Error& error) {
    error.add_context(fmt::format("layer '{}'", m_layer.id));
    throw;
  }
  if (!symbol.icon && !symbol.has_text()) return nullptr;
  m_symbols.push_back(std::move(symbol));
  return &m_symbols.back();
}

void SymbolPlanner::add_text(Symbol& symbol, SymbolValues::Text text) {
  symbol.text_opacity = text.opacity;
  symbol.text_rotation = text.rotation;
  for (const bool down : m_values.runs_down) {
    text.style.layout.vertical = down;
    if (!down || may_run_down(text.text.text())) add_options(symbol, text);
  }
  text.style.layout.vertical = false;
  if (symbol.options.empty()) add_options(symbol, text);
}

void SymbolPlanner::add_options(Symbol& symbol, SymbolValues::Text& text) {
  const auto shared = [&](double justify) {
    text.style.justify = justify;
    return m_prepare.texts.get(text.text, text.style, &m_prepare.icons, m_prepare.ratio);
  };
  const auto one = shared(0);
  if (!one->layout().has_ink()) return;
  const bool justified = one->layout().lines().size() > 1;
  for (const auto& choice : text.anchors) {
    symbol.options.push_back({choice.side,
                              {choice.offset.x * text.style.size, choice.offset.y * text.style.size},
                              justified && choice.justify != 0 ? shared(choice.justify) : one});
  }
}

void SymbolPlanner::add_points(const Symbol& symbol, const model::Feature& feature) {
  const auto& geometry = feature.geometry;
  const auto add = [&](geo::LonLat place) { m_candidates.push_back({&symbol, to_world(place, m_prepare.world_size)}); };
  for (const auto& place : geometry.points) add(place);
  if (geometry.kind == model::Geometry::Kind::polygon) {
    if (const auto place = m_prepare.outlines.store().label_point(feature)) add(*place);
  } else if (geometry.kind == model::Geometry::Kind::line && !geometry.lines.empty()) {
    const auto& line = geometry.lines.front();
    add(line[line.size() / 2]);
  }
}

void SymbolPlanner::collect_lines(const Symbol& symbol, const model::Feature& feature) {
  m_lines->clear();
  m_lines->add(feature);
  if (m_lines->lines.empty()) return;
  // Icons alone need no joining.
  auto group = m_groups.size();
  if (symbol.has_text()) group = m_group_of.try_emplace(symbol.options.front().text->digest(), group).first->second;
  if (group == m_groups.size()) m_groups.push_back({&symbol, {}});
  for (auto& line : m_lines->lines) m_groups[group].lines.push_back(std::move(line.points));
}

void SymbolPlanner::add_line_candidates() {
  for (auto& group : m_groups) {
    for (auto& points : join_lines(std::move(group.lines))) {
      m_joined.push_back(make_line(std::move(points)));
      add_along(*group.symbol, m_joined.back());
    }
  }
}

// As many as the spacing allows, evenly about the line's middle.
void SymbolPlanner::add_along(const Symbol& symbol, const PixelLine& line) {
  const double total = line.along.back();
  if (!(total > 0)) return;
  const auto add = [&](double along, double slack) {
    m_candidates.push_back({&symbol, place_on(line, along).at, &line, along, slack});
  };
  if (m_values.along == Along::line_center) return add(total / 2, 0);
  const double length = symbol.has_text() ? symbol.options.front().text->width() : 0;
  double spacing = m_values.spacing;
  if (spacing - length < spacing / 4) spacing = length + spacing / 4;
  const auto count = std::max<std::int64_t>(1, static_cast<std::int64_t>(std::floor(total / spacing)));
  const double slack = std::min(spacing, total) / 4;
  for (std::int64_t i = 0; i < count; ++i)
    add(total / 2 + (static_cast<double>(i) - static_cast<double>(count - 1) / 2) * spacing, slack);
}

bool SymbolPlanner::crosses_edge(const Candidate& candidate) const {
  const auto& symbol = *candidate.symbol;
  geo::PixelBox all;
  all.extend(candidate.at.x, candidate.at.y);
  if (candidate.line != nullptr) {
    double reach = candidate.slack;
    if (symbol.has_text()) {
      const auto& text = *symbol.options.front().text;
      reach += text.width() / 2 + 2 * text.height() + text.halo_reach();
    }
    if (symbol.icon) reach += (symbol.icon->width() + symbol.icon->height()) * symbol.look.size;
    return Placement::crosses_block_edge(all.grown(reach));
  }
  std::optional<Put> text;
  for (const auto& option : symbol.options) {
    text = text_at(candidate, option);
    for (const auto& box : text->boxes) all.extend(box);
  }
  if (symbol.icon) {
    for (const auto& box : icon_at(candidate, text).boxes) all.extend(box);
  }
  return Placement::crosses_block_edge(all);
}

bool SymbolPlanner::is_free(const Put& put, Placement::Overlap overlap) const {
  return std::all_of(put.boxes.begin(), put.boxes.end(),
                     [&](const auto& box) { return m_prepare.placement.is_free(box, overlap, put.margin); });
}

void SymbolPlanner::take(const Put& put, Placement::Overlap overlap) {
  for (const auto& box : put.boxes) m_prepare.placement.take(box, overlap);
}

void SymbolPlanner::place(std::size_t number) {
  auto& candidate = m_candidates[number];
  const auto& symbol = *candidate.symbol;
  const bool has_text = symbol.has_text(), has_icon = symbol.icon != nullptr;
  // A text that may lie over others does so only where it finds no free place.
  auto text = has_text ? place_text(candidate, Placement::Overlap::never) : std::nullopt;
  if (has_text && !text && m_values.text_overlap != Placement::Overlap::never)
    text = place_text(candidate, m_values.text_overlap);
  std::optional<Put> icon;
  if (has_icon && (text || !has_text || m_values.text_optional)) {
    icon = icon_at(candidate, text);
    if (!is_free(*icon, m_values.icon_overlap)) icon.reset();
  }
  // Both or none, but for what is optional.
  const bool icon_alone = m_values.text_optional || !has_text, text_alone = m_values.icon_optional || !has_icon;
  if (!text && !icon_alone) icon.reset();
  if (!icon && !text_alone) text.reset();
  if (!text && !icon) return;
  if (text && !m_values.text_ignored) take(*text, m_values.text_overlap);
  if (icon && !m_values.icon_ignored) take(*icon, m_values.icon_overlap);
  Placed placed{number, candidate.at.y};
  if (text) {
    if (candidate.line != nullptr) m_said[symbol.options.front().text->digest()].push_back(candidate.at);
    placed.text = std::move(text->stamp);
  }
  if (icon) placed.icon = std::move(icon->stamp);
  m_placed.push_back(std::move(placed));
}

bool SymbolPlanner::repeats(const Candidate& candidate) const {
  const auto said = m_said.find(candidate.symbol->options.front().text->digest());
  if (said == m_said.end()) return false;
  const double least = m_values.spacing / 2;
  return std::any_of(said->second.begin(), said->second.end(), [&](PixelPoint other) {
    const double dx = other.x - candidate.at.x, dy = other.y - candidate.at.y;
    return dx * dx + dy * dy < least * least;
  });
}

// A little to and fro along the line, wherever it is free and straight enough.
std::optional<SymbolPlanner::Put> SymbolPlanner::place_along(Candidate& candidate, Placement::Overlap overlap) const {
  const double middle = candidate.along;
  for (const double share : {0.0, 0.25, -0.25, 0.5, -0.5, 0.75, -0.75, 1.0, -1.0}) {
    if (share != 0 && candidate.slack <= 0) break;
    candidate.along = std::clamp(middle + share * candidate.slack, 0.0, candidate.line->along.back());
    candidate.at = place_on(*candidate.line, candidate.along).at;
    if (repeats(candidate)) continue;
    auto put = m_values.text_turns ? bent_text(candidate)
                                   : std::optional(text_at(candidate, candidate.symbol->options.front()));
    if (put && is_free(*put, overlap)) return put;
  }
  candidate.along = middle;
  return std::nullopt;
}

std::optional<SymbolPlanner::Put> SymbolPlanner::place_text(Candidate& candidate, Placement::Overlap overlap) const {
  if (candidate.line != nullptr) return place_along(candidate, overlap);
  for (const auto& option : candidate.symbol->options) {
    auto put = text_at(candidate, option);
    if (is_free(put, overlap)) return put;
  }
  return std::nullopt;
}

std::optional<SymbolPlanner::Put> SymbolPlanner::bent_text(Candidate& candidate) const {
  const auto& option = candidate.symbol->options.front();
  BendOptions options;
  options.max_angle_cosine = m_values.max_angle_cosine;
  options.upright = m_values.text_upright;
  options.turn_letters = m_values.letters_turn;
  options.offset = option.offset;
  options.side = option.side;
  auto bent = bend(*option.text, *candidate.line, candidate.along, options);
  if (!bent) return std::nullopt;
  Put out;
  out.margin = option.text->halo_reach() + m_values.text_padding;
  out.stamp = {option.text->bent(bent->units), bent->x + std::llround(m_values.text_shift.x),
               bent->y + std::llround(m_values.text_shift.y), candidate.symbol->text_opacity};
  out.boxes = std::move(bent->boxes);
  for (auto& box : out.boxes)
    box = moved(box, m_values.text_shift.x, m_values.text_shift.y).grown(m_values.text_padding);
  return out;
}

SymbolPlanner::Put SymbolPlanner::text_at(const Candidate& candidate, const Option& option) const {
  const auto& text = *option.text;
  const auto corner = corner_of(option.side, text.width(), text.height());
  const PixelPoint from{corner.x + option.offset.x, corner.y + option.offset.y};
  Put out;
  out.margin = text.halo_reach() + m_values.text_padding;
  out.stamp.opacity = candidate.symbol->text_opacity;
  const auto put = [&](std::shared_ptr<const Stamp> stamp, double x, double y) {
    x = std::round(x + m_values.text_shift.x);
    y = std::round(y + m_values.text_shift.y);
    out.boxes.push_back(moved(stamp->ink(), x, y).grown(m_values.text_padding));
    out.stamp.stamp = std::move(stamp);
    out.stamp.x = static_cast<std::int64_t>(x);
    out.stamp.y = static_cast<std::int64_t>(y);
    return PixelPoint{x, y};
  };
  const auto by = candidate.symbol->text_rotation;
  if (by.x == 1) {
    const auto at = put(text.upright(), candidate.at.x + from.x, candidate.at.y + from.y);
    out.text_box = {at.x, at.y, at.x + text.width(), at.y + text.height()};
  } else {
    const auto origin = turned(from, by);
    put(text.turned({by.x, by.y, -by.y, by.x, origin.x, origin.y}), candidate.at.x, candidate.at.y);
    out.text_box = out.boxes.front();
  }
  return out;
}

std::shared_ptr<const Stamp> SymbolPlanner::icon_stamp(const Symbol& symbol, const Matrix& matrix) const {
  const auto& look = symbol.look.look;
  Digest digest;
  digest.add(symbol.look.name);
  for (const double number : {matrix.xx, matrix.yx, matrix.xy, matrix.yy, matrix.x0, matrix.y0, look.color.r,
                              look.color.g, look.color.b, look.color.a, look.glow.color.r, look.glow.color.g,
                              look.glow.color.b, look.glow.color.a, look.glow.width, look.glow.blur})
    digest.add(number);
  digest.add(m_prepare.icons.digest(symbol.look.name));
  auto& kept = m_icon_stamps[digest.value()];
  if (!kept) kept = std::make_shared<IconStamp>(symbol.icon, matrix, look, digest.value());
  return kept;
}

SymbolPlanner::Put SymbolPlanner::icon_at(const Candidate& candidate, const std::optional<Put>& text) const {
  const auto& symbol = *candidate.symbol;
  const auto& look = symbol.look;
  if (look.fit != SymbolValues::Fit::none && text && !text->text_box.empty())
    return fitted_icon(symbol, text->text_box);
  const double width = symbol.icon->width() * look.size, height = symbol.icon->height() * look.size;
  const auto corner = corner_of(look.side, width, height);
  const PixelPoint from{corner.x + look.offset.x, corner.y + look.offset.y};
  auto by = look.rotation;
  if (candidate.line != nullptr && look.turns) {
    auto way = place_on(*candidate.line, candidate.along).direction;
    if (m_values.icon_upright && way.x < 0) way = {-way.x, -way.y};
    by = turned(by, way);
  }
  Matrix matrix{look.size, 0, 0, look.size, 0, 0};
  double x = candidate.at.x + m_values.icon_shift.x, y = candidate.at.y + m_values.icon_shift.y;
  if (by.x == 1) {
    x += from.x;
    y += from.y;
  } else {
    const auto origin = turned(from, by);
    matrix = {by.x * look.size, by.y * look.size, -by.y * look.size, by.x * look.size, origin.x, origin.y};
  }
  Put out;
  x = std::round(x);
  y = std::round(y);
  out.boxes.push_back(
      grown(moved(matrix.box({0, 0, symbol.icon->width(), symbol.icon->height()}), x, y), look.padding));
  out.stamp = {icon_stamp(symbol, matrix), static_cast<std::int64_t>(x), static_cast<std::int64_t>(y), look.opacity};
  return out;
}

// Stretched around the text's box.
SymbolPlanner::Put SymbolPlanner::fitted_icon(const Symbol& symbol, const geo::PixelBox& text) const {
  using Fit = SymbolValues::Fit;
  const auto& look = symbol.look;
  auto box = grown(text, look.fit_padding);
  const double x = (text.min_x + text.max_x) / 2, y = (text.min_y + text.max_y) / 2;
  const double half_width = symbol.icon->width() * look.size / 2, half_height = symbol.icon->height() * look.size / 2;
  if (look.fit == Fit::width) box.min_y = y - half_height, box.max_y = y + half_height;
  if (look.fit == Fit::height) box.min_x = x - half_width, box.max_x = x + half_width;
  if (!symbol.icon->stretch().empty()) return stretched_icon(symbol, moved(box, look.offset.x, look.offset.y));
  const double left = std::round(box.min_x + look.offset.x), top = std::round(box.min_y + look.offset.y);
  const double width = std::max(1.0, std::round(box.width())), height = std::max(1.0, std::round(box.height()));
  Put out;
  out.boxes.push_back(grown({left, top, left + width, top + height}, look.padding));
  out.stamp = {icon_stamp(symbol, {width / symbol.icon->width(), 0, 0, height / symbol.icon->height(), 0, 0}),
               static_cast<std::int64_t>(left), static_cast<std::int64_t>(top), look.opacity};
  return out;
}

// Its content around the text, its borders as wide as they are.
SymbolPlanner::Put SymbolPlanner::stretched_icon(const Symbol& symbol, const geo::PixelBox& box) const {
  const auto& look = symbol.look;
  auto fitted = fit_around(box, symbol.icon, look.size);
  Digest digest;
  digest.add(icon_stamp(symbol, {})->digest());
  for (const auto* cuts : {&fitted.icon->x(), &fitted.icon->y()}) {
    for (const auto& cut : *cuts) digest.add(cut.to);
  }
  auto& kept = m_icon_stamps[digest.value()];
  if (!kept) kept = std::make_shared<IconStamp>(fitted.icon, Matrix{}, look.look, digest.value());
  const double width = fitted.icon->width(), height = fitted.icon->height();
  Put out;
  out.boxes.push_back(grown({fitted.left, fitted.top, fitted.left + width, fitted.top + height}, look.padding));
  out.stamp = {kept, static_cast<std::int64_t>(fitted.left), static_cast<std::int64_t>(fitted.top), look.opacity};
  return out;
}

std::vector<PutStamp> SymbolPlanner::in_drawing_order() {
  std::sort(m_placed.begin(), m_placed.end(), [&](const Placed& a, const Placed& b) {
    if (m_values.by_viewport_y && a.y != b.y) return a.y < b.y;
    return a.number < b.number;
  });
  std::vector<PutStamp> out;
  for (auto& [number, y, icon, text] : m_placed) {
    if (!icon.stamp || !text.stamp) continue;
    if (!m_values.text_optional) icon.company = text.ink();
    if (!m_values.icon_optional) text.company = icon.ink();
  }
  for (auto& placed : m_placed) {
    if (placed.icon.stamp) out.push_back(std::move(placed.icon));
  }
  for (auto& placed : m_placed) {
    if (placed.text.stamp) out.push_back(std::move(placed.text));
  }
  return out;
}

}  // namespace riskmap::render::detail
