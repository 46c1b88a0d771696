// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/geo/equal_area_grid.hpp>
#include <riskmap/geo/geodesic.hpp>
#include <riskmap/model/geometry_ops.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace riskmap::model {

/// One cell of the ground.
struct LandCell {
  geo::LonLatBox box;  ///< the whole cell, the part outside the area included
  geo::LonLat place;   ///< stands for the cell: inside the area, next to the middle of what lies inside
  double area = 0.0;   ///< square metres inside the area
};

/// An area cut into cells that are equal on the ground (geo::EqualAreaGrid); along its edge only what lies inside
/// counts, told from 5 × 5 places of each cell, so a single coastal cell's area is good to some 5 % and their sum to
/// 1e-3 or so. Cells of which none of the 25 lies inside are left out. Cost: 25 Area::contains a cell, on all threads.
class LandCells {
 public:
  /// `area` null: the whole of `box`; else `box` is not looked at. Keeps nothing of `area`.
  /// \throws LimitError, UsageError as EqualAreaGrid; DataError if no cell is left
  LandCells(const Area* area, const geo::LonLatBox& box, Metres side, unsigned threads);

  std::size_t size() const { return m_cells.size(); }
  const LandCell& operator[](std::size_t cell) const { return m_cells[cell]; }
  const std::vector<LandCell>& cells() const { return m_cells; }
  double total_area() const { return m_total_area; }  ///< square metres
  Metres side() const { return m_grid.side(); }
  const geo::LonLatBox& box() const { return m_box; }  ///< that was cut: of the area, else as given

  /// The cell that holds a place, else the one whose `place` is nearest within three sides; nullopt if there is none.
  std::optional<std::size_t> find(geo::LonLat place) const;
  /// Calls visit(cell) for each cell whose `place` lies within `radius`.
  template <typename TVisitor>
  void for_each_within(geo::LonLat centre, Metres radius, TVisitor&& visit) const;

 private:
  static constexpr std::uint32_t none = 0xffffffff;

  geo::LonLatBox m_box;
  geo::EqualAreaGrid m_grid;
  std::vector<LandCell> m_cells;
  std::vector<std::uint32_t> m_of_grid;  ///< grid cell → land cell, or none
  double m_total_area = 0.0;
};

/// A box that surely holds the disc of `radius` around a place.
geo::LonLatBox box_around(geo::LonLat centre, Metres radius);

template <typename TVisitor>
void LandCells::for_each_within(geo::LonLat centre, Metres radius, TVisitor&& visit) const {
  const geo::NearDistance distance(centre);
  // A cell's place may lie anywhere in its box: the boxes that meet the disc's box hold all of them.
  m_grid.for_each_in(box_around(centre, radius), [&](std::size_t in_grid) {
    const std::uint32_t cell = m_of_grid[in_grid];
    if (cell != none && distance.to(m_cells[cell].place) <= radius) visit(static_cast<std::size_t>(cell));
  });
}

}  // namespace riskmap::model
