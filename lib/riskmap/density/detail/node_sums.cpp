// SPDX-License-Identifier: MIT
#include <riskmap/base/parallel.hpp>
#include <riskmap/density/detail/local_plane.hpp>
#include <riskmap/density/detail/node_sums.hpp>

#include <algorithm>
#include <cmath>

namespace riskmap::density::detail {
namespace {

/// Columns [first, last).
struct Span {
  std::size_t first = 0, last = 0;
};

/// What distances from the nodes need, once per row and column. With Δ the difference of longitude, the squared chord
/// is (ρ − ρ₀)² + (z − z₀)² + 4ρρ₀ sin²(Δ/2).
struct Nodes {
  explicit Nodes(const geo::Grid& grid);
  std::vector<Parallel> rows;
  std::vector<double> half_sin, half_cos;  ///< of half the column's longitude
  double first_lon = 0.0, lon_step = 0.0;  ///< degrees
};

Nodes::Nodes(const geo::Grid& grid) {
  for (std::size_t row = 0; row < grid.rows; ++row) rows.push_back(parallel_at(geo::to_lonlat(grid.node(0, row)).lat));
  for (std::size_t column = 0; column < grid.columns; ++column) {
    const double half = 0.5 * geo::to_lonlat(grid.node(column, 0)).lon * geo::degrees_to_radians;
    half_sin.push_back(std::sin(half));
    half_cos.push_back(std::cos(half));
  }
  first_lon = geo::to_lonlat(grid.node(0, 0)).lon;
  lon_step = geo::to_lonlat(grid.node(1, 0)).lon - first_lon;
}

/// A contribution ready for the rows: which it reaches, and its constants.
struct Source {
  Source(const Contribution& c, const geo::Grid& grid, double margin_cap, double scale);
  Parallel parallel;
  Arc arc;
  double lon, half_sin, half_cos;
  double amount, radius, reach_chord2;
  std::size_t first_row, last_row;  ///< [first, last)
  std::uint32_t event;
};

Source::Source(const Contribution& c, const geo::Grid& grid, double margin_cap, double scale)
    : parallel(parallel_at(c.where.lat)), arc(c.where.lat), lon(c.where.lon), radius(c.radius), event(c.event) {
  const double half = 0.5 * lon * geo::degrees_to_radians;
  half_sin = std::sin(half), half_cos = std::cos(half);
  amount = scale * c.amount / (radius * radius);
  reach_chord2 = arc.chord_squared_of(radius + margin_cap);
  constexpr double shortest_degree = 110000.0;  // metres of latitude, safely
  const double degrees = (radius + margin_cap) / shortest_degree;
  const auto row_of = [&](double lat) {
    return std::clamp(std::ceil(grid.row_of(geo::to_mercator(geo::LonLat{lon, lat}).y)), 0.0,
                      static_cast<double>(grid.rows));
  };
  first_row = static_cast<std::size_t>(row_of(c.where.lat + degrees));
  last_row = static_cast<std::size_t>(row_of(c.where.lat - degrees));
}

/// The work on one band of rows, with its scratch memory.
class Band {
 public:
  Band(Surface::Parts& parts, const Nodes& nodes, const std::vector<Source>& sources, std::size_t first_row);
  void run();

 private:
  void add_event(std::size_t first, std::size_t last, std::size_t row);
  void add(const Source& source, std::size_t row, Span& touched);
  Span columns_of(const Source& source, double vertical2, double across) const;
  void keep_smallest(std::size_t row, Span touched);
  void store() const;
  std::size_t cell(std::size_t row, std::size_t column) const {
    return (row - m_first_row) * m_parts.grid.columns + column;
  }

