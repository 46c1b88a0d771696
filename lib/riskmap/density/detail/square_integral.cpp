// SPDX-License-Identifier: MIT
#include <riskmap/density/detail/square_integral.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <optional>
#include <utility>

namespace riskmap::density::detail {
namespace {

constexpr double most_cells = 3e7;
constexpr int parallels_per_row = 4;          // at which the outline is met: it may well run along a row
constexpr double shortest_degree = 110000.0;  // metres of latitude, safely

/// Columns [first, last) of one row.
struct Stretch {
  std::size_t first, last;
};

/// The lattice: rows and columns of cells of `lat_step` × `lon_step` degrees, longitudes counted from `middle`, so that
/// bumps on both sides of the antimeridian are neighbours.
struct Lattice {
  double south, lat_step, west, lon_step, middle;
  std::size_t columns;

  double lat_of(double row) const { return south + (row + 0.5) * lat_step; }
  double lon_of(double column) const { return west + (column + 0.5) * lon_step; }
};

double from_middle(double lon, double middle) { return std::remainder(lon - middle, 360.0); }

double cell_area(const Lattice& lattice, double lat) {
  constexpr double equator2 = 6378137.0 * 6378137.0, polar2_ratio = 1.0 - 0.0066943799901413165;
  const double sine = std::sin(lat * geo::degrees_to_radians);
  const double w2 = 1.0 - (1.0 - polar2_ratio) * sine * sine;
  const double per_radian2 = equator2 * polar2_ratio / (w2 * w2) * std::cos(lat * geo::degrees_to_radians);
  return per_radian2 * lattice.lat_step * lattice.lon_step * geo::degrees_to_radians * geo::degrees_to_radians;
}

/// A bump as the rows meet it.
struct Stamp {
  EarthPoint where;  // longitudes counted from the middle
  Parallel parallel;
  double lon, amount, chord2, inverse2;
  Arc arc;
  double first_row, last_row;
  bool corrected;
};

Stamp stamp_of(const Bump& bump, const Lattice& lattice) {
  const double lon = from_middle(bump.where.lon, lattice.middle);
  const Arc arc(bump.where.lat);
  const double degrees = bump.radius / shortest_degree;
  return {.where = to_earth({lon, bump.where.lat}),
          .parallel = parallel_at(bump.where.lat),
          .lon = lon,
          .amount = bump.amount / (bump.radius * bump.radius),
          .chord2 = arc.chord_squared_of(bump.radius),
          .inverse2 = 1.0 / (bump.radius * bump.radius),
          .arc = arc,
          .first_row = std::ceil((bump.where.lat - degrees - lattice.south) / lattice.lat_step - 0.5),
          .last_row = std::floor((bump.where.lat + degrees - lattice.south) / lattice.lat_step - 0.5),
          .corrected = bump.corrected};
}

/// Columns whose centres lie within the stamp's circle at this parallel.
Stretch stretch_of(const Stamp& stamp, const Parallel& parallel, const Lattice& lattice) {
  const double dz = stamp.parallel.height - parallel.height, dr = stamp.parallel.from_axis - parallel.from_axis;
  const double rest = stamp.chord2 - dz * dz - dr * dr;
  if (!(rest > 0.0)) return {0, 0};
  const double product = 2.0 * stamp.parallel.from_axis * parallel.from_axis;
  const double cosine = product > 0.0 ? std::max(-1.0, 1.0 - rest / product) : -1.0;
  const double half = std::acos(cosine) / geo::degrees_to_radians;
  const double all = static_cast<double>(lattice.columns);
  const double first = std::ceil((stamp.lon - half - lattice.west) / lattice.lon_step - 0.5);
  const double last = std::floor((stamp.lon + half - lattice.west) / lattice.lon_step - 0.5) + 1.0;
  return {static_cast<std::size_t>(std::clamp(first, 0.0, all)), static_cast<std::size_t>(std::clamp(last, 0.0, all))};
}

void join(std::vector<Stretch>& stretches) {
  std::sort(stretches.begin(), stretches.end(), [](const Stretch& a, const Stretch& b) { return a.first < b.first; });
  std::size_t kept = 0;
  for (const Stretch& s : stretches) {
    if (kept > 0 && s.first <= stretches[kept - 1].last)
      stretches[kept - 1].last = std::max(stretches[kept - 1].last, s.last);
    else
      stretches[kept++] = s;
  }
  stretches.resize(kept);
}

Lattice lattice_for(const std::vector<Bump>& bumps, double cells_per_radius) {
  double narrowest = std::numeric_limits<double>::infinity(), south = 90.0, north = -90.0, squares = 0.0;
  double longest_parallel = 0.0, widest = 0.0;
  for (const Bump& b : bumps) {
    narrowest = std::min(narrowest, b.radius), widest = std::max(widest, b.radius);
    south = std::min(south, b.where.lat), north = std::max(north, b.where.lat);
    squares += std::numbers::pi * b.radius * b.radius;
    longest_parallel = std::max(longest_parallel, parallel_at(b.where.lat).from_axis);
  }
  const double cell = std::max(narrowest / cells_per_radius, std::sqrt(squares / most_cells));
  Lattice lattice{};
  lattice.lat_step = cell / 111000.0;
  lattice.lon_step = cell / (longest_parallel * geo::degrees_to_radians);
  lattice.south = std::max(-90.0, south - widest / shortest_degree);
  lattice.middle = bumps.front().where.lon;
  double west = 180.0, east = -180.0;
  for (const Bump& b : bumps) {
    const double lon = from_middle(b.where.lon, lattice.middle),
                 near_pole = std::min(89.9, std::abs(b.where.lat) + widest / shortest_degree);
    const double reach = b.radius / (shortest_degree * std::cos(near_pole * geo::degrees_to_radians));
    west = std::min(west, lon - reach), east = std::max(east, lon + reach);
  }
  lattice.west = std::max(west, -180.0);
  lattice.columns = static_cast<std::size_t>(std::ceil((std::min(east, 180.0) - lattice.west) / lattice.lon_step)) + 1;
  return lattice;
}

/// One row of cells, and what it adds up to.
class Row {
 public:
  explicit Row(const Lattice& lattice) : m_lattice(lattice), m_values(lattice.columns) {
    for (std::size_t c = 0; c < lattice.columns; ++c) {
      const double lon = lattice.lon_of(static_cast<double>(c)) * geo::degrees_to_radians;
      m_cosines.push_back(std::cos(lon)), m_sines.push_back(std::sin(lon));
    }
  }

