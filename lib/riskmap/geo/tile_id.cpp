// SPDX-License-Identifier: MIT
#include <riskmap/geo/tile_id.hpp>

#include <riskmap/base/error.hpp>

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <utility>

namespace riskmap::geo {
namespace {

bool read_number(std::string_view text, std::uint32_t& out) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  return error == std::errc{} && end == text.data() + text.size() && !text.empty();
}

// One quadrant's turn of the Hilbert curve.
void rotate(std::uint64_t side, std::uint64_t& x, std::uint64_t& y, std::uint64_t rx, std::uint64_t ry) {
  if (ry != 0) return;
  if (rx == 1) {
    x = side - 1 - x;
    y = side - 1 - y;
  }
  std::swap(x, y);
}

}  // namespace

MercatorBox TileId::box() const {
  const double side = 2.0 * mercator_half / static_cast<double>(1ULL << zoom);
  return {-mercator_half + x * side, mercator_half - (y + 1.0) * side, -mercator_half + (x + 1.0) * side,
          mercator_half - y * side};
}

std::string TileId::text() const { return fmt::format("{}/{}/{}", zoom, x, y); }

TileId parse_tile(std::string_view text) {
  std::array<std::uint32_t, 3> parts{};
  std::string_view rest = text;
  for (std::size_t i = 0; i < 3; ++i) {
    const auto slash = i < 2 ? rest.find('/') : rest.size();
    if (slash == std::string_view::npos || !read_number(rest.substr(0, slash), parts[i])) {
      throw UsageError(fmt::format("'{}' is not a tile (write Z/X/Y, like 6/43/27)", printable(std::string(text))));
    }
    rest = slash < rest.size() ? rest.substr(slash + 1) : std::string_view{};
  }
  if (parts[0] > TileId::max_zoom || parts[1] >= (1ULL << parts[0]) || parts[2] >= (1ULL << parts[0])) {
    throw UsageError(fmt::format("'{}' lies outside the pyramid (x and y are below 2^z, z at most {})",
                                 printable(std::string(text)), TileId::max_zoom));
  }
  return {parts[0], parts[1], parts[2]};
}

TileId tile_at(LonLat place, unsigned zoom) {
  const auto point = to_mercator(place);
  const double tiles = static_cast<double>(1ULL << zoom);
  const auto index = [&](double share) {
    return static_cast<std::uint32_t>(std::clamp(std::floor(share * tiles), 0.0, tiles - 1.0));
  };
  return {zoom, index((point.x + mercator_half) / (2 * mercator_half)),
          index((mercator_half - point.y) / (2 * mercator_half))};
}

TileRange tiles_in(const LonLatBox& box, unsigned zoom) {
  const auto north_west = tile_at({box.min_x, box.max_y}, zoom);
  const auto south_east = tile_at({box.max_x, box.min_y}, zoom);
  return {zoom, north_west.x, north_west.y, south_east.x, south_east.y};
}

ZoomRange parse_zooms(std::string_view text) {
  const auto dash = text.find('-');
  std::uint32_t low = 0, high = 0;
  const bool ok = read_number(text.substr(0, dash), low) &&
                  (dash == std::string_view::npos ? (high = low, true) : read_number(text.substr(dash + 1), high));
  if (!ok || low > high || high > TileId::max_zoom) {
    throw UsageError(fmt::format("'{}' is not a range of zooms (write 4-10 or 7; at most {})",
                                 printable(std::string(text)), TileId::max_zoom));
  }
  return {low, high};
}

std::uint64_t hilbert_id(const TileId& tile) {
  const std::uint64_t base = ((1ULL << (2 * tile.zoom)) - 1) / 3;
  std::uint64_t x = tile.x, y = tile.y, distance = 0;
  for (std::uint64_t side = tile.zoom == 0 ? 0 : 1ULL << (tile.zoom - 1); side > 0; side /= 2) {
    const std::uint64_t rx = (x & side) != 0, ry = (y & side) != 0;
    distance += side * side * ((3 * rx) ^ ry);
    rotate(side, x, y, rx, ry);
    x &= side - 1;
    y &= side - 1;
  }
  return base + distance;
}

TileId from_hilbert_id(std::uint64_t id) {
  unsigned zoom = 0;
  std::uint64_t base = 0;
  while (zoom < TileId::max_zoom && id >= base + (1ULL << (2 * zoom))) base += 1ULL << (2 * zoom++);
  std::uint64_t t = id - base, x = 0, y = 0;
  for (std::uint64_t side = 1; side < (1ULL << zoom); side *= 2) {
    const std::uint64_t rx = 1 & (t / 2), ry = 1 & (t ^ rx);
    rotate(side, x, y, rx, ry);
    x += side * rx;
    y += side * ry;
    t /= 4;
  }
  return {zoom, static_cast<std::uint32_t>(x), static_cast<std::uint32_t>(y)};
}

}  // namespace riskmap::geo
