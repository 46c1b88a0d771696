// SPDX-License-Identifier: MIT
#include <riskmap/density/detail/cells.hpp>
#include <riskmap/density/detail/coverage.hpp>
#include <riskmap/density/detail/layout.hpp>
#include <riskmap/density/detail/wide_loops.hpp>

#include <algorithm>
#include <cmath>

namespace riskmap::density::detail {
namespace {

constexpr double steps_of_margin = 3.0;

std::size_t wanted_of(const CoverageOptions& options) {
  return std::clamp<std::size_t>(options.minimum_events, 1, options.events + 1);
}

/// A place among nodes: the one before it and how far it lies behind that.
struct Behind {
  std::int64_t node;
  float share;
};
// The whole part leaves before the grid's origin comes in, so that the share does not depend on it.
Behind behind(double place, double step, std::int64_t origin) {
  const double steps = place / step, whole = std::floor(steps);
  return {static_cast<std::int64_t>(whole) - origin, static_cast<float>(steps - whole)};
}

/// Far from all rims a block's nodes are all the same, and one is enough.
void shrink(std::vector<float>& nodes) {
  if (std::any_of(nodes.begin(), nodes.end(), [&](float node) { return node != nodes.front(); })) return;
  nodes.resize(1), nodes.shrink_to_fit();
}

}  // namespace

/// Margins of a picture's cells between the nodes around them, which are brought together first: there are hardly more
/// of them than cells. A thread keeps one, so that tile after tile takes no more memory.
class Coverage::Between {
 public:
  /// What is written next lies between nodes of `coverage`.
  void gather(const Coverage& coverage, const Cells& cells) {
    find_columns(coverage, cells.columns->xs);
    find_rows(coverage, cells.rows->ys);
    const auto cap = static_cast<float>(coverage.cap());
    m_nodes.nearest.assign(m_columns * m_rows, cap), m_nodes.enough.assign(m_columns * m_rows, cap);
    copy_nodes(coverage);
  }

  void write(float* nearest, float* enough) {
    m_held = none;
    for (std::size_t y = 0; y < m_places.size(); ++y)
      write_row(y, {0, m_first.size()}, nearest + y * m_first.size(), enough + y * m_first.size());
  }

  void write_open(float* nearest, float* enough, std::vector<ColumnSpan>& open) {
    m_held = none;
    find_open();
    for (std::size_t y = 0; y < m_places.size(); ++y) {
      open[y] = m_open[static_cast<std::size_t>(m_places[y].node)];
      if (!open[y].empty()) write_row(y, open[y], nearest + y * m_first.size(), enough + y * m_first.size());
    }
  }

 private:
  static constexpr std::int64_t none = -2;

  void find_columns(const Coverage& coverage, const std::vector<double>& xs) {
    const auto at = [&](double x) { return behind(x, coverage.m_grid.step, coverage.m_west); };
    m_first_column = at(xs.front()).node;
    m_columns = static_cast<std::size_t>(at(xs.back()).node - m_first_column) + 2;
    m_first.clear(), m_shares.clear();
    for (const double x : xs) {
      const auto [node, share] = at(x);
      m_first.push_back(static_cast<std::int32_t>(node - m_first_column));
      m_shares.push_back(share);
    }
  }

  void find_rows(const Coverage& coverage, const std::vector<double>& ys) {
    m_places.clear();
    for (const double y : ys) m_places.push_back(behind(-y, coverage.m_grid.step, -coverage.m_north));
    m_first_row = m_places.front().node;
    for (Behind& place : m_places) place.node -= m_first_row;
    m_rows = static_cast<std::size_t>(m_places.back().node) + 2;
  }

  void copy_nodes(const Coverage& coverage) {
    const auto size = static_cast<std::int64_t>(side);
    const auto count = [](std::size_t nodes) { return static_cast<std::int64_t>(nodes); };
    const auto west = std::max<std::int64_t>(m_first_column, 0), north = std::max<std::int64_t>(m_first_row, 0);
    const auto east = std::min(m_first_column + count(m_columns), count(coverage.m_grid.columns)),
               south = std::min(m_first_row + count(m_rows), count(coverage.m_grid.rows));
    for (auto row = north / size; row * size < south && east > west; ++row)
      for (auto column = west / size; column * size < east; ++column) {
        const auto made = coverage.block(static_cast<std::size_t>(column), static_cast<std::size_t>(row));
        const auto from = std::max(west, column * size), to = std::min(east, (column + 1) * size);
        for (auto r = std::max(north, row * size); r < std::min(south, (row + 1) * size); ++r) {
          const auto in_block = static_cast<std::size_t>((r - row * size) * size + from - column * size);
          const auto here = static_cast<std::size_t>((r - m_first_row) * count(m_columns) + from - m_first_column);
          copy(made->nearest, in_block, static_cast<std::size_t>(to - from), &m_nodes.nearest[here]);
          copy(made->enough, in_block, static_cast<std::size_t>(to - from), &m_nodes.enough[here]);
        }
      }
  }

  static void copy(const std::vector<float>& nodes, std::size_t from, std::size_t count, float* to) {
    if (nodes.size() == 1)
      std::fill_n(to, count, nodes.front());
    else
      std::copy_n(nodes.data() + from, count, to);
  }

