// SPDX-License-Identifier: MIT
#include <riskmap/density/detail/cells.hpp>

#include <riskmap/geo/mercator.hpp>

#include <array>
#include <cmath>
#include <utility>

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

/// Of one axis: from, to, number of cells.
struct Extent {
  double from = 0.0, to = 0.0;
  std::size_t count = 0;
  bool operator==(const Extent&) const = default;
};

/// What a thread made last, by where it lies: tiles share their rows with those beside them, and come in clusters.
template <typename TMade>
class Kept {
 public:
  template <typename TMake>
  std::shared_ptr<const TMade> get(const Extent& extent, TMake&& make) {
    if (extent.count > longest) return make();
    const auto place = std::llround(extent.from / (extent.to - extent.from));
    auto& slot = m_slots[static_cast<std::size_t>(place) % m_slots.size()];
    if (!(slot.extent == extent)) slot = {extent, make()};
    return slot.made;
  }

 private:
  static constexpr std::size_t longest = 1024;  // the rows of a tile of 512 px at 2x
  struct Slot {
    Extent extent;
    std::shared_ptr<const TMade> made;
  };
  std::array<Slot, 64> m_slots;
};

std::shared_ptr<const CellColumns> make_columns(const Extent& extent) {
  const Axis across(extent.from, extent.to - extent.from, extent.count);
  auto made = std::make_shared<CellColumns>();
  std::vector<double> lons;
  for (std::size_t i = 0; i < extent.count; ++i) {
    made->xs.push_back(across.at(i));
    lons.push_back(made->xs.back() * (180.0 / geo::mercator_half));
  }
  made->meridians = Meridians(std::move(lons));
  return made;
}

std::shared_ptr<const CellRows> make_rows(const Extent& extent) {
  const Axis down(extent.from, extent.to - extent.from, extent.count);
  auto made = std::make_shared<CellRows>();
  std::vector<double> lats;
  for (std::size_t j = 0; j < extent.count; ++j) {
    made->ys.push_back(-down.at(j));
    lats.push_back(geo::to_lonlat(geo::MercatorPoint{0.0, made->ys.back()}).lat);
  }
  made->parallels = Parallels(std::move(lats));
  return made;
}

}  // namespace

Cells cells_of(const geo::MercatorBox& box, std::size_t width, std::size_t height) {
  thread_local Kept<CellColumns> columns;
  thread_local Kept<CellRows> rows;
  const Extent across{box.min_x, box.max_x, width}, down{-box.max_y, -box.min_y, height};  // y counted southwards
  return {columns.get(across, [&] { return make_columns(across); }), rows.get(down, [&] { return make_rows(down); })};
}

}  // namespace riskmap::density::detail
