// SPDX-License-Identifier: MIT
#include <riskmap/density/change_surface.hpp>

#include <riskmap/base/parallel.hpp>
#include <riskmap/density/detail/change_judge.hpp>
#include <riskmap/density/detail/interpolation.hpp>
#include <riskmap/density/detail/layout.hpp>
#include <riskmap/density/detail/memory.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace riskmap::density {
namespace {

constexpr double nodes_per_bandwidth = 10.0;
constexpr double room = 0.2;  // degrees: pixels of a small-scale map have centres outside the study area, too

geo::LonLatBox land_of(const Change& change) {
  geo::LonLatBox box;
  for (const auto& cell : change.cells) box.extend(cell.cell.box);
  return box.grown(room);
}

geo::Grid lay_out(const Change& change) {
  const geo::Grid grid = detail::grid_over(land_of(change), change.narrowest / nodes_per_bandwidth);
  detail::require_memory(2.0 * static_cast<double>(grid.size() * sizeof(float)), change.options.estimate.max_memory,
                         fmt::format("{} × {} nodes of change", grid.columns, grid.rows));
  return grid;
}

}  // namespace

ChangeSurface::ChangeSurface(const std::vector<model::Incident>& incidents,
                             std::shared_ptr<const model::Area> study_area, const ChangeOptions& options,
                             Progress* progress)
    : m_judge(std::make_unique<const detail::ChangeJudge>(incidents, std::move(study_area), options, progress)),
      m_change(detail::change_in_cells(*m_judge, progress)) {
  if (m_change.cells.empty()) throw DataError("incidents", "none of both periods reaches the study area");
  m_grid = lay_out(m_change);
  fill_nodes(progress);
}

ChangeSurface::~ChangeSurface() = default;

void ChangeSurface::fill_nodes(Progress* progress) {
  m_log_ratio.resize(m_grid.size());
  m_margin.resize(m_grid.size());
  if (progress) progress->start("change", m_grid.rows, "rows");
  parallel_for(m_grid.rows, m_change.options.estimate.threads, [&](std::size_t row) {
    std::vector<double> by_event;
    for (std::size_t column = 0; column < m_grid.columns; ++column) {
      const auto found = m_judge->judge(geo::to_lonlat(m_grid.node(column, row)), by_event);
      m_log_ratio[row * m_grid.columns + column] = static_cast<float>(found.log_ratio);
      // A p of exactly the limit is called: half a step of the permutations keeps it on that side.
      const double limit =
          m_change.p_limit > 0.0 ? m_change.p_limit + 1.0 / (m_change.options.permutations + 1.0) : 0.0;
      m_margin[row * m_grid.columns + column] = static_cast<float>(found.p - limit);
    }
    if (progress) progress->advance(1);
  });
  if (progress) progress->finish();
  m_log_ratio_digest = detail::digest_of_nodes(m_log_ratio, m_grid);
  m_margin_digest = detail::digest_of_nodes(m_margin, m_grid);
  for (const auto& cell : m_change.cells) m_maximum = std::max(m_maximum, std::exp(cell.log_ratio));
  for (const float log_ratio : m_log_ratio) m_maximum = std::max(m_maximum, std::exp(static_cast<double>(log_ratio)));
}

double ChangeSurface::value(geo::LonLat place) const {
  std::vector<double> by_event;
  if (study_area() != nullptr && !study_area()->contains(place)) return 0.0;
  const auto found = m_judge->judge(place, by_event);
  return found.effective_events > 0.0 ? std::exp(found.log_ratio) : 0.0;
}

State ChangeSurface::state(geo::LonLat place) const {
  std::vector<double> by_event;
  if (study_area() != nullptr && !study_area()->contains(place)) return State::outside;
  const auto found = m_judge->judge(place, by_event);
  if (!(found.effective_events > 0.0)) return State::none_in_reach;
  return found.p <= m_change.p_limit ? State::ok : State::few_events;
}

void ChangeSurface::sample(const geo::MercatorBox& box, std::size_t width, std::size_t height, float* out) const {
  std::vector<float> nearest(width * height), enough(width * height);
  m_judge->pooled().sample_margins(box, width, height, nearest.data(), enough.data());
  const auto at = [&](std::size_t cell, const detail::Cubic* column, const detail::Cubic* row) {
    const bool covered = column && row && nearest[cell] < 0.0F;
    out[cell] = covered
                    ? static_cast<float>(std::exp(detail::bicubic(m_log_ratio.data(), m_grid.columns, *column, *row)))
                    : 0.0F;
  };
  detail::for_each_centre(m_grid, box, width, height, at);
}

void ChangeSurface::sample_margins(const geo::MercatorBox& box, std::size_t width, std::size_t height, float* nearest,
                                   float* enough) const {
  m_judge->pooled().sample_margins(box, width, height, nearest, enough);
  const auto at = [&](std::size_t cell, const detail::Cubic* column, const detail::Cubic* row) {
    enough[cell] =
        column && row ? static_cast<float>(detail::bilinear(m_margin.data(), m_grid.columns, *column, *row)) : 1.0F;
  };
  detail::for_each_centre(m_grid, box, width, height, at);
}

std::uint64_t ChangeSurface::digest(const geo::MercatorBox& box) const {
  const auto nodes = detail::nodes_under(m_grid, box);
  auto digest = detail::stirred(detail::digest_of(m_grid), m_judge->pooled().digest(box));
  digest = detail::stirred(digest, m_log_ratio_digest->sum(nodes));
  return detail::stirred(digest, m_margin_digest->sum(nodes));
}

const model::Area* ChangeSurface::study_area() const { return m_judge->pooled().study_area(); }

}  // namespace riskmap::density
