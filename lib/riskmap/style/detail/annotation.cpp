// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/annotation.hpp>

#include <riskmap/style/detail/javascript.hpp>

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
  for (const auto& value : values) out += (out.empty() ? "" : ", ") + to_text(value);
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
    throw EvaluationError(
        fmt::format("Invalid rgba value [{}]: 'r', 'g', and 'b' must be between 0 and 255.", listed(channels)));
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
  const auto* items = value.get<ArrayPtr>();
  if (items && (*items)->empty()) return 0.0;
  return items && (*items)->size() == 1 ? parse_number(to_text((*items)->front())) : std::nullopt;
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
    why = fmt::format("Could not parse color from value '{}'", shown(value));
    if (const auto* text = value.get<std::string>()) {
      if (const auto color = parse_color(*text)) return *color;
    } else if (const auto* channels = value.get<ArrayPtr>()) {
      try {
        return color_from_array(**channels);
      } catch (const EvaluationError& error) {
        why = error.what();
      }
    }
  }
  throw EvaluationError(why);
}

Value Coercion::to_numbers(const EvaluationContext& context) const {
  Value value;
  for (const auto& input : children()) {
    value = input->evaluate(context);
    if (auto numbers = numbers_from(value, type().is(Kind::padding))) return *numbers;
  }
  throw EvaluationError(fmt::format("Could not parse {} from value '{}'", type().text(), shown(value)));
}

Value Coercion::evaluate(const EvaluationContext& context) const {
  if (type().is(Kind::number)) return to_number(context);
  if (type().is(Kind::color)) return to_color(context);
  if (type().is(Kind::padding) || type().is(Kind::number_array)) return to_numbers(context);
  auto value = children().front()->evaluate(context);
  switch (type().kind) {
    case Kind::boolean:
      return is_truthy(value);
    case Kind::formatted:
      return value.get<Formatted>() ? value : Value(Formatted{{{.text = to_text(value)}}});
    case Kind::image: {
      auto name = to_text(value);
      return name.empty() ? Value() : Value(Image{std::move(name)});
    }
    default:
      return to_text(value);
  }
}

}  // namespace riskmap::style
