// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/javascript.hpp>
#include <riskmap/style/parser.hpp>

#include <fmt/format.h>

#include <cmath>
#include <map>

namespace riskmap::style::operators {
namespace {

constexpr double largest_label = 9007199254740991.0;
// All of one type.
struct Labels {
  std::map<std::string, std::size_t, std::less<>> texts = {};
  std::map<double, std::size_t> numbers = {};
};

// Children: input, outputs …, otherwise.
class Match final : public Node {
 public:
  Match(Type type, Labels labels, std::vector<NodePtr> children)
      : Node(std::move(type), std::move(children)), m_labels(std::move(labels)) {}

  Value evaluate(const EvaluationContext& context) const override {
    const auto input = children().front()->evaluate(context);
    if (const auto* text = input.get<std::string>()) return output(m_labels.texts, *text)->evaluate(context);
    if (const auto* number = input.get<double>(); number && !std::isnan(*number))
      return output(m_labels.numbers, *number)->evaluate(context);
    return children().back()->evaluate(context);
  }

 private:
  template <typename TLabels, typename TLabel>
  const NodePtr& output(const TLabels& labels, const TLabel& label) const {
    const auto found = labels.find(label);
    return found == labels.end() ? children().back() : children()[1 + found->second];
  }

  Labels m_labels;
};

struct Reader {
  const Parser& parser;
  std::optional<Type> input_type = {};
  Labels labels = {};

  bool add(const Parser& at, const Json& label, std::size_t output) {
    if (const auto why = why_no_label(label); !why.empty()) return at.error(why) != nullptr;
    const Type type = label.is_string() ? Kind::string : Kind::number;
    if (!input_type)
      input_type = type;
    else if (!at.check_subtype(*input_type, type))
      return false;
    const bool fresh = label.is_string() ? labels.texts.emplace(label.get<std::string>(), output).second
                                         : labels.numbers.emplace(label.get<double>(), output).second;
    if (!fresh) return at.error("Branch labels must be unique.") != nullptr;
    return true;
  }

  static std::string why_no_label(const Json& label) {
    if (label.is_string()) return "";
    if (!label.is_number()) return "Branch labels must be numbers or strings.";
    const auto number = label.get<double>();
    if (std::abs(number) > largest_label)
      return fmt::format("Branch labels must be integers no larger than {}.", number_text(largest_label));
    return number == std::floor(number) ? "" : "Numeric branch labels must be integer values.";
  }

  bool read(const Json& branch, std::size_t index, std::size_t output) {
    const auto at = parser.at(index);
    if (!branch.is_array()) return add(at, branch, output);
    if (branch.empty()) return at.error("Expected at least one branch label.") != nullptr;
    for (const auto& label : branch) {
      if (!add(at, label, output)) return false;
    }
    return true;
  }
};

NodePtr parse_match(Parser& parser, const Json& expression) {
  const auto count = expression.size() - 1;
  if (count < 4) return parser.error(fmt::format("Expected at least 4 arguments, but found only {}.", count));
  if (count % 2 != 0) return parser.error("Expected an even number of arguments.");
  Reader reader{parser};
  auto output = parser.expected_output();
  std::vector<NodePtr> children(1);
  for (std::size_t i = 2; i < count; i += 2) {
    if (!reader.read(expression[i], i, children.size() - 1)) return nullptr;
    // the reference places mistakes of an output at its label
    auto result = parser.parse(expression[i + 1], i, output);
    if (!result) return nullptr;
    if (!output) output = result->type();
    children.push_back(std::move(result));
  }
  children.front() = parser.parse(expression[1], 1, Kind::value);
  if (!children.front()) return nullptr;
  children.push_back(parser.parse(expression[count], count, output));
  if (!children.back()) return nullptr;
  const auto& input = children.front()->type();
  if (!input.is(Kind::value) && !parser.at(1).check_subtype(*reader.input_type, input)) return nullptr;
  return std::make_shared<const Match>(*output, std::move(reader.labels), std::move(children));
}

}  // namespace

extern const Operator match{"match", "[\"match\", input, label or [labels], value, ..., otherwise] -> value",
                            "The value that follows the label equal to the input.", parse_match};

}  // namespace riskmap::style::operators
