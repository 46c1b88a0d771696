// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/io/open.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace riskmap::io {

/// A list of places somebody keeps as CSV, to be given back with more columns: its cells stay exactly as they are
/// written ("007", "25.10"), which a typed model::Source does not promise.
struct PlaceTable {
  struct Row {
    std::uint64_t line = 0;
    geo::LonLat where;
    std::vector<std::string> cells;  ///< one per column
  };
  std::string path, sha256;
  std::vector<std::string> columns;
  std::vector<Row> rows;
  model::RowCounts counts;
  std::vector<Mistake> rejects;
};

/// Reads it by the rules of open(), which decides what rows are bad. \throws as open() does
PlaceTable read_places(const std::filesystem::path& csv, const OpenOptions& options = {}, Progress* progress = nullptr);

/// A line of CSV (RFC 4180) with its line end: cells that hold a comma, a quote, a line end or blanks at an end are
/// quoted.
std::string csv_line(const std::vector<std::string>& cells);

}  // namespace riskmap::io
