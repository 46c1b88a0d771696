// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/base/error.hpp>
#include <riskmap/base/output_file.hpp>
#include <riskmap/base/progress.hpp>
#include <riskmap/io/incident_record.hpp>
#include <riskmap/io/precision_table.hpp>
#include <riskmap/io/row_reader.hpp>
#include <riskmap/model/source.hpp>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

/// Exports of incident data, whoever published them, brought into one form. docs/import.md describes that form, the
/// codes and the vocabulary. Files are tables as CSV (RFC 4180; UTF-8 with or without a byte order mark, rows that are
/// not UTF-8 as Windows-1252) or XLSX (the first sheet); "-" is standard input.
namespace riskmap::io {

struct ImportOptions {
  std::string schema = "auto";             ///< a form's name, or "auto": by the columns
  PrecisionTable precisions = {};          ///< the user's changes to the forms' codes
  std::optional<DayOrder> day_order = {};  ///< of dates like 03/04/2024; default the form's own
  bool strict = false;                     ///< any rejected row is a DataError with one mistake per row
  bool keep_rejected = false;              ///< keep the cells of rejected rows, for write_rejects()
};

/// A row that could not be used, as it stands in its file.
struct RejectedRow {
  std::uint32_t file = 0;
  std::uint64_t row = 0;
  Rejection why;
  std::vector<std::string> cells;
};

struct ImportedFile {
  std::string shown, sha256;
  const Schema* schema = nullptr;
  std::vector<std::string> header;
  model::RowCounts counts;
  std::uint64_t recoded = 0;  ///< rows read as Windows-1252
};

struct Imported {
  IncidentList incidents;  ///< in the order of files and rows
  std::vector<ImportedFile> files;
  model::RowCounts counts;            ///< of all files
  std::vector<Mistake> rejects;       ///< one per rejected row, place "a.csv:12: latitude"
  std::vector<RejectedRow> rejected;  ///< the same rows, if kept
  std::vector<std::string> notes;     ///< what a user should know of the files
};

/// Reads the files one after another. Rows are rejected, listed and counted for: a wrong number of cells, bytes that
/// are no text, a date that does not exist, a number that is none, NaN or infinite, a place off the earth, at 0, 0 or
/// with longitude and latitude swapped (judged by the country's other rows), a code that is in no table, an end before
/// its beginning, an id the same form used before. Ids of two forms that happen to be equal are told apart by the
/// form's name before the second; a blank id becomes "FORM-FILE-ROW". Cost about 2 µs a row. \throws DataError  broken
/// as a whole (open quote, NUL byte, UTF-16, a row over 16 MiB, truncated workbook), a form's column is
///                    missing, two columns of one name, no usable row, any rejected row if strict;
///         LimitError  a workbook that unpacks to too much; UsageError  no such file
Imported import_incidents(std::span<const std::filesystem::path> files, const ImportOptions& options = {},
                          Progress* progress = nullptr);

/// CSV: file, row, field, reason, message, value, then the row's cells under the names of its file's columns (of files
/// that differ in these: cell_1, cell_2 …). The caller commits.
void write_rejects(OutputFile& out, const Imported& imported);

}  // namespace riskmap::io