  void begin(double lat) {
    m_lat = lat;
    m_parallel = parallel_at(lat);
    m_touched.clear(), m_corrected.clear();
  }
  void add(const Stamp& stamp, const ProfileTable& kernel) {
    const Stretch stretch = stretch_of(stamp, m_parallel, m_lattice);
    if (stretch.first >= stretch.last) return;
    m_touched.push_back(stretch);
    if (stamp.corrected) m_corrected.push_back(stretch);
    const double dz = stamp.where.z - m_parallel.height;
    for (std::size_t c = stretch.first; c < stretch.last; ++c) {
      const double dx = stamp.where.x - m_parallel.from_axis * m_cosines[c],
                   dy = stamp.where.y - m_parallel.from_axis * m_sines[c];
      m_values[c] += stamp.amount * kernel.at(stamp.arc.squared(dx * dx + dy * dy + dz * dz) * stamp.inverse2);
    }
  }
  void apply(const SquareIntegral::Factor& factor) {
    join(m_touched);
    if (!factor) return;
    join(m_corrected);
    for (const Stretch& s : m_corrected)
      for (std::size_t c = s.first; c < s.last; ++c)
        m_values[c] *= factor({m_lattice.middle + m_lattice.lon_of(static_cast<double>(c)), m_lat});
  }
  /// Adds `part` of the row between two longitudes, cells cut by them in proportion.
  void collect(double west, double east, double part, Integrals& sums) const {
    const double from = (west - m_lattice.west) / m_lattice.lon_step, to = (east - m_lattice.west) / m_lattice.lon_step;
    const double area = part * cell_area(m_lattice, m_lat);
    for (const Stretch& s : m_touched) {
      const double low = std::max(from, static_cast<double>(s.first)), high = std::min(to, static_cast<double>(s.last));
      for (auto c = static_cast<std::size_t>(low); static_cast<double>(c) < high && low < high; ++c) {
        const double left = static_cast<double>(c);
        const double share = std::min(high, left + 1.0) - std::max(low, left);
        sums.mass += area * share * m_values[c];
        sums.square += area * share * m_values[c] * m_values[c];
      }
    }
  }
  void clear() {
    for (const Stretch& s : m_touched)
      std::fill(m_values.begin() + static_cast<std::ptrdiff_t>(s.first),
                m_values.begin() + static_cast<std::ptrdiff_t>(s.last), 0.0);
  }

