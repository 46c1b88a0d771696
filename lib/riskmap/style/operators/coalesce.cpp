// SPDX-License-Identifier: MIT
#include <riskmap/style/parser.hpp>

#include <algorithm>

namespace riskmap::style::operators {
namespace {

class Coalesce final : public Node {
 public:
  Coalesce(Type type, std::vector<NodePtr> candidates) : Node(std::move(type), std::move(candidates), Role::coalesce) {}
  Value evaluate(const EvaluationContext& context) const override {
    std::optional<std::string> wanted;  // the first image that is not there: its name is what is left at the end
    for (const auto& candidate : children()) {
      auto value = candidate->evaluate(context);
      const auto* image = value.get<Image>();
      const bool missing = image && !image->available;
      if (missing && !wanted) wanted = image->name;
      if (missing && &candidate == &children().back()) return *wanted;
      if (!missing && !value.is_null()) return value;
    }
    return {};
  }
};

NodePtr parse_coalesce(Parser& parser, const Json& expression) {
  if (expression.size() < 2) return parser.error("Expected at least one argument.");
  auto output = parser.expected_output();
  std::vector<NodePtr> candidates;
  for (std::size_t i = 1; i < expression.size(); ++i) {
    // An assertion of the candidate would fail on the very null that the next one shall replace.
    auto candidate = parser.parse(expression[i], i, output, Parser::Annotate::omit);
    if (!candidate) return nullptr;
    if (!output) output = candidate->type();
    candidates.push_back(std::move(candidate));
  }
  const auto& expected = parser.expected();
  const bool needs_annotation =
      expected && std::any_of(candidates.begin(), candidates.end(), [&](const NodePtr& candidate) {
        return !why_not_subtype(*expected, candidate->type()).empty();
      });
  return std::make_shared<const Coalesce>(needs_annotation ? Type(Kind::value) : *output, std::move(candidates));
}

}  // namespace

extern const Operator coalesce{"coalesce", "[\"coalesce\", value, ...] -> value",
                               "The first of its arguments that is not null.", parse_coalesce};

}  // namespace riskmap::style::operators
