// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/style/parser.hpp>

#include <initializer_list>
#include <span>
#include <vector>

namespace riskmap::style {

using Arguments = std::span<const NodePtr>;

/// One way to call an operator that is just a function of its arguments.
struct Overload {
  using Evaluate = Value (*)(const EvaluationContext& context, Arguments arguments);
  std::vector<Type> parameters;
  Evaluate evaluate;
  bool variadic = false;  ///< any number of arguments of the type parameters[0]
  Dependencies depends = {};
};

/// Parses the arguments against the overloads that take as many of them (the specification's compound expressions).
NodePtr parse_compound(const Parser& parser, const Json& expression, const Type& result,
                       std::initializer_list<Overload> overloads, Node::Role role = Node::Role::plain);

// What a value holds. The static types promise it; should they be wrong, it is an EvaluationError, never undefined
// behaviour.
double number_in(const Value& value);
bool boolean_in(const Value& value);
std::string string_in(const Value& value);
Color color_in(const Value& value);
std::shared_ptr<const Array> array_in(const Value& value);

/// A function of one number.
template <double (*function)(double)>
NodePtr parse_number_function(Parser& parser, const Json& expression) {
  return parse_compound(parser, expression, Kind::number,
                        {{{Kind::number}, [](const EvaluationContext& context, Arguments arguments) {
                            return Value(function(number_in(arguments[0]->evaluate(context))));
                          }}});
}

/// A function of two numbers.
template <double (*function)(double, double)>
NodePtr parse_number_function(Parser& parser, const Json& expression) {
  return parse_compound(parser, expression, Kind::number,
                        {{{Kind::number, Kind::number}, [](const EvaluationContext& context, Arguments arguments) {
                            const double first = number_in(arguments[0]->evaluate(context));
                            return Value(function(first, number_in(arguments[1]->evaluate(context))));
                          }}});
}

/// A function of any number of numbers: start() combined with one after the other. (A function, for clang 14 takes no
/// number here.)
template <double (*start)(), double (*combine)(double, double)>
NodePtr parse_number_fold(Parser& parser, const Json& expression) {
  const auto evaluate = [](const EvaluationContext& context, Arguments arguments) {
    double result = start();
    for (const auto& argument : arguments) result = combine(result, number_in(argument->evaluate(context)));
    return Value(result);
  };
  return parse_compound(parser, expression, Kind::number, {{{Kind::number}, evaluate, true}});
}

/// A number without arguments.
template <double (*number)()>
NodePtr parse_number_constant(Parser& parser, const Json& expression) {
  return parse_compound(parser, expression, Kind::number,
                        {{{}, [](const EvaluationContext&, Arguments) { return Value(number()); }}});
}

}  // namespace riskmap::style
