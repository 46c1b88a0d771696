// SPDX-License-Identifier: MIT
#include <riskmap/base/error.hpp>
#include <riskmap/geo/mercator.hpp>
#include <riskmap/io/archives/archive.hpp>
#include <riskmap/io/detail/gdal_pixels.hpp>
#include <riskmap/io/detail/memory_file.hpp>
#include <riskmap/io/readers/pictures.hpp>

#include <fmt/format.h>
#include <gdal.h>

#include <algorithm>
#include <cmath>
#include <list>
#include <mutex>

namespace riskmap::io::readers {
namespace {

constexpr int largest_side = 4096;

const char* driver_of(const std::string& bytes) {
  if (bytes.starts_with("\x89PNG\r\n\x1a\n")) return "PNG";
  if (bytes.starts_with("\xff\xd8\xff")) return "JPEG";
  if (bytes.size() > 12 && bytes.starts_with("RIFF") && bytes.compare(8, 4, "WEBP") == 0) return "WEBP";
  return nullptr;
}

/// The tiles of one archive as one picture a zoom; those that were asked for last stay decoded.
class PictureTiles final : public model::ImagePyramid {
 public:
  PictureTiles(std::unique_ptr<Archive> archive, const TileChoice& choice) : m_archive(std::move(archive)) {
    m_has_overview = false;
    const auto summary = m_archive->summary();
    const auto tiles = m_archive->tiles();  // which holds the bytes of the tile it gave last
    const auto first = tiles->next();
    if (!first) throw DataError("holds no tiles");
    const auto picture = decode_picture_tile(first->bytes, largest_side);
    if (picture.width != picture.height) throw DataError("its tiles are not square");
    m_side = picture.width;
    const auto side = static_cast<std::size_t>(m_side);
    m_most = std::max<std::size_t>(16, choice.kept_bytes / (sizeof(std::uint32_t) * side * side));
    const auto bounds = choice.bounds.value_or(summary.bounds);
    m_box = geo::to_mercator(bounds.empty() ? geo::LonLatBox{-180, -85, 180, 85} : bounds);
    for (auto zoom = summary.tiles_per_zoom.rbegin(); zoom != summary.tiles_per_zoom.rend(); ++zoom) {
      const bool wanted = zoom->first >= choice.min_zoom && zoom->first <= choice.max_zoom;
      if (zoom->second > 0 && wanted) add_level(zoom->first, choice.tile_size);
    }
    if (m_levels.empty())
      throw DataError(fmt::format("holds no tiles of the zooms {:g} to {:g}", choice.min_zoom, choice.max_zoom));
    keep_to_whole_tiles();
  }

  void read(std::size_t level, std::int64_t column, std::int64_t row, int width, int height,
            std::uint32_t* out) const override {
    std::fill(out, out + static_cast<std::ptrdiff_t>(width) * height, 0U);
    const auto& there = m_cells[level];
    const Cells wanted{std::max(column, there.left), std::max(row, there.top), std::min(column + width, there.right),
                       std::min(row + height, there.bottom)};
    if (wanted.left >= wanted.right || wanted.top >= wanted.bottom) return;
    auto* const origin = out - row * width - column;  // of the level's first cell
    for (auto y = wanted.top / m_side; y <= (wanted.bottom - 1) / m_side; ++y) {
      for (auto x = wanted.left / m_side; x <= (wanted.right - 1) / m_side; ++x) {
        const auto pixels = tile({m_zooms[level], static_cast<std::uint32_t>(x), static_cast<std::uint32_t>(y)});
        if (pixels) copy(*pixels, x * m_side, y * m_side, wanted, width, origin);
      }
    }
  }

 private:
  using Pixels = std::shared_ptr<const std::vector<std::uint32_t>>;  // null: there is no such tile
  struct Cells {
    std::int64_t left, top, right, bottom;
  };
  struct Kept {
    geo::TileId tile;
    Pixels pixels;
  };

  void add_level(unsigned zoom, int tile_size) {
    const double tiles = std::ldexp(1.0, static_cast<int>(zoom)), world = 2 * geo::mercator_half;
    const auto cells = (std::int64_t{1} << zoom) * m_side;
    m_zooms.push_back(zoom);
    m_levels.push_back({-geo::mercator_half, geo::mercator_half, world / (tiles * m_side), world / (tiles * m_side),
                        world / (tiles * tile_size), cells, cells});
  }