 private:
  const Lattice& m_lattice;
  double m_lat = 0.0;
  Parallel m_parallel;
  std::vector<double> m_values, m_cosines, m_sines;
  std::vector<Stretch> m_touched, m_corrected;
};

}  // namespace

/// The study area's edges, for rows met from south to north.
struct SquareIntegral::Outline {
  struct Edge {
    geo::LonLat low, high;  // by latitude
  };
  std::vector<Edge> edges;  // by the latitude of their low end

  explicit Outline(const model::Area& area) {
    for (const model::Polygon& polygon : area.polygons()) {
      add(polygon.outer);
      for (const model::Line& hole : polygon.holes) add(hole);
    }
    std::sort(edges.begin(), edges.end(), [](const Edge& a, const Edge& b) { return a.low.lat < b.low.lat; });
  }
  void add(const model::Line& ring) {
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
      const auto [low, high] = std::minmax(ring[i], ring[i + 1], [](auto a, auto b) { return a.lat < b.lat; });
      if (low.lat < high.lat) edges.push_back({low, high});
    }
  }

  /// Where successive parallels enter and leave the area. \pre rows come from south to north
  class Sweep {
   public:
    explicit Sweep(const Outline& outline) : m_outline(outline) {}
    void collect(const Row& row, double index, const Lattice& lattice, Integrals& sums) {
      for (int k = 0; k < parallels_per_row; ++k) {
        const double offset = (k + 0.5) / parallels_per_row - 0.5;
        cross(lattice.lat_of(index + offset), lattice.middle);
        for (std::size_t i = 0; i + 1 < m_crossings.size(); i += 2)
          row.collect(m_crossings[i], m_crossings[i + 1], 1.0 / parallels_per_row, sums);
      }
    }

   private:
    void cross(double lat, double middle) {
      while (m_next < m_outline.edges.size() && m_outline.edges[m_next].low.lat <= lat)
        m_active.push_back(&m_outline.edges[m_next++]);
      std::erase_if(m_active, [lat](const Edge* edge) { return edge->high.lat <= lat; });
      m_crossings.clear();
      for (const Edge* edge : m_active) {
        const double share = (lat - edge->low.lat) / (edge->high.lat - edge->low.lat);
        m_crossings.push_back(edge->low.lon + share * (edge->high.lon - edge->low.lon) - middle);
      }
      std::sort(m_crossings.begin(), m_crossings.end());
    }

    const Outline& m_outline;
    std::size_t m_next = 0;
    std::vector<const Edge*> m_active;
    std::vector<double> m_crossings;
  };
};

SquareIntegral::SquareIntegral(const Kernel& kernel, const model::Area* area)
    : m_table(kernel),
      m_cells_per_radius(kernel.profile(1.0) > 0.01 * kernel.profile(0.0) ? 24.0 : 16.0),
      m_outline(area != nullptr ? std::make_unique<const Outline>(*area) : nullptr) {}

SquareIntegral::~SquareIntegral() = default;

Integrals SquareIntegral::over(const std::vector<Bump>& bumps, const Factor& factor) const {
  Integrals sums;
  if (bumps.empty()) return sums;
  const Lattice lattice = lattice_for(bumps, m_cells_per_radius);
  std::vector<Stamp> stamps;
  for (const Bump& bump : bumps) stamps.push_back(stamp_of(bump, lattice));
  std::stable_sort(stamps.begin(), stamps.end(),
                   [](const Stamp& a, const Stamp& b) { return a.first_row < b.first_row; });
  std::optional<Outline::Sweep> sweep;
  if (m_outline) sweep.emplace(*m_outline);
  Row row(lattice);
  std::vector<const Stamp*> active;
  std::size_t next = 0;
  for (double r = std::max(0.0, stamps.front().first_row); next < stamps.size() || !active.empty(); ++r) {
    if (active.empty()) r = std::max(r, stamps[next].first_row);
    while (next < stamps.size() && stamps[next].first_row <= r) active.push_back(&stamps[next++]);
    std::erase_if(active, [r](const Stamp* stamp) { return stamp->last_row < r; });
    const double lat = lattice.lat_of(r);
    if (lat >= 90.0) break;
    row.begin(lat);
    for (const Stamp* stamp : active) row.add(*stamp, m_table);
    row.apply(factor);
    if (sweep)
      sweep->collect(row, r, lattice, sums);
    else
      row.collect(lattice.west, 180.0, 1.0, sums);
    row.clear();
  }
  return sums;
}

}  // namespace riskmap::density::detail
