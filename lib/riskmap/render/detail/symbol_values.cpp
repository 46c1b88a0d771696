// SPDX-License-Identifier: MIT
#include <riskmap/render/detail/symbol_values.hpp>

#include <riskmap/render/detail/layer_features.hpp>
#include <riskmap/style/detail/javascript.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace riskmap::render::detail {
namespace {

// A text's box is taller than its letters; MapLibre lets offsets begin at these.
constexpr double baseline_offset = 7.0 / 24;

// Cosine and sine, rounded so that they are the same on any machine.
PixelPoint turned_by(double degrees) {
  const auto rounded = [](double v) { return std::round(v * 1048576) / 1048576; };
  const double radians = degrees * std::numbers::pi / 180;
  return {rounded(std::cos(radians)), rounded(std::sin(radians))};
}

bool has(std::string_view anchor, std::string_view side) { return anchor.find(side) != std::string_view::npos; }

void transform(style::Formatted& text, const std::string& how) {
  if (how == "none") return;
  for (auto& section : text.sections)
    section.text = how == "uppercase" ? style::to_upper(section.text) : style::to_lower(section.text);
}

std::array<double, 4> four(const std::vector<double>& v, double scale) {
  // As in CSS: top, right, bottom, left; what is missing is as what lies opposite.
  if (v.empty()) return {};
  const double top = v[0], right = v.size() > 1 ? v[1] : top, bottom = v.size() > 2 ? v[2] : top,
               left = v.size() > 3 ? v[3] : right;
  return {top * scale, right * scale, bottom * scale, left * scale};
}

std::vector<double> numbers_in(const style::Value& value) {
  std::vector<double> out;
  if (const auto* items = value.get<std::shared_ptr<const style::Array>>()) {
    for (const auto& item : **items) {
      const auto* number = item.get<double>();
      out.push_back(number != nullptr ? *number : 0);
    }
  }
  return out;
}

}  // namespace

template <>
double LayerValue<double>::read(const style::EvaluationContext& context) const {
  return m_layer.number(m_name, context, &m_failures);
}
template <>
Color LayerValue<Color>::read(const style::EvaluationContext& context) const {
  return m_layer.color(m_name, context, &m_failures);
}
template <>
std::string LayerValue<std::string>::read(const style::EvaluationContext& context) const {
  return m_layer.text(m_name, context, &m_failures);
}
template <>
style::Formatted LayerValue<style::Formatted>::read(const style::EvaluationContext& context) const {
  return m_layer.formatted(m_name, context, &m_failures);
}
template <>
std::vector<double> LayerValue<std::vector<double>>::read(const style::EvaluationContext& context) const {
  return m_layer.numbers(m_name, context, &m_failures);
}
template <>
std::vector<std::string> LayerValue<std::vector<std::string>>::read(const style::EvaluationContext& context) const {
  return m_layer.texts(m_name, context, &m_failures);
}
template <>
style::Value LayerValue<style::Value>::read(const style::EvaluationContext& context) const {
  // An icon may be missing: that is no failure.
  return m_layer.value(m_name, context, nullptr);
}

PixelPoint side_of(std::string_view anchor) {
  return {has(anchor, "left")    ? -1.0
          : has(anchor, "right") ? 1.0
                                 : 0.0,
          has(anchor, "top")      ? -1.0
          : has(anchor, "bottom") ? 1.0
                                  : 0.0};
}

SymbolValues::SymbolValues(const style::Layer& layer, const PrepareContext& prepare)
    : SymbolValues(layer, prepare.ratio, evaluation(prepare)) {}

SymbolValues::SymbolValues(const style::Layer& layer, double ratio, const style::EvaluationContext& context)
    : m_layer(layer),
      m_ratio(ratio),
      m_field(layer, "text-field", context, m_failures),
      m_transform(layer, "text-transform", context, m_failures),
      m_justify(layer, "text-justify", context, m_failures),
      m_anchor(layer, "text-anchor", context, m_failures),
      m_icon_anchor(layer, "icon-anchor", context, m_failures),
      m_icon_alignment(layer, "icon-rotation-alignment", context, m_failures),
      m_fit(layer, "icon-text-fit", context, m_failures),
      m_fonts(layer, "text-font", context, m_failures),
      m_size(layer, "text-size", context, m_failures),
      m_max_width(layer, "text-max-width", context, m_failures),
      m_letter_spacing(layer, "text-letter-spacing", context, m_failures),
      m_radial(layer, "text-radial-offset", context, m_failures),
      m_rotate(layer, "text-rotate", context, m_failures),
      m_opacity(layer, "text-opacity", context, m_failures),
      m_halo_width(layer, "text-halo-width", context, m_failures),
      m_halo_blur(layer, "text-halo-blur", context, m_failures),
      m_color(layer, "text-color", context, m_failures),
      m_halo_color(layer, "text-halo-color", context, m_failures),
      m_icon_color(layer, "icon-color", context, m_failures),
      m_icon_halo_color(layer, "icon-halo-color", context, m_failures),
      m_offset(layer, "text-offset", context, m_failures),
      m_icon_offset(layer, "icon-offset", context, m_failures),
      m_icon_padding(layer, "icon-padding", context, m_failures),
      m_fit_padding(layer, "icon-text-fit-padding", context, m_failures),
      m_anchor_offsets(layer, "text-variable-anchor-offset", context, m_failures),
      m_image(layer, "icon-image", context, m_failures),
      m_icon_size(layer, "icon-size", context, m_failures),
      m_icon_rotate(layer, "icon-rotate", context, m_failures),
      m_icon_opacity(layer, "icon-opacity", context, m_failures),
      m_icon_halo_width(layer, "icon-halo-width", context, m_failures),
      m_icon_halo_blur(layer, "icon-halo-blur", context, m_failures) {
  read_layer(context);
}

