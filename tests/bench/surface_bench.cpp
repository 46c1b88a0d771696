// SPDX-License-Identifier: MIT
// What the surface of a 256-px tile costs on one thread, stage by stage, in microseconds of the processor (medians of
// tiles): surface_bench default | surface_bench POINTS.f64 KM. POINTS.f64 is what make_workload.py writes.
#include <riskmap/render/detail/color_table.hpp>
#include <riskmap/render/detail/surface_paint.hpp>
#include <riskmap/render/layer_type.hpp>
#include <riskmap/render/renderer.hpp>
#include <riskmap/render/surface_tile.hpp>
#include <tests/bench/timing.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <stdexcept>

namespace {

using namespace riskmap;

double microseconds(const std::function<void()>& work) {
  const double start = bench::processor_seconds();
  work();
  return 1e6 * (bench::processor_seconds() - start);
}

std::vector<render::View> tiles_of(const geo::LonLatBox& box, unsigned zoom) {
  const auto range = geo::tiles_in(box, zoom);
  std::vector<render::View> all;
  for (auto y = range.y0; y <= range.y1; ++y)
    for (auto x = range.x0; x <= range.x1; ++x) all.push_back(render::View::tile({zoom, x, y}));
  std::vector<render::View> some;
  const std::size_t step = std::max<std::size_t>(1, all.size() / 60);
  for (std::size_t i = step / 2; i < all.size(); i += step) some.push_back(all[i]);
  return some;
}

struct Stage {
  const char* name;
  std::function<void(const render::View&)> run;
};

void report(const std::vector<Stage>& stages, const geo::LonLatBox& box, unsigned low, unsigned high) {
  fmt::print("{:>5} {:>6}", "zoom", "tiles");
  for (const auto& stage : stages) fmt::print("{:>15}", stage.name);
  fmt::print("   median / mean, us\n");
  for (unsigned zoom = low; zoom <= high; ++zoom) {
    const auto tiles = tiles_of(box, zoom);
    fmt::print("{:>5} {:>6}", zoom, tiles.size());
    for (const auto& stage : stages) {
      for (const auto& tile : tiles) stage.run(tile);  // what is made once is made now
      std::vector<double> times;
      double sum = 0;
      for (const auto& tile : tiles) {
        times.push_back(std::min(microseconds([&] { stage.run(tile); }), microseconds([&] { stage.run(tile); })));
        sum += times.back();
      }
      std::nth_element(times.begin(), times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2), times.end());
      fmt::print("{:>15}",
                 fmt::format("{:.0f} / {:.0f}", times[times.size() / 2], sum / static_cast<double>(times.size())));
    }
    fmt::print("\n");
    std::fflush(stdout);
  }
}

style::Ramp smooth_ramp(double highest) {
  style::Ramp ramp;
  for (int i = 0; i < 30; ++i) {
    const double t = i / 29.0;
    ramp.stops.push_back({highest * t, {1.0 - 0.5 * t * t, 0.95 - 0.9 * t, 0.6 - 0.4 * t, i == 0 ? 0.0 : 1.0}});
  }
  return ramp;
}

std::vector<Stage> stages_of(const map::SceneSurface& entry, const style::Ramp& ramp) {
  struct Buffers {
    std::vector<float> cells = std::vector<float>(256 * 256), others = cells;
    std::vector<std::uint32_t> pixels = std::vector<std::uint32_t>(256 * 256), out = pixels;
    render::Picture picture;
    render::detail::PixelBuffer buffer() { return {out.data(), 256, 256, 256}; }
  };
  const auto all = std::make_shared<Buffers>();
  const auto colors =
      std::make_shared<const render::detail::ColorTable>(ramp, [&entry](double value) { return entry.rounded(value); });
  const auto states = std::make_shared<const render::detail::StatesPaint>(render::detail::StatesStyle{}, 1.0);
  fmt::print("{} colours\n", colors->size());
  using render::View;
  return {
      {"sample", [&entry, all](const View& v) { render::detail::sample(*entry.drawn, v, all->cells); }},
      {"+ colours",
       [&entry, all, colors](const View& v) {
         render::detail::sample(*entry.drawn, v, all->cells);
         colors->paint(all->cells.data(), all->cells.size(), all->pixels.data());
       }},
      {"+ clip",
       [&entry, all, colors](const View& v) {
         const auto area = render::detail::study_area_at(entry.drawn, v.world_size());
         if (area->cover(v) == render::detail::Cover::none) return;
         render::detail::sample(*entry.drawn, v, all->cells);
         colors->paint(all->cells.data(), all->cells.size(), all->pixels.data());
         render::detail::blend_clipped(all->pixels, *area, v, all->buffer());
       }},
      {"margins",
       [&entry, all](const View& v) {
         entry.drawn->sample_margins(v.box(), 256, 256, all->cells.data(), all->others.data());
       }},
      {"states", [&entry, all, states](const View& v) { states->paint(*entry.drawn, v, all->pixels); }},
      {"surface tile",
       [&entry, all](const View& v) { render::surface_tile(entry, v, render::SurfaceEdge::past, all->picture); }},
      {"digest", [&entry](const View& v) { entry.drawn->digest(v.box()); }},
  };
}

void default_map() {
  const std::filesystem::path root = RISKMAP_SOURCE_DIR;
  const auto scene = map::Scene::load(root / "styles/briefing.json", render::layer_specs(), {.data_roots = {root}});
  const auto& entry = scene.surface("");
  const auto& layers = scene.document().layers();
  const auto layer = std::find_if(layers.begin(), layers.end(), [](const auto& l) { return l.type == "color-relief"; });
  auto stages = stages_of(entry, style::read_ramp(scene.document(), *layer));
  const render::Renderer renderer(scene);
  render::Picture mask;
  stages.push_back({"mask tile", [&](const render::View& v) { render::mask_tile(renderer, entry, v, mask); }});
  report(stages, scene.bounds(), 4, 12);
}

void points(const std::string& path, double kilometres) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + path);
  std::vector<model::Incident> incidents;
  for (double row[5]; in.read(reinterpret_cast<char*>(row), sizeof(row));)
    incidents.push_back({"", {row[0], row[1]}, Days(1.0), Days(2.0), row[2], Metres(0.0), 1, nullptr});
  map::SceneSurface entry;
  entry.surface = std::make_shared<const density::Surface>(density::estimate(
      incidents, nullptr,
      {.kernel = "gaussian", .bandwidth = Metres(1000.0 * kilometres), .until = Days(365.25), .threads = 1}));
  entry.drawn = entry.surface;
  entry.step = entry.surface->maximum() / 60000;
  report(stages_of(entry, smooth_ramp(entry.surface->maximum())), {60, 23, 78, 37}, 0, 10);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc > 2)
    points(argv[1], std::stod(argv[2]));
  else
    default_map();
  return EXIT_SUCCESS;
}
