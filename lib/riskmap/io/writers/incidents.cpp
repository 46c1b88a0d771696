// SPDX-License-Identifier: MIT
#include <riskmap/io/writers/incidents.hpp>

#include <array>

namespace riskmap::io::writers {
namespace {

using Kind = IncidentColumn::Kind;

constexpr IncidentColumn word(std::string_view name, Word which) {
  return {name, Kind::word, static_cast<std::size_t>(which)};
}
constexpr IncidentColumn figure(std::string_view name, Figure which) {
  return {name, Kind::figure, static_cast<std::size_t>(which)};
}

constexpr std::array<IncidentColumn, 28> columns{{
    word("id", Word::id),
    {"source", Kind::source},
    {"date_start", Kind::first_day},
    {"date_end", Kind::last_day},
    {"date_precision", Kind::date_precision},
    word("place", Word::place),
    word("district", Word::district),
    word("province", Word::province),
    word("country", Word::country),
    {"longitude", Kind::longitude},
    {"latitude", Kind::latitude},
    word("location_precision", Word::location_precision),
    {"location_uncertainty_km", Kind::uncertainty},
    word("event_type", Word::event_type),
    word("source_type", Word::source_type),
    word("actor_1", Word::actor_1),
    word("actor_2", Word::actor_2),
    word("target", Word::target),
    figure("killed", Figure::killed),
    figure("killed_low", Figure::killed_low),
    figure("killed_high", Figure::killed_high),
    figure("killed_chinese", Figure::killed_chinese),
    figure("attackers_killed", Figure::attackers_killed),
    figure("injured", Figure::injured),
    word("site", Word::site),
    word("note", Word::note),
    word("source_reference", Word::source_reference),
    {"", Kind::extra},
}};

}  // namespace

std::span<const IncidentColumn> incident_columns() { return columns; }

}  // namespace riskmap::io::writers
