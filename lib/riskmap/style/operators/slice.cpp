// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/compound.hpp>
#include <riskmap/style/detail/javascript.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace riskmap::style::operators {
namespace {

struct Range {
  std::size_t begin, end;
};

// ECMAScript's slice: whole numbers, negative ones counted from the end.
Range range_of(double begin, std::optional<double> end, std::size_t size) {
  const auto count = static_cast<double>(size);
  const auto place = [&](double index) {
    const double whole = std::isnan(index) ? 0 : std::trunc(index);
    return static_cast<std::size_t>(std::clamp(whole < 0 ? count + whole : whole, 0.0, count));
  };
  const auto from = place(begin);
  return {from, std::max(from, end ? place(*end) : size)};
}

std::string slice_text(const std::string& text, double begin, std::optional<double> end) {
  const auto range = range_of(begin, end, count_code_points(text));
  std::string out;
  std::size_t index = 0;
  for (const char c : text) {
    index += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1 : 0;
    if (index > range.begin && index <= range.end) out += c;
  }
  return out;
}

// Children: input, begin, and end if it is said.
class Slice final : public Node {
 public:
  Slice(const Type& type, std::vector<NodePtr> arguments) : Node(type, std::move(arguments)) {}
  Value evaluate(const EvaluationContext& context) const override {
    const auto input = children()[0]->evaluate(context);
    const double begin = number_in(children()[1]->evaluate(context));
    std::optional<double> end;
    if (children().size() > 2) end = number_in(children()[2]->evaluate(context));
    if (const auto* text = input.get<std::string>()) return slice_text(*text, begin, end);
    if (const auto* items = input.get<std::shared_ptr<const Array>>()) {
      const auto range = range_of(begin, end, (*items)->size());
      const auto first = (*items)->begin();
      return make_array(
          Array(first + static_cast<std::ptrdiff_t>(range.begin), first + static_cast<std::ptrdiff_t>(range.end)));
    }
    throw EvaluationError(fmt::format("Expected first argument to be of type array or string, but found {} instead.",
                                      type_of(input).text()));
  }
};

NodePtr parse_slice(Parser& parser, const Json& expression) {
  const auto count = expression.size() - 1;
  if (count < 2 || count > 3)
    return parser.error(fmt::format("Expected 2 or 3 arguments, but found {} instead.", count));
  auto input = parser.parse(expression[1], 1, Kind::value);
  auto begin = parser.parse(expression[2], 2, Kind::number);
  if (!input || !begin) return nullptr;
  const auto type = input->type();
  if (!type.is(Kind::array) && !type.is(Kind::string) && !type.is(Kind::value)) {
    return parser.error(
        fmt::format("Expected first argument to be of type array or string, but found {} instead", type.text()));
  }
  std::vector arguments{std::move(input), std::move(begin)};
  if (count == 3) arguments.push_back(parser.parse(expression[3], 3, Kind::number));
  if (!arguments.back()) return nullptr;
  return std::make_shared<const Slice>(type, std::move(arguments));
}

}  // namespace

extern const Operator slice{"slice", "[\"slice\", array or string, begin, end?] -> array or string",
                            "The items or characters from one place up to, not with, another; negative places count "
                            "from the end.",
                            parse_slice};

}  // namespace riskmap::style::operators
