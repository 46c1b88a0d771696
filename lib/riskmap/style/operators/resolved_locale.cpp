// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/collator.hpp>
#include <riskmap/style/detail/compound.hpp>

namespace riskmap::style::operators {
namespace {

NodePtr parse_resolved_locale(Parser& parser, const Json& expression) {
  const auto evaluate = [](const EvaluationContext& context, Arguments arguments) {
    const auto value = arguments[0]->evaluate(context);
    const auto* collator = value.get<std::shared_ptr<const Collator>>();
    if (!collator) throw EvaluationError("Expected value to be of type collator.");
    return Value((*collator)->resolved_locale());
  };
  return parse_compound(parser, expression, Kind::string, {{{Kind::collator}, evaluate}});
}

}  // namespace

extern const Operator resolved_locale{"resolved-locale", "[\"resolved-locale\", collator] -> string",
                                      "The language tag of the order that a collator found.", parse_resolved_locale};

}  // namespace riskmap::style::operators
