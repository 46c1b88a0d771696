// SPDX-License-Identifier: MIT
#include <riskmap/style/function.hpp>

#include <riskmap/style/detail/annotation.hpp>
#include <riskmap/style/detail/easing.hpp>
#include <riskmap/style/detail/feature_properties.hpp>
#include <riskmap/style/detail/function_reader.hpp>
#include <riskmap/style/detail/interpolation.hpp>
#include <riskmap/style/detail/javascript.hpp>

#include <algorithm>
#include <map>

namespace riskmap::style {
namespace {

using Outputs = std::vector<NodePtr>;

// What the reference's createFunction keeps of a function.
struct Shape {
  Type type;
  std::string property;  // empty: the zoom is the input
  NodePtr otherwise;     // null: none
  ColorSpace space = ColorSpace::rgb;

  Dependencies own() const { return property.empty() ? Dependencies{.zoom = true} : Dependencies{.feature = true}; }
  std::optional<Value> input(const EvaluationContext& context) const {
    return property.empty() ? std::optional<Value>(context.zoom) : find_property(context, property);
  }
  Value fallback(const EvaluationContext& context) const { return otherwise ? otherwise->evaluate(context) : Value(); }
};

std::vector<NodePtr> children_of(const Shape& shape, const Outputs& outputs) {
  auto children = outputs;
  if (shape.otherwise) children.push_back(shape.otherwise);
  return children;
}

// "exponential" and "interval".
class StopFunction final : public Node {
 public:
  StopFunction(Shape shape, std::vector<double> inputs, Outputs outputs, std::optional<Easing> easing)
      : Node(shape.type, children_of(shape, outputs), Role::never_constant, shape.own()),
        m_shape(std::move(shape)),
        m_inputs(std::move(inputs)),
        m_outputs(std::move(outputs)),
        m_easing(easing) {}

  Value evaluate(const EvaluationContext& context) const override {
    const auto input = m_shape.input(context);
    const auto* number = input ? input->get<double>() : nullptr;
    if (!number) return m_shape.fallback(context);
    if (m_inputs.size() == 1 || *number <= m_inputs.front()) return m_outputs.front()->evaluate(context);
    if (*number >= m_inputs.back()) return m_outputs.back()->evaluate(context);
    const auto above = std::upper_bound(m_inputs.begin(), m_inputs.end(), *number);
    const auto i = static_cast<std::size_t>(above - m_inputs.begin()) - 1;
    const auto from = m_outputs[i]->evaluate(context);
    if (!m_easing) return from;
    const auto to = m_outputs[i + 1]->evaluate(context);
    // of a pair of zooms, either may have no value
    if (from.is_null() || to.is_null()) return {};
    return mix_values(type(), m_shape.space, from, to, m_easing->share(*number, m_inputs[i], m_inputs[i + 1]));
  }

 private:
  Shape m_shape;
  std::vector<double> m_inputs;
  Outputs m_outputs;
  std::optional<Easing> m_easing;
};

std::string key_of(const Value& value) { return type_name(value) + " " + to_text(value); }

class CategoryFunction final : public Node {
 public:
  CategoryFunction(Shape shape, const std::vector<Json>& inputs, Outputs outputs)
      : Node(shape.type, children_of(shape, outputs), Role::never_constant, shape.own()),
        m_shape(std::move(shape)),
        m_outputs(std::move(outputs)) {
    for (std::size_t i = 0; i < inputs.size(); ++i) m_places.insert_or_assign(key_of(from_json(inputs[i])), i);
  }

  Value evaluate(const EvaluationContext& context) const override {
    const auto input = m_shape.input(context);
    const auto found = input ? m_places.find(key_of(*input)) : m_places.end();
    return found == m_places.end() ? m_shape.fallback(context) : m_outputs[found->second]->evaluate(context);
  }

