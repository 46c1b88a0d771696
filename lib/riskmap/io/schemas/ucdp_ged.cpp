// SPDX-License-Identifier: MIT
// UCDP Georeferenced Event Dataset codebook, version 24 (Sundberg & Melander 2013): one row an event with at least one
// death, its figures low, best and high.
#include <riskmap/io/row_reader.hpp>
#include <riskmap/io/schemas_catalogue.hpp>

#include <array>

namespace riskmap::io {
namespace {

enum Column : std::size_t {
  id,
  type_of_violence,
  side_a,
  side_b,
  source_office,
  source_article,
  source_headline,
  where_prec,
  where_coordinates,
  where_description,
  adm_1,
  adm_2,
  latitude,
  longitude,
  country,
  date_prec,
  date_start,
  date_end,
  best,
  high,
  low,
};

constexpr std::array<SchemaColumn, 21> columns{{
    {"id", true},
    {"type_of_violence", true},
    {"side_a", true},
    {"side_b", true},
    {"source_office"},
    {"source_article"},
    {"source_headline"},
    {"where_prec", true},
    {"where_coordinates"},
    {"where_description"},
    {"adm_1"},
    {"adm_2"},
    {"latitude", true},
    {"longitude", true},
    {"country"},
    {"date_prec", true},
    {"date_start", true},
    {"date_end", true},
    {"best", true, {"best_est"}},
    {"high", true, {"high_est"}},
    {"low", true, {"low_est"}},
}};

constexpr std::array<PrecisionCode, 8> precisions{{
    {"1", "place", 5, "the exact place, which is a town or village as a rule"},
    {"2", "place", 25, "within about 25 km of a known point, as the codebook has it"},
    {"3", "district", 40, "the middle of a second-order unit (the median district has 5,000 km²)"},
    {"4", "province", 200, "the middle of a first-order unit (the median province has 150,000 km²)"},
    {"5", "province", 200, "a line or a fuzzy area, longer than a district: as a province"},
    {"6", "country", 500, "the middle of a country (Pakistan: 880,000 km²)"},
    {"7", "country", 500, "at sea or in the air, at a point somebody estimated: as a country"},
    {"blank", "", 40, "not coded: no better than a district until somebody says so"},
}};

void read_days(RowReader& row, IncidentDraft& incident) {
  incident.first_day = row.day(date_start);
  incident.last_day = row.optional_day(date_end).value_or(incident.first_day);
  row.check_days(date_end, incident);
  switch (row.text(date_prec).empty() ? 1 : row.whole(date_prec, 1, 5)) {
    case 2:
    case 3:
      incident.date_precision = DatePrecision::week;
      break;
    case 4:
      incident.date_precision = DatePrecision::month;
      break;
    case 5:
      incident.date_precision = DatePrecision::year;
      break;
    default:
      break;
  }
}

void read(RowReader& row, IncidentDraft& incident) {
  incident[Word::id] = row.text(id);
  read_days(row, incident);
  row.read_place(longitude, latitude, incident);
  row.read_precision(where_prec, incident);
  incident[Word::place] = row.text(where_coordinates);
  incident[Word::district] = row.text(adm_2);
  incident[Word::province] = row.text(adm_1);
  incident[Word::country] = row.text(country);
  const bool one_sided = row.whole(type_of_violence, 1, 3) == 3;
  incident[Word::event_type] = one_sided ? "violence against civilians" : "armed clash";
  incident[Word::source_type] = row.text(type_of_violence);
  incident[Word::actor_1] = row.text(side_a);
  incident[Word::actor_2] = row.text(side_b);
  if (one_sided) incident[Word::target] = "civilians";
  const auto headline = row.text(source_headline);
  incident[Word::note] = headline.empty() ? row.text(where_description) : headline;
  const auto office = row.text(source_office);
  incident[Word::source_reference] = office.empty() ? row.text(source_article) : office;
  incident[Figure::killed] = row.people(best);
  incident[Figure::killed_low] = row.people(low);
  incident[Figure::killed_high] = row.people(high);
}

}  // namespace

namespace schemas {

constinit const Schema ucdp_ged{.name = "ucdp-ged",
                                .summary = "UCDP Georeferenced Event Dataset",
                                .columns = columns,
                                .precisions = precisions,
                                .read = &read};

}  // namespace schemas
}  // namespace riskmap::io
