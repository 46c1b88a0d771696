// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/geo/lonlat.hpp>

#include <cstdint>
#include <vector>

namespace riskmap::io::detail {

/// Entries by a name, a stretch of days and a place: a hash table of cells of 1° of latitude and as much ground of
/// longitude, by day or, for long stretches, by 32 days. Cost: a handful of look-ups each.
class EventIndex {
 public:
  /// Under each day (stretches of up to `longest_by_day` days) and each period the stretch touches.
  void add(std::uint64_t name, std::int32_t first_day, std::int32_t last_day, geo::LonLat place, std::uint32_t entry);
  /// Appends the entries of a name that may lie within 25 km and touch the days: some that do not are among them, some
  /// are there twice. No more than `most`.
  void find(std::uint64_t name, std::int32_t first_day, std::int32_t last_day, geo::LonLat place, std::size_t most,
            std::vector<std::uint32_t>& into) const;

  static constexpr std::int32_t longest_by_day = 8;

 private:
  static constexpr std::uint32_t none = UINT32_MAX;
  struct Node {
    std::uint64_t key;
    std::uint32_t entry, next;
  };
  void put(std::uint64_t key, std::uint32_t entry);
  void collect(std::uint64_t key, std::size_t most, std::vector<std::uint32_t>& into) const;
  void grow();
  std::vector<Node> m_nodes;
  std::vector<std::uint32_t> m_heads = std::vector<std::uint32_t>(1024, none);
};

}  // namespace riskmap::io::detail
