// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/annotation.hpp>

#include <riskmap/style/anchors.hpp>
#include <riskmap/style/detail/feature_properties.hpp>
#include <riskmap/style/detail/javascript.hpp>
#include <riskmap/style/property.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace riskmap::style {
namespace {

using ArrayPtr = std::shared_ptr<const Array>;

std::string shown(const Value& value) {
  const auto* text = value.get<std::string>();
  return text ? *text : to_stringified(value);
}

std::string listed(const std::vector<Value>& values) {
  std::string out;
  for (std::size_t i = 0; i < values.size(); ++i)
    out += (i == 0 ? "" : ", ") + (values[i].is_null() ? "" : to_script_text(values[i]));
  return out;
}

bool within(const Value& value, double most) {
  const auto* number = value.get<double>();
  return number && *number >= 0 && *number <= most;
}

// CSS shorthand: one, two or three numbers stand for four sides.
std::vector<Value> four_sides(std::vector<Value> sides) {
  if (sides.size() == 1) return {sides[0], sides[0], sides[0], sides[0]};
  if (sides.size() == 2) return {sides[0], sides[1], sides[0], sides[1]};
  if (sides.size() == 3) return {sides[0], sides[1], sides[2], sides[1]};
  return sides;
}

std::optional<Value> numbers_from(const Value& value, bool padding) {
  std::vector<Value> numbers;
  if (value.get<double>()) {
    numbers = {value};
  } else if (const auto* items = value.get<ArrayPtr>()) {
    numbers = **items;
  } else {
    return std::nullopt;
  }
  if (padding && (numbers.empty() || numbers.size() > 4)) return std::nullopt;
  if (!std::all_of(numbers.begin(), numbers.end(), [](const Value& item) { return item.get<double>() != nullptr; }))
    return std::nullopt;
  return make_array(padding ? four_sides(std::move(numbers)) : std::move(numbers));
}

std::optional<Value> colors_from(const Value& value) {
  Array colors;
  const auto add = [&](const Value& item) {
    const auto* text = item.get<std::string>();
    const auto color = text ? parse_color(*text) : std::nullopt;
    if (color) colors.emplace_back(*color);
    // what has been made colours before passes
    else if (item.get<Color>())
      colors.push_back(item);
    return color || item.get<Color>();
  };
  const auto* items = value.get<ArrayPtr>();
  if (!items && !value.get<std::string>()) return std::nullopt;
  const bool good = items ? std::all_of((*items)->begin(), (*items)->end(), add) : add(value);
  return good ? std::optional(make_array(std::move(colors))) : std::nullopt;
}

bool is_anchor(const Value& value) {
  static const auto names = words_of(anchors);
  const auto* text = value.get<std::string>();
  return text && std::find(names.begin(), names.end(), *text) != names.end();
}

bool is_offset(const Value& value) {
  const auto* items = value.get<ArrayPtr>();
  return items && (*items)->size() == 2 && (**items)[0].get<double>() && (**items)[1].get<double>();
}

std::optional<Value> anchors_from(const Value& value) {
  const auto* items = value.get<ArrayPtr>();
  if (!items || (*items)->empty() || (*items)->size() % 2 != 0) return std::nullopt;
  for (std::size_t i = 0; i < (*items)->size(); i += 2) {
    if (!is_anchor((**items)[i]) || !is_offset((**items)[i + 1])) return std::nullopt;
  }
  return value;
}

// As the reference: what passes stays as it is.
std::optional<Value> projection_from(const Value& value) {
  if (value.get<std::string>()) return value;
  if (const auto* object = value.get<std::shared_ptr<const Object>>()) {
    const auto from = find_member(**object, "from"), to = find_member(**object, "to");
    const auto transition = find_member(**object, "transition");
    const bool named = from && to && from->get<std::string>() && to->get<std::string>();
    return named && transition && transition->get<double>() ? std::optional(value) : std::nullopt;
  }
  const auto* items = value.get<ArrayPtr>();
  const bool three = items && (*items)->size() == 3 && (**items)[0].get<std::string>() &&
                     (**items)[1].get<std::string>() && (**items)[2].get<double>();
  return three ? std::optional(value) : std::nullopt;
}

Color color_from_array(const Array& channels) {
  if (channels.size() < 3 || channels.size() > 4) {
    throw EvaluationError(
        fmt::format("Invalid rgba value {}: expected an array containing either three or four numeric values.",
                    to_stringified(make_array(channels))));
  }
  // The reference takes these as premultiplied.
  const auto color = checked_rgba(channels);
  if (color.a <= 0) return {0, 0, 0, 0};
  return {color.r / color.a, color.g / color.a, color.b / color.a, color.a};
}

}  // namespace

