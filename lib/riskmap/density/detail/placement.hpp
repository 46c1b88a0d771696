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
  /// \pre study_area (may be null) outlives this
  /// \throws UsageError for an unknown kernel, or an edge correction without study area
  Placement(const EstimateOptions& options, const model::Area* study_area);

  /// Contributions of all events in their order, the parts of one event together; bandwidths[i] in the kernel's own
  /// sense, before widening.
  /// \throws DataError naming the event whose edge factor passes 10; LimitError
  std::vector<Contribution> place(const std::vector<Event>& events, const std::vector<Metres>& bandwidths) const;
  /// The bandwidth an event's kernel is drawn with: widened, or as it is if the event is spread.
  Metres drawn_bandwidth(const Event& event, Metres bandwidth) const;
  const Kernel& kernel() const { return *m_kernel; }
  double radius_of(Metres bandwidth) const { return bandwidth.value() / m_kernel->bandwidth_per_radius; }

 private:
  std::vector<Contribution> place_one(const Event& event, std::uint32_t index, Metres bandwidth) const;
  static void check_factor(const Event& event, double factor, double radius);
  void check_memory(const std::vector<Event>& events, const std::vector<Metres>& bandwidths) const;

  const EstimateOptions& m_options;
  const Kernel* m_kernel;
  const model::Area* m_study_area;
  std::optional<EdgeMass> m_edge;
};

}  // namespace riskmap::density::detail
