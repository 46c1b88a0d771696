// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/compound.hpp>
#include <riskmap/style/detail/javascript.hpp>

#include <fmt/format.h>

#include <cmath>

namespace riskmap::style::operators {
namespace {

class At final : public Node {
 public:
  At(const Type& type, NodePtr index, NodePtr input) : Node(type, {std::move(index), std::move(input)}) {}
  Value evaluate(const EvaluationContext& context) const override {
    const double index = number_in(children()[0]->evaluate(context));
    const auto items = array_in(children()[1]->evaluate(context));
    if (index < 0) throw EvaluationError(fmt::format("Array index out of bounds: {} < 0.", number_text(index)));
    const auto count = static_cast<double>(items->size());
    if (index >= count)
      throw EvaluationError(
          fmt::format("Array index out of bounds: {} > {}.", number_text(index), number_text(count - 1)));
    if (index != std::floor(index))
      throw EvaluationError(fmt::format("Array index must be an integer, but found {} instead.", number_text(index)));
    return (*items)[static_cast<std::size_t>(index)];
  }
};

NodePtr parse_at(Parser& parser, const Json& expression) {
  if (expression.size() != 3)
    return parser.error(fmt::format("Expected 2 arguments, but found {} instead.", expression.size() - 1));
  auto index = parser.parse(expression[1], 1, Kind::number);
  auto input = parser.parse(expression[2], 2, array_of(parser.expected().value_or(Kind::value)));
  if (!index || !input) return nullptr;
  const Type item = input->type().item ? *input->type().item : Type(Kind::value);
  return std::make_shared<const At>(item, std::move(index), std::move(input));
}

}  // namespace

extern const Operator at{"at", "[\"at\", index, array] -> value",
                         "The item of an array, counted from 0; fails beyond its ends.", parse_at};

}  // namespace riskmap::style::operators
