// SPDX-License-Identifier: MIT
#include <riskmap/output/detail/vector_tile_writer.hpp>

#include <protozero/pbf_writer.hpp>

#include <cmath>

namespace riskmap::output::detail {
namespace {

// Numbers of fields and commands as the specification gives them.
enum : protozero::pbf_tag_type { tile_layers = 3 };
enum : protozero::pbf_tag_type {
  layer_name = 1,
  layer_features = 2,
  layer_keys = 3,
  layer_values = 4,
  layer_extent = 5,
  layer_version = 15
};
enum : protozero::pbf_tag_type { feature_id = 1, feature_tags = 2, feature_type = 3, feature_geometry = 4 };
enum : protozero::pbf_tag_type { value_string = 1, value_double = 3, value_uint = 5, value_sint = 6, value_bool = 7 };
enum : std::uint32_t { move_to = 1, line_to = 2, close_path = 7 };

constexpr double exact_integers = 9007199254740992.0;  // 2^53

std::string encoded(const model::Value& value) {
  std::string out;
  protozero::pbf_writer writer(out);
  if (const auto* text = std::get_if<std::string>(&value)) writer.add_string(value_string, *text);
  if (const auto* flag = std::get_if<bool>(&value)) writer.add_bool(value_bool, *flag);
  if (const auto* number = std::get_if<double>(&value)) {
    if (std::trunc(*number) != *number || std::abs(*number) > exact_integers)
      writer.add_double(value_double, *number);
    else if (*number < 0)
      writer.add_sint64(value_sint, static_cast<std::int64_t>(*number));
    else
      writer.add_uint64(value_uint, static_cast<std::uint64_t>(*number));
  }
  return out;
}

std::uint32_t index_of(std::string_view text, std::map<std::string, std::uint32_t, std::less<>>& index,
                       std::vector<std::string>& list) {
  if (const auto found = index.find(text); found != index.end()) return found->second;
  const auto next = static_cast<std::uint32_t>(list.size());
  list.emplace_back(text);
  index.emplace(text, next);
  return next;
}

}  // namespace

void GeometryCommands::command(std::uint32_t id, std::size_t count) {
  m_commands.push_back(id | static_cast<std::uint32_t>(count) << 3U);
}

void GeometryCommands::move(const GridPoint& point) {
  m_commands.push_back(protozero::encode_zigzag32(static_cast<std::int32_t>(point.x - m_cursor.x)));
  m_commands.push_back(protozero::encode_zigzag32(static_cast<std::int32_t>(point.y - m_cursor.y)));
  m_cursor = point;
}

void GeometryCommands::points(const GridLine& points) {
  if (points.empty()) return;
  command(move_to, points.size());
  for (const auto& point : points) move(point);
}

void GeometryCommands::line(const GridLine& line) {
  command(move_to, 1);
  move(line.front());
  command(line_to, line.size() - 1);
  for (std::size_t i = 1; i < line.size(); ++i) move(line[i]);
}

void GeometryCommands::ring(const GridLine& ring) {
  line({ring.begin(), ring.end() - 1});
  command(close_path, 1);
}

void VectorLayerWriter::tag(std::string_view key, const model::Value& value) {
  if (model::is_null(value)) return;
  m_tags.push_back(index_of(key, m_key_index, m_keys));
  m_tags.push_back(index_of(encoded(value), m_value_index, m_values));
}

void VectorLayerWriter::add(GeometryType type, const std::vector<std::uint32_t>& commands,
                            std::optional<std::uint64_t> id) {
  std::string out;
  protozero::pbf_writer writer(out);
  if (id) writer.add_uint64(feature_id, *id);
  writer.add_packed_uint32(feature_tags, m_tags.begin(), m_tags.end());
  writer.add_enum(feature_type, static_cast<std::int32_t>(type));
  writer.add_packed_uint32(feature_geometry, commands.begin(), commands.end());
  m_features.push_back(std::move(out));
  m_tags.clear();
}

void VectorLayerWriter::write(std::string& tile) const {
  protozero::pbf_writer out(tile);
  protozero::pbf_writer layer(out, tile_layers);
  layer.add_uint32(layer_version, 2);
  layer.add_string(layer_name, m_name);
  for (const auto& feature : m_features) layer.add_message(layer_features, feature);
  for (const auto& key : m_keys) layer.add_string(layer_keys, key);
  for (const auto& value : m_values) layer.add_message(layer_values, value);
  layer.add_uint32(layer_extent, m_extent);
}

}  // namespace riskmap::output::detail
