// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <span>
#include <utility>
#include <vector>

namespace riskmap::assess {

/// What a share of the land, the part a method ranks highest, turned out to hold.
struct CapturePoint {
  double area = 0.0;  ///< as given to the ranking, from 0 to its total
  double hits = 0.0;
};

/// Cells ordered by what a method says of them, the highest first; ties are cells of equal density. `area` and `hits`
/// are in any unit, one number a cell; hits may be fractions of events. Flagged areas end within a cell: a part of a
/// cell holds that part of its hits, so every method is compared at exactly the same area.
class Ranking {
 public:
  /// Cost: O(n log n). \pre equally many of both, areas above 0, no NaN
  Ranking(std::span<const double> density, std::span<const double> area);

  double total_area() const { return m_total_area; }
  /// The part of each cell, 0 to 1, that lies in the flagged area. Where the area ends within a group of ties each of
  /// them is flagged to the same part: the mean over all random ways to break the ties, without drawing any.
  std::vector<double> flags(double flagged_area) const;
  /// Σ flag · hits.
  double hits(std::span<const double> hits, double flagged_area) const;
  /// The same with ties broken against the method: those with the fewest hits to their area are flagged first.
  double adverse_hits(std::span<const double> hits, double flagged_area) const;
  /// The corners of the curve "hits by area flagged", from (0, 0) to (total area, all hits); straight between corners.
  std::vector<CapturePoint> capture_curve(std::span<const double> hits) const;

 private:
  struct Group {
    std::size_t first, last;  ///< [first, last) of m_order
    double area;
  };
  std::vector<std::size_t> m_order;
  std::vector<Group> m_groups;
  std::vector<double> m_area;
  double m_total_area = 0.0;
};

/// n*: the most hits any choice of cells of `flagged_area` together could hold, cells cut where the area ends.
double most_hits(std::span<const double> hits, std::span<const double> area, double flagged_area);
/// A capture curve read at an area, straight between its corners. \pre the curve is not empty
double hits_at(const std::vector<CapturePoint>& curve, double area);

// Indices, of `hits` n out of `total` N events in `flagged` a of `area` A. NaN where nothing was there to be caught
// (a denominator of 0).

/// n / N.
double hit_rate(double hits, double total);
/// PAI = (n/N) / (a/A) (Chainey, Tompson & Uhlig 2008): how many times as many as chance.
double prediction_accuracy_index(double hits, double total, double flagged, double area);
/// PEI = n / n*, against the oracle of the same area (Hunt 2016; the measure of NIJ's 2017 challenge).
double prediction_efficiency_index(double hits, double most);
/// RRI = (n₂/n₁) / (N₂/N₁) (Levine 2008): 1 if the flagged area goes on holding the share it held in training (index
/// 1). Not the predicted-to-observed ratio that ptools gives the same name.
double recapture_rate_index(double trained_hits, double trained_total, double hits, double total);
/// SER: hits per km² flagged (Bowers, Johnson & Pease 2004).
double search_efficiency_rate(double hits, double flagged_km2);

/// The ends of a range of 90 %.
struct ScoreRange {
  double lower = 0.0, upper = 0.0;
};
/// The 5th and 95th of a hundred, between neighbours in proportion (R's type 7); NaN values are left out, NaN if none
/// is left.
ScoreRange central_range(std::vector<double> values);

}  // namespace riskmap::assess
