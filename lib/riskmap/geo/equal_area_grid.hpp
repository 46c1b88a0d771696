// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/base/quantity.hpp>
#include <riskmap/geo/box.hpp>

#include <cstddef>
#include <optional>
#include <vector>

namespace riskmap::geo {

/// Cells of exactly the same area on the WGS 84 ellipsoid, nearly square at any latitude: rows between parallels one
/// side apart, each cut along meridians so that a cell holds side² (Snyder 1987, eq. 3-12: the authalic q). Rows go
/// north from the box's south edge, columns east from its west edge; the last of each may stand out of the box. Cells
/// of neighbouring rows do not line up.
class EqualAreaGrid {
 public:
  /// At most 4 million cells. \throws LimitError beyond that; UsageError for a side that is no length above 0 or an
  /// empty box
  EqualAreaGrid(const LonLatBox& box, Metres side);

  std::size_t size() const { return m_rows.back().first; }
  /// The cell that holds a place, counted from the south-west by rows; nullopt beyond the grid.
  std::optional<std::size_t> index_of(LonLat place) const;
  LonLatBox box_of(std::size_t cell) const;
  /// Square metres of each cell.
  double cell_area() const { return m_cell_area; }
  Metres side() const { return m_side; }
  /// Calls visit(cell) for the cells whose boxes meet `box`.
  template <typename TVisitor>
  void for_each_in(const LonLatBox& box, TVisitor&& visit) const;

 private:
  struct Row {
    std::size_t first;    ///< its first cell; one row more than there are ends the list
    double width;         ///< of a cell, degrees of longitude
    std::size_t columns;  ///< in this row
  };
  std::size_t row_at(double lat) const;  ///< clamped
  std::size_t column_at(const Row& row, double lon) const;

  Metres m_side;
  double m_cell_area, m_west, m_south, m_height;
  std::vector<Row> m_rows;
};

template <typename TVisitor>
void EqualAreaGrid::for_each_in(const LonLatBox& box, TVisitor&& visit) const {
  for (std::size_t r = row_at(box.min_y), last = row_at(box.max_y); r <= last; ++r) {
    const Row& row = m_rows[r];
    for (std::size_t c = column_at(row, box.min_x), end = column_at(row, box.max_x); c <= end; ++c)
      visit(row.first + c);
  }
}

}  // namespace riskmap::geo
