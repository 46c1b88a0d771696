// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/assess/interval.hpp>
#include <riskmap/density/estimate.hpp>
#include <riskmap/model/incident.hpp>

#include <memory>
#include <vector>

namespace riskmap::assess {

/// What the list says happened around a place: S = Σ Aᵢ, Aᵢ = wᵢdᵢ · P(true place within the radius)/T, in (weighted)
/// events a year. No kernel, no edge factor, no study area. A place known to a disc of radius u is anywhere in that
/// disc with equal chance; one known to a district, anywhere in the district. Thread-safe.
class RecordedRates {
 public:
  /// \pre surface and the incidents it was estimated from outlive this
  RecordedRates(const density::Surface& surface, const std::vector<model::Incident>& incidents);
  ~RecordedRates();
  RecordedRates(const RecordedRates&) = delete;
  RecordedRates& operator=(const RecordedRates&) = delete;

  /// The rate with its interval (gamma_interval; `next` is one event of today, of the largest weight listed). Some 30
  /// ns an event; 1 µs for those near, O(outline) for those known to a district.
  Rate within(geo::LonLat place, Metres radius) const;
  /// P(true place within the radius) of an event, by its index in Surface::events(). Within 1e-4.
  double chance_within(std::size_t event, geo::LonLat place, Metres radius) const;
  /// What one more event would add: the largest weight / T.
  double next() const { return m_next; }

 private:
  struct Districts;

  const density::Surface& m_surface;
  const std::vector<model::Incident>& m_incidents;
  std::unique_ptr<const Districts> m_districts;
  double m_next = 0;
};

/// A surface within a radius of a place.
struct SurfaceRate {
  Rate rate = {};
  double land_area = 0;         ///< square metres of the disc inside the study area (without one: the disc)
  Metres bandwidth = {};        ///< in use there: of the events that reach the place, weighted with what each adds
  bool smoothed_wider = false;  ///< bandwidth > radius: much of what happened here is shown elsewhere, and vice versa
};

/// What a surface says of the surroundings of a place: S = Σ Aᵢ, Aᵢ = ∫ aᵢ/T over the part of the disc that lies inside
/// the study area, in (weighted) events a year. Thread-safe.
class SurfaceRates {
 public:
  /// \pre surface and incidents outlive this
  SurfaceRates(const density::Surface& surface, const std::vector<model::Incident>& incidents,
               const density::EstimateOptions& options);

  /// Quadrature on the ellipsoid, refined until sum and interval move by less than 1e-3; what is then left is about a
  /// third of that. `next` of its interval is the mass inside the disc that one event of today at the place would
  /// have, drawn with the bandwidth in use there. O(pieces · events), pieces from 200 up. \throws LimitError if the
  /// radius is more than 40 times the support of the narrowest kernel that reaches in
  SurfaceRate within(geo::LonLat place, Metres radius) const;
  /// The bandwidth in use at a place; the widest where no event reaches.
  Metres bandwidth_at(geo::LonLat place) const;

 private:
  const density::Surface& m_surface;
  density::EdgeCorrection m_edge;
  double m_largest_weight = 1;
};

}  // namespace riskmap::assess
