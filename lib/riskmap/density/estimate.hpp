// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/base/error.hpp>
#include <riskmap/base/progress.hpp>
#include <riskmap/density/kernel.hpp>
#include <riskmap/density/surface.hpp>
#include <riskmap/model/geometry_ops.hpp>
#include <riskmap/model/incident.hpp>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace riskmap::density {

enum class EdgeCorrection { none, diggle, uniform };

/// How a surface is estimated. Names, units and formulas are those of docs/method.md.
struct EstimateOptions {
  std::string kernel = "quartic";
  Metres bandwidth{60000.0};  ///< radius of the support for compact kernels, standard deviation for the gaussian
  bool adaptive = false;      ///< Abramson (1982): bandwidth is then the global one, h0
  double trim = 5.0;          ///< the largest bandwidth factor (Hall & Marron 1988)
  EdgeCorrection edge = EdgeCorrection::none;
  Days from{};   ///< start of the window
  Days until{};  ///< end of the window: the end of the day `as-of`
  std::optional<Days> half_life = {};
  unsigned minimum_events = 1;  ///< fewer covering events are "few listed events"
  unsigned threads = 0;
  std::size_t max_memory = std::size_t{2} << 30U;
  bool exact = false;  ///< Surface::value() sums by Karney's geodesics instead of chords: 1e-9 instead of 1e-6
};

/// λ(x) = (1/T) Σ aᵢ(x): Diggle's (1985) or the uniform edge correction, Abramson (1982) bandwidths, places known to a
/// disc widened by variance or spread, those known to a polygon spread over it, events decayed by half-life over their
/// interval. Incidents outside the window are left out; those outside the study area by at most max(uncertainty, 5 km)
/// move to its nearest place, farther ones, and those whose polygon does not meet it, are rejected; both are listed in
/// the report. Cost: O(incidents) beside the edge correction's 10 to 100 µs for each kernel; the pilot of more than
/// 10,000 events is drawn, not summed.
/// \throws DataError when no incident is left or an edge factor passes 10 at an event; LimitError when parts of spread
/// events or nodes would not fit max_memory; UsageError for options that make no sense
Surface estimate(const std::vector<model::Incident>& incidents, std::shared_ptr<const model::Area> study_area,
                 const EstimateOptions& options, Progress* progress = nullptr);

/// The share of an event known to the days [begin, end) that counts in the window [from, until):
/// 1/(end − begin) ∫ 2^(−(until − t)/H) dt over the overlap.
double decay_weight(Days begin, Days end, const EstimateOptions& options);
/// T: (H / ln 2)(1 − 2^(−(until − from)/H)), or until − from without half-life, in years.
double effective_years(const EstimateOptions& options);

}  // namespace riskmap::density
