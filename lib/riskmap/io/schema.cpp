// SPDX-License-Identifier: MIT
#include <riskmap/io/schema.hpp>

#include <riskmap/base/error.hpp>
#include <riskmap/io/detail/text.hpp>
#include <riskmap/io/schemas_catalogue.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

namespace riskmap::io {
namespace {

using Positions = std::unordered_map<std::string, int>;

Positions positions_of(std::span<const std::string> header, const std::string& shown) {
  Positions positions;
  for (std::size_t i = 0; i < header.size(); ++i) {
    auto name = detail::lower_case(detail::trimmed(header[i]));
    if (name.empty()) continue;
    if (!positions.emplace(name, static_cast<int>(i)).second)
      throw DataError(shown + ":1", fmt::format("two columns named '{}'", printable(name)));
  }
  return positions;
}

int find(const Positions& positions, const SchemaColumn& column) {
  for (const auto name : {column.name, column.aliases[0], column.aliases[1]}) {
    if (name.empty()) continue;
    if (const auto found = positions.find(std::string(name)); found != positions.end()) return found->second;
  }
  return -1;
}

/// How well a header fits a form.
struct Fit {
  ColumnMap map;
  std::vector<std::string> missing;
  std::size_t required = 0, present = 0;

  Fit(const Schema& schema, const Positions& positions) : map{&schema, {}} {
    for (const auto& column : schema.columns) {
      const int position = find(positions, column);
      map.positions.push_back(position);
      present += position >= 0;
      required += column.required;
      if (column.required && position < 0) missing.emplace_back(column.name);
    }
  }
  bool complete() const { return missing.empty(); }
  double share_missing() const { return static_cast<double>(missing.size()) / static_cast<double>(required); }
};

bool better(const Fit& a, const Fit& b) {
  if (a.complete() && b.complete()) return a.present > b.present;
  return a.share_missing() < b.share_missing();
}

[[noreturn]] void refuse(const Fit& nearest, std::span<const std::string> header, bool asked_for,
                         const std::string& shown) {
  const bool one_column = header.size() == 1 && header[0].find_first_of(";\t|") != std::string::npos;
  throw DataError(shown,
                  fmt::format("{} {}: without the column{} {} (has: {})",
                              asked_for ? "is not of the form" : "is of no known form; the nearest is",
                              nearest.map.schema->name, nearest.missing.size() == 1 ? "" : "s",
                              detail::join(nearest.missing), detail::join({header.begin(), header.end()})),
                  one_column ? "columns are separated by commas" : "docs/import.md lists the columns of each form");
}

}  // namespace

std::span<const Schema* const> all_schemas() { return schemas::all; }

const Schema& schema_named(std::string_view name) {
  std::vector<std::string> known;
  for (const auto* schema : schemas::all) {
    if (schema->name == name) return *schema;
    known.emplace_back(schema->name);
  }
  throw UsageError(
      fmt::format("'{}' is no form of incident data (known: {})", printable(std::string(name)), detail::join(known)));
}

ColumnMap recognise(std::span<const std::string> header, std::string_view name, const std::string& shown) {
  const auto positions = positions_of(header, shown);
  std::optional<Fit> best;
  for (const auto* schema : schemas::all) {
    if (name != "auto" && schema != &schema_named(name)) continue;
    Fit fit(*schema, positions);
    if (!best || better(fit, *best)) best = std::move(fit);
  }
  if (!best) schema_named(name);  // throws
  if (!best->complete()) refuse(*best, header, name != "auto", shown);
  return std::move(best->map);
}

}  // namespace riskmap::io