 private:
  Shape m_shape;
  Outputs m_outputs;
  std::map<std::string, std::size_t> m_places;
};

class IdentityFunction final : public Node {
 public:
  IdentityFunction(Shape shape, std::vector<std::string_view> words)
      : Node(shape.type, children_of(shape, {}), Role::never_constant, shape.own()),
        m_shape(std::move(shape)),
        m_words(std::move(words)) {}

  Value evaluate(const EvaluationContext& context) const override {
    const auto input = m_shape.input(context);
    auto value = input && !input->is_null() ? converted(*input) : std::nullopt;
    return value ? *value : m_shape.fallback(context);
  }

 private:
  std::optional<Value> converted(const Value& input) const {
    switch (type().kind) {
      case Kind::color: {
        const auto* text = input.get<std::string>();
        const auto color = text ? parse_color(*text) : std::nullopt;
        return color ? std::optional<Value>(*color) : std::nullopt;
      }
      case Kind::formatted:
        return Formatted{{{.text = to_script_text(input)}}};
      case Kind::image: {
        auto name = to_script_text(input);
        return name.empty() ? std::nullopt : std::optional<Value>(Image{std::move(name)});
      }
      case Kind::padding:
      case Kind::number_array:
      case Kind::color_array:
        return parse_special(type().kind, input);
      default:
        return is_of_type(input) ? std::optional(input) : std::nullopt;
    }
  }

  bool is_of_type(const Value& input) const {
    if (m_words.empty()) return type_of(input).kind == type().kind;
    const auto* word = input.get<std::string>();
    return word && std::find(m_words.begin(), m_words.end(), *word) != m_words.end();
  }

  Shape m_shape;
  std::vector<std::string_view> m_words;
};

Outputs outputs_of(const std::vector<FunctionStop>& stops) {
  Outputs outputs;
  for (const auto& stop : stops) outputs.push_back(stop.output);
  return outputs;
}

NodePtr make(const ReadFunction& read, Shape shape, const std::vector<FunctionStop>& stops, double base) {
  std::vector<Json> inputs;
  for (const auto& stop : stops) inputs.push_back(stop.input);
  if (read.kind == FunctionKind::categorical)
    return std::make_shared<const CategoryFunction>(std::move(shape), inputs, outputs_of(stops));
  std::vector<double> numbers;
  for (const auto& input : inputs) numbers.push_back(input.get<double>());
  const bool curve = read.kind == FunctionKind::exponential && read.can_mix;
  return std::make_shared<const StopFunction>(std::move(shape), std::move(numbers), outputs_of(stops),
                                              curve ? std::optional(Easing::exponential(base)) : std::nullopt);
}

// A function of the feature at each of several zooms, mixed between them.
NodePtr make_composite(const ReadFunction& read, const Shape& shape) {
  std::vector<double> zooms;
  Outputs functions;
  for (auto first = read.stops.begin(); first != read.stops.end();) {
    const auto last = std::find_if(first, read.stops.end(), [&](const auto& stop) { return stop.zoom != first->zoom; });
    zooms.push_back(*first->zoom);
    functions.push_back(make(read, shape, {first, last}, 1));
    first = last;
  }
  Shape outer{shape.type, "", nullptr, shape.space};
  const auto easing = read.can_mix ? std::optional(Easing::exponential(read.base)) : std::nullopt;
  return std::make_shared<const StopFunction>(std::move(outer), std::move(zooms), std::move(functions), easing);
}

}  // namespace

NodePtr compile_function(const Json& json, const PropertySpec& spec, const std::string& place,
                         std::vector<Mistake>& mistakes) {
  const auto read = read_function(json, spec, place, mistakes);
  if (!read) return nullptr;
  Shape shape{read->type, read->property, read->otherwise, read->space};
  if (read->kind == FunctionKind::identity) {
    return std::make_shared<const IdentityFunction>(std::move(shape), spec.type == ValueType::enumeration
                                                                          ? words_of(spec.values)
                                                                          : std::vector<std::string_view>());
  }
  if (read->stops.front().zoom) return make_composite(*read, shape);
  return make(*read, std::move(shape), read->stops, read->base);
}

}  // namespace riskmap::style
