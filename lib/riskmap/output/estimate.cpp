// SPDX-License-Identifier: MIT
#include <riskmap/base/memory.hpp>
#include <riskmap/base/parallel.hpp>
#include <riskmap/output/detail/memory_budget.hpp>
#include <riskmap/output/pyramid.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <set>

namespace riskmap::output {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point begin) { return std::chrono::duration<double>(Clock::now() - begin).count(); }

// Halton's sequence (1960): spreads places evenly whatever their number.
double halton(unsigned index, unsigned base) {
  double share = 1, sum = 0;
  for (; index > 0; index /= base) {
    share /= base;
    sum += share * (index % base);
  }
  return sum;
}

std::vector<geo::TileId> sample_tiles(const Region& region, unsigned zoom, std::uint64_t count, unsigned wanted) {
  const auto range = region.range(zoom);
  std::set<geo::TileId> found;
  // An area may fill little of its box.
  const unsigned most_tries = 64 * wanted;
  for (unsigned i = 1; found.size() < std::min<std::uint64_t>(wanted, count) && i < most_tries; ++i) {
    const auto at = [&](std::uint32_t first, std::uint32_t last, unsigned base) {
      return first + static_cast<std::uint32_t>(halton(i, base) * (last - first + 1.0));
    };
    const geo::TileId tile(zoom, at(range.x0, range.x1, 2), at(range.y0, range.y1, 3));
    if (region.touches(tile)) found.insert(tile);
  }
  return {found.begin(), found.end()};
}

detail::MemoryBudget budget_of(const PyramidOptions& options) {
  return {options.max_memory, thread_count(options.threads), options.tile};
}

std::size_t measured_least(const render::Renderer& renderer, const PyramidOptions& options) {
  constexpr unsigned samples = 16;
  const TileMaker maker(renderer, options.tile);
  const auto region = region_of(renderer.scene().bounds(), options);
  const auto zoom = options.zooms.high;
  trim_memory();
  const auto read = resident_memory();
  for (const auto& tile : sample_tiles(region, zoom, region.count(zoom), samples)) {
    maker.digest(tile);
    maker.make(tile);
  }
  const auto used = resident_memory();
  renderer.give_back();
  trim_memory();
  return budget_of(options).least(read, used);
}

}  // namespace

std::size_t least_memory(const render::Renderer& renderer, const PyramidOptions& options) {
  return detail::enough_for(measured_least(renderer, options));
}

void check_memory(const render::Renderer& renderer, const PyramidOptions& options) {
  const auto read = resident_memory();
  if (budget_of(options).least(read, read) <= options.max_memory / 4) return;
  const auto least = measured_least(renderer, options);
  if (least > options.max_memory) throw detail::beyond_memory(options.max_memory, least);
}

PyramidEstimate estimate_pyramid(const render::Renderer& renderer, const PyramidOptions& options,
                                 unsigned samples_per_zoom) {
  const TileMaker maker(renderer, options.tile);
  const auto region = region_of(renderer.scene().bounds(), options);
  PyramidEstimate estimate;
  estimate.least_memory = least_memory(renderer, options);
  for (unsigned zoom = options.zooms.low; zoom <= options.zooms.high; ++zoom) {
    PyramidEstimate::Zoom entry{.zoom = zoom, .tiles = region.count(zoom)};
    const auto tiles = sample_tiles(region, zoom, entry.tiles, samples_per_zoom);
    if (!tiles.empty()) {
      const auto begin = Clock::now();
      maker.make(tiles.front());  // prepares the zoom
      const double first = seconds_since(begin);
      const auto second = Clock::now();
      for (const auto& tile : tiles) {
        const auto bytes = maker.make(tile);
        entry.stored += bytes ? 1 : 0;
        entry.bytes += bytes ? static_cast<double>(bytes->size()) : 0.0;
      }
      const double all = seconds_since(second);
      const double each = all / static_cast<double>(tiles.size());
      const double factor = static_cast<double>(entry.tiles) / static_cast<double>(tiles.size());
      entry.samples = static_cast<unsigned>(tiles.size());
      entry.stored *= factor;
      entry.bytes *= factor;
      entry.seconds = std::max(0.0, first - each) + each * static_cast<double>(entry.tiles);
    }
    estimate.zooms.push_back(entry);
  }
  return estimate;
}

}  // namespace riskmap::output