Placement::Overlap SymbolValues::overlap(const char* name, const char* allow,
                                         const style::EvaluationContext& context) const {
  using Overlap = Placement::Overlap;
  if (m_layer.has(name)) {
    const auto word = m_layer.text(name, context, &m_failures);
    return word == "always" ? Overlap::always : word == "cooperative" ? Overlap::cooperative : Overlap::never;
  }
  return m_layer.boolean(allow, context, &m_failures) ? Overlap::always : Overlap::never;
}

void SymbolValues::read_layer(const style::EvaluationContext& context) {
  const auto word = [&](const char* name) { return m_layer.text(name, context, &m_failures); };
  const auto flag = [&](const char* name) { return m_layer.boolean(name, context, &m_failures); };
  const auto number = [&](const char* name) { return m_layer.number(name, context, &m_failures); };
  const auto shift = [&](const char* name) {
    const auto v = m_layer.numbers(name, context, &m_failures);
    return v.size() == 2 ? PixelPoint{v[0] * m_ratio, v[1] * m_ratio} : PixelPoint{};
  };
  const auto placement = word("symbol-placement");
  along = placement == "line" ? Along::line : placement == "line-center" ? Along::line_center : Along::point;
  const auto turns = [&](const std::string& alignment) {
    return along != Along::point && (alignment == "auto" || alignment == "map" || alignment == "viewport-glyph");
  };
  const auto text_alignment = word("text-rotation-alignment");
  text_turns = turns(text_alignment);
  letters_turn = text_alignment != "viewport-glyph";
  text_upright = flag("text-keep-upright");
  icon_upright = flag("icon-keep-upright");
  text_optional = flag("text-optional");
  icon_optional = flag("icon-optional");
  text_ignored = flag("text-ignore-placement");
  icon_ignored = flag("icon-ignore-placement");
  text_overlap = overlap("text-overlap", "text-allow-overlap", context);
  icon_overlap = overlap("icon-overlap", "icon-allow-overlap", context);
  spacing = number("symbol-spacing") * m_ratio;
  text_padding = number("text-padding") * m_ratio;
  max_angle_cosine = turned_by(std::clamp(number("text-max-angle"), 0.0, 180.0)).x;
  text_shift = shift("text-translate");
  icon_shift = shift("icon-translate");
  m_line_height = number("text-line-height");
  if (m_layer.has("text-variable-anchor"))
    m_variable_anchors = m_layer.texts("text-variable-anchor", context, &m_failures);
  if (along == Along::point && m_layer.has("text-writing-mode")) {
    runs_down.clear();
    for (const auto& mode : m_layer.texts("text-writing-mode", context, &m_failures)) {
      const bool down = mode == "vertical";
      if (std::find(runs_down.begin(), runs_down.end(), down) == runs_down.end()) runs_down.push_back(down);
    }
  }
  const auto order = word("symbol-z-order");
  const bool can_overlap = text_overlap != Placement::Overlap::never || icon_overlap != Placement::Overlap::never ||
                           text_ignored || icon_ignored;
  by_viewport_y = can_overlap && (order == "viewport-y" || (order == "auto" && !m_layer.has("symbol-sort-key")));
}

