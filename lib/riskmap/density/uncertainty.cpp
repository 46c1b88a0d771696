// SPDX-License-Identifier: MIT
#include <riskmap/base/parallel.hpp>
#include <riskmap/density/detail/interpolation.hpp>
#include <riskmap/density/detail/memory.hpp>
#include <riskmap/density/uncertainty.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace riskmap::density {
namespace {

constexpr double nodes_per_bandwidth = 12.0;
constexpr double padding_steps = 4.0;           // bicubic interpolation asks for two
constexpr double metres_per_degree = 110000.0;  // safely short

/// Where any event reaches, and no farther than the study area with some room for interpolation.
geo::LonLatBox reached(const Surface& rate) {
  geo::LonLatBox box;
  for (const Contribution& c : rate.contributions()) {
    const double tall = c.radius / metres_per_degree;
    const double wide = tall / std::cos(std::min(std::abs(c.where.lat) + tall, 85.0) * geo::degrees_to_radians);
    box.extend(std::max(c.where.lon - wide, -180.0), std::max(c.where.lat - tall, -geo::mercator_latitude_limit));
    box.extend(std::min(c.where.lon + wide, 180.0), std::min(c.where.lat + tall, geo::mercator_latitude_limit));
  }
  if (rate.study_area() == nullptr) return box;
  constexpr double room = 0.2;  // degrees: pixels of a small-scale map have centres outside the study area, too
  const auto area = rate.study_area()->box().grown(room);
  return {std::max(box.min_x, area.min_x), std::max(box.min_y, area.min_y), std::min(box.max_x, area.max_x),
          std::min(box.max_y, area.max_y)};
}

geo::Grid lay_out(const Surface& rate, std::size_t max_memory) {
  const geo::LonLatBox box = reached(rate);
  const double lat = box.min_y <= 0.0 && box.max_y >= 0.0 ? 0.0 : std::min(std::abs(box.min_y), std::abs(box.max_y));
  const Metres step = rate.report().narrowest * (1.0 / nodes_per_bandwidth);
  geo::Grid grid;
  grid.step = geo::on_map(step, {0.0, lat}).value();
  const geo::MercatorBox plane = geo::to_mercator(box).grown(padding_steps * grid.step);
  const double columns = std::ceil(plane.width() / grid.step) + 2.0, rows = std::ceil(plane.height() / grid.step) + 2.0;
  detail::require_memory(columns * rows * sizeof(float), max_memory,
                         fmt::format("{:.0f} × {:.0f} nodes of uncertainty", columns, rows));
  grid.columns = static_cast<std::size_t>(columns);
  grid.rows = static_cast<std::size_t>(rows);
  grid.origin = {std::floor(plane.min_x / grid.step) * grid.step, std::ceil(plane.max_y / grid.step) * grid.step};
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
}

void Uncertainty::sample(const geo::MercatorBox& box, std::size_t width, std::size_t height, float* out) const {
  std::vector<float> nearest(width * height), enough(width * height);
  m_rate->sample_margins(box, width, height, nearest.data(), enough.data());
  for (std::size_t j = 0; j < height; ++j) {
    const double y = box.max_y - box.height() * ((static_cast<double>(j) + 0.5) / static_cast<double>(height));
    const auto row = detail::cubic_at(m_grid.row_of(y), m_grid.rows);
    for (std::size_t i = 0; i < width; ++i) {
      const double x = box.min_x + box.width() * ((static_cast<double>(i) + 0.5) / static_cast<double>(width));
      const auto column = detail::cubic_at(m_grid.column_of(x), m_grid.columns);
      const bool covered = row && column && nearest[j * width + i] < 0.0F;
      const double value = covered ? detail::bicubic(m_nodes.data(), m_grid.columns, *column, *row) : 0.0;
      out[j * width + i] = static_cast<float>(std::clamp(value, 0.0, 1.0));
    }
  }
}

}  // namespace riskmap::density
