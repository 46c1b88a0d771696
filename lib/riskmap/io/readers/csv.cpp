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
using detail::CsvCells;
using detail::CsvParser;
using detail::Number;

/// What a first look over all rows tells.
struct Survey {
  std::vector<std::string> header;
  std::vector<bool> numeric;  ///< columns whose non-blank cells are all numbers
  std::uint64_t rows = 0;
};

/// NaN and infinity do not decide whether a column is numeric: the other cells do.
class NumericColumns {
 public:
  explicit NumericColumns(std::size_t count) : m_any(count, false), m_all(count, true) {}

  void look(const CsvCells& row) {
    if (row.cells.size() != m_all.size()) return;
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      if (!m_all[i] || detail::is_blank(row.cells[i])) continue;
      const auto kind = detail::parse_number(row.cells[i]).kind;
      m_any[i] = m_any[i] || kind == Number::Kind::finite;
      m_all[i] = kind != Number::Kind::not_a_number;
    }
  }

  std::vector<bool> found() const {
    std::vector<bool> numeric(m_any.size());
    for (std::size_t i = 0; i < numeric.size(); ++i) numeric[i] = m_any[i] && m_all[i];
    return numeric;
  }

 private:
  std::vector<bool> m_any, m_all;
};

Survey survey(std::string_view text, const std::string& shown) {
  CsvParser parser(text, shown);
  Survey out;
  CsvCells row;
  if (parser.next(row)) out.header.assign(row.cells.begin(), row.cells.end());
  NumericColumns numeric(out.header.size());
  for (; parser.next(row); ++out.rows) numeric.look(row);
  out.numeric = numeric.found();
  return out;
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

Columns find_columns(const std::vector<std::string>& header, const OpenOptions& options, const std::string& shown) {
  Columns columns;
  if (!options.longitude.empty()) columns.longitude = column(header, options.longitude, shown);
  if (!options.latitude.empty()) columns.latitude = column(header, options.latitude, shown);
  for (const auto& name : options.required_fields) column(header, name, shown);
  columns.id = find(header, "id");
  return columns;
}

std::optional<Complaint> bad_number(const std::string& field, const std::string& reason, std::string_view cell,
                                    const Number& number) {
  if (number.kind == Number::Kind::finite) return std::nullopt;
  if (detail::is_blank(cell)) return Complaint{field, reason + " missing", detail::with_value("is blank", cell)};
  const bool word = number.kind == Number::Kind::not_a_number;
  return Complaint{field, reason + " not a number",
                   detail::with_value(word ? "not a number" : "not a finite number", cell)};
}

std::optional<Complaint> malformed(const CsvCells& row, const std::vector<std::string>& header) {
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
  CsvReader(const Survey& survey, const Columns& columns, const OpenOptions& options)
      : m_header(survey.header),
        m_columns(columns),
        m_options(options),
        m_transform(options.crs.empty() ? "OGC:CRS84" : options.crs),
        m_numeric(survey.numeric),
        m_numbers(survey.header.size()) {
    for (const auto place : {columns.longitude, columns.latitude}) {
      if (place) m_numeric[*place] = true;
    }
  }

  std::optional<Complaint> read(const CsvCells& row, model::Feature& feature) {
    if (auto complaint = malformed(row, m_header)) return complaint;
    for (std::size_t i = 0; i < m_numeric.size(); ++i) {
      if (m_numeric[i]) m_numbers[i] = detail::parse_number(row.cells[i]);
    }
    if (auto complaint = read_place(row, feature)) return complaint;
    return read_values(row, feature);
  }

  std::optional<std::string> id(const CsvCells& row) const {
    if (!m_columns.id || *m_columns.id >= row.cells.size() || detail::is_blank(row.cells[*m_columns.id]))
      return std::nullopt;
    return std::string(row.cells[*m_columns.id]);
  }

 private:
  std::optional<Complaint> read_place(const CsvCells& row, model::Feature& feature) const {
    if (!m_columns.longitude || !m_columns.latitude) return std::nullopt;
    const auto x = *m_columns.longitude, y = *m_columns.latitude;
    if (auto complaint = bad_number(m_options.longitude, "longitude", row.cells[x], m_numbers[x])) return complaint;
    if (auto complaint = bad_number(m_options.latitude, "latitude", row.cells[y], m_numbers[y])) return complaint;
    const auto place = detail::to_place(m_numbers[x].value, m_numbers[y].value, m_transform);
    if (!place)
      return Complaint{m_options.longitude, "outside its projection",
                       detail::with_value("no such place in " + m_transform.crs(),
                                          fmt::format("{}, {}", row.cells[x], row.cells[y]))};
    feature.geometry = model::make_point(*place);
    auto complaint = detail::misplaced(feature.geometry, m_options.bounds);
    if (complaint) complaint->field = complaint->field == "latitude" ? m_options.latitude : m_options.longitude;
    return complaint;
  }

  std::optional<Complaint> read_values(const CsvCells& row, model::Feature& feature) const {
    feature.values.reserve(row.cells.size());
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      if (m_numeric[i] && m_numbers[i].kind == Number::Kind::finite) {
        feature.values.emplace_back(m_numbers[i].value);
      } else if (detail::is_blank(row.cells[i])) {
        feature.values.emplace_back();
      } else if (m_numeric[i]) {
        return bad_number(m_header[i], m_header[i], row.cells[i], m_numbers[i]);
      } else {
        feature.values.emplace_back(std::string(row.cells[i]));
      }
    }
    return std::nullopt;
  }

  const std::vector<std::string>& m_header;
  const Columns& m_columns;
  const OpenOptions& m_options;
  geo::Transform m_transform;
  std::vector<bool> m_numeric;
  std::vector<Number> m_numbers;  // of the row at hand
};

}  // namespace

// Read over twice, which takes less than keeping all cells in between.
void read_csv(const File& file, const OpenOptions& options, Progress& progress, model::Source& source) {
  const auto text = detail::read_all(file.path, file.shown);
  const auto found = survey(text, file.shown);
  check_header(found.header, file.shown);
  const Columns columns = find_columns(found.header, options, file.shown);
  CsvReader reader(found, columns, options);
  model::FeatureLayer layer{file.stem, found.header, {}};
  layer.features.reserve(found.rows);
  detail::RowLog log(source, file.shown);
  progress.start("reading " + file.shown, found.rows, "rows");
  CsvParser parser(text, file.shown);
  CsvCells row;
  parser.next(row);  // the header
  while (parser.next(row)) {
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
  progress.advance(found.rows);
  progress.finish();
  source.layers.push_back(std::move(layer));
}

}  // namespace riskmap::io::readers
