// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/compound.hpp>
#include <riskmap/style/detail/search.hpp>

#include <fmt/format.h>

namespace riskmap::style::operators {
namespace {

// Children: needle, haystack, and where to begin if it is said.
class IndexOf final : public Node {
 public:
  explicit IndexOf(std::vector<NodePtr> arguments) : Node(Kind::number, std::move(arguments)) {}
  Value evaluate(const EvaluationContext& context) const override {
    const auto needle = children()[0]->evaluate(context), haystack = children()[1]->evaluate(context);
    check_needle(needle);
    const double from = children().size() > 2 ? number_in(children()[2]->evaluate(context)) : 0;
    const auto found = find_in(needle, haystack, from);
    return found ? static_cast<double>(*found) : -1.0;
  }
};

NodePtr parse_index_of(Parser& parser, const Json& expression) {
  const auto count = expression.size() - 1;
  if (count < 2 || count > 3)
    return parser.error(fmt::format("Expected 2 or 3 arguments, but found {} instead.", count));
  auto needle = parser.parse(expression[1], 1, Kind::value);
  auto haystack = parser.parse(expression[2], 2, Kind::value);
  if (!needle || !haystack || !check_needle(parser, needle->type())) return nullptr;
  std::vector arguments{std::move(needle), std::move(haystack)};
  if (count == 3) arguments.push_back(parser.parse(expression[3], 3, Kind::number));
  if (!arguments.back()) return nullptr;
  return std::make_shared<const IndexOf>(std::move(arguments));
}

}  // namespace

extern const Operator index_of{"index-of", "[\"index-of\", value, array or string, from?] -> number",
                               "Where the value first stands in the array or string, counted from 0; -1 if nowhere.",
                               parse_index_of};

}  // namespace riskmap::style::operators
