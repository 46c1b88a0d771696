// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/base/progress.hpp>
#include <riskmap/density/estimate.hpp>
#include <riskmap/model/geometry_ops.hpp>
#include <riskmap/model/incident.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace riskmap::density {

/// A bandwidth some method proposes. A proposal: on small clustered lists the methods disagree wildly, and people
/// choose.
struct Selection {
  std::string method;
  Metres sigma{};      ///< the kernel's standard deviation per axis, in which methods are compared
  Metres bandwidth{};  ///< the same for the kernel at hand: sigma / √c, c its variance at bandwidth 1
  struct Point {
    Metres bandwidth;
    double score;  ///< lscv: per km², low is good; lcv: nats per event, high is good
  };
  std::vector<Point> curve;  ///< on a logarithmic grid of the search; empty for the rules
  std::string note;          ///< one sentence: what it assumes, or why it is no answer
  bool at_limit = false;     ///< the best lies on an end of what could be searched: not an optimum
};

/// "scott", "silverman", "oversmoothing" are rules, which take the events for one normal cluster; "lscv", "lcv" are
/// cross-validations.
const std::vector<std::string>& bandwidth_methods();

/// What the method proposes for the events that estimate() would use, their weights wᵢdᵢ with n = (Σω)²/Σω².
///
/// - scott: σ = √(s_east s_north) n^(−1/6), standard deviations on the azimuthal equidistant plane about the weighted
///   middle (Scott 1992, equation 6.42; spatstat's bw.scott, isotropic)
/// - silverman: σ = s n^(−1/6), s = min(mean s.d., mean interquartile range / 1.34) of the two axes (Silverman 1986,
///   4.14; sparr's NS)
/// - oversmoothing: σ = 1.08457 s n^(−1/6), the widest any density of this spread can need (Terrell 1990; sparr's OS)
/// - lscv, lcv: the best of detail::CrossValidation between `least` and `most`, from a logarithmic grid and golden
///   sections; with the kernel, edge correction and adaptation of the options. Coincident events count once. The score
///   of a drawn-out list may have several optima; the lowest of the grid is followed.
///
/// Cost: the rules O(n log n), cross-validation O(n²) for each of some 35 bandwidths: 10⁴ places in seconds.
/// \throws UsageError for an unknown method, listing them, or limits that make no sense; DataError for fewer than 3
/// distinct places, or if the estimate would refuse every bandwidth of the search
Selection select_bandwidth(std::string_view method, const std::vector<model::Incident>& incidents,
                           const model::Area* study_area, const EstimateOptions& options, Metres least = Metres(2e3),
                           Metres most = Metres(200e3), Progress* progress = nullptr);

/// All methods at once, in their order: the two cross-validations share their grid. A rule that has no answer (all
/// events on one line) is left out.
std::vector<Selection> select_bandwidths(const std::vector<model::Incident>& incidents, const model::Area* study_area,
                                         const EstimateOptions& options, Metres least = Metres(2e3),
                                         Metres most = Metres(200e3), Progress* progress = nullptr);

}  // namespace riskmap::density
