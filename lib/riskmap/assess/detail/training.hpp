// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/assess/backtest.hpp>
#include <riskmap/assess/detail/event_cells.hpp>

#include <optional>
#include <string>
#include <vector>

namespace riskmap::assess::detail {

/// What was known at a cut, and what came after.
struct CutEvents {
  Cut cut;
  density::EstimateOptions options;        ///< the document's, ending at the cut
  std::vector<model::Incident> training;   ///< the surface's input
  std::vector<CellEvent> trained, tested;  ///< on the cells, one amount per (weighted) event, without decay
};

/// Splits the incidents of a surface at `train_until` (end of the last day of training). `placed` are they on the
/// cells, in their order.
CutEvents split(const map::SceneSurface& surface, const std::vector<std::optional<CellEvent>>& placed, Days train_until,
                Days horizon);

/// What a method trained at a cut says of each cell.
struct Prediction {
  std::string key, label;
  std::vector<double> density;
};
/// The surface, in events per 1000 km² and year, then the baselines: uniform; cell counts; last year's events; people.
/// Sets the bandwidth of events.options where the document lets a rule choose it.
/// \throws what density::estimate does, with the cut as context
std::vector<Prediction> predictions(CutEvents& events, const map::SceneSurface& surface, const model::LandCells& cells,
                                    const BacktestOptions& options);

/// The training rate against what came.
NumberTest number_test(const CutEvents& events, const model::Area* study_area);

}  // namespace riskmap::assess::detail
