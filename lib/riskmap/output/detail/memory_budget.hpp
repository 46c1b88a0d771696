// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/base/error.hpp>
#include <riskmap/output/tile_maker.hpp>

#include <cstddef>

namespace riskmap::output::detail {

/// How a pyramid's max_memory, which is the whole process's, is divided. What cannot be less (libraries, the map as
/// read, one prepared zoom, the buffers of each thread) is measured where it lies, as resident memory; what is kept
/// only to be quick may take the rest, and is given back when that is used up:
/// - tiles under way, each kind of a surface's blocks of nodes, decoded tiles of an archive: share_of_cache() each,
/// - zooms prepared before, bitmaps of labels, colours over grounds: what is left, but a reserve for what comes up
///   between two looks.
class MemoryBudget {
 public:
  /// `threads` as thread_count() tells it.
  MemoryBudget(std::size_t limit, unsigned threads, const TileOptions& tile);

  std::size_t limit() const { return m_limit; }
  /// How many tiles may be under way: at least one for each thread.
  std::size_t tiles_under_way() const;
  /// Of a thread, beside what it shares with others: pictures, coverage, slopes, compressors. Measured.
  std::size_t buffers_of_thread() const;
  /// What a run takes at least: `read` bytes were in memory before anything was drawn, `used` after one thread had
  /// drawn some tiles. To what these added comes a quarter for all other tiles: further labels, grounds and nodes, and
  /// holes in the heap.
  std::size_t least(std::size_t read, std::size_t used) const;

  /// Too much to prepare another zoom beside those there are.
  bool is_half_used(std::size_t used) const { return used > m_limit / 2; }
  bool is_used_up(std::size_t used) const { return used + reserve() > m_limit; }

 private:
  std::size_t reserve() const { return m_limit / reserve_part + least_reserve; }

  static constexpr std::size_t reserve_part = 32, least_reserve = std::size_t{4} << 20U;
  std::size_t m_limit, m_threads, m_pixels;
  bool m_draws;  // not mvt
};

/// `needed` bytes and a little more, to whole 8 MiB: no two runs take the same to the page.
std::size_t enough_for(std::size_t needed);
/// That `limit` does not suffice, and what would do.
LimitError beyond_memory(std::size_t limit, std::size_t needed);

}  // namespace riskmap::output::detail
