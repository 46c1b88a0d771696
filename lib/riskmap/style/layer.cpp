// SPDX-License-Identifier: MIT
#include <riskmap/style/document.hpp>

#include <algorithm>
#include <cassert>
#include <cmath>

namespace riskmap::style {
namespace {

bool is_usable(const Value& value, const PropertySpec* spec) {
  if (value.is_null()) return false;
  if (const auto* number = value.get<double>()) return !std::isnan(*number);
  if (!spec || spec->type != ValueType::enumeration) return true;
  const auto words = words_of(spec->values);
  const auto* word = value.get<std::string>();
  return words.empty() || (word && std::find(words.begin(), words.end(), *word) != words.end());
}

std::optional<Value> try_evaluate(const Expression& expression, const PropertySpec* spec,
                                  const EvaluationContext& context) {
  try {
    auto value = expression.evaluate(context);
    if (is_usable(value, spec)) return value;
  } catch (const EvaluationError&) {  // the property's default stands in
  }
  return std::nullopt;
}

template <typename T>
T held_or(const Value& value, T otherwise) {
  const auto* held = value.get<T>();
  return held ? *held : otherwise;
}

}  // namespace

bool Layer::needs_state(const EvaluationContext& context) const { return state && !context.global_state; }

EvaluationContext Layer::with_state(EvaluationContext context) const {
  context.global_state = state.get();
  return context;
}

Value Layer::value(std::string_view name, const EvaluationContext& context, unsigned* failures) const {
  if (needs_state(context)) return value(name, with_state(context), failures);
  if (const auto found = properties.find(name); found != properties.end()) {
    const auto& property = found->second;
    if (auto set = try_evaluate(property.expression, property.spec, context)) return *set;
    if (failures) ++*failures;
  }
  if (!defaults) return {};
  const auto usual = defaults->find(name);
  return usual == defaults->end() ? Value() : try_evaluate(usual->second, nullptr, context).value_or(Value());
}

double Layer::number(std::string_view name, const EvaluationContext& context, unsigned* failures) const {
  return held_or(value(name, context, failures), 0.0);
}

Color Layer::color(std::string_view name, const EvaluationContext& context, unsigned* failures) const {
  return held_or(value(name, context, failures), Color{0, 0, 0, 0});
}

bool Layer::boolean(std::string_view name, const EvaluationContext& context, unsigned* failures) const {
  return held_or(value(name, context, failures), false);
}

std::string Layer::text(std::string_view name, const EvaluationContext& context, unsigned* failures) const {
  return to_text(value(name, context, failures));
}

Formatted Layer::formatted(std::string_view name, const EvaluationContext& context, unsigned* failures) const {
  const auto found = value(name, context, failures);
  if (const auto* formatted = found.get<Formatted>()) return *formatted;
  return Formatted{{{.text = to_text(found)}}};
}

std::vector<double> Layer::numbers(std::string_view name, const EvaluationContext& context, unsigned* failures) const {
  const auto found = value(name, context, failures);
  if (const auto* number = found.get<double>()) return {*number};
  std::vector<double> numbers;
  if (const auto* items = found.get<std::shared_ptr<const Array>>()) {
    for (const auto& item : **items) numbers.push_back(held_or(item, 0.0));
  }
  return numbers;
}

std::vector<std::string> Layer::texts(std::string_view name, const EvaluationContext& context,
                                      unsigned* failures) const {
  const auto found = value(name, context, failures);
  if (const auto* text = found.get<std::string>()) return {*text};
  std::vector<std::string> texts;
  if (const auto* items = found.get<std::shared_ptr<const Array>>()) {
    for (const auto& item : **items) texts.push_back(to_text(item));
  }
  return texts;
}

Dependencies Layer::depends(std::string_view name) const {
  const auto found = properties.find(name);
  return found == properties.end() ? Dependencies{} : found->second.expression.depends();
}

bool Layer::accepts(const EvaluationContext& context) const {
  if (!filter) return true;
  if (needs_state(context)) return accepts(with_state(context));
  return passes(*filter, context);
}

}  // namespace riskmap::style
