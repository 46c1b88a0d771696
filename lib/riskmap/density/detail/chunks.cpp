// SPDX-License-Identifier: MIT
#include <riskmap/density/detail/chunks.hpp>
#include <riskmap/density/detail/source.hpp>
#include <riskmap/density/detail/wide_loops.hpp>

#include <cmath>
#include <iterator>

namespace riskmap::density::detail {
namespace {

constexpr double most_chunks = 256.0;  // along each axis

}  // namespace

Sorted chunks_of(const Heap& heap, double side) {
  std::vector<Contribution> held;
  if (!heap.whole)
    std::copy_if(heap.list.begin(), heap.list.end(), std::back_inserter(held),
                 [&](const Contribution& c) { return heap.holds(c); });
  const std::span<const Contribution> list = heap.whole ? heap.list : std::span<const Contribution>(held);
  const geo::LonLatBox box = bounds_of(list.data(), list.size()).places;
  const double high = std::max(latitude_reach(side), box.height() / most_chunks);
  const double lat = std::min(0.5 * std::abs(box.min_y + box.max_y), 80.0);
  const double wide = std::max(high / std::cos(lat * geo::degrees_to_radians), box.width() / most_chunks);
  const auto columns = static_cast<std::size_t>(box.width() / wide) + 1,
             rows = static_cast<std::size_t>(box.height() / high) + 1;
  return {list, columns * rows, [&](const Contribution& c) {
            return static_cast<std::size_t>((c.where.lat - box.min_y) / high) * columns +
                   static_cast<std::size_t>((c.where.lon - box.min_x) / wide);
          }};
}

}  // namespace riskmap::density::detail
