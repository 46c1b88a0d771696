// SPDX-License-Identifier: MIT
#include <riskmap/render/detail/image_sampler.hpp>

#include <riskmap/geo/mercator.hpp>
#include <riskmap/render/detail/pixel_buffer.hpp>
#include <riskmap/render/detail/shape.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace riskmap::render::detail {
std::optional<std::size_t> level_for(const model::ImagePyramid& pictures, double world_size, double ratio) {
  const double device = 2 * geo::mercator_half / world_size;
  const double wanted = (pictures.is_for_device_pixels() ? device : device * ratio) * std::numbers::sqrt2;
  const auto& levels = pictures.levels();
  if (levels.empty() || (!pictures.has_overview() && levels.back().nominal * 2 <= wanted)) return std::nullopt;
  std::size_t level = 0;
  while (level + 1 < levels.size() && levels[level + 1].nominal < wanted) ++level;
  return level;
}

ImageSampler::ImageSampler(const model::ImagePyramid& pictures, double world_size, double ratio, Resampling how)
    : m_pictures(pictures), m_level(level_for(pictures, world_size, ratio)), m_how(how) {
  if (!m_level) return;
  const double device = 2 * geo::mercator_half / world_size;
  const auto& chosen = pictures.levels()[*m_level];
  m_x = {device / chosen.cell_width, -(geo::mercator_half + chosen.west) / chosen.cell_width, chosen.columns};
  m_y = {device / chosen.cell_height, -(geo::mercator_half - chosen.north) / chosen.cell_height, chosen.rows};
}

// Colours fade out over half a cell around the picture.
bool ImageSampler::touches(const View& view) const {
  if (!m_level) return false;
  const auto& level = m_pictures.levels()[*m_level];
  auto box = m_pictures.box();
  box.min_x -= level.cell_width, box.max_x += level.cell_width;
  box.min_y -= level.cell_height, box.max_y += level.cell_height;
  return box.intersects(view.box());
}

std::int64_t ImageSampler::Axis::at(std::int64_t pixel) const {
  return static_cast<std::int64_t>(std::floor(((static_cast<double>(pixel) + 0.5) * scale + offset) * 256 + 0.5));
}

std::int64_t ImageSampler::Axis::cell(std::int64_t place) const {
  return std::clamp<std::int64_t>((place - 128) >> 8U, -2, count);
}

// Two cells past the picture's edges are transparent, and stand for all beyond.
ImageSampler::Region ImageSampler::region_of(const View& view) const {
  const auto left = m_x.cell(m_x.at(view.left)), right = m_x.cell(m_x.at(view.left + view.width - 1)) + 2;
  const auto top = m_y.cell(m_y.at(view.top)), bottom = m_y.cell(m_y.at(view.top + view.height - 1)) + 2;
  return {left, top, static_cast<int>(right - left), static_cast<int>(bottom - top)};
}

void ImageSampler::read(const Region& region, std::vector<std::uint32_t>& out) const {
  out.resize(static_cast<std::size_t>(region.width) * static_cast<std::size_t>(region.height));
  m_pictures.read(*m_level, region.column, region.row, region.width, region.height, out.data());
}

void ImageSampler::sample(const View& view, std::vector<std::uint32_t>& out) const {
  thread_local std::vector<std::uint32_t> cells;
  thread_local std::vector<std::int64_t> columns;
  const auto region = region_of(view);
  read(region, cells);
  columns.clear();
  for (int x = 0; x < view.width; ++x) columns.push_back(m_x.at(view.left + x));
  out.resize(static_cast<std::size_t>(view.width) * static_cast<std::size_t>(view.height));
  auto* to = out.data();
  for (int y = 0; y < view.height; ++y) {
    const auto v = m_y.at(view.top + y);
    const auto* const upper = cells.data() + (m_y.cell(v) - region.row) * region.width - region.column;
    const auto* const lower = upper + region.width;
    const auto down = share_of(v);
    for (const auto u : columns) {
      const auto cell = m_x.cell(u);
      const auto across = share_of(u);
      *to++ =
          between(between(upper[cell], upper[cell + 1], across), between(lower[cell], lower[cell + 1], across), down);
    }
  }
}

// Of the second of two cells, in 1/256; the nearer alone counts if none are to be mixed.
std::uint32_t ImageSampler::share_of(std::int64_t place) const {
  const auto share = static_cast<std::uint32_t>((place - 128) & 255);
  return m_how == Resampling::linear ? share : share >= 128 ? 256 : 0;
}

void ImageSampler::add_to(Digest& digest, const View& view) const {
  thread_local std::vector<std::uint32_t> cells;
  const auto region = region_of(view);
  read(region, cells);
  std::uint64_t sum = static_cast<std::uint64_t>(region.width);
  for (const auto cell : cells) sum = mixed(sum, cell);
  digest.add(sum).add(std::uint64_t{m_how == Resampling::nearest}).add(m_x.scale).add(m_y.scale);
  digest.add(static_cast<std::uint64_t>(m_x.at(view.left) - 256 * region.column));
  digest.add(static_cast<std::uint64_t>(m_y.at(view.top) - 256 * region.row));
}

}  // namespace riskmap::render::detail
