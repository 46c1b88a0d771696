// SPDX-License-Identifier: MIT
#include <riskmap/density/change.hpp>

#include <riskmap/base/parallel.hpp>
#include <riskmap/density/detail/change_judge.hpp>

#include <algorithm>
#include <numeric>

namespace riskmap::density {
namespace {

constexpr std::size_t cells_a_task = 32;

ChangeCell judged(const detail::ChangeJudge& judge, const model::LandCell& cell, std::vector<double>& by_event) {
  const auto found = judge.judge(cell.place, by_event);
  ChangeCell out;
  out.cell = cell;
  out.before = found.before, out.after = found.after, out.log_ratio = found.log_ratio;
  out.effective_events = found.effective_events, out.p = found.p;
  return out;
}

std::vector<ChangeCell> judged_cells(const detail::ChangeJudge& judge, const model::LandCells& cells,
                                     Progress* progress) {
  std::vector<ChangeCell> out(cells.size());
  if (progress) progress->start("change", cells.size(), "cells");
  parallel_for((cells.size() + cells_a_task - 1) / cells_a_task, judge.options().estimate.threads,
               [&](std::size_t task) {
                 std::vector<double> by_event;
                 const std::size_t first = task * cells_a_task, end = std::min(cells.size(), first + cells_a_task);
                 for (std::size_t i = first; i < end; ++i) out[i] = judged(judge, cells[i], by_event);
                 if (progress) progress->advance(end - first);
               });
  if (progress) progress->finish();
  std::erase_if(out, [](const ChangeCell& cell) { return !(cell.effective_events > 0.0); });
  return out;
}

void call_trends(Change& change) {
  std::vector<double> p;
  std::vector<ChangeCell*> tested;
  for (auto& cell : change.cells)
    if (cell.effective_events >= change.options.enough) p.push_back(cell.p), tested.push_back(&cell);
  const auto q = benjamini_hochberg(p);
  change.tested = tested.size();
  for (std::size_t i = 0; i < tested.size(); ++i) {
    tested[i]->q = q[i];
    if (q[i] > change.options.false_discovery) continue;
    change.p_limit = std::max(change.p_limit, p[i]);
    tested[i]->trend = tested[i]->log_ratio > 0.0 ? Trend::rising : Trend::falling;
    ++(tested[i]->log_ratio > 0.0 ? change.rising : change.falling);
  }
}

}  // namespace

namespace detail {

Change change_in_cells(const ChangeJudge& judge, Progress* progress) {
  const auto& options = judge.options();
  const Report& report = judge.pooled().report();
  const model::LandCells cells(judge.pooled().study_area(), options.bounds, options.cell, options.estimate.threads);
  Change change;
  change.options = options, change.delta = judge.delta();
  change.narrowest = report.narrowest, change.widest = report.widest;
  change.moved = report.moved, change.rejected = report.rejected;
  change.cells = judged_cells(judge, cells, progress);
  change.overall = judge.overall();
  call_trends(change);
  return change;
}

}  // namespace detail

std::string_view to_text(Trend trend) {
  switch (trend) {
    case Trend::rising:
      return "rising";
    case Trend::falling:
      return "falling";
    case Trend::cannot_tell:
      break;
  }
  return "cannot tell";
}

std::vector<double> benjamini_hochberg(const std::vector<double>& p) {
  std::vector<std::size_t> order(p.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return p[a] < p[b]; });
  std::vector<double> q(p.size());
  double smallest = 1.0;
  for (std::size_t rank = p.size(); rank > 0; --rank) {
    const std::size_t i = order[rank - 1];
    smallest = std::min(smallest, p[i] * static_cast<double>(p.size()) / static_cast<double>(rank));
    q[i] = smallest;
  }
  return q;
}

Change estimate_change(const std::vector<model::Incident>& incidents, std::shared_ptr<const model::Area> study_area,
                       const ChangeOptions& options, Progress* progress) {
  return detail::change_in_cells(detail::ChangeJudge(incidents, std::move(study_area), options, progress), progress);
}

}  // namespace riskmap::density
