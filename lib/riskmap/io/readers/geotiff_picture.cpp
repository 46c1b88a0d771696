// SPDX-License-Identifier: MIT
#include <riskmap/base/error.hpp>
#include <riskmap/geo/mercator.hpp>
#include <riskmap/geo/transform.hpp>
#include <riskmap/io/detail/affine.hpp>
#include <riskmap/io/detail/gdal_pixels.hpp>
#include <riskmap/io/detail/srs.hpp>
#include <riskmap/io/readers/pictures.hpp>

#include <gdal.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace riskmap::io::readers {
namespace {

constexpr double most_cells = 1e8;
constexpr std::int64_t coarsest_side = 64;
constexpr int exact_step = 16;  // columns between those whose place is asked of PROJ

using Pixels = std::vector<std::uint32_t>;
using Level = model::ImagePyramid::Level;

/// The mean of four premultiplied pixels, or a mixture of two by 1/256.
std::uint32_t mean(std::uint32_t a, std::uint32_t b, std::uint32_t c, std::uint32_t d) {
  std::uint32_t out = 0;
  for (unsigned shift = 0; shift < 32; shift += 8) {
    const auto sum = ((a >> shift) & 255U) + ((b >> shift) & 255U) + ((c >> shift) & 255U) + ((d >> shift) & 255U);
    out |= ((sum + 2) / 4) << shift;
  }
  return out;
}
std::uint32_t mixed(std::uint32_t a, std::uint32_t b, std::uint32_t share) {
  std::uint32_t out = 0;
  for (unsigned shift = 0; shift < 32; shift += 8)
    out |= ((((a >> shift) & 255U) * (256 - share) + ((b >> shift) & 255U) * share + 128) >> 8U) << shift;
  return out;
}

class Picture final : public model::ImagePyramid {
 public:
  Picture(const Level& finest, Pixels pixels) {
    m_levels.push_back(finest);
    m_pixels.push_back(std::move(pixels));
    m_box = {finest.west, finest.north - finest.cell_height * static_cast<double>(finest.rows),
             finest.west + finest.cell_width * static_cast<double>(finest.columns), finest.north};
    while (std::max(m_levels.back().columns, m_levels.back().rows) > coarsest_side) halve();
  }

  void read(std::size_t level, std::int64_t column, std::int64_t row, int width, int height,
            std::uint32_t* out) const override {
    const auto& shape = m_levels[level];
    for (std::int64_t y = row; y < row + height; ++y, out += width) {
      std::fill(out, out + width, 0U);
      if (y < 0 || y >= shape.rows) continue;
      const auto first = std::max<std::int64_t>(0, column), last = std::min(shape.columns, column + width);
      if (first >= last) continue;
      const auto* const from = m_pixels[level].data() + y * shape.columns;
      std::copy(from + first, from + last, out + (first - column));
    }
  }

 private:
  void halve() {
    const auto& fine = m_levels.back();
    const auto& from = m_pixels.back();
    Level coarse = fine;
    coarse.columns = (fine.columns + 1) / 2;
    coarse.rows = (fine.rows + 1) / 2;
    coarse.cell_width *= 2, coarse.cell_height *= 2, coarse.nominal *= 2;
    const auto at = [&](std::int64_t x, std::int64_t y) {
      return x < fine.columns && y < fine.rows ? from[static_cast<std::size_t>(y * fine.columns + x)] : 0U;
    };
    Pixels pixels;
    pixels.reserve(static_cast<std::size_t>(coarse.columns * coarse.rows));
    for (std::int64_t y = 0; y < coarse.rows; ++y) {
      for (std::int64_t x = 0; x < coarse.columns; ++x)
        pixels.push_back(mean(at(2 * x, 2 * y), at(2 * x + 1, 2 * y), at(2 * x, 2 * y + 1), at(2 * x + 1, 2 * y + 1)));
    }
    m_levels.push_back(coarse);
    m_pixels.push_back(std::move(pixels));
  }

  std::vector<Pixels> m_pixels;
};

/// The file's own grid, and how its CRS lies on Web Mercator.
class Grid {
 public:
  Grid(std::int64_t columns, std::int64_t rows, std::array<double, 6> affine, Pixels pixels, geo::Transform transform)
      : m_columns(columns), m_rows(rows), m_affine(affine), m_pixels(std::move(pixels)), m_transform(transform) {}

  std::unique_ptr<model::ImagePyramid> on_mercator() && {
    if (const auto own = own_level()) return std::make_unique<Picture>(*own, std::move(m_pixels));
    const auto level = square_level();
    Pixels pixels;
    pixels.reserve(static_cast<std::size_t>(level.columns * level.rows));
    for (std::int64_t row = 0; row < level.rows; ++row) add_row(level, row, pixels);
    return std::make_unique<Picture>(level, std::move(pixels));
  }

 private:
  struct Place {
    double x, y;
  };

  std::optional<geo::MercatorPoint> mercator(double column, double row) const {
    const auto& a = m_affine;
    const auto place = m_transform.to_lonlat(a[0] + column * a[1] + row * a[2], a[3] + column * a[4] + row * a[5]);
    if (!place || !geo::is_valid(*place) || std::abs(place->lat) > 85.0511287798066) return std::nullopt;
    return geo::to_mercator(*place);
  }

