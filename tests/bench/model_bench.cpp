// SPDX-License-Identifier: MIT
// What questions about an area cost, in nanoseconds of the processor: model_bench [FILE LAYER]
#include <riskmap/io/open.hpp>
#include <riskmap/model/geometry_ops.hpp>
#include <tests/bench/timing.hpp>

#include <fmt/format.h>

#include <filesystem>
#include <optional>
#include <random>
#include <string>
#include <vector>

namespace {

using namespace riskmap;

std::vector<const model::Geometry*> polygons_of(const model::Source& source, const std::string& name) {
  std::vector<const model::Geometry*> out;
  for (const auto& layer : source.layers) {
    if (layer.name != name) continue;
    for (const auto& feature : layer.features) out.push_back(&feature.geometry);
  }
  return out;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string root = RISKMAP_SOURCE_DIR;
  const std::filesystem::path file = argc > 1 ? argv[1] : root + "/geodata/base.gpkg";
  const auto source = io::open(file);
  const auto parts = polygons_of(source, argc > 2 ? argv[2] : "study_area");
  std::optional<model::Area> area;
  const double made = bench::least_seconds([&] { area.emplace(parts); });
  const auto box = area->box();
  std::mt19937 random(1);
  std::uniform_real_distribution<double> lon(box.min_x, box.max_x), lat(box.min_y, box.max_y);
  std::vector<geo::LonLat> places(20'000);
  for (auto& place : places) place = {lon(random), lat(random)};
  std::size_t inside = 0;
  const auto each = [&](const auto& ask) {
    return 1e9 / static_cast<double>(places.size()) * bench::least_seconds([&] {
             for (const auto& place : places) inside += ask(place) ? 1 : 0;
           });
  };
  fmt::print("{:<44}{:>12.1f} ms\n", "an area dissolved and prepared", 1e3 * made);
  fmt::print("{:<44}{:>12.0f} ns\n", "is a place in it?", each([&](auto place) { return area->contains(place); }));
  fmt::print("{:<44}{:>12.0f} ns\n", "the nearest place of it",
             each([&](auto place) { return area->nearest(place).second > Metres(1.0); }));
  fmt::print("{:<44}{:>12.0f} ns\n", "does a box of 0.1 degrees touch it?", each([&](auto place) {
               return area->touches({place.lon, place.lat, place.lon + 0.1, place.lat + 0.1});
             }));
  return inside == 0 ? 1 : 0;
}