  Surface::Parts& m_parts;
  const Nodes& m_nodes;
  const std::vector<Source>& m_sources;
  std::size_t m_first_row, m_last_row, m_wanted;
  std::vector<double> m_sums;
  std::vector<float> m_smallest;  ///< the m_wanted smallest margins of each node, ascending
  std::vector<double> m_distance;
  std::vector<float> m_margin;  ///< of the event at hand, one row
};

Band::Band(Surface::Parts& parts, const Nodes& nodes, const std::vector<Source>& sources, std::size_t first_row)
    : m_parts(parts),
      m_nodes(nodes),
      m_sources(sources),
      m_first_row(first_row),
      m_last_row(std::min(first_row + band_rows, parts.grid.rows)),
      m_wanted(margins_kept(parts.contributions, parts.minimum_events)) {
  const std::size_t cells = (m_last_row - m_first_row) * parts.grid.columns;
  m_sums.assign(cells, 0.0);
  m_smallest.assign(cells * m_wanted, static_cast<float>(parts.margin_cap));
  m_distance.resize(parts.grid.columns);
  m_margin.assign(parts.grid.columns, static_cast<float>(parts.margin_cap));
}

void Band::run() {
  for (std::size_t first = 0, last = 0; first < m_sources.size(); first = last) {
    std::size_t top = m_last_row, bottom = m_first_row;
    for (; last < m_sources.size() && m_sources[last].event == m_sources[first].event; ++last) {
      top = std::min(top, m_sources[last].first_row);
      bottom = std::max(bottom, m_sources[last].last_row);
    }
    for (std::size_t row = std::max(top, m_first_row); row < std::min(bottom, m_last_row); ++row)
      add_event(first, last, row);
  }
  store();
}

void Band::add_event(std::size_t first, std::size_t last, std::size_t row) {
  Span touched{m_parts.grid.columns, 0};
  for (std::size_t i = first; i < last; ++i)
    if (row >= m_sources[i].first_row && row < m_sources[i].last_row) add(m_sources[i], row, touched);
  if (touched.first < touched.last) keep_smallest(row, touched);
}

Span Band::columns_of(const Source& source, double vertical2, double across) const {
  const double half2 = (source.reach_chord2 - vertical2) / across;
  if (half2 <= 0.0) return {};
  const double half_width = half2 < 1.0 ? 2.0 * std::asin(std::sqrt(half2)) / geo::degrees_to_radians : 360.0;
  const auto column_of = [&](double lon) {
    return static_cast<std::size_t>(std::clamp(std::ceil((lon - m_nodes.first_lon) / m_nodes.lon_step), 0.0,
                                               static_cast<double>(m_parts.grid.columns)));
  };
  return {column_of(source.lon - half_width), column_of(source.lon + half_width)};
}

void Band::add(const Source& source, std::size_t row, Span& touched) {
  const Parallel& parallel = m_nodes.rows[row];
  const double inwards = parallel.from_axis - source.parallel.from_axis, up = parallel.height - source.parallel.height;
  const double vertical2 = inwards * inwards + up * up, across = 4.0 * parallel.from_axis * source.parallel.from_axis;
  const Span span = columns_of(source, vertical2, across);
  if (span.first >= span.last) return;
  touched = {std::min(touched.first, span.first), std::max(touched.last, span.last)};
  // A loop of its own without calls: compilers run it in vectors.
  for (std::size_t column = span.first; column < span.last; ++column) {
    const double half = m_nodes.half_sin[column] * source.half_cos - m_nodes.half_cos[column] * source.half_sin;
    m_distance[column] = source.arc.length(vertical2 + across * half * half);
  }
  double* const sums = &m_sums[cell(row, 0)];
  const auto profile = m_parts.kernel->profile;
  const double inverse = 1.0 / source.radius;
  for (std::size_t column = span.first; column < span.last; ++column) {
    const double margin = m_distance[column] - source.radius;
    if (margin < 0.0) sums[column] += source.amount * profile(m_distance[column] * inverse);
    m_margin[column] = std::min(m_margin[column], static_cast<float>(margin));
  }
}

// Insertion into the short ascending list of each node; the event's margins are reset on the way.
void Band::keep_smallest(std::size_t row, Span touched) {
  const auto cap = static_cast<float>(m_parts.margin_cap);
  for (std::size_t column = touched.first; column < touched.last; ++column) {
    float margin = m_margin[column];
    m_margin[column] = cap;
    float* const smallest = &m_smallest[cell(row, column) * m_wanted];
    if (margin >= smallest[m_wanted - 1]) continue;
    for (std::size_t k = 0; k < m_wanted; ++k)
      if (margin < smallest[k]) std::swap(margin, smallest[k]);
  }
}

void Band::store() const {
  const std::size_t start = m_first_row * m_parts.grid.columns;
  for (std::size_t i = 0; i < m_sums.size(); ++i) {
    m_parts.values[start + i] = static_cast<float>(m_sums[i]);
    m_parts.nearest_margin[start + i] = m_smallest[i * m_wanted];
    m_parts.enough_margin[start + i] = m_smallest[(i + 1) * m_wanted - 1];
  }
}

}  // namespace

void sum_at_nodes(Surface::Parts& parts, double scale, unsigned threads, Progress* progress) {
  const Nodes nodes(parts.grid);
  std::vector<Source> sources;
  sources.reserve(parts.contributions.size());
  for (const Contribution& c : parts.contributions) sources.emplace_back(c, parts.grid, parts.margin_cap, scale);
  parts.values.resize(parts.grid.size());
  parts.nearest_margin.resize(parts.grid.size());
  parts.enough_margin.resize(parts.grid.size());
  const std::size_t bands = (parts.grid.rows + band_rows - 1) / band_rows;
  if (progress != nullptr) progress->start("surface", bands, "bands");
  parallel_for(bands, threads, [&](std::size_t band) {
    Band(parts, nodes, sources, band * band_rows).run();
    if (progress != nullptr) progress->advance(1);
  });
  if (progress != nullptr) progress->finish();
}

}  // namespace riskmap::density::detail
