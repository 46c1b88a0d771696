// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/density/detail/lattice.hpp>
#include <riskmap/geo/lonlat.hpp>

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

namespace riskmap::density::detail {

/// Spline coefficients at the nodes of one block, rows of Level::block_columns() going north.
struct Coefficients {
  std::vector<float> nodes;
};

/// A smooth part of a surface as cubic B-spline coefficients on a lattice, in blocks. Immutable, thread-safe.
class Level {
 public:
  virtual ~Level() = default;
  /// Reads a level along the rows of a picture.
  class Rows;
  virtual double at(geo::LonLat place) const;
  const Lattice& lattice() const { return m_lattice; }
  /// A digest of the values in a box as far as they do not follow from the list's contributions alone.
  virtual std::uint64_t digest(const geo::LonLatBox& box) const = 0;
  /// How far beyond its kernel a contribution may change a value by way of nodes, metres; 0 if digest() knows.
  virtual double beyond_kernel() const = 0;

 protected:
  Level(const Lattice& lattice, std::size_t block_columns, std::size_t block_rows)
      : m_lattice(lattice), m_block_columns(block_columns), m_block_rows(block_rows) {}
  /// One block that holds the whole lattice.
  explicit Level(const Lattice& lattice) : Level(lattice, lattice.columns, lattice.rows) {}
  std::size_t block_columns() const { return m_block_columns; }
  std::size_t block_rows() const { return m_block_rows; }

 private:
  /// The block's coefficients; null if all are 0.
  virtual std::shared_ptr<const Coefficients> block(std::size_t column, std::size_t row) const = 0;

  Lattice m_lattice;
  std::size_t m_block_columns, m_block_rows;
};

/// What a picture's columns take from a level, and the blocks it looks at, held while it does.
class Level::Rows {
 public:
  Rows(const Level& level, const std::vector<double>& lons, const std::vector<double>& lats);
  /// out[i] += the level's value at the picture's column i and a latitude; nothing beyond the lattice. The value of a
  /// cell depends on its place alone. Cost: half a nanosecond a cell, and one for each column of each row of nodes met;
  /// least when rows come in order.
  void add(double lat, float* out);

 private:
  void find_columns(const std::vector<double>& lons);
  void find_blocks(const std::vector<double>& lats);
  void make_line(std::size_t row);

  static constexpr auto no_row = ~std::size_t{0};

  const Level& m_level;
  std::size_t m_start = 0, m_count = 0;  ///< columns of the picture over the lattice
  std::size_t m_base = 0, m_width = 0;   ///< nodes in use
  std::vector<std::int32_t> m_first;     ///< of the four coefficients around a column, from m_base
  std::array<std::vector<float>, 4> m_weights;
  std::size_t m_first_column = 0, m_first_row = 0, m_columns = 0;  ///< of blocks
  std::vector<std::shared_ptr<const Coefficients>> m_blocks;       ///< empty if all are 0
  std::vector<float> m_nodes;                                      ///< of one row
  std::array<std::vector<float>, 4> m_lines;  ///< rows of nodes, interpolated to the picture's columns
  std::array<std::size_t, 4> m_line_rows{no_row, no_row, no_row, no_row};
};

}  // namespace riskmap::density::detail
