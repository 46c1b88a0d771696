// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/style/expression.hpp>

#include <string_view>

namespace riskmap::style {

class Parser;

/// An expression operator; its catalogue is style/operators/, one file each (`==` is equal.cpp). Its parse gets the
/// whole array
/// ["name", …] and answers the node, having reported mistakes to the parser and returned null if there are any.
struct Operator {
  std::string_view name;       ///< as written in documents: "==", "interpolate"
  std::string_view signature;  ///< for the reference and for error hints
  std::string_view summary;
  std::shared_ptr<const Node> (*parse)(Parser& parser, const Json& expression);
};

}  // namespace riskmap::style
