// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/density/detail/cells.hpp>
#include <riskmap/density/detail/digest_grid.hpp>
#include <riskmap/geo/grid.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

namespace riskmap::density::detail {

/// Where a fractional row or column stands among the nodes: after node `first` + 1 for four weights, after `first` for
/// two.
struct Cubic {
  std::size_t first = 0;           ///< of the four nodes
  std::array<double, 4> weight{};  ///< Catmull–Rom
  double between = 0.0;            ///< 0 at the second node, 1 at the third: the bilinear weight of the third
};

/// nullopt where a four-node neighbourhood does not lie within `count` nodes.
inline std::optional<Cubic> cubic_at(double position, std::size_t count) {
  const double whole = std::floor(position);
  if (!(whole >= 1.0 && whole + 2.0 < static_cast<double>(count))) return std::nullopt;
  const double t = position - whole;
  Cubic cubic;
  cubic.first = static_cast<std::size_t>(whole) - 1;
  cubic.between = t;
  cubic.weight = {0.5 * t * ((2.0 - t) * t - 1.0), 0.5 * t * t * (3.0 * t - 5.0) + 1.0,
                  0.5 * t * ((4.0 - 3.0 * t) * t + 1.0), 0.5 * t * t * (t - 1.0)};
  return cubic;
}

inline double bicubic(const float* nodes, std::size_t columns, const Cubic& column, const Cubic& row) {
  double sum = 0.0;
  for (std::size_t i = 0; i < 4; ++i) {
    const float* const p = nodes + (row.first + i) * columns + column.first;
    sum +=
        row.weight[i] * (column.weight[0] * static_cast<double>(p[0]) + column.weight[1] * static_cast<double>(p[1]) +
                         column.weight[2] * static_cast<double>(p[2]) + column.weight[3] * static_cast<double>(p[3]));
  }
  return sum;
}

inline double bilinear(const float* nodes, std::size_t columns, const Cubic& column, const Cubic& row) {
  const float* const p = nodes + (row.first + 1) * columns + column.first + 1;
  const auto along = [&](const float* q) {
    return (1.0 - column.between) * static_cast<double>(q[0]) + column.between * static_cast<double>(q[1]);
  };
  return (1.0 - row.between) * along(p) + row.between * along(p + columns);
}

/// The nodes that the centres of a box's cells may ask for.
inline CellBox nodes_under(const geo::Grid& grid, const geo::MercatorBox& box) {
  return {grid.column_of(box.min_x) - 1.0, grid.row_of(box.max_y) - 1.0, grid.column_of(box.max_x) + 2.0,
          grid.row_of(box.min_y) + 2.0};
}
inline std::shared_ptr<const DigestGrid> digest_of_nodes(const std::vector<float>& nodes, const geo::Grid& grid) {
  return std::make_shared<const DigestGrid>(digest_of_nodes(nodes.data(), grid.columns, grid.rows, 0, 0));
}
/// Where a grid's nodes are, for digests.
inline std::uint64_t digest_of(const geo::Grid& grid) {
  return stirred(stirred(stirred(0, grid.step), grid.origin.x), grid.origin.y);
}

/// Calls at(index, column, row) for the centres of width × height equal cells of a box, row-major from the north-west;
/// null pointers where a centre lies beyond the nodes.
template <typename TVisitor>
void for_each_centre(const geo::Grid& grid, const geo::MercatorBox& box, std::size_t width, std::size_t height,
                     TVisitor&& at) {
  if (width == 0 || height == 0) return;
  const auto cells = cells_of(box, width, height);
  std::vector<std::optional<Cubic>> columns;
  for (const double x : cells.columns->xs) columns.push_back(cubic_at(grid.column_of(x), grid.columns));
  for (std::size_t j = 0; j < height; ++j) {
    const auto row = cubic_at(grid.row_of(cells.rows->ys[j]), grid.rows);
    for (std::size_t i = 0; i < width; ++i)
      at(j * width + i, columns[i] ? &*columns[i] : nullptr, row ? &*row : nullptr);
  }
}

}  // namespace riskmap::density::detail
