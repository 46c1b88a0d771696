// SPDX-License-Identifier: MIT
// What a point costs on its way over the ground, in nanoseconds of the processor: geo_bench
#include <riskmap/geo/geodesic.hpp>
#include <riskmap/geo/mercator.hpp>
#include <riskmap/geo/simplify.hpp>
#include <riskmap/geo/tile_id.hpp>
#include <riskmap/geo/transform.hpp>
#include <tests/bench/timing.hpp>

#include <fmt/format.h>

#include <cmath>
#include <random>
#include <vector>

namespace {

using namespace riskmap;

double seen = 0;  // so that nothing is left out

template <typename TCall>
void report(const char* name, std::size_t count, TCall&& call) {
  const double seconds = bench::least_seconds([&] {
    for (std::size_t i = 0; i < count; ++i) seen += call(i);
  });
  fmt::print("{:<44}{:>10.1f}\n", name, 1e9 * seconds / static_cast<double>(count));
}

}  // namespace

int main() {
  constexpr std::size_t count = 100'000;
  std::mt19937 random(1);
  std::uniform_real_distribution<double> lon(60, 78), lat(23, 38);
  std::vector<geo::LonLat> places;
  std::vector<geo::MercatorPoint> line;
  for (std::size_t i = 0; i < count; ++i) {
    places.push_back({lon(random), lat(random)});
    const double along = static_cast<double>(i);
    line.push_back({along, 40 * std::sin(along / 300) + lat(random)});
  }
  fmt::print("{:<44}{:>10}\n", "", "ns");
  report("to Web Mercator", count, [&](std::size_t i) { return geo::to_mercator(places[i]).y; });
  report("from Web Mercator", count, [&](std::size_t i) { return geo::to_lonlat(line[i]).lat; });
  const geo::Transform utm("EPSG:32642");
  report("from UTM 42 N, by PROJ", count,
         [&](std::size_t i) { return utm.to_lonlat(500'000.0 + line[i].x, 3'000'000.0)->lat; });
  report("10 km along a geodesic", count,
         [&](std::size_t i) { return geo::travel(places[i], 45.0, Metres(10'000.0)).lat; });
  report("tile to Hilbert id and back, zoom 12", count, [&](std::size_t i) {
    return static_cast<double>(geo::from_hilbert_id(geo::hilbert_id(geo::tile_at(places[i], 12))).x);
  });
  const double seconds = bench::least_seconds([&] { seen += static_cast<double>(geo::simplified(line, 5.0).size()); });
  fmt::print("{:<44}{:>10.1f}\n", "a vertex of a line simplified", 1e9 * seconds / static_cast<double>(count));
  return seen == 0 ? 1 : 0;
}
