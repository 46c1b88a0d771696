// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/compound.hpp>

namespace riskmap::style::operators {
namespace {

NodePtr parse_to_rgba(Parser& parser, const Json& expression) {
  const auto evaluate = [](const EvaluationContext& context, Arguments arguments) {
    const auto color = color_in(arguments[0]->evaluate(context));
    return make_array({color.r * 255, color.g * 255, color.b * 255, color.a});
  };
  static const auto four_numbers = array_of(Kind::number, 4);
  return parse_compound(parser, expression, four_numbers, {{{Kind::color}, evaluate}});
}

}  // namespace

extern const Operator to_rgba{"to-rgba", "[\"to-rgba\", color] -> array<number, 4>",
                              "Red, green and blue between 0 and 255 and alpha between 0 and 1.", parse_to_rgba};

}  // namespace riskmap::style::operators
