// SPDX-License-Identifier: MIT
// RiskMap's own form: geodata/incidents.csv, and what `riskmap import` writes.
#include <riskmap/io/detail/text.hpp>
#include <riskmap/io/row_reader.hpp>
#include <riskmap/io/schemas_catalogue.hpp>

#include <array>

namespace riskmap::io {
namespace {

enum Column : std::size_t {
  id,
  date_start,
  date_end,
  date_precision,
  place,
  district,
  province,
  country,
  longitude,
  latitude,
  location_precision,
  location_uncertainty_km,
  event_type,
  source_type,
  actor_1,
  actor_2,
  target,
  killed,
  killed_low,
  killed_high,
  killed_chinese,
  attackers_killed,
  injured,
  site,
  source,
  note,
  source_reference,
};

constexpr std::array<SchemaColumn, 27> columns{{
    {"id"},
    {"date_start", true, {"date"}},
    {"date_end"},
    {"date_precision"},
    {"place"},
    {"district"},
    {"province"},
    {"country"},
    {"longitude", true},
    {"latitude", true},
    {"location_precision"},
    {"location_uncertainty_km"},
    {"event_type"},
    {"source_type"},
    {"actor_1", false, {"claimed_by"}},
    {"actor_2"},
    {"target"},
    {"killed"},
    {"killed_low"},
    {"killed_high"},
    {"killed_chinese"},
    {"attackers_killed"},
    {"injured"},
    {"site"},
    {"source"},
    {"note"},
    {"source_reference"},
}};

constexpr std::array<PrecisionCode, 6> precisions{{
    {"exact", "exact", 1, "a building or a street corner"},
    {"place", "place", 5, "a town or village; a town seldom reaches farther from its middle"},
    {"district", "district", 40, "the median district has 5,000 km²"},
    {"province", "province", 200, "the median province has 150,000 km²"},
    {"country", "country", 500, "Pakistan has 880,000 km²"},
    {"blank", "", 40, "not said: no better than a district until somebody says so"},
}};

constexpr double largest_km = 2000;

DatePrecision precision_of(RowReader& row) {
  const auto word = detail::lower_case(row.text(date_precision));
  for (const auto precision : {DatePrecision::day, DatePrecision::week, DatePrecision::month, DatePrecision::year}) {
    if (word == to_text(precision)) return precision;
  }
  if (!word.empty()) row.reject(date_precision, "date_precision unknown", "not one of day, week, month, year");
  return DatePrecision::day;
}

/// Without an end, a date that is known to the month or year stands for all of it.
void read_days(RowReader& row, IncidentDraft& incident) {
  const auto first = row.day(date_start);
  incident.first_day = incident.last_day = first;
  incident.date_precision = precision_of(row);
  if (const auto end = row.optional_day(date_end)) {
    incident.last_day = *end;
  } else if (incident.date_precision == DatePrecision::month) {
    incident.first_day = month_begin(first), incident.last_day = month_end(first);
  } else if (incident.date_precision == DatePrecision::year) {
    incident.first_day = year_begin(first), incident.last_day = year_end(first);
  }
  row.check_days(date_end, incident);
}

void read_certainty(RowReader& row, IncidentDraft& incident) {
  row.read_precision(location_precision, incident);
  const auto cell = row.text(location_uncertainty_km);
  if (cell.empty()) return;
  const auto km = detail::parse_number(cell);
  if (km.kind != detail::Number::Kind::finite || km.value < 0 || km.value > largest_km)
    row.reject(location_uncertainty_km, "location_uncertainty_km out of range", "not a number from 0 to 2000");
  incident.uncertainty_km = km.value;
}

void read_figures(RowReader& row, IncidentDraft& incident) {
  incident[Figure::killed] = row.people(killed);
  incident[Figure::killed_low] = row.people(killed_low);
  incident[Figure::killed_high] = row.people(killed_high);
  incident[Figure::killed_chinese] = row.people(killed_chinese);
  incident[Figure::attackers_killed] = row.people(attackers_killed);
  incident[Figure::injured] = row.people(injured);
}

void read(RowReader& row, IncidentDraft& incident) {
  incident[Word::id] = row.text(id);
  read_days(row, incident);
  row.read_place(longitude, latitude, incident);
  read_certainty(row, incident);
  const auto type = row.text(event_type), theirs = row.text(source_type);
  incident[Word::event_type] = row.keep(detail::lower_case(type));
  incident[Word::source_type] = theirs.empty() ? type : theirs;
  incident[Word::place] = row.text(place);
  incident[Word::district] = row.text(district);
  incident[Word::province] = row.text(province);
  incident[Word::country] = row.text(country);
  incident[Word::actor_1] = row.text(actor_1);
  incident[Word::actor_2] = row.text(actor_2);
  incident[Word::target] = row.text(target);
  incident[Word::site] = row.text(site);
  incident[Word::note] = row.text(note);
  const auto reference = row.text(source_reference);
  incident[Word::source_reference] = reference.empty() ? row.text(source) : reference;
  read_figures(row, incident);
}

}  // namespace

namespace schemas {

constinit const Schema native{.name = "native",
                              .summary = "RiskMap's own columns, as geodata/incidents.csv and import's output",
                              .columns = columns,
                              .precisions = precisions,
                              .read = &read};

}  // namespace schemas
}  // namespace riskmap::io
