// SPDX-License-Identifier: MIT
// Global Terrorism Database codebook (START, 2021). Coordinates are those of the city; 0 in a date, −9 and −99
// elsewhere, "Unknown" and "." in words mean "not known".
#include <riskmap/io/detail/text.hpp>
#include <riskmap/io/row_reader.hpp>
#include <riskmap/io/schemas_catalogue.hpp>

#include <algorithm>
#include <array>

namespace riskmap::io {
namespace {

enum Column : std::size_t {
  id,
  year,
  month,
  day,
  extended,
  resolution,
  country,
  province,
  city,
  latitude,
  longitude,
  specificity,
  vicinity,
  suicide,
  attack_type,
  attack_type_text,
  target_type_text,
  target,
  group,
  weapon_sub_type,
  killed,
  attackers_killed,
  injured,
  summary,
  first_source,
  database_source,
};

constexpr std::array<SchemaColumn, 26> columns{{
    {"eventid", true},   {"iyear", true},   {"imonth", true}, {"iday", true},  {"extended"},
    {"resolution"},      {"country_txt"},   {"provstate"},    {"city"},        {"latitude", true},
    {"longitude", true}, {"specificity"},   {"vicinity"},     {"suicide"},     {"attacktype1", true},
    {"attacktype1_txt"}, {"targtype1_txt"}, {"target1"},      {"gname", true}, {"weapsubtype1"},
    {"nkill", true},     {"nkillter"},      {"nwound"},       {"summary"},     {"scite1"},
    {"dbsource"},
}};

constexpr std::array<PrecisionCode, 7> precisions{{
    {"1", "place", 10, "the city is known, and its middle stands for all of it"},
    {"2", "district", 40, "in a city, shown at the middle of the smallest known unit, as a rule a district"},
    {"3", "district", 40, "outside a city, shown at the middle of the smallest known unit, as a rule a district"},
    {"4", "province", 200, "the middle of a first-order unit (the median province has 150,000 km²)"},
    {"5", "country", 500, "not even the province is known (Pakistan: 880,000 km²)"},
    {"vicinity", "", 25, "near the city, not in it (vicinity = 1): at least this, whatever the specificity"},
    {"blank", "", 40, "not coded: no better than a district until somebody says so"},
}};

constexpr std::array<int, 2> unknown{-9, -99};
constexpr int suicide_attack = 1, bombing = 3, weapon_vehicle = 15;
constexpr std::int32_t longest_incident = 400;  // days; a later "resolution" is a slip

constexpr std::array<std::string_view, 9> types{"assassination", "armed attack",   "bombing",
                                                "hijacking",     "hostage taking", "kidnapping",
                                                "sabotage",      "unarmed attack", ""};

std::string_view known(std::string_view word) {
  return word == "." || word == "-9" || word == "-99" || detail::lower_case(word) == "unknown" ? std::string_view()
                                                                                               : word;
}

/// The resolution is month first by GTD's custom. Only where it makes sense: it is a note, not what the row is for.
std::int32_t last_day(const RowReader& row, std::int32_t first) {
  if (row.text(extended) != "1") return first;
  const auto end = parse_day(row.text(resolution), DayOrder::month_first);
  return end && *end > first && *end - first <= longest_incident ? *end : first;
}

void read_days(RowReader& row, IncidentDraft& incident) {
  const int y = row.whole(year, 1800, 2200), m = row.whole(month, 0, 12), d = row.whole(day, 0, 31);
  const bool month_known = m > 0, day_known = month_known && d > 0;
  const auto first = day_number(y, month_known ? m : 1, day_known ? d : 1);
  if (!first) return row.reject(day, "iday not a date", "no such day in that month");
  incident.first_day = *first;
  incident.last_day = day_known ? last_day(row, *first) : month_known ? month_end(*first) : year_end(*first);
  incident.date_precision = day_known ? DatePrecision::day : month_known ? DatePrecision::month : DatePrecision::year;
}

void read_certainty(RowReader& row, IncidentDraft& incident) {
  row.read_precision(specificity, incident);
  if (row.text(vicinity) != "1") return;
  incident.uncertainty_km = std::max(incident.uncertainty_km, row.uncertainty_km("vicinity").value_or(0));
}

std::string_view normal_type(RowReader& row) {
  const int type = row.whole(attack_type, 1, 9);
  const auto number = [&](std::size_t column) { return detail::parse_number(row.text(column)).value; };
  if (type == bombing && number(suicide) == suicide_attack) return "suicide bombing";
  if (type == bombing && number(weapon_sub_type) == weapon_vehicle) return "vehicle bombing";
  return types[static_cast<std::size_t>(type - 1)];
}

void read(RowReader& row, IncidentDraft& incident) {
  incident[Word::id] = row.text(id);
  read_days(row, incident);
  row.read_place(longitude, latitude, incident);
  read_certainty(row, incident);
  incident[Word::place] = known(row.text(city));
  incident[Word::province] = known(row.text(province));
  incident[Word::country] = row.text(country);
  incident[Word::event_type] = normal_type(row);
  const auto words = row.text(attack_type_text);
  incident[Word::source_type] = words.empty() ? row.text(attack_type) : words;
  incident[Word::actor_1] = known(row.text(group));
  const auto kind = known(row.text(target_type_text));
  incident[Word::target] = kind.empty() ? known(row.text(target)) : kind;
  incident[Word::note] = row.text(summary);
  const auto reference = row.text(first_source);
  incident[Word::source_reference] = reference.empty() ? row.text(database_source) : reference;
  incident[Figure::killed] = row.people(killed, unknown);
  incident[Figure::attackers_killed] = row.people(attackers_killed, unknown);
  incident[Figure::injured] = row.people(injured, unknown);
}

}  // namespace

namespace schemas {

constinit const Schema gtd{.name = "gtd",
                           .summary = "Global Terrorism Database, CSV or XLSX",
                           .columns = columns,
                           .precisions = precisions,
                           .read = &read};

}  // namespace schemas
}  // namespace riskmap::io
