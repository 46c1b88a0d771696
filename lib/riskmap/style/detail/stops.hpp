// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/style/parser.hpp>

#include <vector>

namespace riskmap::style {

/// Numbers and what stands at each: the shared part of "step" and "interpolate".
struct Stops {
  std::vector<double> labels;  ///< strictly ascending
  std::vector<NodePtr> outputs;
  Type type;  ///< of the outputs
  /// The index of the last label <= input. \throws EvaluationError if the input is NaN
  std::size_t find(double input) const;
};

/// Reads label, output, label, output … from the argument at `first`; null after a mistake. `output_type`: what they
/// shall be. With `lead`, the first output has no label (it stands for minus infinity).
std::optional<Stops> parse_stops(const Parser& parser, const Json& expression, std::size_t first, bool lead,
                                 std::optional<Type> output_type);
/// "Expected at least 4 arguments …" and "Expected an even number of arguments." \return false after a mistake
bool check_stop_count(const Parser& parser, const Json& expression);

}  // namespace riskmap::style
