// SPDX-License-Identifier: MIT
#include <riskmap/render/detail/elevations.hpp>

#include <riskmap/render/detail/layer_features.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace riskmap::render::detail {
namespace {

constexpr float no_data = std::numeric_limits<float>::quiet_NaN();

}  // namespace

// For a slope, the nearest cell is the second of four: its neighbours are the first and third.
Elevations::Tap Elevations::tap(double place, std::int64_t count) const {
  Tap out;
  out.inside = place >= 0 && place <= static_cast<double>(count);
  if (!out.inside) return out;
  const bool nearest = m_how == Resampling::nearest;
  const double first = std::floor(nearest ? place : place - 0.5), t = place - 0.5 - first, t2 = t * t, t3 = t2 * t;
  const std::array<double, 4> weights{0.5 * (-t3 + 2 * t2 - t), 0.5 * (3 * t3 - 5 * t2 + 2),
                                      0.5 * (-3 * t3 + 4 * t2 + t), 0.5 * (t3 - t2)};
  for (std::size_t i = 0; i < 4; ++i) {
    out.cells[i] =
        static_cast<std::int64_t>(std::clamp(first + static_cast<double>(i) - 1, 0.0, static_cast<double>(count - 1)));
    out.weights[i] = static_cast<float>(weights[i]);
  }
  return out;
}

const Elevations::Taps& Elevations::taps(const View& view) const {
  thread_local Taps taps;
  taps.columns.clear(), taps.rows.clear();
  for (int x = 0; x < view.width; ++x)
    taps.columns.push_back(tap(m_cells->column_at(view.left + x), m_cells->columns()));
  for (int y = 0; y < view.height; ++y) taps.rows.push_back(tap(m_cells->row_at(view.top + y), m_cells->rows()));
  return taps;
}

// All cells that any pixel asks for; they rise with the pixels. Outside the grid, its first.
ElevationCells::Region Elevations::region_of(const Taps& taps) {
  const auto reach = [](const std::vector<Tap>& along) {
    std::int64_t low = std::numeric_limits<std::int64_t>::max(), high = -1;
    for (const auto& tap : along) {
      if (!tap.inside) continue;
      low = std::min(low, tap.cells.front());
      high = std::max(high, tap.cells.back());
    }
    return high < 0 ? std::pair<std::int64_t, std::int64_t>(0, 0) : std::pair(low, high);
  };
  const auto [left, right] = reach(taps.columns);
  const auto [top, bottom] = reach(taps.rows);
  return {left, top, static_cast<int>(right - left + 1), static_cast<int>(bottom - top + 1)};
}

void Elevations::sample(const View& view, std::vector<float>& out) const {
  const auto& places = taps(view);
  const auto& [columns, rows] = places;
  const auto region = region_of(places);
  const auto cells = m_cells->read(region);
  out.resize(static_cast<std::size_t>(view.width) * static_cast<std::size_t>(view.height));
  auto* to = out.data();
  for (const auto& down : rows) {
    for (const auto& across : columns) {
      if (!down.inside || !across.inside) {
        *to++ = no_data;
        continue;
      }
      if (m_how == Resampling::nearest) {
        *to++ = cells.first[(down.cells[1] - region.row) * cells.stride + across.cells[1] - region.column];
        continue;
      }
      float sum = 0;
      for (std::size_t j = 0; j < 4; ++j) {
        const auto* const line = cells.first + (down.cells[j] - region.row) * cells.stride - region.column;
        const float along = across.weights[0] * line[across.cells[0]] + across.weights[1] * line[across.cells[1]] +
                            across.weights[2] * line[across.cells[2]] + across.weights[3] * line[across.cells[3]];
        sum += down.weights[j] * along;
      }
      *to++ = sum;
    }
  }
}

void Elevations::sample_slopes(const View& view, std::vector<Slope>& out) const {
  const auto& places = taps(view);
  const auto& [columns, rows] = places;
  const auto region = region_of(places);
  const auto cells = m_cells->read(region);
  const double wide = 8 * m_cells->cell_width();
  out.clear();
  for (const auto& down : rows) {
    const double high = 8 * m_cells->cell_height(down.cells[1]);
    const auto line = [&](std::size_t i) {
      return cells.first + (down.inside ? down.cells[i] - region.row : 0) * cells.stride - region.column;
    };
    const auto *const north = line(0), *const middle = line(1), *const south = line(2);
    for (const auto& across : columns) {
      if (!down.inside || !across.inside) {
        out.push_back({no_data, no_data});
        continue;
      }
      const auto west = across.cells[0], here = across.cells[1], east = across.cells[2];
      const double a = north[west], b = north[here], c = north[east], d = middle[west], f = middle[east],
                   g = south[west], h = south[here], i = south[east];
      out.push_back({((c + f + f + i) - (a + d + d + g)) / wide, ((g + h + h + i) - (a + b + b + c)) / high});
    }
  }
}

void Elevations::add_to(Digest& digest, const View& view) const {
  m_cells->add_to(digest, view, region_of(taps(view)));
  digest.add(std::uint64_t{m_how == Resampling::nearest});
}

std::optional<Elevations> elevations_of(const style::Layer& layer, const PrepareContext& prepare) {
  const auto how =
      layer.text("resampling", evaluation(prepare)) == "nearest" ? Resampling::nearest : Resampling::linear;
  std::unique_ptr<const ElevationCells> cells;
  if (const auto* raster = prepare.scene.elevation(layer)) {
    cells = cells_of(*raster, prepare.world_size);
  } else if (const auto* tiles = prepare.scene.pictures(layer)) {
    const auto& source = *prepare.scene.document().source(layer.source);
    cells = cells_of(*tiles, {source.red_factor, source.green_factor, source.blue_factor, source.base_shift},
                     prepare.world_size, prepare.ratio);
  }
  if (!cells) return std::nullopt;
  return Elevations(std::move(cells), how);
}

}  // namespace riskmap::render::detail
