// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/model/value.hpp>
#include <riskmap/output/detail/grid_geometry.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace riskmap::output::detail {

/// Commands of one feature's geometry (MVT 2.1, 4.3), coordinates relative to the tile's corner.
class GeometryCommands {
 public:
  explicit GeometryCommands(GridPoint corner) : m_cursor(corner) {}
  void points(const GridLine& points);
  void line(const GridLine& line);
  /// \pre closed; the last point is not written but closed to
  void ring(const GridLine& ring);
  bool empty() const { return m_commands.empty(); }
  const std::vector<std::uint32_t>& commands() const { return m_commands; }

 private:
  void command(std::uint32_t id, std::size_t count);
  void move(const GridPoint& point);
  std::vector<std::uint32_t> m_commands;
  GridPoint m_cursor;
};

/// One layer of a tile (MVT 2.1, 4.1): keys and values stand once, in the order they are first used.
class VectorLayerWriter {
 public:
  enum class GeometryType : std::uint32_t { point = 1, line = 2, polygon = 3 };

  VectorLayerWriter(std::string name, unsigned extent) : m_name(std::move(name)), m_extent(extent) {}
  /// Null values are left out: the format has none.
  void tag(std::string_view key, const model::Value& value);
  /// Ends the feature whose tags were given.
  void add(GeometryType type, const std::vector<std::uint32_t>& commands, std::optional<std::uint64_t> id);
  bool empty() const { return m_features.empty(); }
  /// Appends the layer to a tile.
  void write(std::string& tile) const;

 private:
  std::string m_name;
  unsigned m_extent;
  std::vector<std::uint32_t> m_tags;
  std::vector<std::string> m_features, m_keys, m_values;
  std::map<std::string, std::uint32_t, std::less<>> m_key_index, m_value_index;
};

}  // namespace riskmap::output::detail
