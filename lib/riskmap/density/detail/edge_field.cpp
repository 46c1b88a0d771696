// SPDX-License-Identifier: MIT
#include <riskmap/density/detail/edge_field.hpp>
#include <riskmap/density/detail/interpolation.hpp>

#include <algorithm>

namespace riskmap::density::detail {
namespace {

constexpr double nodes_per_radius = 16.0;
constexpr double least_inside = 1e-3;
constexpr double beyond_area = 0.2;  // degrees: pixels of a small-scale map have centres outside the study area, too
constexpr std::size_t blocks_kept = 1U << 20U;

geo::LonLatBox room_around(const model::Area& area) {
  const geo::LonLatBox box = area.box().grown(beyond_area);
  return {box.min_x, std::max(box.min_y, -90.0), box.max_x, std::min(box.max_y, 90.0)};
}

}  // namespace

EdgeField::EdgeField(const model::Area& area, const Kernel& kernel, double radius, double narrowest,
                     std::optional<AbramsonLaw> law)
    : m_mass(area, kernel),
      m_radius(radius),
      m_law(std::move(law)),
      m_lattice(lattice_over(room_around(area), narrowest / nodes_per_radius, 2)),
      m_blocks(blocks_kept) {}

double EdgeField::inside(geo::LonLat place) const {
  if (!m_law) return m_mass.inside(place, m_radius);
  const double corrected = m_law->pilot_at(place) / std::max(m_mass.inside(place, m_radius), least_inside);
  return m_mass.inside(place, m_radius * m_law->factor(corrected));
}

double EdgeField::factor(geo::LonLat place) const { return 1.0 / std::max(inside(place), least_inside); }

double EdgeField::node(std::size_t column, std::size_t row) const {
  const std::size_t west = column / side * side, south = row / side * side;
  const auto block = m_blocks.get(std::uint64_t{south} << 32U | west, [&] {
    auto nodes = std::make_shared<std::vector<float>>();
    for (std::size_t j = south; j < south + side; ++j)
      for (std::size_t i = west; i < west + side; ++i) {
        const geo::LonLat place{m_lattice.lon(static_cast<double>(i)),
                                std::clamp(m_lattice.lat(static_cast<double>(j)), -90.0, 90.0)};
        nodes->push_back(static_cast<float>(inside(place)));
      }
    return nodes;
  });
  return static_cast<double>((*block)[(row - south) * side + (column - west)]);
}

double EdgeField::between_nodes(double column, double row) const {
  const auto across = cubic_at(column, m_lattice.columns), up = cubic_at(row, m_lattice.rows);
  if (!across || !up) return 0.0;
  double sum = 0.0;
  for (std::size_t j = 0; j < 4; ++j) {
    double of_row = 0.0;
    for (std::size_t i = 0; i < 4; ++i) of_row += across->weight[i] * node(across->first + i, up->first + j);
    sum += up->weight[j] * of_row;
  }
  return std::max(sum, least_inside);
}

void EdgeField::multiply(const geo::MercatorBox& box, std::size_t width, std::size_t height, float* out) const {
  for (std::size_t j = 0; j < height; ++j)
    for (std::size_t i = 0; i < width; ++i, ++out) {
      if (*out == 0.0F) continue;
      const geo::LonLat place = geo::to_lonlat(geo::MercatorPoint{
          box.min_x + box.width() * ((static_cast<double>(i) + 0.5) / static_cast<double>(width)),
          box.max_y - box.height() * ((static_cast<double>(j) + 0.5) / static_cast<double>(height))});
      const double mass = between_nodes(m_lattice.column_of(place.lon), m_lattice.row_of(place.lat));
      *out = mass > 0.0 ? static_cast<float>(static_cast<double>(*out) / mass) : 0.0F;
    }
}

}  // namespace riskmap::density::detail
