// SPDX-License-Identifier: MIT
#include <riskmap/density/detail/row_sums.hpp>
#include <riskmap/density/detail/scattered_level.hpp>
#include <riskmap/density/detail/spline.hpp>

#include <algorithm>

namespace riskmap::density::detail {

geo::LonLatBox reached_by(const std::vector<Source>& sources) {
  geo::LonLatBox places;
  double reach = 0.0;
  for (const Source& s : sources) {
    places.extend(s.where.lon, s.where.lat);
    reach = std::max(reach, s.radius);
  }
  const double high = latitude_reach(reach);
  const double wide = longitude_reach(reach, std::max(std::abs(places.min_y), std::abs(places.max_y)));
  // A reach past ±180 comes back on the other side: then the whole parallel is laid out.
  const bool around = places.min_x - wide < -180.0 || places.max_x + wide > 180.0;
  return {around ? -180.0 : places.min_x - wide, std::max(places.min_y - high, -90.0),
          around ? 180.0 : places.max_x + wide, std::min(places.max_y + high, 90.0)};
}

ScatteredLevel::ScatteredLevel(std::vector<Source> sources, double step, const ProfileTable& profile,
                               std::size_t max_bytes)
    : Level(lattice_over(reached_by(sources), step, spline_reach + 2), side, side),
      m_sources(std::move(sources)),
      m_profile(profile),
      m_blocks(std::max<std::size_t>(64, max_bytes / (side * side * sizeof(float)))) {}

// A node's coefficient takes from spline_reach others on each side, a place from two nodes on each side.
double ScatteredLevel::beyond_kernel() const {
  constexpr double longest_degree = 111700.0;
  return static_cast<double>(spline_reach + 3) * lattice().lat_step * longest_degree;
}

std::shared_ptr<const Coefficients> ScatteredLevel::block(std::size_t column, std::size_t row) const {
  return m_blocks.get(row << 32U | column, [&] { return make(column, row); });
}

// With a rim of what the spline's filter asks for. A block's nodes come from the lattice, never from its neighbours.
std::shared_ptr<const Coefficients> ScatteredLevel::make(std::size_t column, std::size_t row) const {
  constexpr std::size_t wide = side + 2 * spline_reach;
  const auto node = [](std::size_t block) {
    return static_cast<double>(block * side) - static_cast<double>(spline_reach);
  };
  const double west = lattice().lon(node(column)), south = lattice().lat(node(row));
  const auto reach = static_cast<double>(wide - 1);
  const auto near = m_sources.reaching({west, std::max(south, -90.0), west + reach * lattice().lon_step,
                                        std::min(south + reach * lattice().lat_step, 90.0)});
  if (near.empty()) return nullptr;
  std::vector<double> lons, lats;
  for (std::size_t i = 0; i < wide; ++i) {
    lons.push_back(west + lattice().lon_step * static_cast<double>(i));
    lats.push_back(std::clamp(lattice().lat(node(row) + static_cast<double>(i)), -90.0, 90.0));
  }
  const Meridians meridians(std::move(lons));
  const Parallels parallels(std::move(lats));
  std::vector<RowSums> rows;
  for (std::size_t j = 0; j < wide; ++j) rows.emplace_back(meridians, parallels, j);
  std::vector<double> sums(wide * wide, 0.0);
  for (const Source* source : near) {
    const double high = latitude_reach(source->radius) / lattice().lat_step;
    const double middle = lattice().row_of(source->where.lat) - node(row);
    const auto first = static_cast<std::size_t>(std::max(0.0, std::ceil(middle - high)));
    for (std::size_t j = first; j < wide && static_cast<double>(j) <= middle + high; ++j)
      rows[j].add(*source, m_profile, &sums[j * wide]);
  }
  std::vector<float> nodes(sums.size());
  std::transform(sums.begin(), sums.end(), nodes.begin(), [](double sum) { return static_cast<float>(sum); });
  to_coefficients(nodes.data(), wide, wide);
  auto made = std::make_shared<Coefficients>();
  made->nodes.reserve(side * side);
  for (std::size_t j = spline_reach; j < spline_reach + side; ++j)
    made->nodes.insert(made->nodes.end(), &nodes[j * wide + spline_reach], &nodes[j * wide + spline_reach + side]);
  return made;
}

}  // namespace riskmap::density::detail
