// SPDX-License-Identifier: MIT
#include <riskmap/io/detail/rtree_pack.hpp>

#include <riskmap/base/error.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <vector>

namespace riskmap::io::detail {
namespace {

constexpr std::size_t head_bytes = 4, cell_bytes = 24;

/// A cell of a node: what it points to and its box in single precision, rounded outwards.
struct Cell {
  std::int64_t target = 0;
  float min_x = 0, max_x = 0, min_y = 0, max_y = 0;
};

float rounded_down(double value) {
  const auto single = static_cast<float>(value);
  return single > value ? std::nextafter(single, -std::numeric_limits<float>::infinity()) : single;
}
float rounded_up(double value) {
  const auto single = static_cast<float>(value);
  return single < value ? std::nextafter(single, std::numeric_limits<float>::infinity()) : single;
}

/// Sorted into vertical slices of whole nodes, each sorted by latitude.
std::vector<Cell> tiled_cells(std::span<const geo::LonLat> points, std::size_t capacity) {
  std::vector<std::uint32_t> order(points.size());
  std::iota(order.begin(), order.end(), 0U);
  // Ties by row: the same bytes wherever it is sorted.
  std::ranges::sort(order, {}, [&](std::uint32_t i) { return std::pair(points[i].lon, i); });
  const auto nodes = (points.size() + capacity - 1) / capacity;
  const auto slices = static_cast<std::size_t>(std::ceil(std::sqrt(static_cast<double>(nodes))));
  const auto slice = std::max<std::size_t>((nodes + slices - 1) / slices, 1) * capacity;
  std::vector<Cell> cells;
  cells.reserve(points.size());
  for (std::size_t begin = 0; begin < order.size(); begin += slice) {
    const auto part = std::span(order).subspan(begin, std::min(slice, order.size() - begin));
    std::ranges::sort(part, {}, [&](std::uint32_t i) { return std::pair(points[i].lat, i); });
    for (const auto i : part) {
      const auto& p = points[i];
      cells.push_back(
          {std::int64_t{i} + 1, rounded_down(p.lon), rounded_up(p.lon), rounded_down(p.lat), rounded_up(p.lat)});
    }
  }
  return cells;
}

class Packer {
 public:
  Packer(Database& database, const std::string& table)
      : m_database(database),
        m_table(table),
        m_put_node(database.prepare(fmt::format("INSERT OR REPLACE INTO \"{}_node\" VALUES (?1, ?2)", table))),
        m_put_parent(database.prepare(fmt::format("INSERT INTO \"{}_parent\" VALUES (?1, ?2)", table))) {
    auto root = database.prepare(fmt::format("SELECT length(data) FROM \"{}_node\" WHERE nodeno = 1", table));
    m_bytes = root.step() ? static_cast<std::size_t>(root.integer(0)) : 0;
    if (m_bytes < head_bytes + 2 * cell_bytes) throw OutputError(table, "is no empty R*-tree");
  }

  void pack(std::span<const geo::LonLat> points) {
    auto cells = tiled_cells(points, capacity());
    m_leaf_of.resize(points.size());
    for (m_depth = 0; cells.size() > capacity(); ++m_depth) cells = put_level(cells);
    put_node(root_number, cells);
    write_leaves();
  }

 private:
  static constexpr std::int64_t root_number = 1;

  std::size_t capacity() const { return (m_bytes - head_bytes) / cell_bytes; }

  /// Writes nodes full of cells; gives the cells that point to them.
  std::vector<Cell> put_level(const std::vector<Cell>& cells) {
    std::vector<Cell> above;
    for (std::size_t begin = 0; begin < cells.size(); begin += capacity()) {
      const auto part = std::span(cells).subspan(begin, std::min(capacity(), cells.size() - begin));
      const auto number = ++m_last_number;
      put_node(number, part);
      auto box = part[0];
      for (const auto& cell : part) {
        box.min_x = std::min(box.min_x, cell.min_x), box.max_x = std::max(box.max_x, cell.max_x);
        box.min_y = std::min(box.min_y, cell.min_y), box.max_y = std::max(box.max_y, cell.max_y);
      }
      box.target = number;
      above.push_back(box);
    }
    return above;
  }

  void put_node(std::int64_t number, std::span<const Cell> cells) {
    m_node.assign(m_bytes, std::byte{0});
    m_at = 0;
    put(number == root_number ? m_depth : 0U, 2);
    put(cells.size(), 2);
    for (const auto& cell : cells) {
      put(static_cast<std::uint64_t>(cell.target), 8);
      for (const float edge : {cell.min_x, cell.max_x, cell.min_y, cell.max_y})
        put(std::bit_cast<std::uint32_t>(edge), 4);
      if (m_depth == 0)
        m_leaf_of[static_cast<std::size_t>(cell.target) - 1] = number;
      else
        m_put_parent.bind(1, cell.target).bind(2, number).run();
    }
    m_put_node.bind(1, number).bind(2, std::span<const std::byte>(m_node)).run();
  }

  void put(std::uint64_t value, std::size_t bytes) {
    for (std::size_t i = bytes; i-- > 0;) m_node[m_at++] = static_cast<std::byte>(value >> (8 * i));
  }

  void write_leaves() {
    auto insert = m_database.prepare(fmt::format("INSERT INTO \"{}_rowid\" VALUES (?1, ?2)", m_table));
    for (std::size_t i = 0; i < m_leaf_of.size(); ++i)
      insert.bind(1, static_cast<std::int64_t>(i) + 1).bind(2, m_leaf_of[i]).run();
  }

  Database& m_database;
  std::string m_table;
  Statement m_put_node, m_put_parent;
  std::size_t m_bytes = 0, m_at = 0;
  std::uint64_t m_depth = 0;
  std::int64_t m_last_number = root_number;
  std::vector<std::byte> m_node;
  std::vector<std::int64_t> m_leaf_of;
};

}  // namespace

void pack_rtree(Database& database, const std::string& table, std::span<const geo::LonLat> points) {
  if (!points.empty()) Packer(database, table).pack(points);
}

}  // namespace riskmap::io::detail
