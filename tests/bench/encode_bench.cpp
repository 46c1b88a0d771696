// SPDX-License-Identifier: MIT
// What an encoder makes of real tiles: processor time and bytes a tile, the median of five runs in turn.
//     encode_bench [--palette STYLE.json] TILE.png…
#include <riskmap/output/decoder.hpp>
#include <riskmap/output/encoder.hpp>
#include <riskmap/output/tile_palette.hpp>
#include <riskmap/render/layer_type.hpp>
#include <tests/bench/timing.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace {

using namespace riskmap;

std::string read(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

struct Mode {
  std::string name, format;
  output::EncodeOptions options;
  std::vector<double> microseconds = {};
  std::size_t bytes = 0;
};

std::vector<Mode> modes_for(const output::TilePalette* palette) {
  std::vector<Mode> modes;
  for (const int level : {1, 2, 3, 4, 5, 6, 9})
    modes.push_back({fmt::format("png, level {}", level), "png", {.level = level}});
  modes.push_back({"png, as tiles are", "png", {.fast_where_many_colours = true}});
  modes.push_back({"png, fast", "png", {.fast = true}});
  if (palette != nullptr) {
    for (const int level : {4, 6})
      modes.push_back({fmt::format("png8, level {}", level), "png8", {.level = level, .palette = palette}});
    modes.push_back({"png8, fast", "png8", {.fast = true, .palette = palette}});
  }
  for (const int level : {4, 5, 6}) modes.push_back({fmt::format("webp, level {}", level), "webp", {.level = level}});
  return modes;
}

void run(Mode& mode, const std::vector<render::Picture>& tiles) {
  const auto& encoder = output::find_encoder(mode.format);
  mode.bytes = 0;
  const double start = bench::processor_seconds();
  for (const auto& tile : tiles) mode.bytes += encoder.encode(tile, mode.options).size();
  mode.microseconds.push_back(1e6 * (bench::processor_seconds() - start) / static_cast<double>(tiles.size()));
}

}  // namespace

int main(int count, char** values) {
  std::vector<std::string> paths(values + 1, values + count);
  std::optional<output::TilePalette> palette;
  if (paths.size() > 2 && paths[0] == "--palette") {
    palette =
        output::make_tile_palette(style::Document::parse(parse_json(read(paths[1]), paths[1]), render::layer_specs()));
    paths.erase(paths.begin(), paths.begin() + 2);
  }
  std::vector<render::Picture> tiles;
  for (const auto& path : paths) {
    const auto bytes = read(path);
    tiles.push_back(output::decode_picture(std::as_bytes(std::span(bytes))));
  }
  if (tiles.empty()) return 2;
  auto modes = modes_for(palette ? &*palette : nullptr);
  constexpr int rounds = 5;
  for (int round = 0; round < rounds; ++round)
    for (auto& mode : modes) run(mode, tiles);
  fmt::print("{} tiles\n{:<16}{:>10}{:>10}\n", tiles.size(), "", "us", "bytes");
  for (auto& mode : modes) {
    std::ranges::sort(mode.microseconds);
    fmt::print("{:<16}{:>10.0f}{:>10.0f}\n", mode.name, mode.microseconds[rounds / 2],
               static_cast<double>(mode.bytes) / static_cast<double>(tiles.size()));
  }
}
