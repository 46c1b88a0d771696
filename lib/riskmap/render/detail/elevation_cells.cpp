// SPDX-License-Identifier: MIT
#include <riskmap/render/detail/elevation_cells.hpp>

#include <riskmap/geo/box.hpp>
#include <riskmap/geo/mercator.hpp>
#include <riskmap/render/detail/image_sampler.hpp>
#include <riskmap/render/detail/shape.hpp>

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <numbers>
#include <utility>
#include <vector>

namespace riskmap::render::detail {
namespace {

constexpr float no_data = std::numeric_limits<float>::quiet_NaN();
constexpr double most = 1e30;  // what a document's factors may make of a pixel

double rounded(double place) { return std::round(place * 1048576.0) / 1048576.0; }

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
      out.values.push_back(count == 0 ? no_data : static_cast<float>(sum / static_cast<double>(count)));
    }
  }
  return out;
}

std::uint64_t digest_of(const model::Raster& raster) {
  std::uint64_t sum = 0;
  for (const char c : raster.sha256) sum = mixed(sum, static_cast<std::uint64_t>(c));
  for (const double value : {raster.north_west.lon, raster.north_west.lat, raster.cell_width, raster.cell_height})
    sum = mixed(sum, std::bit_cast<std::uint64_t>(value));
  if (raster.sha256.empty())
    for (const float value : raster.values) sum = mixed(sum, std::bit_cast<std::uint32_t>(value));
  return sum;
}

class RasterCells final : public ElevationCells {
 public:
  RasterCells(const model::Raster& raster, double world_size)
      : m_raster(&raster), m_world_size(world_size), m_digest(digest_of(raster)) {
    std::size_t side = 1;
    while (2 * static_cast<double>(side) * raster.cell_width * world_size <= 360) side *= 2;
    if (side > 1) {
      m_coarse = coarser(raster, side);
      m_raster = &m_coarse;
    }
    m_columns = static_cast<std::int64_t>(m_raster->columns);
    m_rows = static_cast<std::int64_t>(m_raster->rows);
  }

  double column_at(std::int64_t world_x) const override {
    const double lon = (static_cast<double>(world_x) + 0.5) / m_world_size * 360 - 180;
    return rounded((lon - m_raster->north_west.lon) / m_raster->cell_width);
  }
  double row_at(std::int64_t world_y) const override {
    const double y = geo::mercator_half - (static_cast<double>(world_y) + 0.5) / m_world_size * 2 * geo::mercator_half;
    const double lat = geo::to_lonlat(geo::MercatorPoint{0, y}).lat;
    return rounded((m_raster->north_west.lat - lat) / m_raster->cell_height);
  }

  double cell_width() const override { return m_raster->cell_width * geo::mercator_half / 180; }
  double cell_height(std::int64_t row) const override {
    const double lat = m_raster->north_west.lat - (static_cast<double>(row) + 0.5) * m_raster->cell_height;
    const double stretch = 1 / std::cos(std::clamp(lat, -89.0, 89.0) * std::numbers::pi / 180);
    return m_raster->cell_height * geo::mercator_half / 180 * rounded(stretch);
  }

  Cells read(const Region& region) const override {
    return {m_raster->values.data() + region.row * m_columns + region.column, m_columns};
  }

  bool touches(const View& view) const override {
    const auto& r = *m_raster;
    const geo::LonLatBox box{r.north_west.lon, r.north_west.lat - static_cast<double>(r.rows) * r.cell_height,
                             r.north_west.lon + static_cast<double>(r.columns) * r.cell_width, r.north_west.lat};
    return !r.values.empty() && box.intersects(view.lonlat_box());
  }

  void add_to(Digest& digest, const View& view, const Region&) const override {
    digest.add(m_digest).add(view.zoom).add(view.ratio);
    digest.add(static_cast<std::uint64_t>(view.left)).add(static_cast<std::uint64_t>(view.top));
  }

 private:
  const model::Raster* m_raster;
  model::Raster m_coarse;  // if the raster is too fine
  double m_world_size;
  std::uint64_t m_digest;
};

class TileCells final : public ElevationCells {
 public:
  TileCells(const model::ImagePyramid& tiles, std::size_t level, const ElevationEncoding& encoding, double world_size)
      : m_tiles(tiles), m_level(level), m_encoding(encoding), m_pixel(2 * geo::mercator_half / world_size) {
    m_columns = grid().columns;
    m_rows = grid().rows;
  }

  double column_at(std::int64_t world_x) const override {
    const double x = (static_cast<double>(world_x) + 0.5) * m_pixel - geo::mercator_half;
    return rounded((x - grid().west) / grid().cell_width);
  }
  double row_at(std::int64_t world_y) const override {
    const double y = geo::mercator_half - (static_cast<double>(world_y) + 0.5) * m_pixel;
    return rounded((grid().north - y) / grid().cell_height);
  }

  double cell_width() const override { return grid().cell_width; }
  double cell_height(std::int64_t) const override { return grid().cell_height; }

  Cells read(const Region& region) const override {
    thread_local std::vector<float> heights;
    const auto& pixels = pixels_of(region);
    heights.resize(pixels.size());
    std::transform(pixels.begin(), pixels.end(), heights.begin(), [this](std::uint32_t p) { return decoded(p); });
    return {heights.data(), region.width};
  }

  bool touches(const View& view) const override { return m_tiles.box().intersects(view.box()); }

  void add_to(Digest& digest, const View& view, const Region& region) const override {
    std::uint64_t sum = static_cast<std::uint64_t>(region.width);
    for (const auto pixel : pixels_of(region)) sum = mixed(sum, pixel);
    const auto& [red, green, blue, shift] = m_encoding;
    digest.add(sum).add(red).add(green).add(blue).add(shift).add(m_pixel / grid().cell_width);
    digest.add(column_at(view.left) - static_cast<double>(region.column));
    digest.add(row_at(view.top) - static_cast<double>(region.row));
  }

 private:
  const model::ImagePyramid::Level& grid() const { return m_tiles.levels()[m_level]; }

  const std::vector<std::uint32_t>& pixels_of(const Region& region) const {
    thread_local std::vector<std::uint32_t> pixels;
    pixels.resize(static_cast<std::size_t>(region.width) * static_cast<std::size_t>(region.height));
    m_tiles.read(m_level, region.column, region.row, region.width, region.height, pixels.data());
    return pixels;
  }

  float decoded(std::uint32_t pixel) const {
    if (pixel >> 24U != 255U) return no_data;
    const double red = (pixel >> 16U) & 255U, green = (pixel >> 8U) & 255U, blue = pixel & 255U;
    const double value = m_encoding.red * red + m_encoding.green * green + m_encoding.blue * blue - m_encoding.shift;
    return std::abs(value) < most ? static_cast<float>(value) : no_data;
  }

  const model::ImagePyramid& m_tiles;
  std::size_t m_level;
  ElevationEncoding m_encoding;
  double m_pixel;  // EPSG:3857 units
};

}  // namespace

std::unique_ptr<const ElevationCells> cells_of(const model::Raster& raster, double world_size) {
  return std::make_unique<RasterCells>(raster, world_size);
}

std::unique_ptr<const ElevationCells> cells_of(const model::ImagePyramid& tiles, const ElevationEncoding& encoding,
                                               double world_size, double ratio) {
  const auto level = level_for(tiles, world_size, ratio);
  if (!level) return nullptr;
  return std::make_unique<TileCells>(tiles, *level, encoding, world_size);
}

}  // namespace riskmap::render::detail
