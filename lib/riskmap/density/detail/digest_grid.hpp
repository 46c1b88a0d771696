// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/geo/box.hpp>

#include <bit>
#include <cstdint>
#include <vector>

namespace riskmap::density::detail {

/// A running 64-bit digest of numbers, each step a bijection of what went before (Stafford's mix 13 of splitmix64).
inline std::uint64_t stirred(std::uint64_t digest, std::uint64_t value) {
  // The product keeps a digest and a value equal to it from undoing one another.
  std::uint64_t z = ((digest * 0xFF51AFD7ED558CCDU + 1) ^ value) + 0x9E3779B97F4A7C15U;
  z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
  z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
  return z ^ (z >> 31U);
}
inline std::uint64_t stirred(std::uint64_t digest, double value) {
  return stirred(digest, std::bit_cast<std::uint64_t>(value == 0.0 ? 0.0 : value));
}

using CellBox = geo::BoxOf<struct digest_cells>;

/// Digests of many things with a place each, as a set, and their sum over any box in O(1): prefix sums (Crow 1984) over
/// cells, modulo 2^64. Cells are counted from (0, 0), so that things far off change nothing here.
class DigestGrid {
 public:
  DigestGrid() = default;
  /// All things lie in `box`. Cells are `width` × `height` at first, and twice that until there are no more than 2^20.
  DigestGrid(const CellBox& box, double width, double height);

  /// \pre sum() was not asked yet
  void add(double x, double y, std::uint64_t digest) { m_sums[cell(x, y)] += digest; }
  /// What was added is complete: to be called once.
  void seal();
  /// Of all cells that meet the closed box.
  std::uint64_t sum(const CellBox& box) const;

 private:
  std::size_t cell(double x, double y) const;

  double m_width = 1.0, m_height = 1.0;
  std::int64_t m_west = 0, m_south = 0, m_columns = 0, m_rows = 0;
  std::vector<std::uint64_t> m_sums;
};

/// Numbers at the nodes of a grid, as a DigestGrid over columns and rows. `west` and `south` count the first node's
/// column and row from anything that stays.
DigestGrid digest_of_nodes(const float* nodes, std::size_t columns, std::size_t rows, std::int64_t west,
                           std::int64_t south);

}  // namespace riskmap::density::detail
