// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/io/dates.hpp>
#include <riskmap/io/precision_table.hpp>
#include <riskmap/io/schema.hpp>

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace riskmap::io {

/// Why a row cannot be used.
struct Rejection {
  std::string field;             ///< the column as its form names it, or "row"
  std::string reason;            ///< short and stable, to count by
  std::string message;           ///< for the reader of the report
  std::string value;             ///< the cell
  bool other_day_order = false;  ///< no date, but one if day and month changed places (12/13)
};

/// One row after another in the eyes of its form: cells by the form's own columns, blanks around them taken off. The
/// first thing that cannot be read is the row's rejection; what is asked for after it may be anything.
class RowReader {
 public:
  /// Negative numbers that stand for "not known", as GTD's −9 and −99.
  using Unknowns = std::span<const int>;

  RowReader(const ColumnMap& columns, const PrecisionTable& precisions, std::optional<DayOrder> day_order);

  void begin(std::span<const std::string_view> cells);
  const std::optional<Rejection>& rejection() const { return m_rejection; }

  bool has(std::size_t column) const { return m_columns.positions[column] >= 0; }
  std::string_view text(std::size_t column) const;
  /// A text made of several, for as long as the row.
  std::string_view keep(std::string text) { return m_kept.emplace_back(std::move(text)); }

  /// Longitude and latitude, on the earth and not exactly 0, 0 (what programs write that had none).
  void read_place(std::size_t longitude, std::size_t latitude, IncidentDraft& incident);
  /// A day that must be there. `order` unless the user said otherwise.
  std::int32_t day(std::size_t column, DayOrder order = DayOrder::day_first);
  /// The same where it may be blank.
  std::optional<std::int32_t> optional_day(std::size_t column, DayOrder order = DayOrder::day_first);
  /// A whole number that must be there, within bounds.
  int whole(std::size_t column, int low, int high);
  /// A number of people; NaN where blank or one of `unknowns`. Other negative numbers are refused.
  double people(std::size_t column, Unknowns unknowns = {});
  /// Looks the code up in the table: our word and the radius. An empty cell is the code "blank", which leaves the word
  /// blank.
  void read_precision(std::size_t column, IncidentDraft& incident);
  /// The radius of a code alone; nullopt if the table lacks it.
  std::optional<double> uncertainty_km(std::string_view code) const;
  /// A date that ends before it begins is refused.
  void check_days(std::size_t column, const IncidentDraft& incident);

  void reject(std::size_t column, const std::string& reason, const std::string& message);

 private:
  std::string_view name(std::size_t column) const { return m_columns.schema->columns[column].name; }
  std::optional<double> number(std::size_t column);
  const PrecisionTable::Entry* find_code(std::string_view code) const;

  const ColumnMap& m_columns;
  std::vector<PrecisionTable::Entry> m_precisions;
  std::optional<DayOrder> m_day_order;
  std::span<const std::string_view> m_cells;
  std::deque<std::string> m_kept;
  std::optional<Rejection> m_rejection;
};

}  // namespace riskmap::io
