// SPDX-License-Identifier: MIT
#include <riskmap/io/detail/csv.hpp>

#include <riskmap/base/error.hpp>
#include <riskmap/geo/transform.hpp>
#include <riskmap/io/detail/path_guard.hpp>
#include <riskmap/io/detail/place_check.hpp>
#include <riskmap/io/detail/row_log.hpp>
#include <riskmap/io/detail/text.hpp>
#include <riskmap/io/readers/readers.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace riskmap::io::readers {
namespace {

using detail::Complaint;
using detail::CsvRow;
using detail::Number;

struct Table {
  std::vector<std::string> header;
  std::vector<CsvRow> rows;
};

Table parse(const File& file) {
  const auto text = detail::read_all(file.path, file.shown);
  detail::CsvParser parser(text, file.shown);
  Table table;
  CsvRow row;
  if (parser.next(row)) table.header = row.cells;
  while (parser.next(row)) table.rows.push_back(std::move(row));
  return table;
}

void check_header(const std::vector<std::string>& header, const std::string& shown) {
  std::set<std::string> seen;
  for (const auto& name : header) {
    if (detail::invalid_utf8(name))
      throw DataError(shown + ":1", detail::with_value("a column's name is not UTF-8", name), "save the file as UTF-8");
    if (!name.empty() && !seen.insert(name).second)
      throw DataError(shown + ":1", fmt::format("two columns named '{}'", printable(name)));
  }
}

/// The columns of the coordinates; nullopt where the options name none, which makes a table without places.
struct Columns {
  std::optional<std::size_t> longitude, latitude, id;
};

std::optional<std::size_t> find(const std::vector<std::string>& header, const std::string& name) {
  const auto found = std::find(header.begin(), header.end(), name);
  if (found == header.end()) return std::nullopt;
  return static_cast<std::size_t>(found - header.begin());
}

std::size_t column(const std::vector<std::string>& header, const std::string& name, const std::string& shown) {
  if (const auto found = find(header, name)) return *found;
  const bool separator = header.size() == 1 && header[0].find_first_of(";\t|") != std::string::npos;
  throw DataError(shown, fmt::format("no column '{}' (has: {})", name, detail::join(header)),
                  separator ? "columns are separated by commas" : "");
}

Columns find_columns(const Table& table, const OpenOptions& options, const std::string& shown) {
  Columns columns;
  if (!options.longitude.empty()) columns.longitude = column(table.header, options.longitude, shown);
  if (!options.latitude.empty()) columns.latitude = column(table.header, options.latitude, shown);
  for (const auto& name : options.required_fields) column(table.header, name, shown);
  columns.id = find(table.header, "id");
  return columns;
}

/// True for each column whose non-blank cells are all numbers. NaN and infinity do not decide: the other cells do.
std::vector<bool> numeric_columns(const Table& table) {
  std::vector<bool> any(table.header.size(), false), all(table.header.size(), true);
  for (const auto& row : table.rows) {
    if (row.cells.size() != table.header.size()) continue;
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      if (!all[i] || detail::is_blank(row.cells[i])) continue;
      const auto kind = detail::parse_number(row.cells[i]).kind;
      any[i] = any[i] || kind == Number::Kind::finite;
      all[i] = kind != Number::Kind::not_a_number;
    }
  }
  std::vector<bool> numeric(any.size());
  for (std::size_t i = 0; i < numeric.size(); ++i) numeric[i] = any[i] && all[i];
  return numeric;
}

std::optional<Complaint> bad_number(const std::string& field, const std::string& reason, const std::string& cell) {
  if (detail::is_blank(cell)) return Complaint{field, reason + " missing", detail::with_value("is blank", cell)};
  const auto kind = detail::parse_number(cell).kind;
  if (kind == Number::Kind::finite) return std::nullopt;
  const bool word = kind == Number::Kind::not_a_number;
  return Complaint{field, reason + " not a number",
                   detail::with_value(word ? "not a number" : "not a finite number", cell)};
}

