// SPDX-License-Identifier: MIT
#include <riskmap/density/detail/coverage.hpp>
#include <riskmap/density/detail/layout.hpp>
#include <riskmap/geo/geodesic.hpp>

#include <algorithm>
#include <cmath>

namespace riskmap::density::detail {
namespace {

constexpr double steps_of_margin = 3.0;
constexpr std::size_t group_side = 8;

}  // namespace

/// A few neighbouring points: most events either cover all of them deeply or reach none, and only the others' distances
/// are taken point by point.
class Coverage::Group {
 public:
  Group(const Coverage& coverage, const Points& points, std::size_t column, std::size_t row, std::size_t group_side)
      : m_coverage(coverage),
        m_points(points),
        m_first_column(column),
        m_first_row(row),
        m_last_column(std::min(column + group_side, points.columns)),
        m_last_row(std::min(row + group_side, points.rows)) {
    look();
  }

  void write(float* nearest, float* enough) {
    for (std::size_t row = m_first_row; row < m_last_row; ++row)
      for (std::size_t column = m_first_column; column < m_last_column; ++column) {
        if (m_deep.size() < m_coverage.m_wanted) measure(column, row);
        const std::size_t i = row * m_points.columns + column;
        nearest[i] = static_cast<float>(m_deep.empty() ? m_smallest.front() : -m_coverage.m_cap);
        enough[i] = static_cast<float>(m_deep.size() < m_coverage.m_wanted ? m_smallest.back() : -m_coverage.m_cap);
      }
  }

 private:
  /// Sorts the events in reach: those that cover the whole group by more than the cap, and those to be measured.
  void look() {
    const auto middle = [](std::size_t first, std::size_t last) { return 0.5 * static_cast<double>(first + last - 1); };
    const geo::LonLat centre =
        geo::to_lonlat(m_points.at(middle(m_first_column, m_last_column), middle(m_first_row, m_last_row)));
    const double cap = m_coverage.m_cap, extent = 1.01 * half_diagonal(centre);
    m_coverage.m_index.for_each_near(centre, cap + extent, [&](const Source& source, double squared) {
      const double limit = source.radius - cap - extent;
      if (limit > 0.0 && squared < limit * limit)
        insert_deep(source.event);
      else
        m_near.push_back(&source);
      return m_deep.size() < m_coverage.m_wanted;
    });
    if (m_deep.size() >= m_coverage.m_wanted) return;
    std::erase_if(m_near, [&](const Source* s) { return std::binary_search(m_deep.begin(), m_deep.end(), s->event); });
    std::stable_sort(m_near.begin(), m_near.end(),
                     [](const Source* a, const Source* b) { return a->event < b->event; });
  }
  double half_diagonal(geo::LonLat centre) const {
    if (m_last_column - m_first_column == 1 && m_last_row - m_first_row == 1) return 0.0;
    double longest = 0.0;
    for (const std::size_t row : {m_first_row, m_last_row - 1})
      for (const std::size_t column : {m_first_column, m_last_column - 1}) {
        const auto corner = geo::to_lonlat(m_points.at(static_cast<double>(column), static_cast<double>(row)));
        longest = std::max(longest, geo::geodesic(centre, corner).length.value());
      }
    return longest;
  }
  void insert_deep(std::uint32_t event) {
    const auto place = std::lower_bound(m_deep.begin(), m_deep.end(), event);
    if (place == m_deep.end() || *place != event) m_deep.insert(place, event);
  }
  /// The margins of one point that the deep events leave wanting, ascending; one more than there are events stays at
  /// the cap.
  void measure(std::size_t column, std::size_t row) {
    const double cap = m_coverage.m_cap;
    m_smallest.assign(std::min(m_coverage.m_wanted - m_deep.size(), m_near.size() + 1), cap);
    const Target target(geo::to_lonlat(m_points.at(static_cast<double>(column), static_cast<double>(row))));
    for (std::size_t i = 0; i < m_near.size();) {
      const std::uint32_t event = m_near[i]->event;
      double margin = cap;
      for (; i < m_near.size() && m_near[i]->event == event; ++i)
        margin = std::min(margin, std::sqrt(target.squared_distance(*m_near[i])) - m_near[i]->radius);
      margin = std::max(margin, -cap);
      if (margin >= m_smallest.back()) continue;
      m_smallest.insert(std::upper_bound(m_smallest.begin(), m_smallest.end(), margin), margin);
      m_smallest.pop_back();
    }
  }

