// SPDX-License-Identifier: MIT
#include <riskmap/render/detail/elevations.hpp>

#include <riskmap/geo/box.hpp>
#include <riskmap/geo/mercator.hpp>
#include <riskmap/render/detail/shape.hpp>

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

namespace riskmap::render::detail {
namespace {

// Blocks of `side` × `side` cells as one, their mean; what is no data does not count.
model::Raster coarser(const model::Raster& fine, std::size_t side) {
  model::Raster out;
  out.columns = (fine.columns + side - 1) / side;
  out.rows = (fine.rows + side - 1) / side;
  out.north_west = fine.north_west;
  out.cell_width = fine.cell_width * static_cast<double>(side);
  out.cell_height = fine.cell_height * static_cast<double>(side);
  out.values.reserve(out.columns * out.rows);
  for (std::size_t row = 0; row < out.rows; ++row) {
    for (std::size_t column = 0; column < out.columns; ++column) {
      double sum = 0;
      std::size_t count = 0;
      for (std::size_t y = row * side; y < std::min(fine.rows, (row + 1) * side); ++y) {
        for (std::size_t x = column * side; x < std::min(fine.columns, (column + 1) * side); ++x) {
          const float value = fine.values[y * fine.columns + x];
          if (!std::isnan(value)) sum += value, ++count;
        }
      }
      out.values.push_back(count == 0 ? std::numeric_limits<float>::quiet_NaN()
                                      : static_cast<float>(sum / static_cast<double>(count)));
    }
  }
  return out;
}

double rounded(double place) { return std::round(place * 1048576.0) / 1048576.0; }

std::uint64_t digest_of(const model::Raster& raster) {
  std::uint64_t sum = 0;
  for (const char c : raster.sha256) sum = mixed(sum, static_cast<std::uint64_t>(c));
  for (const double value : {raster.north_west.lon, raster.north_west.lat, raster.cell_width, raster.cell_height})
    sum = mixed(sum, std::bit_cast<std::uint64_t>(value));
  if (raster.sha256.empty())
    for (const float value : raster.values) sum = mixed(sum, std::bit_cast<std::uint32_t>(value));
  return sum;
}

}  // namespace

Elevations::Elevations(const model::Raster& raster, double world_size)
    : m_raster(&raster), m_world_size(world_size), m_digest(digest_of(raster)) {
  std::size_t side = 1;
  while (2 * static_cast<double>(side) * raster.cell_width * world_size <= 360) side *= 2;
  if (side == 1) return;
  m_coarse = coarser(raster, side);
  m_raster = &m_coarse;
}

Elevations::Tap Elevations::tap(double place, std::size_t count) {
  Tap out;
  out.inside = place >= 0 && place <= static_cast<double>(count);
  if (!out.inside) return out;
  const double first = std::floor(place - 0.5), t = place - 0.5 - first, t2 = t * t, t3 = t2 * t;
  const std::array<double, 4> weights{0.5 * (-t3 + 2 * t2 - t), 0.5 * (3 * t3 - 5 * t2 + 2),
                                      0.5 * (-3 * t3 + 4 * t2 + t), 0.5 * (t3 - t2)};
  for (std::size_t i = 0; i < 4; ++i) {
    out.cells[i] =
        static_cast<std::size_t>(std::clamp(first + static_cast<double>(i) - 1, 0.0, static_cast<double>(count - 1)));
    out.weights[i] = static_cast<float>(weights[i]);
  }
  return out;
}

Elevations::Tap Elevations::column(std::int64_t world_x) const {
  const double lon = (static_cast<double>(world_x) + 0.5) / m_world_size * 360 - 180;
  return tap(rounded((lon - m_raster->north_west.lon) / m_raster->cell_width), m_raster->columns);
}

Elevations::Tap Elevations::row(std::int64_t world_y) const {
  const double y = geo::mercator_half - (static_cast<double>(world_y) + 0.5) / m_world_size * 2 * geo::mercator_half;
  const double lat = geo::to_lonlat(geo::MercatorPoint{0, y}).lat;
  return tap(rounded((m_raster->north_west.lat - lat) / m_raster->cell_height), m_raster->rows);
}

void Elevations::sample(const View& view, std::vector<float>& out) const {
  constexpr float none = std::numeric_limits<float>::quiet_NaN();
  thread_local std::vector<Tap> columns;
  columns.clear();
  for (int x = 0; x < view.width; ++x) columns.push_back(column(view.left + x));
  out.resize(static_cast<std::size_t>(view.width) * static_cast<std::size_t>(view.height));
  auto* to = out.data();
  for (int y = 0; y < view.height; ++y) {
    const auto down = row(view.top + y);
    for (const auto& across : columns) {
      float sum = 0;
      for (std::size_t j = 0; j < 4; ++j) {
        const auto* const line = m_raster->values.data() + down.cells[j] * m_raster->columns;
        const float along = across.weights[0] * line[across.cells[0]] + across.weights[1] * line[across.cells[1]] +
                            across.weights[2] * line[across.cells[2]] + across.weights[3] * line[across.cells[3]];
        sum += down.weights[j] * along;
      }
      *to++ = down.inside && across.inside ? sum : none;
    }
  }
}

bool Elevations::touches(const View& view) const {
  const auto& r = *m_raster;
  const geo::LonLatBox box{r.north_west.lon, r.north_west.lat - static_cast<double>(r.rows) * r.cell_height,
                           r.north_west.lon + static_cast<double>(r.columns) * r.cell_width, r.north_west.lat};
  return !r.values.empty() && box.intersects(view.lonlat_box());
}

void Elevations::add_to(Digest& digest, const View& view) const {
  digest.add(m_digest).add(view.zoom).add(view.ratio);
  digest.add(static_cast<std::uint64_t>(view.left)).add(static_cast<std::uint64_t>(view.top));
}

}  // namespace riskmap::render::detail
