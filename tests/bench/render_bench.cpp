// SPDX-License-Identifier: MIT
// What a tile costs to draw on one thread, stage by stage: render_bench [STYLE [SIZE]]. Preparing is done once a zoom;
// the other columns are means over tiles of the map's bounds, in microseconds. Times are the processor's, which a busy
// machine hardly changes.
#include <riskmap/geo/tile_id.hpp>
#include <riskmap/render/layer_type.hpp>
#include <riskmap/render/renderer.hpp>
#include <tests/bench/timing.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace {

using namespace riskmap;
using render::Part;
using render::View;

constexpr std::size_t most_tiles = 256;

std::vector<View> tiles_of(const map::Scene& scene, unsigned zoom, int size) {
  const auto bounds = scene.bounds();
  const auto first = geo::tile_at({bounds.min_x, bounds.max_y}, zoom),
             last = geo::tile_at({bounds.max_x, bounds.min_y}, zoom);
  std::vector<View> all, out;
  for (auto y = first.y; y <= last.y; ++y) {
    for (auto x = first.x; x <= last.x; ++x) all.push_back(View::tile({zoom, x, y}, size));
  }
  const std::size_t step = (all.size() + most_tiles - 1) / most_tiles;
  for (std::size_t i = 0; i < all.size(); i += step) out.push_back(all[i]);
  return out;
}

/// Mean microseconds of a call on each view; the median of three rounds.
template <typename TCall>
double mean(const std::vector<View>& views, TCall&& call) {
  std::array<double, 3> rounds{};
  for (auto& round : rounds) {
    const double start = bench::processor_seconds();
    for (const auto& view : views) call(view);
    round = 1e6 * (bench::processor_seconds() - start) / static_cast<double>(views.size());
  }
  std::sort(rounds.begin(), rounds.end());
  return rounds[1];
}

void measure(const render::Renderer& renderer, unsigned zoom, int size) {
  const auto views = tiles_of(renderer.scene(), zoom, size);
  render::Picture picture;
  const double start = bench::processor_seconds();
  renderer.picture(views.front(), picture);
  const double prepare = 1e3 * (bench::processor_seconds() - start);
  for (const auto& view : views) renderer.picture(view, picture);  // what is made when first painted
  const double first = 1e3 * (bench::processor_seconds() - start) - prepare;
  const auto part = [&](Part which) {
    return mean(views, [&](const View& view) { renderer.picture(view, picture, which); });
  };
  auto nowhere = views;
  for (auto& view : nowhere) view.top = -100000;
  const double rest = mean(nowhere, [&](const View& view) { renderer.picture(view, picture, Part::base); });
  const double empty = mean(nowhere, [&](const View& view) { renderer.picture(view, picture, Part::labels); });
  const double base = part(Part::base) - rest, overlay = part(Part::overlay) - empty,
               labels = part(Part::labels) - empty;
  const double all = part(Part::all);
  const double digest = mean(views, [&](const View& view) { renderer.digest(view); });
  const double vector_digest = mean(views, [&](const View& view) { renderer.digest(view, Part::overlay); });
  fmt::print(
      "{:>4} {:>6} {:>10.1f} {:>10.1f} {:>8.1f} {:>8.1f} {:>8.1f} {:>8.1f} {:>8.1f} {:>8.1f} {:>8.1f} {:>8.1f}\n", zoom,
      views.size(), prepare, first, base, overlay, labels, all - base - overlay - labels - rest, rest, all, digest,
      vector_digest);
}

}  // namespace

int main(int argc, char** argv) {
  const std::string root = RISKMAP_SOURCE_DIR;
  const std::string style = argc > 1 ? argv[1] : root + "/styles/briefing.json";
  const int size = argc > 2 ? std::stoi(argv[2]) : 256;
  const auto scene = map::Scene::load(style, render::layer_specs(), {.data_roots = {root}});
  const render::Renderer renderer(scene);
  fmt::print("{:>4} {:>6} {:>10} {:>10} {:>8} {:>8} {:>8} {:>8} {:>8} {:>8} {:>8} {:>8}\n", "zoom", "tiles",
             "prepare ms", "first ms", "fills", "lines", "labels", "surface", "rest", "all µs", "digest", "of lines");
  for (unsigned zoom = 4; zoom <= 12; ++zoom) measure(renderer, zoom, size);
}