  // Every view of a place has to see the same there: nothing lies beyond box(), which is of whole tiles of the finest
  // level, whatever other tiles the archive holds.
  void keep_to_whole_tiles() {
    const double side = m_levels.front().cell_width * m_side, half = geo::mercator_half;
    const auto down = [&](double place) { return std::floor((place + half) / side + 1e-9) * side - half; };
    const auto up = [&](double place) { return std::ceil((place + half) / side - 1e-9) * side - half; };
    m_box = {std::max(-half, down(m_box.min_x)), std::max(-half, down(m_box.min_y)), std::min(half, up(m_box.max_x)),
             std::min(half, up(m_box.max_y))};
    for (const auto& level : m_levels) {
      const auto cell = [&](double distance) { return std::llround(distance / level.cell_width); };
      m_cells.push_back(
          {cell(m_box.min_x + half), cell(half - m_box.max_y), cell(m_box.max_x + half), cell(half - m_box.min_y)});
    }
  }

  void copy(const std::vector<std::uint32_t>& pixels, std::int64_t left, std::int64_t top, const Cells& wanted,
            int width, std::uint32_t* origin) const {
    const auto x0 = std::max(wanted.left, left), x1 = std::min(wanted.right, left + m_side);
    for (auto y = std::max(wanted.top, top); y < std::min(wanted.bottom, top + m_side); ++y) {
      const auto* const from = pixels.data() + (y - top) * m_side;
      std::copy(from + (x0 - left), from + (x1 - left), origin + y * width + x0);
    }
  }

  Pixels tile(const geo::TileId& wanted) const {
    {
      const std::scoped_lock guard(m_lock);
      const auto found = std::find_if(m_kept.begin(), m_kept.end(), [&](const Kept& k) { return k.tile == wanted; });
      if (found != m_kept.end()) {
        m_kept.splice(m_kept.begin(), m_kept, found);
        return m_kept.front().pixels;
      }
    }
    auto made = load(wanted);
    const std::scoped_lock guard(m_lock);
    m_kept.push_front({wanted, made});
    if (m_kept.size() > m_most) m_kept.pop_back();
    return made;
  }

  Pixels load(const geo::TileId& wanted) const {
    const auto bytes = m_archive->tile(wanted);
    if (!bytes || bytes->empty()) return nullptr;
    try {
      auto picture = decode_picture_tile(*bytes, largest_side);
      if (picture.width != m_side || picture.height != m_side)
        throw DataError(
            fmt::format("is {} × {} px, others are {} × {}", picture.width, picture.height, m_side, m_side));
      return std::make_shared<const std::vector<std::uint32_t>>(std::move(picture.pixels));
    } catch (Error& error) {
      error.add_context(fmt::format("{}: tile {}", path, wanted.text()));
      throw;
    }
  }

  std::unique_ptr<Archive> m_archive;
  std::vector<unsigned> m_zooms;  // of the levels
  std::vector<Cells> m_cells;     // that lie in box()
  int m_side = 256;
  std::size_t m_most = 16;  // tiles kept
  mutable std::mutex m_lock;
  mutable std::list<Kept> m_kept;  // newest first
};

}  // namespace

DecodedPicture decode_picture_tile(std::span<const std::byte> bytes, int most) {
  const std::string text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  const auto* const driver = driver_of(text);
  if (driver == nullptr) throw DataError("is no PNG, JPEG or WebP picture");
  detail::GdalSession session;
  const detail::MemoryFile file(text, ".tile");
  const auto dataset = detail::open_dataset(file.path(), driver, detail::Content::raster);
  if (!dataset) throw DataError(fmt::format("cannot be read as {}: {}", driver, printable(session.failure())));
  DecodedPicture out{GDALGetRasterXSize(dataset.get()), GDALGetRasterYSize(dataset.get()), {}};
  if (out.width > most || out.height > most)
    throw DataError(fmt::format("is {} × {} px, more than {} a side", out.width, out.height, most));
  out.pixels = detail::read_pixels(dataset.get(), session, 1.0 * most * most);
  return out;
}

std::unique_ptr<model::ImagePyramid> open_picture_tiles(const File& file, const TileChoice& tiles) {
  try {
    return std::make_unique<PictureTiles>(open_archive(file.path), tiles);
  } catch (Error& error) {
    error.add_context(file.shown);
    throw;
  }
}

}  // namespace riskmap::io::readers