// `away`: offsets push the text away from its place, in the anchor's direction.
AnchorChoice SymbolValues::choice(std::string_view anchor, const std::vector<double>& offset,
                                  std::optional<double> radial, bool away, const std::string& justify) const {
  AnchorChoice out;
  out.side = side_of(anchor);
  out.offset = {offset.size() > 0 ? offset[0] : 0, offset.size() > 1 ? offset[1] : 0};
  if (radial || away) {
    const double diagonal = out.side.x != 0 && out.side.y != 0 ? std::numbers::sqrt2 / 2 : 1.0;
    const double dx = radial ? std::max(0.0, *radial) * diagonal : std::abs(out.offset.x);
    const double dy = radial ? std::max(0.0, *radial) * diagonal : std::abs(out.offset.y);
    out.offset = {-out.side.x * dx, -out.side.y * (dy - baseline_offset)};
  }
  out.justify = justify == "auto" ? 0.5 + out.side.x / 2 : justify == "left" ? 0 : justify == "right" ? 1 : 0.5;
  return out;
}

std::vector<AnchorChoice> SymbolValues::anchors(const style::EvaluationContext& context) const {
  std::vector<AnchorChoice> out;
  const auto justify = m_justify(context);
  if (along != Along::point) {
    out.push_back(choice(m_anchor(context), m_offset(context), std::nullopt, false, justify));
    return out;
  }
  const auto collection = m_anchor_offsets(context);
  if (const auto* items = collection.get<std::shared_ptr<const style::Array>>()) {
    for (std::size_t i = 0; i + 1 < (*items)->size(); i += 2) {
      const auto anchor = style::to_text((**items)[i]);
      auto made = choice(anchor, numbers_in((**items)[i + 1]), std::nullopt, false, justify);
      made.offset.y += made.side.y * baseline_offset;
      out.push_back(made);
    }
    if (!out.empty()) return out;
  }
  const auto radial = m_layer.has("text-radial-offset") ? std::optional(m_radial(context)) : std::nullopt;
  for (const auto& anchor : m_variable_anchors) out.push_back(choice(anchor, m_offset(context), radial, true, justify));
  if (out.empty()) out.push_back(choice(m_anchor(context), m_offset(context), radial, false, justify));
  return out;
}

std::optional<SymbolValues::Text> SymbolValues::text(const style::EvaluationContext& context) const {
  Text out;
  out.text = m_field(context);
  const bool blank = std::all_of(out.text.sections.begin(), out.text.sections.end(), [](const auto& section) {
    return section.image.empty() && section.text.find_first_not_of(" \n\t") == std::string::npos;
  });
  if (blank) return std::nullopt;
  out.opacity = m_opacity(context);
  auto& style = out.style;
  style.size = m_size(context) * m_ratio;
  if (style.size <= 0 || out.opacity <= 0) return std::nullopt;
  transform(out.text, m_transform(context));
  style.layout.fonts = m_fonts(context);
  style.layout.one_line = along != Along::point;
  style.layout.max_width = style.layout.one_line ? std::numeric_limits<double>::infinity() : m_max_width(context);
  style.layout.line_height = m_line_height;
  style.layout.letter_spacing = m_letter_spacing(context);
  style.color = m_color(context);
  style.glow = {m_halo_color(context), m_halo_width(context) * m_ratio, m_halo_blur(context) * m_ratio};
  if (!style.glow.visible()) style.glow = {};
  out.anchors = anchors(context);
  if (const double degrees = m_rotate(context); degrees != 0) out.rotation = turned_by(degrees);
  return out;
}

std::optional<SymbolValues::IconLook> SymbolValues::icon(const style::EvaluationContext& context) const {
  const auto value = m_image(context);
  IconLook out;
  // Of several to choose from that are all nowhere, what is left is the first one's name.
  if (const auto* image = value.get<style::Image>())
    out.name = image->name;
  else if (const auto* name = value.get<std::string>())
    out.name = *name;
  if (out.name.empty()) return std::nullopt;
  out.size = m_icon_size(context) * m_ratio;
  out.opacity = m_icon_opacity(context);
  if (out.size <= 0 || out.opacity <= 0) return std::nullopt;
  out.side = side_of(m_icon_anchor(context));
  out.turns = along != Along::point && m_icon_alignment(context) != "viewport";
  const auto offset = m_icon_offset(context);
  if (offset.size() == 2) out.offset = {offset[0] * out.size, offset[1] * out.size};
  if (const double degrees = m_icon_rotate(context); degrees != 0) out.rotation = turned_by(degrees);
  out.padding = four(m_icon_padding(context), m_ratio);
  const auto fit = m_fit(context);
  out.fit = fit == "both" ? Fit::both : fit == "width" ? Fit::width : fit == "height" ? Fit::height : Fit::none;
  out.fit_padding = four(m_fit_padding(context), m_ratio);
  out.look.color = m_icon_color(context);
  out.look.glow = {m_icon_halo_color(context), m_icon_halo_width(context) * m_ratio,
                   m_icon_halo_blur(context) * m_ratio};
  if (!out.look.glow.visible()) out.look.glow = {};
  return out;
}

}  // namespace riskmap::render::detail
