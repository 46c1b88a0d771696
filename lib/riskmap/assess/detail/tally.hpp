// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/assess/detail/training.hpp>
#include <riskmap/assess/detail/weeks.hpp>

#include <array>
#include <vector>

namespace riskmap::assess::detail {

/// Sums at one flagged area.
struct AreaSums {
  double hits = 0.0, adverse = 0.0, most = 0.0, trained = 0.0, flagged_km2 = 0.0;
};
/// Sums of one method and scoring over one cut or several.
struct Sums {
  double events = 0.0, trained = 0.0, gain = 0.0;
  std::vector<AreaSums> areas;
  Sums& operator+=(const Sums& other);
};

/// What one method scored: by cut, and by week of the tests so that weeks can be drawn again. A week's row is events,
/// gain, hits at each area.
struct Tally {
  std::array<std::vector<Sums>, 2> cuts;                  ///< by Scoring
  std::array<std::vector<std::vector<double>>, 2> weeks;  ///< by Scoring, then by week
  std::vector<CapturePoint> curve;                        ///< discs: sums over cuts at the same shares of the land
};

/// Scores predictions on the events that came.
class Scorer {
 public:
  /// \pre cells and shares outlive this
  Scorer(const model::LandCells& cells, const std::vector<double>& shares, Weeks weeks);
  /// Adds a cut to a method's tally.
  void add(Tally& tally, const std::vector<double>& density, const CutEvents& events) const;
  const Weeks& weeks() const { return m_weeks; }

 private:
  struct Judged;  // a prediction made ready to be asked
  void add_scoring(Tally& tally, const Judged& judged, const CutEvents& events, Scoring scoring) const;
  void add_curve(Tally& tally, const Judged& judged, const CutEvents& events) const;
  std::vector<double> hits_by_cell(const std::vector<CellEvent>& events, Scoring scoring) const;

  const model::LandCells& m_cells;
  const std::vector<double>& m_shares;
  Weeks m_weeks;
  std::vector<double> m_area;  ///< of each cell, m²
};

/// Indices from sums.
Scores scores_of(const Sums& sums, const std::vector<double>& shares);

/// Sets the ranges of the pooled scores of all methods and returns how the first compares with each of the others, from
/// draws of the weeks that `covered` marks (of those the tests lie in), the same for all methods.
std::vector<Comparison> draw_again(std::vector<Method>& methods, const std::vector<Tally>& tallies,
                                   const std::vector<bool>& covered, const BacktestOptions& options);

}  // namespace riskmap::assess::detail
