// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/density/detail/event.hpp>
#include <riskmap/density/edge.hpp>

#include <optional>
#include <vector>

namespace riskmap::density::detail {

/// Turns events and their bandwidths into the contributions that are summed: widened or spread, with edge factors.
class Placement {
 public:
  /// \pre the incidents the events come from and study_area (may be null) outlive this
  /// \throws UsageError for an unknown kernel, or an edge correction without study area
  Placement(const EstimateOptions& options, const model::Area* study_area,
            const std::vector<model::Incident>& incidents);

  /// Sets an event's bandwidth and what follows from it: widened or spread.
  void set_bandwidth(Event& event, Metres bandwidth) const;
  /// Contributions of all events in their order, the parts of one event together.
  /// \pre every event's bandwidth is set
  /// \throws DataError naming the event whose edge factor passes 10; LimitError
  std::vector<Contribution> place(const std::vector<Event>& events, Progress* progress = nullptr) const;
  /// With the uniform correction: what a kernel of this bandwidth, around a place, has inside the study area.
  double inside(geo::LonLat place, Metres bandwidth) const { return m_edge->inside(place, radius_of(bandwidth)); }
  bool is_uniform() const { return m_options.edge == EdgeCorrection::uniform; }
  /// \throws DataError if at an event the uniform correction passes 10
  void check_uniform(const std::vector<Event>& events) const;
  const Kernel& kernel() const { return *m_kernel; }
  double radius_of(Metres bandwidth) const { return bandwidth.value() / m_kernel->bandwidth_per_radius; }

 private:
  void place_one(const Event& event, std::uint32_t index, double share, std::vector<Contribution>& parts) const;
  std::vector<geo::LonLat> places_of(const Event& event, std::uint32_t index, double share) const;
  std::size_t parts_of(const Event& event, double share) const;
  double share_of_parts(const std::vector<Event>& events) const;
  void check_factor(const Event& event, double factor, Metres bandwidth) const;
  void check_memory(const std::vector<Event>& events, double share) const;

  const EstimateOptions& m_options;
  const Kernel* m_kernel;
  const model::Area* m_study_area;
  const std::vector<model::Incident>* m_incidents;
  std::optional<EdgeMass> m_edge;
};

}  // namespace riskmap::density::detail
