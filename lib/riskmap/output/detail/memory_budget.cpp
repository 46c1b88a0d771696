// SPDX-License-Identifier: MIT
#include <riskmap/base/memory.hpp>
#include <riskmap/output/detail/memory_budget.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace riskmap::output::detail {
namespace {

constexpr std::size_t tiles_ahead = 32;                       ///< per thread: drawn, not yet written
constexpr std::size_t bytes_of_pixel = 4;                     ///< a tile may be as large as its pixels
constexpr std::size_t buffers_of_pixel = 64;                  ///< bytes
constexpr std::size_t other_buffers = std::size_t{7} << 18U;  ///< masks of letters among them
constexpr std::size_t mebi = std::size_t{1} << 20U, step = 8 * mebi;

}  // namespace

MemoryBudget::MemoryBudget(std::size_t limit, unsigned threads, const TileOptions& tile)
    : m_limit(limit), m_threads(threads), m_draws(tile.format != "mvt") {
  const auto side = static_cast<std::size_t>(tile.size * tile.scale);
  m_pixels = side * side;
}

std::size_t MemoryBudget::tiles_under_way() const {
  return std::clamp(share_of_cache(m_limit) / (bytes_of_pixel * m_pixels), m_threads, tiles_ahead * m_threads);
}

std::size_t MemoryBudget::buffers_of_thread() const {
  return (m_draws ? buffers_of_pixel * m_pixels : 0) + other_buffers;
}

std::size_t MemoryBudget::least(std::size_t read, std::size_t used) const {
  const auto added = used - std::min(read, used);
  const auto all = used + added / 4 + (m_threads - 1) * buffers_of_thread() + least_reserve;
  return all + all / (reserve_part - 1);
}

std::size_t enough_for(std::size_t needed) { return (needed + needed / 64 + step - 1) / step * step; }

LimitError beyond_memory(std::size_t limit, std::size_t needed) {
  return {"--max-memory",
          fmt::format("{} MiB are not enough for these tiles: they take about {} MiB", limit / mebi, needed / mebi),
          fmt::format("--max-memory {}MiB would do; fewer --threads and smaller tiles take less",
                      enough_for(needed) / mebi)};
}

}  // namespace riskmap::output::detail
