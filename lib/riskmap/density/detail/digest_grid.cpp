// SPDX-License-Identifier: MIT
#include <riskmap/density/detail/digest_grid.hpp>

#include <algorithm>
#include <cmath>

namespace riskmap::density::detail {
namespace {

constexpr double most_cells = 1 << 20;
constexpr double block = 16.0;  // nodes along a cell's side

std::int64_t index(double place, double size) { return static_cast<std::int64_t>(std::floor(place / size)); }

}  // namespace

DigestGrid::DigestGrid(const CellBox& box, double width, double height) : m_width(width), m_height(height) {
  while ((box.width() / m_width + 1.0) * (box.height() / m_height + 1.0) > most_cells) m_width *= 2.0, m_height *= 2.0;
  m_west = index(box.min_x, m_width), m_south = index(box.min_y, m_height);
  m_columns = index(box.max_x, m_width) - m_west + 1, m_rows = index(box.max_y, m_height) - m_south + 1;
  m_sums.resize(static_cast<std::size_t>((m_columns + 1) * (m_rows + 1)), 0);
}

// A row and a column of zeros come first.
std::size_t DigestGrid::cell(double x, double y) const {
  const auto column = index(x, m_width) - m_west + 1, row = index(y, m_height) - m_south + 1;
  return static_cast<std::size_t>(row * (m_columns + 1) + column);
}

void DigestGrid::seal() {
  const auto stride = static_cast<std::size_t>(m_columns + 1);
  for (std::size_t i = stride + 1; i < m_sums.size(); ++i)
    if (i % stride != 0) m_sums[i] += m_sums[i - 1] + m_sums[i - stride] - m_sums[i - stride - 1];
}

std::uint64_t DigestGrid::sum(const CellBox& box) const {
  if (m_sums.empty()) return 0;
  const auto within = [](std::int64_t at, std::int64_t count) { return std::clamp<std::int64_t>(at, 0, count); };
  const auto west = within(index(box.min_x, m_width) - m_west, m_columns),
             east = within(index(box.max_x, m_width) - m_west + 1, m_columns),
             south = within(index(box.min_y, m_height) - m_south, m_rows),
             north = within(index(box.max_y, m_height) - m_south + 1, m_rows);
  if (west >= east || south >= north) return 0;
  const auto at = [&](std::int64_t column, std::int64_t row) {
    return m_sums[static_cast<std::size_t>(row * (m_columns + 1) + column)];
  };
  return at(east, north) - at(west, north) - at(east, south) + at(west, south);
}

DigestGrid digest_of_nodes(const float* nodes, std::size_t columns, std::size_t rows, std::int64_t west,
                           std::int64_t south) {
  const auto first_x = static_cast<double>(west), first_y = static_cast<double>(south);
  DigestGrid grid(
      {first_x, first_y, first_x + static_cast<double>(columns - 1), first_y + static_cast<double>(rows - 1)}, block,
      block);
  for (std::size_t row = 0; row < rows; ++row) {
    const double y = first_y + static_cast<double>(row);
    for (std::size_t column = 0; column < columns; ++column, ++nodes) {
      if (*nodes == 0.0F) continue;
      const double x = first_x + static_cast<double>(column);
      const auto place = static_cast<std::uint64_t>(static_cast<std::int64_t>(x)) << 32U ^
                         static_cast<std::uint64_t>(static_cast<std::int64_t>(y));
      grid.add(x, y, stirred(stirred(0, place), std::uint64_t{std::bit_cast<std::uint32_t>(*nodes)}));
    }
  }
  grid.seal();
  return grid;
}

}  // namespace riskmap::density::detail
