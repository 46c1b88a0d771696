// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/json_words.hpp>
#include <riskmap/style/detail/legacy_filter.hpp>
#include <riskmap/style/parser.hpp>
#include <riskmap/style/property.hpp>

namespace riskmap::style {

Expression compile_filter(const Json& json, const std::string& place, std::vector<Mistake>& mistakes,
                          std::vector<Mistake>& warnings) {
  const auto before = mistakes.size();
  if (is_legacy_filter(json)) {
    check_legacy_filter(json, place, mistakes);
    if (mistakes.size() != before) return {};
    return Expression(compile_legacy_filter(json));
  }
  warn_of_mixed_filter(json, place, warnings);
  Parser parser(place, mistakes, Type(Kind::boolean));
  return Expression(parser.parse(json));
}

bool passes(const Expression& filter, const EvaluationContext& context) {
  try {
    const auto answer = filter.evaluate(context);
    const auto* yes = answer.get<bool>();
    return yes != nullptr && *yes;
  } catch (const EvaluationError&) {
    return false;
  }
}

}  // namespace riskmap::style
