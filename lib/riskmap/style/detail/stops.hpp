// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/style/parser.hpp>

#include <string_view>
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

struct StopShape {
  std::string_view name;  ///< of the operator, for mistakes
  std::size_t first;      ///< the index of the first label
  bool lead = false;      ///< the first output has no label (it stands for minus infinity)
};
/// Reads label, output, label, output …; nullopt after a mistake. `output_type`: what the outputs shall be.
std::optional<Stops> parse_stops(const Parser& parser, const Json& expression, const StopShape& shape,
                                 std::optional<Type> output_type);
/// "Expected at least 4 arguments …" and "Expected an even number of arguments." \return false after a mistake
bool check_stop_count(const Parser& parser, const Json& expression);

}  // namespace riskmap::style