  // Where the file lies on Web Mercator already, its cells stay as they are.
  std::optional<Level> own_level() const {
    const auto& a = m_affine;
    if (a[2] != 0 || a[4] != 0 || a[1] <= 0 || a[5] >= 0) return std::nullopt;
    const double columns = static_cast<double>(m_columns), rows = static_cast<double>(m_rows);
    for (const auto& [column, row] : {Place{0, 0}, Place{columns, rows}, Place{columns / 2, rows / 3}}) {
      const auto at = mercator(column, row);
      const double tolerance = a[1] / 100;
      if (!at || std::abs(at->x - (a[0] + column * a[1])) > tolerance ||
          std::abs(at->y - (a[3] + row * a[5])) > tolerance)
        return std::nullopt;
    }
    return Level{a[0], a[3], a[1], -a[5], a[1], m_columns, m_rows};
  }

  // Square cells, as many as the file has.
  Level square_level() const {
    geo::MercatorBox box;
    const auto extend = [&](double column, double row) {
      if (const auto at = mercator(column, row)) box.extend(at->x, at->y);
    };
    const double columns = static_cast<double>(m_columns), rows = static_cast<double>(m_rows);
    for (double c = 0; c <= columns; ++c) extend(c, 0), extend(c, rows);
    for (double r = 0; r <= rows; ++r) extend(0, r), extend(columns, r);
    if (box.empty() || !(box.width() > 0) || !(box.height() > 0)) throw DataError("its grid has no place on the map");
    const double cell = std::sqrt(box.width() * box.height() / (columns * rows));
    Level level{box.min_x, box.max_y, cell, cell, cell, 0, 0};
    level.columns = std::max<std::int64_t>(1, std::llround(box.width() / cell));
    level.rows = std::max<std::int64_t>(1, std::llround(box.height() / cell));
    if (1.0 * static_cast<double>(level.columns) * static_cast<double>(level.rows) > 2 * most_cells)
      throw LimitError("on Web Mercator it has too many cells");
    return level;
  }

  std::optional<Place> cell_at(const Level& level, double column, double row) const {
    const auto place = geo::to_lonlat(
        geo::MercatorPoint{level.west + column * level.cell_width, level.north - row * level.cell_height});
    const auto plane = m_transform.from_lonlat(place);
    if (!plane) return std::nullopt;
    const auto& a = m_affine;
    const double determinant = a[1] * a[5] - a[2] * a[4], dx = plane->x - a[0], dy = plane->y - a[3];
    return Place{(dx * a[5] - dy * a[2]) / determinant, (dy * a[1] - dx * a[4]) / determinant};
  }

  void add_row(const Level& level, std::int64_t row, Pixels& out) const {
    const double y = static_cast<double>(row) + 0.5;
    auto from = cell_at(level, 0.5, y);
    for (std::int64_t column = 0; column < level.columns; column += exact_step) {
      const auto to = cell_at(level, static_cast<double>(column + exact_step) + 0.5, y);
      for (int i = 0; i < exact_step && column + i < level.columns; ++i) {
        const double t = 1.0 * i / exact_step;
        out.push_back(from && to ? pixel_at({from->x + t * (to->x - from->x), from->y + t * (to->y - from->y)}) : 0);
      }
      from = to;
    }
  }

  // Bilinear between the cells' centres; transparent outside.
  std::uint32_t pixel_at(Place at) const {
    if (!(at.x >= 0 && at.y >= 0 && at.x < static_cast<double>(m_columns) && at.y < static_cast<double>(m_rows)))
      return 0;
    const auto u = std::llround(at.x * 256) - 128, v = std::llround(at.y * 256) - 128;
    const auto pixel = [&](std::int64_t x, std::int64_t y) {
      x = std::clamp<std::int64_t>(x, 0, m_columns - 1);
      y = std::clamp<std::int64_t>(y, 0, m_rows - 1);
      return m_pixels[static_cast<std::size_t>(y * m_columns + x)];
    };
    const auto x = u >> 8U, y = v >> 8U;
    const auto s = static_cast<std::uint32_t>(u & 255), t = static_cast<std::uint32_t>(v & 255);
    return mixed(mixed(pixel(x, y), pixel(x + 1, y), s), mixed(pixel(x, y + 1), pixel(x + 1, y + 1), s), t);
  }

  std::int64_t m_columns, m_rows;
  std::array<double, 6> m_affine;
  Pixels m_pixels;
  geo::Transform m_transform;
};

}  // namespace

std::unique_ptr<model::ImagePyramid> read_geotiff_picture(const File& file, const OpenOptions& options) {
  try {
    detail::GdalSession session;
    const auto dataset = detail::open_dataset(file.path, "GTiff", detail::Content::raster);
    if (!dataset) throw DataError("GDAL cannot read it as GeoTIFF: " + printable(session.failure()));
    auto pixels = detail::read_pixels(dataset.get(), session, most_cells);
    return Grid(GDALGetRasterXSize(dataset.get()), GDALGetRasterYSize(dataset.get()),
                detail::checked_affine(dataset.get()), std::move(pixels),
                geo::Transform(detail::crs_or(GDALGetSpatialRef(dataset.get()), options.crs)))
        .on_mercator();
  } catch (Error& error) {
    error.add_context(file.shown);
    throw;
  }
}

}  // namespace riskmap::io::readers
