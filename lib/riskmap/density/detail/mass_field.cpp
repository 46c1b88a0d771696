// SPDX-License-Identifier: MIT
#include <riskmap/density/detail/mass_field.hpp>

#include <algorithm>
#include <cmath>

namespace riskmap::density::detail {
namespace {

std::uint64_t key_of(std::int32_t column, std::int32_t row) {
  return (std::uint64_t{static_cast<std::uint32_t>(column)} << 32U) | static_cast<std::uint32_t>(row);
}

/// Catmull–Rom: a cubic through b and c.
double cubic(double a, double b, double c, double d, double t) {
  return b + 0.5 * t * (c - a + t * (2.0 * a - 5.0 * b + 4.0 * c - d + t * (3.0 * (b - c) + d - a)));
}

}  // namespace

MassField::MassField(const EdgeMass& edge, const Kernel& kernel, double radius)
    : m_edge(edge),
      m_radius(radius),
      m_step(0.7 * std::sqrt(kernel.variance) * kernel.bandwidth_per_radius * radius / 111000.0) {}

double MassField::at_node(std::int32_t column, std::int32_t row) {
  const auto [found, is_new] = m_nodes.try_emplace(key_of(column, row), 0.0);
  if (is_new) found->second = m_edge.inside({column * m_step, std::clamp(row * m_step, -90.0, 90.0)}, m_radius);
  return found->second;
}

double MassField::inside(geo::LonLat place) {
  const double x = place.lon / m_step, y = place.lat / m_step;
  const auto column = static_cast<std::int32_t>(std::floor(x)), row = static_cast<std::int32_t>(std::floor(y));
  if (const auto key = key_of(column, row); key != m_last) {
    for (std::int32_t r = 0; r < 4; ++r)
      for (std::int32_t c = 0; c < 4; ++c)
        m_cell[static_cast<std::size_t>(r)][static_cast<std::size_t>(c)] = at_node(column + c - 1, row + r - 1);
    m_last = key;
  }
  std::array<double, 4> rows{};
  for (std::size_t r = 0; r < 4; ++r)
    rows[r] = cubic(m_cell[r][0], m_cell[r][1], m_cell[r][2], m_cell[r][3], x - column);
  return cubic(rows[0], rows[1], rows[2], rows[3], y - row);
}

}  // namespace riskmap::density::detail
