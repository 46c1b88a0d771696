// SPDX-License-Identifier: MIT
#include <riskmap/density/detail/cells.hpp>

#include <riskmap/geo/mercator.hpp>

#include <cmath>

namespace riskmap::density::detail {
namespace {

/// Equal cells along one axis, from `from` on.
class Axis {
 public:
  Axis(double from, double extent, std::size_t count)
      : m_from(from), m_size(extent / static_cast<double>(count)), m_whole(anchor()) {}
  double centre(std::size_t i) const { return m_from + (static_cast<double>(i) + 0.5) * m_size; }
  /// Counted from the world's edge, so that the box does not matter.
  double anchored(std::size_t i) const {
    return (m_first + static_cast<double>(i) + 0.5) * m_size - geo::mercator_half;
  }
  double at(std::size_t i) const { return m_whole ? anchored(i) : centre(i); }

 private:
  bool anchor() {
    constexpr double close_size = 1e-7, close_place = 1e-3;
    const double around = 2.0 * geo::mercator_half / m_size, power = std::exp2(std::round(std::log2(around)));
    if (!(std::abs(around - power) < close_size * power)) return false;
    const double size = 2.0 * geo::mercator_half / power, place = (m_from + geo::mercator_half) / size;
    m_first = std::round(place);
    if (!(std::abs(place - m_first) < close_place)) return false;
    m_size = size;
    return true;
  }

  double m_from, m_size, m_first = 0.0;
  bool m_whole;
};

struct Kept {
  geo::MercatorBox box;
  std::size_t width = 0, height = 0;
  std::shared_ptr<const Cells> cells;
};

}  // namespace

std::shared_ptr<const Cells> cells_of(const geo::MercatorBox& box, std::size_t width, std::size_t height) {
  thread_local Kept kept;
  const bool same_rows =
      kept.cells && kept.height == height && kept.box.min_y == box.min_y && kept.box.max_y == box.max_y;
  if (same_rows && kept.width == width && kept.box.min_x == box.min_x && kept.box.max_x == box.max_x) return kept.cells;
  auto cells = std::make_shared<Cells>();
  const Axis across(box.min_x, box.width(), width), down(-box.max_y, box.height(), height);  // y counted southwards
  for (std::size_t i = 0; i < width; ++i) {
    cells->xs.push_back(across.at(i));
    cells->lons.push_back(cells->xs.back() * (180.0 / geo::mercator_half));
  }
  if (same_rows) {
    cells->ys = kept.cells->ys, cells->lats = kept.cells->lats;
  } else {
    for (std::size_t j = 0; j < height; ++j) {
      cells->ys.push_back(-down.at(j));
      cells->lats.push_back(geo::to_lonlat(geo::MercatorPoint{0.0, cells->ys.back()}).lat);
    }
  }
  kept = {box, width, height, cells};
  return cells;
}

}  // namespace riskmap::density::detail
