// SPDX-License-Identifier: MIT
#include <riskmap/io/detail/csv_text.hpp>
#include <riskmap/io/schema.hpp>
#include <riskmap/io/writers/incidents.hpp>

namespace riskmap::io::writers {
namespace {

using Kind = IncidentColumn::Kind;

void write_cell(detail::CsvText& text, const IncidentColumn& column, const IncidentRecord& record) {
  switch (column.kind) {
    case Kind::word:
      return text.cell(record[static_cast<Word>(column.index)]);
    case Kind::figure:
      return text.cell(record.figures[column.index]);
    case Kind::first_day:
      return text.date(record.first_day);
    case Kind::last_day:
      return text.date(record.last_day);
    case Kind::date_precision:
      return text.cell(to_text(record.date_precision));
    case Kind::source:
      return text.cell(record.schema->name);
    case Kind::longitude:
      return text.cell(record.longitude);
    case Kind::latitude:
      return text.cell(record.latitude);
    case Kind::uncertainty:
      return text.cell(record.uncertainty_km);
    case Kind::extra:
      break;
  }
}

}  // namespace

void write_csv(OutputFile& out, const IncidentTable& table, Progress& progress) {
  const auto& records = table.incidents.records();
  progress.start("writing", records.size(), "rows");
  detail::CsvText text(out);
  for (const auto& column : incident_columns()) text.cell(column.kind == Kind::extra ? table.extra_name : column.name);
  text.end_row();
  for (std::size_t i = 0; i < records.size(); ++i) {
    for (const auto& column : incident_columns()) {
      if (column.kind == Kind::extra)
        text.cell(table.extra[i]);
      else
        write_cell(text, column, records[i]);
    }
    text.end_row();
    progress.advance(1);
  }
  text.flush();
  progress.finish();
}

}  // namespace riskmap::io::writers
