// SPDX-License-Identifier: MIT
#include <riskmap/density/detail/level.hpp>
#include <riskmap/density/detail/spline.hpp>
#include <riskmap/density/detail/wide_loops.hpp>

#include <algorithm>
#include <cmath>

namespace riskmap::density::detail {
namespace {

/// The first of the four coefficients around a place and how far behind the second it lies; false beyond the nodes.
struct Around {
  std::size_t first = 0;
  double t = 0.0;
};
bool find(const Lattice::Behind& place, std::size_t count, Around& around) {
  if (place.node < 1 || place.node + 2 >= static_cast<std::int64_t>(count)) return false;
  around = {static_cast<std::size_t>(place.node) - 1, place.share};
  return true;
}

}  // namespace

Level::Rows::Rows(const Level& level, const std::vector<double>& lons, const std::vector<double>& lats)
    : m_level(level) {
  find_columns(lons);
  if (m_width > 0) find_blocks(lats);
}

void Level::Rows::find_columns(const std::vector<double>& lons) {
  const Lattice& lattice = m_level.lattice();
  Around around;
  while (m_start < lons.size() && !find(lattice.behind_lon(lons[m_start]), lattice.columns, around)) ++m_start;
  if (m_start == lons.size()) return;
  m_base = around.first;
  for (std::size_t i = m_start; i < lons.size() && find(lattice.behind_lon(lons[i]), lattice.columns, around); ++i) {
    m_first.push_back(static_cast<std::int32_t>(around.first - m_base));
    const auto four = spline_weights(around.t);
    for (std::size_t k = 0; k < 4; ++k) m_weights[k].push_back(static_cast<float>(four[k]));
  }
  m_count = m_first.size();
  m_width = static_cast<std::size_t>(m_first.back()) + 4;
}

void Level::Rows::find_blocks(const std::vector<double>& lats) {
  const Lattice& lattice = m_level.lattice();
  std::size_t low = lattice.rows, high = 0;
  Around around;
  for (const double lat : lats)
    if (find(lattice.behind_lat(lat), lattice.rows, around))
      low = std::min(low, around.first), high = std::max(high, around.first + 4);
  if (low >= high) return;
  m_first_column = m_base / m_level.m_block_columns, m_first_row = low / m_level.m_block_rows;
  m_columns = (m_base + m_width - 1) / m_level.m_block_columns - m_first_column + 1;
  const std::size_t rows = (high - 1) / m_level.m_block_rows - m_first_row + 1;
  for (std::size_t row = 0; row < rows; ++row)
    for (std::size_t column = 0; column < m_columns; ++column)
      m_blocks.push_back(m_level.block(m_first_column + column, m_first_row + row));
  if (std::all_of(m_blocks.begin(), m_blocks.end(), [](const auto& block) { return block == nullptr; }))
    m_blocks.clear();
  m_nodes.resize(m_width);
  for (auto& line : m_lines) line.resize(m_count);
}

void Level::Rows::make_line(std::size_t row) {
  const std::size_t across = m_level.m_block_columns, down = m_level.m_block_rows;
  const std::size_t blocks = (row / down - m_first_row) * m_columns;
  std::fill(m_nodes.begin(), m_nodes.end(), 0.0F);
  for (std::size_t column = 0; column < m_columns; ++column) {
    const Coefficients* block = m_blocks[blocks + column].get();
    if (block == nullptr) continue;
    const std::size_t west = (m_first_column + column) * across;
    const std::size_t from = std::max(west, m_base), to = std::min(west + across, m_base + m_width);
    const float* const nodes = &block->nodes[(row % down) * across];
    std::copy(nodes + (from - west), nodes + (to - west), m_nodes.begin() + static_cast<std::ptrdiff_t>(from - m_base));
  }
  interpolate(m_lines[row % 4].data(), m_count,
              {m_first.data(), {m_weights[0].data(), m_weights[1].data(), m_weights[2].data(), m_weights[3].data()}},
              m_nodes.data());
  m_line_rows[row % 4] = row;
}

// First along the rows of nodes, then across them: each row of nodes is read once for all the cells' rows between it
// and the next, and what is left for a cell runs in vectors without gathers.
void Level::Rows::add(double lat, float* out) {
  Around around;
  if (m_blocks.empty() || !find(m_level.lattice().behind_lat(lat), m_level.lattice().rows, around)) return;
  const auto four = spline_weights(around.t);
  FourRows rows;
  for (std::size_t k = 0; k < 4; ++k) {
    const std::size_t row = around.first + k;
    if (m_line_rows[row % 4] != row) make_line(row);
    rows[k] = {m_lines[row % 4].data(), static_cast<float>(four[k])};
  }
  add_four_rows(out + m_start, m_count, rows);
}

double Level::at(geo::LonLat place) const {
  if (!m_lattice.meets({place.lon, place.lat, place.lon, place.lat})) return 0.0;
  float value = 0.0F;
  Rows(*this, {place.lon}, {place.lat}).add(place.lat, &value);
  return static_cast<double>(value);
}

}  // namespace riskmap::density::detail
