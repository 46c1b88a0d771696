// SPDX-License-Identifier: MIT
#include <riskmap/density/detail/change_judge.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace riskmap::density::detail {
namespace {

constexpr unsigned fewest_permutations = 99;
constexpr double normal_95th = 1.6448536269514722;

Days middle_of(const model::Incident& incident) { return (incident.begin + incident.end) / 2.0; }
double years_of(const Period& period) { return (period.until - period.from).value() / days_per_year; }
bool holds(const Period& period, Days moment) { return moment >= period.from && moment < period.until; }

const ChangeOptions& checked(const ChangeOptions& options) {
  for (const Period& period : {options.before, options.after})
    if (!(period.until > period.from)) throw UsageError("periods", "one ends before it begins");
  if (options.before.until > options.after.from)
    throw UsageError("periods", "the second begins before the first has ended", "they must not overlap");
  if (options.permutations < fewest_permutations)
    throw UsageError("permutations", fmt::format("{} are too few", options.permutations), "at least 99; 999 is usual");
  return options;
}

std::vector<model::Incident> of_either(const std::vector<model::Incident>& incidents, const ChangeOptions& options) {
  std::vector<model::Incident> kept;
  for (const auto& incident : incidents)
    if (holds(options.before, middle_of(incident)) || holds(options.after, middle_of(incident)))
      kept.push_back(incident);
  if (kept.empty()) throw DataError("incidents", fmt::format("none of {} lies in either period", incidents.size()));
  return kept;
}

/// The window holds all days of all events, so that each counts whole.
EstimateOptions pooled_options(const std::vector<model::Incident>& incidents, const ChangeOptions& options) {
  EstimateOptions pooled = options.estimate;
  pooled.adaptive = false;
  pooled.half_life.reset();
  pooled.from = options.before.from, pooled.until = options.after.until;
  for (const auto& incident : incidents)
    pooled.from = std::min(pooled.from, incident.begin), pooled.until = std::max(pooled.until, incident.end);
  return pooled;
}

/// One event at the kernel's peak over the longer period, per 1000 km² and year.
double smallest_step(const Surface& surface, const ChangeOptions& options) {
  const double radius = options.estimate.bandwidth.value() / surface.kernel().bandwidth_per_radius;
  const double longer = std::max(years_of(options.before), years_of(options.after));
  return 1e9 * surface.kernel().profile(0.0) / (radius * radius) / longer;
}

/// The variance of a period's sum over its square, from how its weeks differ.
double relative_variance(double squares, double sum, double weeks) {
  if (weeks < 2.0) return squares / (sum * sum);
  return weeks / (weeks - 1.0) * (squares / (sum * sum) - 1.0 / weeks);
}

}  // namespace

ChangeJudge::ChangeJudge(const std::vector<model::Incident>& incidents, std::shared_ptr<const model::Area> area,
                         const ChangeOptions& options, Progress* progress)
    : m_options(checked(options)),
      m_incidents(of_either(incidents, m_options)),
      m_pooled(estimate(m_incidents, std::move(area), pooled_options(m_incidents, m_options), progress)),
      m_delta(smallest_step(m_pooled, m_options)),
      m_weeks(m_options) {
  for (const Event& event : m_pooled.events())
    m_week_of_event.push_back(m_weeks.of(middle_of(m_incidents[event.incident])));
}

ChangeJudge::Finding ChangeJudge::judge(geo::LonLat place, std::vector<double>& by_event) const {
  by_event.assign(m_week_of_event.size(), 0.0);
  m_pooled.add_event_values(place, by_event);
  double squares = 0.0;
  for (double& value : by_event) value *= m_pooled.report().effective_years, squares += value * value;
  const auto sums = m_weeks.sums(by_event, m_week_of_event);
  const double all = sums.before + sums.after;
  Finding out;
  if (!(all > 0.0)) return out;
  out.effective_events = all * all / squares;
  out.before = sums.before / years_of(m_options.before), out.after = sums.after / years_of(m_options.after);
  out.log_ratio = std::log((out.after + m_delta) / (out.before + m_delta));
  if (out.effective_events >= m_options.enough) out.p = m_weeks.two_sided_p(sums);
  return out;
}

OverallRatio ChangeJudge::overall() const {
  std::vector<double> weights;
  for (const Event& event : m_pooled.events()) weights.push_back(event.weight);
  const auto sums = m_weeks.sums(weights, m_week_of_event);
  OverallRatio out;
  out.events_before = sums.before, out.events_after = sums.after;
  out.ratio = sums.after / years_of(m_options.after) / (sums.before / years_of(m_options.before));
  out.p = m_weeks.two_sided_p(sums);
  out.upper = std::numeric_limits<double>::infinity();
  if (!(sums.before > 0.0 && sums.after > 0.0)) return out;
  double before = 0.0, after = 0.0;  // sums of squares
  for (const auto& [week, amount] : sums.weeks) (m_weeks.is_after(week) ? after : before) += amount * amount;
  const double variance = relative_variance(before, sums.before, m_weeks.before_count()) +
                          relative_variance(after, sums.after, m_weeks.after_count());
  const double factor = std::exp(normal_95th * std::sqrt(variance));
  out.lower = out.ratio / factor, out.upper = out.ratio * factor;
  return out;
}

}  // namespace riskmap::density::detail
