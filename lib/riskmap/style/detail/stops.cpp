// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/stops.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace riskmap::style {

std::size_t Stops::find(double input) const {
  if (std::isnan(input)) throw EvaluationError("Input is not a number.");
  const auto above = std::upper_bound(labels.begin(), labels.end(), input);
  return above == labels.begin() ? 0 : static_cast<std::size_t>(above - labels.begin()) - 1;
}

bool check_stop_count(const Parser& parser, const Json& expression) {
  const auto count = expression.size() - 1;
  if (count < 4)
    parser.error(fmt::format("Expected at least 4 arguments, but found only {}.", count));
  else if (count % 2 != 0)
    parser.error("Expected an even number of arguments.");
  return count >= 4 && count % 2 == 0;
}

std::optional<Stops> parse_stops(const Parser& parser, const Json& expression, const StopShape& shape,
                                 std::optional<Type> output_type) {
  Stops stops;
  const auto pairs = fmt::format("Input/output pairs for \"{}\" expressions must be", shape.name);
  for (std::size_t i = shape.first; i + 1 < expression.size(); i += 2) {
    const bool is_lead = shape.lead && i == shape.first;
    if (!is_lead && !expression[i].is_number()) {
      parser.error(pairs + " defined using literal numeric values (not computed expressions) for the input values.",
                   {i});
      return std::nullopt;
    }
    const double label = is_lead ? -std::numeric_limits<double>::infinity() : expression[i].get<double>();
    if (!stops.labels.empty() && stops.labels.back() >= label) {
      parser.error(pairs + " arranged with input values in strictly ascending order.", {i});
      return std::nullopt;
    }
    auto output = parser.parse(expression[i + 1], i + 1, output_type);
    if (!output) return std::nullopt;
    if (!output_type) output_type = output->type();
    stops.labels.push_back(label);
    stops.outputs.push_back(std::move(output));
  }
  stops.type = *output_type;
  return stops;
}

}  // namespace riskmap::style
