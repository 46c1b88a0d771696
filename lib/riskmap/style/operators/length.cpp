// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/javascript.hpp>
#include <riskmap/style/parser.hpp>

#include <fmt/format.h>

namespace riskmap::style::operators {
namespace {

class Length final : public Node {
 public:
  explicit Length(NodePtr input) : Node(Kind::number, {std::move(input)}) {}
  Value evaluate(const EvaluationContext& context) const override {
    const auto input = children().front()->evaluate(context);
    if (const auto* text = input.get<std::string>()) return static_cast<double>(count_code_points(*text));
    if (const auto* items = input.get<std::shared_ptr<const Array>>()) return static_cast<double>((*items)->size());
    throw EvaluationError(
        fmt::format("Expected value to be of type string or array, but found {} instead.", type_of(input).text()));
  }
};

NodePtr parse_length(Parser& parser, const Json& expression) {
  if (expression.size() != 2)
    return parser.error(fmt::format("Expected 1 argument, but found {} instead.", expression.size() - 1));
  auto input = parser.parse(expression[1], 1);
  if (!input) return nullptr;
  const auto& type = input->type();
  if (!type.is(Kind::array) && !type.is(Kind::string) && !type.is(Kind::value)) {
    return parser.error(fmt::format("Expected argument of type string or array, but found {} instead.", type.text()));
  }
  return std::make_shared<const Length>(std::move(input));
}

}  // namespace

extern const Operator length{"length", "[\"length\", array or string] -> number",
                             "The number of items, or of characters.", parse_length};

}  // namespace riskmap::style::operators
