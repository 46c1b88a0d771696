// SPDX-License-Identifier: MIT
// What writing a large archive takes: sink_bench OUT.pmtiles|OUT.mbtiles|FOLDER [TILES [BYTES]]. Made-up tiles of zoom
// 12 and deeper in their order, nine of ten different; seconds by the clock, and memory.
#include <riskmap/output/sink.hpp>
#include <tests/bench/timing.hpp>

#include <fmt/format.h>

#include <chrono>
#include <random>
#include <string>
#include <vector>

int main(int argc, char** argv) {
  using namespace riskmap;
  if (argc < 2) return 2;
  const std::uint64_t count = argc > 2 ? std::stoull(argv[2]) : 1'000'000;
  const std::size_t size = argc > 3 ? std::stoull(argv[3]) : 100;
  output::TilesetInfo info;
  info.name = "made up";
  info.bounds = {-180, -85, 180, 85};
  const auto first = geo::hilbert_id({12, 0, 0});
  info.zooms = {12, geo::from_hilbert_id(first + count - 1).zoom};
  const auto start = std::chrono::steady_clock::now();
  const auto seconds = [&] { return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count(); };
  const auto sink = output::create_sink(argv[1], info);
  std::mt19937_64 random(1);
  std::vector<std::byte> tile(size);
  for (std::uint64_t i = 0; i < count; ++i) {
    if (i % 10 != 9) {
      const auto number = random();
      for (std::size_t k = 0; k < size; ++k) tile[k] = static_cast<std::byte>(number >> (k * 7 % 57));
    }
    sink->put(geo::from_hilbert_id(first + i), tile, i + 1);
  }
  const double put = seconds();
  sink->finish(info);
  fmt::print("{} tiles of {} bytes: put in {:.1f} s, finished in {:.1f} s, {} MiB\n", count, size, put, seconds(),
             bench::peak_mib());
}
