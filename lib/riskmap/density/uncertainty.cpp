// SPDX-License-Identifier: MIT
#include <riskmap/base/parallel.hpp>
#include <riskmap/density/detail/interpolation.hpp>
#include <riskmap/density/detail/layout.hpp>
#include <riskmap/density/detail/memory.hpp>
#include <riskmap/density/uncertainty.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace riskmap::density {
namespace {

constexpr double nodes_per_bandwidth = 12.0;

geo::Grid lay_out(const Surface& rate, std::size_t max_memory) {
  const geo::Grid grid =
      detail::grid_over(geo::to_lonlat(rate.grid().box()), rate.report().narrowest / nodes_per_bandwidth);
  detail::require_memory(static_cast<double>(grid.size() * sizeof(float)), max_memory,
                         fmt::format("{} × {} nodes of uncertainty", grid.columns, grid.rows));
  return grid;
}

/// √Σaᵢ² / Σaᵢ, whether or not the place lies in the study area; 1 where nothing reaches.
double error_at(const Surface& rate, geo::LonLat place, std::vector<double>& by_event) {
  std::fill(by_event.begin(), by_event.end(), 0.0);
  rate.add_event_values(place, by_event);
  double sum = 0.0, squares = 0.0;
  for (const double a : by_event) sum += a, squares += a * a;
  return sum > 0.0 ? std::min(std::sqrt(squares) / sum, 1.0) : 1.0;
}

}  // namespace

Uncertainty::Uncertainty(std::shared_ptr<const Surface> rate, unsigned threads, std::size_t max_memory,
                         Progress* progress)
    : m_rate(std::move(rate)), m_grid(lay_out(*m_rate, max_memory)), m_nodes(m_grid.size()) {
  if (progress != nullptr) progress->start("uncertainty", m_grid.rows, "rows");
  parallel_for(m_grid.rows, threads, [&](std::size_t row) {
    std::vector<double> by_event(m_rate->events().size());
    for (std::size_t column = 0; column < m_grid.columns; ++column)
      m_nodes[row * m_grid.columns + column] =
          static_cast<float>(error_at(*m_rate, geo::to_lonlat(m_grid.node(column, row)), by_event));
    if (progress != nullptr) progress->advance(1);
  });
  if (progress != nullptr) progress->finish();
  m_digest = detail::digest_of_nodes(m_nodes, m_grid);
}

std::uint64_t Uncertainty::digest(const geo::MercatorBox& box) const {
  return detail::stirred(detail::stirred(detail::digest_of(m_grid), m_rate->digest(box)),
                         m_digest->sum(detail::nodes_under(m_grid, box)));
}

void Uncertainty::sample(const geo::MercatorBox& box, std::size_t width, std::size_t height, float* out) const {
  std::vector<float> nearest(width * height), enough(width * height);
  m_rate->sample_margins(box, width, height, nearest.data(), enough.data());
  const auto at = [&](std::size_t cell, const detail::Cubic* column, const detail::Cubic* row) {
    const bool covered = column && row && nearest[cell] < 0.0F;
    const double value = covered ? detail::bicubic(m_nodes.data(), m_grid.columns, *column, *row) : 0.0;
    out[cell] = static_cast<float>(std::clamp(value, 0.0, 1.0));
  };
  detail::for_each_centre(m_grid, box, width, height, at);
}

}  // namespace riskmap::density
