// SPDX-License-Identifier: MIT
// What reading files of geodata costs: io_bench [FILE…]. Seconds of the processor, the least of five; memory of all.
#include <riskmap/io/open.hpp>
#include <tests/bench/timing.hpp>

#include <fmt/format.h>

#include <filesystem>
#include <string>
#include <vector>

int main(int argc, char** argv) {
  using namespace riskmap;
  const std::string root = RISKMAP_SOURCE_DIR;
  std::vector<std::filesystem::path> files(argv + 1, argv + argc);
  if (files.empty())
    files = {root + "/geodata/base.gpkg", root + "/geodata/incidents.csv", root + "/geodata/names.csv"};
  fmt::print("{:<32}{:>10}{:>12}{:>12}\n", "", "rows", "ms", "us a row");
  for (const auto& file : files) {
    std::size_t rows = 0;
    const double seconds = bench::least_seconds([&] {
      rows = 0;
      const bool plain = file.filename() == "names.csv";
      const auto source =
          plain ? io::open(file, {.longitude = "", .latitude = ""}) : io::open(file);  // a table without places
      for (const auto& layer : source.layers) rows += layer.features.size();
    });
    fmt::print("{:<32}{:>10}{:>12.1f}{:>12.2f}\n", file.filename().string(), rows, 1e3 * seconds,
               1e6 * seconds / static_cast<double>(std::max<std::size_t>(rows, 1)));
  }
  fmt::print("{} MiB\n", bench::peak_mib());
}
