// SPDX-License-Identifier: MIT
// io::open and io::open_raster on foreign bytes: the first byte picks the suffix, the rest is the file. Whatever the
// bytes, the answer is a source whose numbers are finite and whose books balance, or one of our errors.
#include <riskmap/io/open.hpp>
#include <tests/fuzz/scratch.hpp>

#include <array>
#include <cstdint>
#include <cstdlib>
#include <fstream>

namespace {

using namespace riskmap;
using fuzz::expect;
using fuzz::scratch;

void check(const model::Source& source) {
  const auto& counts = source.counts;
  expect(counts.read == counts.used + counts.rejected_total() && counts.rejected_total() == source.rejects.size());
  for (const auto& layer : source.layers) {
    for (const auto& feature : layer.features) {
      expect(feature.values.size() == layer.fields.size());
      const auto box = feature.geometry.box();
      expect(feature.geometry.kind == model::Geometry::Kind::none ||
             (geo::is_valid({box.min_x, box.min_y}) && geo::is_valid({box.max_x, box.max_y})));
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::array<const char*, 6> suffixes{".csv", ".geojson", ".gpkg", ".fgb", ".shp", ".tif"};
  if (size < 1) return 0;
  const std::string suffix = suffixes[data[0] % suffixes.size()];
  const auto file = scratch() / ("input" + suffix);
  std::ofstream(file, std::ios::binary)
      .write(reinterpret_cast<const char*>(data + 1), static_cast<std::streamsize>(size - 1));
  try {
    if (suffix == ".tif")
      io::open_raster(file);
    else
      check(io::open(file, {.bounds = geo::LonLatBox{60, 23, 78, 37.5}}));
  } catch (const Error&) {
  }
  return 0;
}