  // What lies between nodes is not above all of them, not even as floats are rounded.
  void find_open() {
    m_open.clear();
    ColumnSpan upper = open_nodes(0);
    for (std::size_t row = 1; row < m_rows; ++row) {
      const ColumnSpan lower = open_nodes(row), nodes = upper.with(lower);
      const auto column_of = [&](std::size_t node) {
        const auto at = std::lower_bound(m_first.begin(), m_first.end(), static_cast<std::int32_t>(node));
        return static_cast<std::size_t>(at - m_first.begin());
      };
      if (nodes.empty())
        m_open.emplace_back();
      else
        m_open.push_back({column_of(nodes.begin - std::min<std::size_t>(nodes.begin, 1)), column_of(nodes.end)});
      upper = lower;
    }
  }
  ColumnSpan open_nodes(std::size_t row) const {
    return open_columns(&m_nodes.nearest[row * m_columns], &m_nodes.enough[row * m_columns], m_columns);
  }

  void write_row(std::size_t y, const ColumnSpan& span, float* nearest, float* enough) {
    const auto [row, share] = m_places[y];
    hold(row);
    const auto &upper = m_lines[0], &lower = m_lines[1];
    const std::size_t from = span.begin, count = span.end - span.begin;
    blend_rows(nearest + from, count, &upper.nearest[from], &lower.nearest[from], share);
    blend_rows(enough + from, count, &upper.enough[from], &lower.enough[from], share);
  }

  /// Along the rows of nodes first, each once.
  void hold(std::int64_t row) {
    if (row == m_held) return;
    if (row == m_held + 1)
      std::swap(m_lines[0], m_lines[1]);
    else
      make_line(row, m_lines[0]);
    make_line(row + 1, m_lines[1]);
    m_held = row;
  }
  void make_line(std::int64_t row, Margins& line) const {
    const std::size_t first = static_cast<std::size_t>(row) * m_columns, width = m_first.size();
    line.nearest.resize(width), line.enough.resize(width);
    blend_columns(line.nearest.data(), width, m_first.data(), m_shares.data(), &m_nodes.nearest[first]);
    blend_columns(line.enough.data(), width, m_first.data(), m_shares.data(), &m_nodes.enough[first]);
  }

  std::int64_t m_first_column = 0, m_first_row = 0;
  std::size_t m_columns = 0, m_rows = 0;
  std::vector<std::int32_t> m_first;  ///< node before each column of cells
  std::vector<float> m_shares;
  std::vector<Behind> m_places;    ///< of the rows of cells
  std::vector<ColumnSpan> m_open;  ///< of cells, after each row of nodes
  Margins m_nodes;
  std::int64_t m_held = none;  ///< the row of nodes in the first of the lines
  Margins m_lines[2];
};

Coverage::Coverage(const SourceIndex& index, const std::vector<Contribution>& contributions,
                   const model::Area* study_area, const CoverageOptions& options)
    : m_tree(index.sources()),
      m_grid(lay_out(contributions, study_area)),
      m_west(std::llround(m_grid.origin.x / m_grid.step)),
      m_north(std::llround(m_grid.origin.y / m_grid.step)),
      m_margins{steps_of_margin * narrowest_radius(contributions) / nodes_per_radius, wanted_of(options)},
      m_blocks(std::max<std::size_t>(64, options.max_bytes / (2 * side * side * sizeof(float)))) {}

std::shared_ptr<const Coverage::Margins> Coverage::block(std::size_t column, std::size_t row) const {
  return m_blocks.get(static_cast<std::uint64_t>(row) << 32U | column, [&] {
    std::vector<double> lons, lats;
    for (std::size_t i = 0; i < side; ++i) {
      const auto place = geo::to_lonlat(geo::MercatorPoint{node_x(static_cast<std::int64_t>(column * side + i)),
                                                           node_y(static_cast<std::int64_t>(row * side + i))});
      lons.push_back(place.lon);
      lats.push_back(place.lat);
    }
    const Meridians meridians(std::move(lons));
    const Parallels parallels(std::move(lats));
    auto made = std::make_shared<Margins>();
    made->nearest.resize(side * side), made->enough.resize(side * side);
    MarginFill(m_tree, meridians, parallels, m_margins).write(made->nearest.data(), made->enough.data());
    shrink(made->nearest), shrink(made->enough);
    return made;
  });
}

Coverage::Between& Coverage::between(const Cells& cells) const {
  thread_local Between the_nodes;
  the_nodes.gather(*this, cells);
  return the_nodes;
}

bool Coverage::is_coarse(const geo::MercatorBox& box, std::size_t width, std::size_t height) const {
  return std::max(box.width() / static_cast<double>(width), box.height() / static_cast<double>(height)) >= m_grid.step;
}

// Nodes closer than cells would be work for nothing, and nothing lies between cells: their sign is all that is seen.
void Coverage::write_coarse(const Cells& cells, float* nearest, float* enough) const {
  constexpr double metre = 1.0;
  MarginFill(m_tree, cells.columns->meridians, cells.rows->parallels, {std::min(metre, cap()), m_margins.wanted})
      .write(nearest, enough);
}

void Coverage::sample(const geo::MercatorBox& box, std::size_t width, std::size_t height, float* nearest,
                      float* enough) const {
  if (width == 0 || height == 0) return;
  const auto cells = cells_of(box, width, height);
  is_coarse(box, width, height) ? write_coarse(cells, nearest, enough) : between(cells).write(nearest, enough);
}

void Coverage::sample_open(const geo::MercatorBox& box, std::size_t width, std::size_t height, float* nearest,
                           float* enough, std::vector<ColumnSpan>& open) const {
  open.assign(height, {});
  if (width == 0 || height == 0) return;
  const auto cells = cells_of(box, width, height);
  if (!is_coarse(box, width, height)) return between(cells).write_open(nearest, enough, open);
  write_coarse(cells, nearest, enough);
  for (std::size_t y = 0; y < height; ++y) open[y] = open_columns(nearest + y * width, enough + y * width, width);
}

}  // namespace riskmap::density::detail
