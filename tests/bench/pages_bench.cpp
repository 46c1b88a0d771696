// SPDX-License-Identifier: MIT
// What the default map's page, web map and backtest take, on one thread, in seconds of the processor, the least of
// five: pages_bench FOLDER. The folder takes what is made.
#include <riskmap/assess/backtest.hpp>
#include <riskmap/poster/compose.hpp>
#include <riskmap/render/layer_type.hpp>
#include <riskmap/web/site.hpp>
#include <tests/bench/timing.hpp>

#include <fmt/format.h>

#include <filesystem>
#include <string>

int main(int argc, char** argv) {
  using namespace riskmap;
  if (argc < 2) return 2;
  const std::filesystem::path folder = argv[1], root = RISKMAP_SOURCE_DIR;
  const auto scene =
      map::Scene::load(root / "styles/briefing.json", render::layer_specs(), {.data_roots = {root}, .threads = 1});
  const render::Renderer renderer(scene);
  const auto report = [](const char* name, double seconds) { fmt::print("{:<32}{:>8.2f} s\n", name, seconds); };
  for (const char* file : {"page.png", "page.pdf", "page.svg"})
    report(fmt::format("poster, A3, 300 dpi, {}", file).c_str(),
           bench::least_seconds([&] { poster::compose(renderer, {.threads = 1}, folder / file); }));
  report("backtest, 5 km", bench::least_seconds([&] {
           assess::run_backtest(scene.surface(""), {.bounds = scene.bounds(), .threads = 1});
         }));
  report("web map, zooms 4 to 7", bench::least_seconds([&] {
           web::export_site(renderer, folder / "web", {.zooms = {4, 7}, .threads = 1});
         }));
  fmt::print("{} MiB\n", bench::peak_mib());
}
