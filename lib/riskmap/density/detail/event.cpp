// SPDX-License-Identifier: MIT
#include <riskmap/density/detail/event.hpp>
#include <riskmap/density/precision.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace riskmap::density::detail {
namespace {

constexpr Metres always_moved{5000.0};  // outlines are generalised: a place this close is not elsewhere

bool is_usable(const model::Incident& incident) {
  return geo::is_valid(incident.where) && incident.end > incident.begin && std::isfinite(incident.weight) &&
         incident.weight >= 0.0 && std::isfinite(incident.uncertainty.value()) && incident.uncertainty >= Metres(0.0);
}

/// Known to a polygon: all that counts is whether some of it lies in the study area.
bool settle_polygon(const Event& event, const model::Incident& incident, const model::Area& study_area,
                    Report& report) {
  if (meet(*event.known_to, study_area)) return true;
  report.rejected.push_back({name_of(incident), "the area it is known to lies outside the study area"});
  return false;
}

/// Inside as it is, moved to the nearest place of the study area, or too far: false.
bool settle(Event& event, const model::Incident& incident, const model::Area& study_area, Report& report) {
  if (event.known_to != nullptr) return settle_polygon(event, incident, study_area, report);
  if (study_area.contains(event.where)) return true;
  const auto [place, distance] = study_area.nearest(event.where);
  const Metres allowed = std::max(event.uncertainty, always_moved);
  const double km = distance.value() / 1000.0;
  if (distance > allowed) {
    report.rejected.push_back({name_of(incident), fmt::format("lies {:.1f} km outside the study area", km),
                               fmt::format("at most {:.0f} km can be moved into it", allowed.value() / 1000.0)});
    return false;
  }
  report.moved.push_back(
      {name_of(incident), fmt::format("moved {:.2f} km to the nearest place of the study area", km)});
  event.where = place;
  return true;
}

}  // namespace

std::string name_of(const model::Incident& incident) {
  return incident.id.empty() ? fmt::format("row {}", incident.row) : incident.id;
}

std::vector<Event> admit(const std::vector<model::Incident>& incidents, const model::Area* study_area,
                         const EstimateOptions& options, Report& report) {
  std::vector<Event> events;
  for (std::size_t i = 0; i < incidents.size(); ++i) {
    const model::Incident& incident = incidents[i];
    Event event{
        .incident = i, .where = incident.where, .uncertainty = incident.uncertainty, .known_to = incident.known_to};
    if (!is_usable(incident)) {
      report.rejected.push_back({name_of(incident), "its place, days, weight or uncertainty is no usable number"});
      continue;
    }
    const double share = decay_weight(incident.begin, incident.end, options);
    if (!(share > 0.0)) {
      ++report.outside_window;
      continue;
    }
    event.weight = incident.weight * share;
    if (study_area == nullptr || settle(event, incident, *study_area, report)) events.push_back(std::move(event));
  }
  if (events.empty())
    throw DataError("incidents", fmt::format("none of {} counts: {} outside the window, {} rejected", incidents.size(),
                                             report.outside_window, report.rejected.size()));
  if (std::none_of(events.begin(), events.end(), [](const Event& e) { return e.weight > 0.0; }))
    throw DataError("incidents", fmt::format("all {} in the window have weight 0", events.size()));
  return events;
}

}  // namespace riskmap::density::detail