Color checked_rgba(const std::vector<Value>& channels) {
  if (!std::all_of(channels.begin(), channels.begin() + 3, [](const Value& c) { return within(c, 255); })) {
    const bool with_alpha = channels.size() > 3 && channels[3].get<double>();
    throw EvaluationError(
        fmt::format("Invalid rgba value [{}]: 'r', 'g', and 'b' must be between 0 and 255.",
                    listed(with_alpha ? channels : std::vector(channels.begin(), channels.begin() + 3))));
  }
  if (channels.size() > 3 && !within(channels[3], 1)) {
    throw EvaluationError(fmt::format("Invalid rgba value [{}]: 'a' must be between 0 and 1.", listed(channels)));
  }
  const auto number = [&](std::size_t i) { return *channels[i].get<double>(); };
  return {number(0) / 255, number(1) / 255, number(2) / 255, channels.size() > 3 ? number(3) : 1.0};
}

bool is_truthy(const Value& value) {
  if (const auto* truth = value.get<bool>()) return *truth;
  if (const auto* number = value.get<double>()) return *number != 0 && !std::isnan(*number);
  if (const auto* text = value.get<std::string>()) return !text->empty();
  return !value.is_null();
}

std::optional<double> as_number(const Value& value) {
  if (value.is_null()) return 0.0;
  if (const auto* truth = value.get<bool>()) return *truth ? 1.0 : 0.0;
  if (const auto* number = value.get<double>()) return std::isnan(*number) ? std::nullopt : std::optional(*number);
  if (const auto* text = value.get<std::string>()) return parse_number(*text);
  return parse_number(to_script_text(value));
}

std::optional<Value> parse_special(Kind kind, const Value& value) {
  switch (kind) {
    case Kind::padding:
      return numbers_from(value, true);
    case Kind::number_array:
      return numbers_from(value, false);
    case Kind::color_array:
      return colors_from(value);
    case Kind::anchor_offsets:
      return anchors_from(value);
    case Kind::projection:
      return projection_from(value);
    default:
      return std::nullopt;
  }
}

Value Assertion::evaluate(const EvaluationContext& context) const {
  std::string why;
  for (const auto& input : children()) {
    auto value = input->evaluate(context);
    const auto found = type_of(value);
    if (why_not_subtype(type(), found).empty()) return value;
    why = fmt::format("Expected value to be of type {}, but found {} instead.", type().text(), found.text());
  }
  throw EvaluationError(why);
}

Value Coercion::to_number(const EvaluationContext& context) const {
  Value value;
  for (const auto& input : children()) {
    value = input->evaluate(context);
    if (const auto number = as_number(value)) return *number;
  }
  throw EvaluationError(fmt::format("Could not convert {} to number.", to_stringified(value)));
}

Value Coercion::to_color(const EvaluationContext& context) const {
  std::string why;
  for (const auto& input : children()) {
    const auto value = input->evaluate(context);
    if (value.get<Color>()) return value;
    why.clear();
    if (const auto* text = value.get<std::string>()) {
      if (const auto color = parse_color(*text)) return *color;
    } else if (const auto* channels = value.get<ArrayPtr>()) {
      try {
        return color_from_array(**channels);
      } catch (const EvaluationError& error) {
        why = error.what();
      }
    }
    if (why.empty()) why = fmt::format("Could not parse color from value '{}'", shown(value));
  }
  throw EvaluationError(why);
}

Value Coercion::to_special(const EvaluationContext& context) const {
  Value value;
  for (const auto& input : children()) {
    value = input->evaluate(context);
    if (auto parsed = parse_special(type().kind, value)) return *parsed;
  }
  throw EvaluationError(fmt::format("Could not parse {} from value '{}'", type().text(), shown(value)));
}

Value Coercion::evaluate(const EvaluationContext& context) const {
  if (type().is(Kind::number)) return to_number(context);
  if (type().is(Kind::color)) return to_color(context);
  auto value = Value();
  switch (type().kind) {
    case Kind::padding:
    case Kind::number_array:
    case Kind::color_array:
    case Kind::anchor_offsets:
    case Kind::projection:
      return to_special(context);
    default:
      value = children().front()->evaluate(context);
  }
  switch (type().kind) {
    case Kind::boolean:
      return is_truthy(value);
    case Kind::formatted:
      return Formatted{{{.text = to_text(value)}}};
    case Kind::image: {
      auto name = to_text(value);
      return name.empty() ? Value() : Value(Image{std::move(name)});
    }
    default:
      return to_text(value);
  }
}

}  // namespace riskmap::style
