// SPDX-License-Identifier: MIT
#include <riskmap/web/detail/state_tiles.hpp>

#include <riskmap/base/parallel.hpp>
#include <riskmap/output/encoder.hpp>
#include <riskmap/render/view.hpp>

#include <algorithm>
#include <vector>

namespace riskmap::web::detail {
namespace {

constexpr int side = 256;
constexpr auto pixels = static_cast<std::size_t>(side) * side;

std::uint8_t code(bool inside, float nearest, float enough) {
  if (!inside) return 0;
  if (nearest >= 0) return 1;
  return enough >= 0 ? 2 : 3;
}

// In the order of sinks.
std::vector<geo::TileId> tiles_of(const output::TilesetInfo& info) {
  const auto range = geo::tiles_in(info.bounds, info.zooms.high);
  std::vector<geo::TileId> out;
  for (auto x = range.x0; x <= range.x1; ++x) {
    for (auto y = range.y0; y <= range.y1; ++y) out.emplace_back(range.zoom, x, y);
  }
  std::sort(out.begin(), out.end(),
            [](const auto& a, const auto& b) { return geo::hilbert_id(a) < geo::hilbert_id(b); });
  return out;
}

}  // namespace

render::Picture state_tile(const density::Numbers& surface, const geo::TileId& tile) {
  const auto view = render::View::tile(tile, side);
  std::vector<float> nearest(pixels), enough(pixels);
  surface.sample_margins(view.box(), side, side, nearest.data(), enough.data());
  render::Picture out{side, side, std::vector<std::uint8_t>(4 * pixels)};
  const auto* area = surface.study_area();
  std::size_t i = 0;
  for (int y = 0; y < side; ++y) {
    for (int x = 0; x < side; ++x, ++i) {
      const auto place = geo::to_lonlat(view.to_mercator({x + 0.5, y + 0.5}));
      auto* pixel = out.pixel(x, y);
      pixel[0] = code(area == nullptr || area->contains(place), nearest[i], enough[i]);
      pixel[3] = 255;
    }
  }
  return out;
}

void write_state_tiles(const density::Numbers& surface, const output::TilesetInfo& info, output::Sink& sink,
                       unsigned threads, Progress* progress) {
  Progress silent;
  auto& shown = progress != nullptr ? *progress : silent;
  const auto tiles = tiles_of(info);
  const auto& encoder = output::find_encoder("png");
  std::vector<std::vector<std::byte>> drawn(tiles.size());
  shown.start("states", tiles.size(), "tiles");
  parallel_for(tiles.size(), threads, [&](std::size_t i) {
    drawn[i] = encoder.encode(state_tile(surface, tiles[i]), {});  // a few hundred bytes each
    shown.advance(1);
  });
  for (std::size_t i = 0; i < tiles.size(); ++i) sink.put(tiles[i], drawn[i]);
  sink.finish(info);
  shown.finish();
}

}  // namespace riskmap::web::detail
