// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/collator.hpp>

#include <riskmap/style/detail/compound.hpp>
#include <riskmap/style/detail/json_words.hpp>

namespace riskmap::style::operators {
namespace {

// Children: case-sensitive, diacritic-sensitive, locale if it is said.
class MakeCollator final : public Node {
 public:
  explicit MakeCollator(std::vector<NodePtr> options)
      : Node(Kind::collator, std::move(options), Role::never_constant), m_ready(make_if_constant()) {}
  Value evaluate(const EvaluationContext& context) const override { return m_ready ? m_ready : make(context); }

 private:
  std::shared_ptr<const Collator> make(const EvaluationContext& context) const {
    const auto& options = children();
    std::optional<std::string> locale;
    const bool by_case = boolean_in(options[0]->evaluate(context)),
               by_marks = boolean_in(options[1]->evaluate(context));
    if (options.size() > 2) locale = string_in(options[2]->evaluate(context));
    return std::make_shared<const Collator>(by_case, by_marks, std::move(locale));
  }
  // Making one costs far more than a comparison.
  std::shared_ptr<const Collator> make_if_constant() const {
    for (const auto& option : children()) {
      if (option->role() != Role::literal) return nullptr;
    }
    try {
      return make({});
    } catch (const EvaluationError&) {
      return nullptr;  // told when it is evaluated
    }
  }

  std::shared_ptr<const Collator> m_ready;
};

NodePtr parse_collator(Parser& parser, const Json& expression) {
  if (expression.size() != 2) return parser.error("Expected one argument.");
  const auto& options = expression[1];
  if (!options.is_object()) return parser.error("Collator options argument must be an object.");
  std::vector<NodePtr> nodes;
  for (const char* key : {"case-sensitive", "diacritic-sensitive"}) {
    nodes.push_back(parser.parse(options.contains(key) ? options[key] : Json(false), 1, Kind::boolean));
    if (!nodes.back()) return nullptr;
  }
  if (options.contains("locale") && is_truthy(options["locale"])) {
    nodes.push_back(parser.parse(options["locale"], 1, Kind::string));
    if (!nodes.back()) return nullptr;
  }
  return std::make_shared<const MakeCollator>(std::move(nodes));
}

}  // namespace

extern const Operator collator{"collator",
                               "[\"collator\", {\"case-sensitive\", \"diacritic-sensitive\", \"locale\"}] -> collator",
                               "An order of strings, for the comparisons' third argument.", parse_collator};

}  // namespace riskmap::style::operators
