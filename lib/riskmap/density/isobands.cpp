// SPDX-License-Identifier: MIT
#include <riskmap/density/isobands.hpp>

#include <riskmap/base/error.hpp>
#include <riskmap/base/parallel.hpp>
#include <riskmap/density/detail/level_rings.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <iterator>
#include <limits>
#include <optional>

namespace riskmap::density {
namespace {

constexpr std::size_t block_rows = 32;  // fixed, so that values cannot depend on the number of threads
constexpr double margin = 2.5;  // steps beyond the box: the rim of the grid must not show, nor nodes lie on the box
constexpr std::size_t bytes_per_node = 24;  // its value, and segments and vertices where every tenth cell is crossed

geo::Grid grid_over(const geo::LonLatBox& box, Metres resolution) {
  const geo::LonLat middle{0.5 * (box.min_x + box.max_x), 0.5 * (box.min_y + box.max_y)};
  const double step = geo::on_map(resolution, middle).value();
  const auto extent = geo::to_mercator(box);
  const auto nodes = [step](double length) { return std::ceil(length / step) + 2.0 * margin + 1.0; };
  const double columns = nodes(extent.width()), rows = nodes(extent.height());
  if (columns * rows > 1e12) throw LimitError(fmt::format("isobands over {:.3g} nodes", columns * rows));
  return {{extent.min_x - margin * step, extent.max_y + margin * step},
          step,
          static_cast<std::size_t>(columns),
          static_cast<std::size_t>(rows)};
}

void check_memory(const geo::Grid& grid, std::size_t max_memory) {
  const std::size_t needed = grid.size() * bytes_per_node;
  if (needed <= max_memory) return;
  throw LimitError(
      "", fmt::format("isobands over {} × {} nodes take about {} MiB", grid.columns, grid.rows, (needed >> 20U) + 1),
      "a coarser resolution, or more memory");
}

/// Rows of nodes as the cells whose centres they are.
geo::MercatorBox cells_around(const geo::Grid& grid, std::size_t row, std::size_t rows) {
  const auto first = grid.node(0, row), last = grid.node(grid.columns - 1, row + rows - 1);
  return geo::MercatorBox{first.x, last.y, last.x, first.y}.grown(0.5 * grid.step);
}

detail::NodeField sampled(const Numbers& surface, const geo::Grid& grid, unsigned threads, Progress& progress) {
  detail::NodeField field{grid, std::vector<float>(grid.size()), {}};
  const std::size_t blocks = (grid.rows + block_rows - 1) / block_rows;
  progress.start("sampling the surface", blocks, "blocks");
  parallel_for(blocks, threads, [&](std::size_t block) {
    const std::size_t row = block * block_rows, rows = std::min(block_rows, grid.rows - row);
    surface.sample(cells_around(grid, row, rows), grid.columns, rows, field.values.data() + row * grid.columns);
    progress.advance(1);
  });
  progress.finish();
  field.value_at = [&surface](geo::MercatorPoint p) {
    float value = 0;
    surface.sample({p.x - 1.0, p.y - 1.0, p.x + 1.0, p.y + 1.0}, 1, 1, &value);
    return static_cast<double>(value);
  };
  return field;
}

/// The box's ring, its points a step apart, so that its sides are parallels and not shorter ways across them.
model::Outline outline_of(const geo::LonLatBox& box, const geo::Grid& grid) {
  model::Line ring;
  const auto side = [&](geo::LonLat from, geo::LonLat to, std::size_t pieces) {
    for (std::size_t i = 0; i < pieces; ++i) {
      const double share = static_cast<double>(i) / static_cast<double>(pieces);
      ring.push_back({from.lon + share * (to.lon - from.lon), from.lat + share * (to.lat - from.lat)});
    }
  };
  side({box.min_x, box.min_y}, {box.max_x, box.min_y}, grid.columns);
  side({box.max_x, box.min_y}, {box.max_x, box.max_y}, grid.rows);
  side({box.max_x, box.max_y}, {box.min_x, box.max_y}, grid.columns);
  side({box.min_x, box.max_y}, {box.min_x, box.min_y}, grid.rows);
  ring.push_back(ring.front());
  return {ring};
}

/// What a place must lie inside to be in any band: the study area, and the box where it cuts that.
std::vector<model::Outline> limits_of(const Numbers& surface, const geo::LonLatBox& box, const geo::Grid& grid) {
  std::vector<model::Outline> limits;
  const auto* area = surface.study_area();
  if (area != nullptr) limits.push_back(model::outline_of(area->polygons()));
  const auto whole = area != nullptr ? area->box() : geo::LonLatBox{};
  const bool cuts = area == nullptr || box.min_x > whole.min_x || box.min_y > whole.min_y || box.max_x < whole.max_x ||
                    box.max_y < whole.max_y;
  if (cuts) limits.push_back(outline_of(box, grid));
  return limits;
}

}  // namespace

std::vector<Isoband> isobands(const Numbers& surface, const std::vector<double>& breaks, const IsobandOptions& options,
                              Progress* progress) {
  assert(!options.box.empty() && options.resolution.value() > 0);
  Progress silence;
  auto& told = progress != nullptr ? *progress : silence;
  const auto grid = grid_over(options.box, options.resolution);
  check_memory(grid, options.max_memory);
  auto outlines = limits_of(surface, options.box, grid);
  const auto limits = static_cast<std::ptrdiff_t>(outlines.size());
  auto rings = detail::level_rings(sampled(surface, grid, options.threads, told), breaks);
  outlines.insert(outlines.end(), std::make_move_iterator(rings.begin()), std::make_move_iterator(rings.end()));
  const auto class_of = [limits](const std::vector<bool>& inside) -> std::optional<std::size_t> {
    if (!std::all_of(inside.begin(), inside.begin() + limits, [](bool yes) { return yes; })) return std::nullopt;
    const auto reached = std::count(inside.begin() + limits, inside.end(), true);
    if (reached == 0) return std::nullopt;
    return static_cast<std::size_t>(reached - 1);
  };
  auto areas = model::overlay(outlines, breaks.size(), class_of);
  std::vector<Isoband> bands;
  for (std::size_t i = 0; i < breaks.size(); ++i) {
    const double upper = i + 1 < breaks.size() ? breaks[i + 1] : std::numeric_limits<double>::infinity();
    const double size = model::area_of(areas[i]);
    bands.push_back({breaks[i], upper, std::move(areas[i]), size});
  }
  return bands;
}

}  // namespace riskmap::density
