// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/io/incident_record.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace riskmap::io {

/// A column a form knows, by its name in lower case (headers are compared without regard to case) and the others it has
/// gone by.
struct SchemaColumn {
  std::string_view name;
  bool required = false;
  std::array<std::string_view, 2> aliases = {};
};

/// How well a form's own code says the place is known: our word for it and the radius of a disc that surely holds the
/// place. The code "blank" stands for an empty cell.
struct PrecisionCode {
  std::string_view code;
  std::string_view word;
  double uncertainty_km;
  std::string_view reason;
};

class RowReader;

/// A form incidents are published in; its catalogue is io/schemas/, one file each. `columns` is in the order of the
/// numbers `read` asks for them by.
struct Schema {
  std::string_view name;  ///< "ucdp-ged", as --from and the column `source` have it
  std::string_view summary;
  std::span<const SchemaColumn> columns;
  std::span<const PrecisionCode> precisions;
  /// Fills the draft; what cannot be read it tells the reader.
  void (*read)(RowReader& row, IncidentDraft& incident);
};

/// All forms, in the order of their names.
std::span<const Schema* const> all_schemas();
/// \throws UsageError listing the names
const Schema& schema_named(std::string_view name);

/// Where each column of a form stands in a file; -1 where the file has none.
struct ColumnMap {
  const Schema* schema = nullptr;
  std::vector<int> positions;
};
/// `name` is a form's, or "auto": the form all of whose required columns are there, and of several the one with the
/// most columns there. \throws DataError, its place `shown`, naming the columns that the form, or the nearest one,
/// lacks; two columns of one name
ColumnMap recognise(std::span<const std::string> header, std::string_view name, const std::string& shown);

}  // namespace riskmap::io
