// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/density/change.hpp>
#include <riskmap/density/detail/week_permutations.hpp>

#include <vector>

namespace riskmap::density::detail {

/// Says of any place how two periods compare there: one surface over all events of both, with one bandwidth, whose sum
/// is split between the periods. Thread-safe.
class ChangeJudge {
 public:
  /// \throws as estimate_change()
  ChangeJudge(const std::vector<model::Incident>& incidents, std::shared_ptr<const model::Area> area,
              const ChangeOptions& options, Progress* progress);

  /// λ and its coverage are those of both periods together; only the parts of its sum count here.
  const Surface& pooled() const { return m_pooled; }
  double delta() const { return m_delta; }
  const ChangeOptions& options() const { return m_options; }

  struct Finding {
    double before = 0.0, after = 0.0, log_ratio = 0.0, effective_events = 0.0, p = 1.0;  ///< as in ChangeCell
  };
  /// Whether or not the place lies in the study area. `by_event` is working memory.
  Finding judge(geo::LonLat place, std::vector<double>& by_event) const;
  OverallRatio overall() const;

 private:
  ChangeOptions m_options;
  std::vector<model::Incident> m_incidents;  ///< of either period
  Surface m_pooled;
  double m_delta;
  WeekPermutations m_weeks;
  std::vector<std::uint32_t> m_week_of_event;
};

/// The cells of the land, with their trends.
Change change_in_cells(const ChangeJudge& judge, Progress* progress);

}  // namespace riskmap::density::detail