std::optional<Complaint> malformed(const CsvRow& row, const std::vector<std::string>& header) {
  if (row.cells.size() != header.size()) {
    return Complaint{"row", "wrong number of cells",
                     fmt::format("{} cells where the header has {}", row.cells.size(), header.size())};
  }
  for (std::size_t i = 0; i < row.cells.size(); ++i) {
    if (detail::invalid_utf8(row.cells[i]))
      return Complaint{header[i], "not UTF-8", "is not UTF-8; save the file as UTF-8"};
  }
  return std::nullopt;
}

class CsvReader {
 public:
  CsvReader(const Table& table, const Columns& columns, const OpenOptions& options)
      : m_table(table),
        m_columns(columns),
        m_options(options),
        m_transform(options.crs.empty() ? "OGC:CRS84" : options.crs),
        m_numeric(numeric_columns(table)) {
    for (const auto place : {columns.longitude, columns.latitude}) {
      if (place) m_numeric[*place] = true;
    }
  }

  std::optional<Complaint> read(const CsvRow& row, model::Feature& feature) const {
    if (auto complaint = malformed(row, m_table.header)) return complaint;
    if (auto complaint = read_place(row, feature)) return complaint;
    return read_values(row, feature);
  }

  std::optional<std::string> id(const CsvRow& row) const {
    if (!m_columns.id || *m_columns.id >= row.cells.size() || detail::is_blank(row.cells[*m_columns.id]))
      return std::nullopt;
    return row.cells[*m_columns.id];
  }

 private:
  std::optional<Complaint> read_place(const CsvRow& row, model::Feature& feature) const {
    if (!m_columns.longitude || !m_columns.latitude) return std::nullopt;
    const auto &x = row.cells[*m_columns.longitude], &y = row.cells[*m_columns.latitude];
    if (auto complaint = bad_number(m_options.longitude, "longitude", x)) return complaint;
    if (auto complaint = bad_number(m_options.latitude, "latitude", y)) return complaint;
    const auto place = detail::to_place(detail::parse_number(x).value, detail::parse_number(y).value, m_transform);
    if (!place)
      return Complaint{m_options.longitude, "outside its projection",
                       detail::with_value("no such place in " + m_transform.crs(), x + ", " + y)};
    feature.geometry = model::make_point(*place);
    auto complaint = detail::misplaced(feature.geometry, m_options.bounds);
    if (complaint) complaint->field = complaint->field == "latitude" ? m_options.latitude : m_options.longitude;
    return complaint;
  }

  std::optional<Complaint> read_values(const CsvRow& row, model::Feature& feature) const {
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      if (detail::is_blank(row.cells[i])) {
        feature.values.emplace_back();
      } else if (m_numeric[i]) {
        const auto& name = m_table.header[i];
        if (auto complaint = bad_number(name, name, row.cells[i])) return complaint;
        feature.values.emplace_back(detail::parse_number(row.cells[i]).value);
      } else {
        feature.values.emplace_back(row.cells[i]);
      }
    }
    return std::nullopt;
  }

  const Table& m_table;
  const Columns& m_columns;
  const OpenOptions& m_options;
  geo::Transform m_transform;
  std::vector<bool> m_numeric;
};

}  // namespace

void read_csv(const File& file, const OpenOptions& options, Progress& progress, model::Source& source) {
  const Table table = parse(file);
  check_header(table.header, file.shown);
  const Columns columns = find_columns(table, options, file.shown);
  const CsvReader reader(table, columns, options);
  model::FeatureLayer layer{file.stem, table.header, {}};
  detail::RowLog log(source, file.shown);
  progress.start("reading " + file.shown, table.rows.size(), "rows");
  for (const auto& row : table.rows) {
    model::Feature feature;
    feature.row = row.line;
    auto complaint = reader.read(row, feature);
    const auto id = reader.id(row);
    if (!complaint) complaint = log.duplicate(id);
    if (complaint) {
      log.reject(row.line, *complaint);
    } else {
      log.use(row.line, id);
      layer.features.push_back(std::move(feature));
    }
  }
  progress.advance(table.rows.size());
  progress.finish();
  source.layers.push_back(std::move(layer));
}

}  // namespace riskmap::io::readers
