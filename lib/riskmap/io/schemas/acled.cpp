// SPDX-License-Identifier: MIT
// ACLED codebook (2024) and the exports before it: upper-case headers, data_id and event_id_no_cnty, "31 January 2024".
#include <riskmap/io/row_reader.hpp>
#include <riskmap/io/schemas_catalogue.hpp>

#include <array>
#include <utility>

namespace riskmap::io {
namespace {

enum Column : std::size_t {
  id,
  data_id,
  number,
  date,
  time_precision,
  event_type,
  sub_event_type,
  actor1,
  actor2,
  civilian_targeting,
  country,
  admin1,
  admin2,
  location,
  latitude,
  longitude,
  geo_precision,
  source,
  notes,
  fatalities,
};

constexpr std::array<SchemaColumn, 20> columns{{
    {"event_id_cnty", false, {"event_id_c"}},
    {"data_id"},
    {"event_id_no_cnty", false, {"event_id_n"}},
    {"event_date", true},
    {"time_precision", true, {"time_preci", "time_precis"}},
    {"event_type", true},
    {"sub_event_type", false, {"sub_event_"}},
    {"actor1", true},
    {"actor2"},
    {"civilian_targeting"},
    {"country"},
    {"admin1"},
    {"admin2"},
    {"location"},
    {"latitude", true},
    {"longitude", true},
    {"geo_precision", true, {"geo_precisi", "geo_precis"}},
    {"source"},
    {"notes"},
    {"fatalities", true},
}};

constexpr std::array<PrecisionCode, 4> precisions{{
    {"1", "place", 5, "the town or the part of it is known; a town seldom reaches farther from its middle"},
    {"2", "district", 40, "a part of a region, shown at a town in it: as a district (the median one has 5,000 km²)"},
    {"3", "province", 200, "a larger region, often shown at the province's capital: as a province (150,000 km²)"},
    {"blank", "", 40, "not coded: no better than a district until somebody says so"},
}};

// The six types of today and those until 2018; what a sub-type says more exactly goes before.
constexpr std::array<std::pair<std::string_view, std::string_view>, 9> by_sub_type{{
    {"Suicide bomb", "suicide bombing"},
    {"Air/drone strike", "shelling or air strike"},
    {"Shelling/artillery/missile attack", "shelling or air strike"},
    {"Abduction/forced disappearance", "kidnapping"},
    {"Remote explosive/landmine/IED", "bombing"},
    {"Grenade", "bombing"},
    {"Chemical weapon", "other violence"},
    {"Excessive force against protesters", "violence against civilians"},
    {"Mob violence", "mob violence"},
}};
constexpr std::array<std::pair<std::string_view, std::string_view>, 9> by_type{{
    {"Battle", "armed clash"},
    {"Explosions", "bombing"},
    {"Remote violence", "bombing"},
    {"Violence against civilians", "violence against civilians"},
    {"Protests", "protest"},
    {"Riots", "mob violence"},
    {"Strategic development", "strategic development"},
    {"Headquarters or base established", "strategic development"},
    {"Non-violent transfer of territory", "strategic development"},
}};

std::string_view normal_type(std::string_view type, std::string_view sub_type) {
  const bool strategic = type.starts_with("Strategic");
  for (const auto& [theirs, ours] : by_sub_type) {
    if (!strategic && sub_type == theirs) return ours;
  }
  for (const auto& [theirs, ours] : by_type) {
    if (type.starts_with(theirs)) return ours;
  }
  return type.empty() ? "" : "other violence";
}

void read_days(RowReader& row, IncidentDraft& incident) {
  const auto day = row.day(date);
  const auto precision = row.text(time_precision).empty() ? 1 : row.whole(time_precision, 1, 3);
  incident.first_day = incident.last_day = day;
  if (precision == 2) {
    // The codebook puts the middle of the week where the week is known.
    incident.date_precision = DatePrecision::week;
    incident.first_day = day - 3, incident.last_day = day + 3;
  } else if (precision == 3) {
    incident.date_precision = DatePrecision::month;
    incident.first_day = month_begin(day), incident.last_day = month_end(day);
  }
}

void read(RowReader& row, IncidentDraft& incident) {
  for (const auto column : {id, data_id, number}) {
    if (incident[Word::id].empty()) incident[Word::id] = row.text(column);
  }
  read_days(row, incident);
  row.read_place(longitude, latitude, incident);
  row.read_precision(geo_precision, incident);
  incident[Word::place] = row.text(location);
  incident[Word::district] = row.text(admin2);
  incident[Word::province] = row.text(admin1);
  incident[Word::country] = row.text(country);
  const auto type = row.text(event_type), sub_type = row.text(sub_event_type);
  incident[Word::event_type] = normal_type(type, sub_type);
  incident[Word::source_type] = sub_type.empty() ? type : sub_type;
  incident[Word::actor_1] = row.text(actor1);
  incident[Word::actor_2] = row.text(actor2);
  if (!row.text(civilian_targeting).empty()) incident[Word::target] = "civilians";
  incident[Word::note] = row.text(notes);
  incident[Word::source_reference] = row.text(source);
  incident[Figure::killed] = row.people(fatalities);
}

}  // namespace

namespace schemas {

constinit const Schema acled{.name = "acled",
                             .summary = "ACLED exports, of today and of before 2023",
                             .columns = columns,
                             .precisions = precisions,
                             .read = &read};

}  // namespace schemas
}  // namespace riskmap::io
