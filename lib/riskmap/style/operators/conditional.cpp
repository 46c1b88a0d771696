// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/compound.hpp>

#include <fmt/format.h>

namespace riskmap::style::operators {
namespace {

// Children: test, result, test, result …, otherwise.
class Case final : public Node {
 public:
  Case(Type type, std::vector<NodePtr> branches) : Node(std::move(type), std::move(branches)) {}
  Value evaluate(const EvaluationContext& context) const override {
    const auto& branches = children();
    for (std::size_t i = 0; i + 1 < branches.size(); i += 2) {
      if (boolean_in(branches[i]->evaluate(context))) return branches[i + 1]->evaluate(context);
    }
    return branches.back()->evaluate(context);
  }
};

NodePtr parse_case(Parser& parser, const Json& expression) {
  const auto count = expression.size() - 1;
  if (count < 3) return parser.error(fmt::format("Expected at least 3 arguments, but found only {}.", count));
  if (count % 2 == 0) return parser.error("Expected an odd number of arguments.");
  auto output = parser.expected_output();
  std::vector<NodePtr> branches;
  for (std::size_t i = 1; i <= count; ++i) {
    const bool is_test = i % 2 == 1 && i != count;
    auto branch = parser.parse(expression[i], i, is_test ? Type(Kind::boolean) : output);
    if (!branch) return nullptr;
    if (!is_test && !output) output = branch->type();
    branches.push_back(std::move(branch));
  }
  return std::make_shared<const Case>(*output, std::move(branches));
}

}  // namespace

extern const Operator conditional{"case", "[\"case\", test, value, test, value, ..., otherwise] -> value",
                                  "The value that follows the first test that is true.", parse_case};

}  // namespace riskmap::style::operators
