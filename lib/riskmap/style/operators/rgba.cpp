// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/annotation.hpp>
#include <riskmap/style/detail/compound.hpp>

namespace riskmap::style::operators {
namespace {

NodePtr parse_rgba(Parser& parser, const Json& expression) {
  const auto evaluate = [](const EvaluationContext& context, Arguments arguments) {
    std::vector<Value> channels;
    for (const auto& argument : arguments) channels.push_back(argument->evaluate(context));
    return Value(checked_rgba(channels));
  };
  return parse_compound(parser, expression, Kind::color,
                        {{{Kind::number, Kind::number, Kind::number, Kind::number}, evaluate}});
}

}  // namespace

extern const Operator rgba{"rgba", "[\"rgba\", number, number, number, number] -> color",
                           "A colour of red, green and blue between 0 and 255 and alpha between 0 and 1.", parse_rgba};

}  // namespace riskmap::style::operators