  const Coverage& m_coverage;
  const Points& m_points;
  std::size_t m_first_column, m_first_row, m_last_column, m_last_row;
  std::vector<std::uint32_t> m_deep;
  std::vector<const Source*> m_near;
  std::vector<double> m_smallest;
};

Coverage::Coverage(const SourceIndex& index, const std::vector<Contribution>& contributions,
                   const model::Area* study_area, const CoverageOptions& options)
    : m_index(index),
      m_grid(lay_out(contributions, study_area)),
      m_cap(steps_of_margin * narrowest_radius(contributions) / nodes_per_radius),
      m_wanted(std::clamp<std::size_t>(options.minimum_events, 1, options.events + 1)),
      m_blocks(std::max<std::size_t>(64, options.max_bytes / (2 * side * side * sizeof(float)))) {}

void Coverage::fill(const Points& points, float* nearest, float* enough) const {
  // A group wider than a kernel would have every event of the neighbourhood measured at each of its points.
  const std::size_t group = std::max(points.step_x, points.step_y) <= 2.0 * m_grid.step ? group_side : 1;
  for (std::size_t row = 0; row < points.rows; row += group)
    for (std::size_t column = 0; column < points.columns; column += group)
      Group(*this, points, column, row, group).write(nearest, enough);
}

std::shared_ptr<const Coverage::Margins> Coverage::block(std::size_t column, std::size_t row) const {
  return m_blocks.get(static_cast<std::uint64_t>(row) << 32U | column, [&] {
    auto made = std::make_shared<Margins>();
    made->nearest.resize(side * side), made->enough.resize(side * side);
    fill({m_grid.node(column * side, row * side), m_grid.step, m_grid.step, side, side}, made->nearest.data(),
         made->enough.data());
    return made;
  });
}

void Coverage::sample(const geo::MercatorBox& box, std::size_t width, std::size_t height, float* nearest,
                      float* enough) const {
  if (width == 0 || height == 0) return;
  const double step_x = box.width() / static_cast<double>(width), step_y = box.height() / static_cast<double>(height);
  const Points cells{{box.min_x + 0.5 * step_x, box.max_y - 0.5 * step_y}, step_x, step_y, width, height};
  // Nodes closer than cells would be work for nothing.
  if (std::max(step_x, step_y) >= m_grid.step)
    fill(cells, nearest, enough);
  else
    sample_between_nodes(cells, nearest, enough);
}

// The nodes around the cells are brought together first: there are hardly more of them than cells.
void Coverage::sample_between_nodes(const Points& cells, float* nearest, float* enough) const {
  const auto clamped = [](double place, std::size_t count) {
    return static_cast<std::size_t>(std::clamp(std::floor(place), 0.0, static_cast<double>(count - 2)));
  };
  const geo::MercatorPoint last = cells.at(static_cast<double>(cells.columns - 1), static_cast<double>(cells.rows - 1));
  const std::size_t west = clamped(m_grid.column_of(cells.first.x), m_grid.columns),
                    north = clamped(m_grid.row_of(cells.first.y), m_grid.rows),
                    columns = clamped(m_grid.column_of(last.x), m_grid.columns) - west + 2,
                    rows = clamped(m_grid.row_of(last.y), m_grid.rows) - north + 2;
  const Margins nodes = gathered(west, north, columns, rows);
  const auto between = [&](const std::vector<float>& margins, std::size_t node, double across, double down) {
    const auto along = [&](std::size_t at) {
      return (1.0 - across) * static_cast<double>(margins[at]) + across * static_cast<double>(margins[at + 1]);
    };
    return static_cast<float>((1.0 - down) * along(node) + down * along(node + columns));
  };
  for (std::size_t j = 0; j < cells.rows; ++j)
    for (std::size_t i = 0; i < cells.columns; ++i) {
      const geo::MercatorPoint p = cells.at(static_cast<double>(i), static_cast<double>(j));
      const double column = m_grid.column_of(p.x), row = m_grid.row_of(p.y);
      const std::size_t cell = j * cells.columns + i;
      nearest[cell] = enough[cell] = static_cast<float>(m_cap);
      if (!(column >= 0.0 && row >= 0.0 && column < static_cast<double>(m_grid.columns - 1) &&
            row < static_cast<double>(m_grid.rows - 1)))
        continue;
      const std::size_t c = clamped(column, m_grid.columns), r = clamped(row, m_grid.rows);
      const std::size_t node = (r - north) * columns + (c - west);
      nearest[cell] = between(nodes.nearest, node, column - static_cast<double>(c), row - static_cast<double>(r));
      enough[cell] = between(nodes.enough, node, column - static_cast<double>(c), row - static_cast<double>(r));
    }
}

Coverage::Margins Coverage::gathered(std::size_t west, std::size_t north, std::size_t columns, std::size_t rows) const {
  Margins nodes{std::vector<float>(columns * rows), std::vector<float>(columns * rows)};
  for (std::size_t row = north / side; row <= (north + rows - 1) / side; ++row)
    for (std::size_t column = west / side; column <= (west + columns - 1) / side; ++column) {
      const auto made = block(column, row);
      for (std::size_t r = std::max(north, row * side); r < std::min(north + rows, (row + 1) * side); ++r)
        for (std::size_t c = std::max(west, column * side); c < std::min(west + columns, (column + 1) * side); ++c) {
          const std::size_t from = (r % side) * side + c % side, to = (r - north) * columns + (c - west);
          nodes.nearest[to] = made->nearest[from], nodes.enough[to] = made->enough[from];
        }
    }
  return nodes;
}

}  // namespace riskmap::density::detail
