// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/style/detail/annotation.hpp>
#include <riskmap/style/parser.hpp>

namespace riskmap::style {

/// ["name", value, …] from the argument at `first` on.
template <typename TAnnotation>
NodePtr parse_annotation(const Parser& parser, const Json& expression, const Type& type, std::size_t first = 1) {
  if (expression.size() < 2) return parser.error("Expected at least one argument.");
  std::vector<NodePtr> inputs;
  for (std::size_t i = first; i < expression.size(); ++i) {
    auto input = parser.parse(expression[i], i, Kind::value);
    if (!input) return nullptr;
    inputs.push_back(std::move(input));
  }
  return std::make_shared<const TAnnotation>(type, std::move(inputs));
}

/// The same for exactly one value.
template <typename TAnnotation>
NodePtr parse_single_annotation(const Parser& parser, const Json& expression, const Type& type) {
  if (expression.size() > 2) return parser.error("Expected one argument.");
  return parse_annotation<TAnnotation>(parser, expression, type);
}

}  // namespace riskmap::style
