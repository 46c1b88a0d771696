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

}  // namespace

/// Margins of a picture's cells between the nodes around them, which are brought together first: there are hardly more
/// of them than cells.
class Coverage::Between {
 public:
  Between(const Coverage& coverage, const Cells& cells) : m_coverage(coverage) {
    const auto at = [&](double x) { return behind(x, coverage.m_grid.step, coverage.m_west); };
    m_first_column = at(cells.columns->xs.front()).node;
    m_columns = static_cast<std::size_t>(at(cells.columns->xs.back()).node - m_first_column) + 2;
    for (const double x : cells.columns->xs) {
      const auto [node, share] = at(x);
      m_first.push_back(static_cast<std::int32_t>(node - m_first_column));
      m_shares.push_back(share);
    }
    m_first_row = row_at(cells.rows->ys.front()).node;
    m_rows = static_cast<std::size_t>(row_at(cells.rows->ys.back()).node - m_first_row) + 2;
    const auto cap = static_cast<float>(coverage.cap());
    m_nodes.nearest.assign(m_columns * m_rows, cap), m_nodes.enough.assign(m_columns * m_rows, cap);
    gather();
  }

  void write(const Cells& cells, float* nearest, float* enough) {
    const std::size_t width = cells.columns->xs.size();
    write(m_nodes.nearest, cells, nearest, width);
    write(m_nodes.enough, cells, enough, width);
  }

 private:
  Behind row_at(double y) const { return behind(-y, m_coverage.m_grid.step, -m_coverage.m_north); }

  void gather() {
    const auto size = static_cast<std::int64_t>(side);
    const auto count = [](std::size_t nodes) { return static_cast<std::int64_t>(nodes); };
    const auto west = std::max<std::int64_t>(m_first_column, 0), north = std::max<std::int64_t>(m_first_row, 0);
    const auto east = std::min(m_first_column + count(m_columns), count(m_coverage.m_grid.columns)),
               south = std::min(m_first_row + count(m_rows), count(m_coverage.m_grid.rows));
    for (auto row = north / size; row * size < south && east > west; ++row)
      for (auto column = west / size; column * size < east; ++column) {
        const auto made = m_coverage.block(static_cast<std::size_t>(column), static_cast<std::size_t>(row));
        const auto from = std::max(west, column * size), to = std::min(east, (column + 1) * size);
        for (auto r = std::max(north, row * size); r < std::min(south, (row + 1) * size); ++r) {
          const auto in_block = static_cast<std::size_t>((r - row * size) * size + from - column * size);
          const auto here = static_cast<std::size_t>((r - m_first_row) * count(m_columns) + from - m_first_column);
          std::copy_n(made->nearest.data() + in_block, to - from, m_nodes.nearest.data() + here);
          std::copy_n(made->enough.data() + in_block, to - from, m_nodes.enough.data() + here);
        }
      }
  }

  /// Along the rows of nodes first, each once.
  void write(const std::vector<float>& nodes, const Cells& cells, float* out, std::size_t width) {
    std::int64_t held = -2;  // the row of nodes in the first of the lines
    m_lines[0].resize(width), m_lines[1].resize(width);
    const auto line = [&](std::size_t i, std::int64_t row) {
      blend_columns(m_lines[i].data(), width, m_first.data(), m_shares.data(),
                    nodes.data() + static_cast<std::size_t>(row) * m_columns);
    };
    for (const double y : cells.rows->ys) {
      const auto [node, share] = row_at(y);
      const auto row = node - m_first_row;
      if (row != held) {
        if (row == held + 1)
          std::swap(m_lines[0], m_lines[1]);
        else
          line(0, row);
        line(1, row + 1);
        held = row;
      }
      blend_rows(out, width, m_lines[0].data(), m_lines[1].data(), share);
      out += width;
    }
  }

  const Coverage& m_coverage;
  std::int64_t m_first_column = 0, m_first_row = 0;
  std::size_t m_columns = 0, m_rows = 0;
  std::vector<std::int32_t> m_first;  ///< node before each column of cells
  std::vector<float> m_shares;
  Margins m_nodes;
  std::vector<float> m_lines[2];
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
    return made;
  });
}

void Coverage::sample(const geo::MercatorBox& box, std::size_t width, std::size_t height, float* nearest,
                      float* enough) const {
  if (width == 0 || height == 0) return;
  const auto cells = cells_of(box, width, height);
  const bool is_coarse =
      std::max(box.width() / static_cast<double>(width), box.height() / static_cast<double>(height)) >= m_grid.step;
  if (!is_coarse) return Between(*this, cells).write(cells, nearest, enough);
  // Nodes closer than cells would be work for nothing, and nothing lies between cells: their sign is all that is seen.
  constexpr double metre = 1.0;
  MarginFill(m_tree, cells.columns->meridians, cells.rows->parallels, {std::min(metre, cap()), m_margins.wanted})
      .write(nearest, enough);
}

std::optional<State> Coverage::throughout(const geo::MercatorBox& box) const {
  constexpr std::size_t points = 5;
  std::vector<double> lons, lats;
  for (std::size_t i = 0; i < points; ++i) {
    const double share = static_cast<double>(i) / static_cast<double>(points - 1);
    const auto place =
        geo::to_lonlat(geo::MercatorPoint{box.min_x + share * box.width(), box.max_y - share * box.height()});
    lons.push_back(place.lon);
    lats.push_back(place.lat);
  }
  const Meridians meridians(std::move(lons));
  const Parallels parallels(std::move(lats));
  return MarginFill(m_tree, meridians, parallels, m_margins).throughout();
}

}  // namespace riskmap::density::detail
