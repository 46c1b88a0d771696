// SPDX-License-Identifier: MIT
#include <riskmap/assess/detail/exposure_record.hpp>

#include <riskmap/geo/geodesic.hpp>

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace riskmap::assess::detail {
namespace {

constexpr Days year{365.0}, three_years{3.0 * days_per_year};
constexpr Metres always_moved{5000.0};  // as the estimate moves events to the shore

const model::FeatureLayer* table_of(const map::Scene& scene, const map::SceneSurface& surface) {
  const auto* source = scene.source(surface.spec->incident_source);
  if (source == nullptr) return nullptr;
  const auto& layer = surface.spec->incident_layer;
  return layer.empty() && source->layers.size() == 1 ? &source->layers.front() : source->layer(layer);
}

std::optional<double> count_in(const model::Value* value) {
  const auto* number = value ? std::get_if<double>(value) : nullptr;
  if (number == nullptr || !std::isfinite(*number) || *number < 0) return std::nullopt;
  return *number;
}

bool near_study_area(const model::Incident& incident, const model::Area* area) {
  return area == nullptr || area->nearest(incident.where).second <= std::max(incident.uncertainty, always_moved);
}

Metres distance_to(const model::Incident& incident, geo::LonLat place) {
  return geo::geodesic(place, incident.where).length;
}

/// How near its true place may be.
Metres at_least(const model::Incident& incident, geo::LonLat place) {
  if (incident.known_to) return incident.known_to->nearest(place).second;
  return std::max(Metres(0.0), distance_to(incident, place) - incident.uncertainty);
}

Sighting sighting_of(const model::Incident& incident, geo::LonLat place) {
  const auto line = geo::geodesic(place, incident.where);
  const double bearing = std::fmod(line.azimuth_degrees + 360.0, 360.0);
  return {incident.id,          incident.begin, incident.end, line.length, at_least(incident, place),
          incident.uncertainty, bearing};
}

}  // namespace

Record::Record(const map::Scene& scene, const map::SceneSurface& surface)
    : m_surface(surface), m_table(table_of(scene, surface)), m_fields(casualty_fields(scene, surface)) {
  for (const auto& field : m_fields)
    m_has_range.push_back(m_table->field(field + "_low").has_value() && m_table->field(field + "_high").has_value());
  std::unordered_map<std::uint64_t, const model::Feature*> rows;
  if (m_table) {
    for (const auto& feature : m_table->features) rows.emplace(feature.row, &feature);
  }
  std::vector<bool> counts(surface.incidents->size());
  for (const auto& event : surface.surface->events()) counts[event.incident] = true;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const auto& incident = (*surface.incidents)[i];
    const bool before = incident.end <= surface.from && near_study_area(incident, surface.study_area.get());
    if (!counts[i] && !before) continue;
    const auto row = rows.find(incident.row);
    add(incident, counts[i], row == rows.end() ? nullptr : row->second);
  }
}

void Record::add(const model::Incident& incident, bool in_window, const model::Feature* row) {
  Entry entry{&incident, (incident.begin + incident.end) / 2.0, in_window, {}};
  for (const auto& field : m_fields) entry.figures.push_back(row ? figure_of(*row, field) : Figure{});
  m_entries.push_back(std::move(entry));
}

Record::Figure Record::figure_of(const model::Feature& row, const std::string& field) const {
  return {count_in(m_table->get(row, field)), count_in(m_table->get(row, field + "_low")),
          count_in(m_table->get(row, field + "_high"))};
}

Observed Record::empty() const {
  Observed out;
  for (std::size_t i = 0; i < m_fields.size(); ++i) out.casualties.push_back({.has_range = m_has_range[i]});
  return out;
}

void Record::count(Observed& into, const Entry& entry, bool here) const {
  if (!here) {
    ++into.possible;
    return;
  }
  ++into.events;
  for (std::size_t i = 0; i < m_fields.size(); ++i) {
    auto& toll = into.casualties[i];
    const auto& figure = entry.figures[i];
    toll.best += figure.best.value_or(0);
    toll.low += figure.low.value_or(figure.best.value_or(0));
    toll.high += figure.high.value_or(figure.best.value_or(figure.low.value_or(0)));
    if (!figure.best) ++toll.unknown;
  }
}

ObservedByTime Record::observed(geo::LonLat place, Metres radius) const {
  const geo::NearDistance from(place);
  ObservedByTime out{empty(), empty(), empty(), empty()};
  for (const auto& entry : m_entries) {
    const auto& incident = *entry.incident;
    if (!incident.known_to && from.to(incident.where) > 1.001 * (radius + incident.uncertainty)) continue;
    const bool here = !incident.known_to && distance_to(incident, place) <= radius;
    if (!here && at_least(incident, place) >= radius) continue;
    if (!entry.in_window) {
      count(out.before, entry, here);
      continue;
    }
    count(out.window, entry, here);
    if (entry.middle >= m_surface.until - year) count(out.last_year, entry, here);
    if (entry.middle >= m_surface.until - three_years) count(out.last_three_years, entry, here);
  }
  return out;
}

Trend Record::trend(geo::LonLat place, Metres radius) const {
  const geo::NearDistance from(place);
  const Days middle = m_surface.until - three_years, start = std::max(m_surface.from, middle - three_years);
  TwoSpans spans;
  spans.later_years = (m_surface.until - std::max(m_surface.from, middle)).value() / days_per_year;
  spans.earlier_years = std::max(0.0, (middle - start).value() / days_per_year);
  for (const auto& entry : m_entries) {
    const auto& incident = *entry.incident;
    if (!entry.in_window || incident.known_to || entry.middle < start) continue;
    if (from.to(incident.where) > 1.001 * radius || distance_to(incident, place) > radius) continue;
    ++(entry.middle >= middle ? spans.later : spans.earlier);
  }
  return trend_of(spans);
}

std::optional<Sighting> Record::nearest(geo::LonLat place) const {
  const model::Incident* best = nullptr;
  Metres least(HUGE_VAL);
  for (const auto& entry : m_entries) {
    if (!entry.in_window || entry.incident->known_to) continue;
    const Metres distance = distance_to(*entry.incident, place);
    if (distance < least) least = distance, best = entry.incident;
  }
  return best ? std::optional(sighting_of(*best, place)) : std::nullopt;
}

std::optional<Sighting> Record::last(geo::LonLat place, Metres radius) const {
  const model::Incident* best = nullptr;
  for (const auto& entry : m_entries) {
    if (!entry.in_window || entry.incident->known_to || distance_to(*entry.incident, place) > radius) continue;
    if (best == nullptr || entry.incident->begin > best->begin) best = entry.incident;
  }
  return best ? std::optional(sighting_of(*best, place)) : std::nullopt;
}

}  // namespace riskmap::assess::detail

namespace riskmap::assess {

std::vector<std::string> casualty_fields(const map::Scene& scene, const map::SceneSurface& surface) {
  std::vector<std::string> out;
  const auto* table = detail::table_of(scene, surface);
  for (const char* field : {"killed", "injured"}) {
    if (table != nullptr && table->field(field)) out.emplace_back(field);
  }
  return out;
}

}  // namespace riskmap::assess
