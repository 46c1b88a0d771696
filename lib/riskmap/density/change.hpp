// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/base/progress.hpp>
#include <riskmap/density/estimate.hpp>
#include <riskmap/model/land_cells.hpp>

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace riskmap::density {

/// [from, until).
struct Period {
  Days from, until;
};

struct ChangeOptions {
  EstimateOptions estimate = {};  ///< kernel, bandwidth, edge, threads; window, half-life, adaptive are not looked at
  Period before, after;
  Metres cell{10000.0};         ///< side of the cells
  geo::LonLatBox bounds = {};   ///< the land, where there is no study area
  unsigned permutations = 999;  ///< at least 99
  std::uint64_t seed = 1;
  double false_discovery = 0.10;  ///< at most this share of the cells called rising or falling is so by chance
  double enough = 5.0;            ///< effective events below which nothing is said of a cell
};

enum class Trend : std::uint8_t { rising, falling, cannot_tell };
std::string_view to_text(Trend trend);  ///< "rising", "falling", "cannot tell"

struct ChangeCell {
  model::LandCell cell;
  double before = 0.0, after = 0.0;  ///< λ₀, λ₁: events per 1000 km² and year
  double log_ratio = 0.0;            ///< ln((λ₁ + δ)/(λ₀ + δ))
  double effective_events = 0.0;     ///< (Σa)²/Σa² of both periods together
  double p = 1.0;                    ///< two-sided; 1 where effective_events are not enough
  double q = 1.0;                    ///< p adjusted for the number of cells (Benjamini & Hochberg 1995)
  Trend trend = Trend::cannot_tell;
};

/// Events a year after over before. Infinite and NaN ends where a period holds no event.
struct OverallRatio {
  double events_before = 0.0, events_after = 0.0;  ///< weighted
  double ratio = 1.0, lower = 0.0, upper = 0.0;    ///< 90 %
  double p = 1.0;                                  ///< two-sided, of the same permutations
};

struct Change {
  ChangeOptions options;
  double delta = 0.0;  ///< δ
  Metres narrowest{}, widest{};
  std::vector<ChangeCell> cells;  ///< those an event reaches, south-west first
  std::size_t tested = 0, rising = 0, falling = 0;
  double p_limit = 0.0;  ///< the largest p that was called; 0 if none was
  OverallRatio overall;
  std::vector<Mistake> moved, rejected;
};

/// Where events became more or fewer, between two periods of any lengths. No decay. One fixed bandwidth and one mask
/// for all events of both, so a difference of the surfaces is never one of smoothing (a place known to a disc still
/// widens its own kernel, alike in either period). δ, one event at the kernel's peak over the longer period, keeps the
/// ratio finite where one period has none. An event belongs to the period, and the week, of the middle of the days it
/// is known to.
///
/// p: weeks are dealt anew to the two periods, as many to each as it has, the week's events together since attacks come
/// in clusters; two-sided is twice the smaller of the two one-sided shares, the list as it is counted among them
/// (Davison & Hinkley 1997, eq. 4.11). Tested are cells with enough effective events; of these, q ≤ false_discovery is
/// rising or falling (Benjamini & Hochberg 1995; neighbouring cells are positively dependent, which it allows:
/// Benjamini & Yekutieli 2001). A general rise, or better reporting, makes many cells rising: see `overall`, whose
/// interval takes the weeks for independent, not the events.
///
/// The same numbers for a seed on any number of threads. Cost: one Surface::add_event_values a cell, then permutations
/// × weeks that reach it, about 0.4 µs a week for 999. \throws UsageError for periods that are empty or overlap, or too
/// few permutations; DataError, LimitError as estimate()
Change estimate_change(const std::vector<model::Incident>& incidents, std::shared_ptr<const model::Area> study_area,
                       const ChangeOptions& options, Progress* progress = nullptr);

/// Adjusted p-values, each the smallest false discovery rate at which it would be called: qᵢ = min over pⱼ ≥ pᵢ of
/// pⱼ·m/rank(j), at most 1.
std::vector<double> benjamini_hochberg(const std::vector<double>& p);

}  // namespace riskmap::density
