// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/compound.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace riskmap::style {
namespace {

class Compound final : public Node {
 public:
  Compound(const Type& result, std::vector<NodePtr> arguments, const Overload& overload, Role role)
      : Node(result, std::move(arguments), role, overload.depends), m_evaluate(overload.evaluate) {}
  Value evaluate(const EvaluationContext& context) const override { return m_evaluate(context, children()); }

 private:
  Overload::Evaluate m_evaluate;
};

std::optional<std::vector<NodePtr>> parse_arguments(const Parser& parser, const Json& expression,
                                                    const Overload& overload) {
  std::vector<NodePtr> arguments;
  for (std::size_t i = 1; i < expression.size(); ++i) {
    auto argument = parser.parse(expression[i], i, overload.parameters[overload.variadic ? 0 : i - 1]);
    if (!argument) return std::nullopt;
    arguments.push_back(std::move(argument));
  }
  return arguments;
}

// True if the two take that many arguments of the same types: what failed for one need not be tried for the other.
bool take_the_same(const Overload& a, const Overload& b, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    const auto& x = a.parameters[a.variadic ? 0 : i];
    const auto& y = b.parameters[b.variadic ? 0 : i];
    if (x.is(Kind::array) || !is_same(x, y)) return false;
  }
  return true;
}

std::string signature_text(const Overload& overload) {
  std::string out;
  for (const auto& parameter : overload.parameters) out += (out.empty() ? "" : ", ") + parameter.text();
  return "(" + out + (overload.variadic ? "...)" : ")");
}

void report_types(const Parser& parser, const Json& expression, const std::vector<const Overload*>& overloads) {
  std::string expected, found;
  for (const auto* overload : overloads) expected += (expected.empty() ? "" : " | ") + signature_text(*overload);
  for (std::size_t i = 1; i < expression.size(); ++i) {
    const auto argument = parser.parse(expression[i], i);
    if (!argument) return;
    found += (found.empty() ? "" : ", ") + argument->type().text();
  }
  parser.error(fmt::format("Expected arguments of type {}, but found ({}) instead.", expected, found));
}

template <typename T>
const T& held(const Value& value, Kind kind) {
  if (const auto* found = value.get<T>()) return *found;
  throw EvaluationError(
      fmt::format("Expected value to be of type {}, but found {} instead.", Type(kind).text(), type_of(value).text()));
}

}  // namespace

NodePtr parse_compound(const Parser& parser, const Json& expression, const Type& result,
                       std::initializer_list<Overload> overloads, Node::Role role) {
  std::vector<const Overload*> all, fitting;
  for (const auto& overload : overloads) {
    all.push_back(&overload);
    if (overload.variadic || overload.parameters.size() == expression.size() - 1) fitting.push_back(&overload);
  }
  std::vector<Mistake> mistakes;
  const Overload* failed = nullptr;
  for (const auto* overload : fitting) {
    if (failed && take_the_same(*failed, *overload, expression.size() - 1)) continue;
    failed = overload;
    mistakes.clear();
    auto arguments = parse_arguments(parser.trial(mistakes), expression, *overload);
    if (arguments) return std::make_shared<const Compound>(result, std::move(*arguments), *overload, role);
  }
  if (fitting.size() == 1) {
    for (auto& mistake : mistakes) parser.report(std::move(mistake));
  } else {
    report_types(parser, expression, fitting.empty() ? all : fitting);
  }
  return nullptr;
}

double number_in(const Value& value) { return held<double>(value, Kind::number); }
bool boolean_in(const Value& value) { return held<bool>(value, Kind::boolean); }
std::string string_in(const Value& value) { return held<std::string>(value, Kind::string); }
Color color_in(const Value& value) { return held<Color>(value, Kind::color); }
std::shared_ptr<const Array> array_in(const Value& value) {
  return held<std::shared_ptr<const Array>>(value, Kind::array);
}

}  // namespace riskmap::style
