// SPDX-License-Identifier: MIT
#include <riskmap/base/error.hpp>
#include <riskmap/io/compression.hpp>
#include <riskmap/output/decoder.hpp>

#include <fmt/format.h>
#include <protozero/pbf_reader.hpp>

#include <optional>
#include <set>
#include <string>
#include <vector>

// Mapbox Vector Tile 2.1; the numbers of fields and commands are the specification's.
namespace riskmap::output {
namespace {

using protozero::pbf_reader;
using protozero::tag_and_type;
using Wire = protozero::pbf_wire_type;

constexpr std::size_t largest = std::size_t{64} << 20U;

[[noreturn]] void refuse(const std::string& what) { throw DataError("not a valid vector tile: " + what); }

void require(bool holds, const char* what) {
  if (!holds) refuse(what);
}

/// The parts of a layer; protozero holds that they lie within the bytes.
struct Layer {
  std::string name;
  std::uint32_t version = 1, extent = 4096;
  std::vector<protozero::data_view> features, values;
  std::uint64_t keys = 0;
};

Layer read_layer(pbf_reader message) {
  Layer layer;
  bool named = false;
  // A field of another kind than the specification's is one we do not know.
  while (message.next()) {
    switch (message.tag_and_type()) {
      case tag_and_type(1, Wire::length_delimited):
        layer.name = message.get_string(), named = true;
        break;
      case tag_and_type(2, Wire::length_delimited):
        layer.features.push_back(message.get_view());
        break;
      case tag_and_type(3, Wire::length_delimited):
        message.skip(), ++layer.keys;
        break;
      case tag_and_type(4, Wire::length_delimited):
        layer.values.push_back(message.get_view());
        break;
      case tag_and_type(5, Wire::varint):
        layer.extent = message.get_uint32();
        break;
      case tag_and_type(15, Wire::varint):
        layer.version = message.get_uint32();
        break;
      default:
        message.skip();
    }
  }
  require(named && !layer.name.empty(), "a layer has no name");
  require(layer.version == 1 || layer.version == 2, "a layer is of another version");
  require(layer.extent > 0, "a layer has no extent");
  return layer;
}

void check_value(protozero::data_view view) {
  pbf_reader message(view);
  int held = 0;
  while (message.next()) {
    if (message.tag() >= 1 && message.tag() <= 7) ++held;
    message.skip();
  }
  require(held == 1, "a value is none, or several");
}

/// Goes through a feature's commands (4.3).
class GeometryReader {
 public:
  GeometryReader(pbf_reader::const_uint32_iterator first, pbf_reader::const_uint32_iterator last, std::uint32_t type)
      : m_at(first), m_end(last), m_type(type) {}

  /// The number of places.
  std::uint64_t check() {
    require(m_at != m_end, "a geometry is empty");
    if (m_type == 1) {
      require(take(command(1)) > 0, "a point has no place");
      require(m_at == m_end, "a point goes on");
    }
    while (m_at != m_end) m_type == 2 ? line() : ring();
    require(m_type != 3 || !m_first, "a polygon has no ring");
    return m_places;
  }

 private:
  std::uint32_t next() {
    require(m_at != m_end, "a geometry ends too early");
    return *m_at++;
  }
  std::uint32_t command(std::uint32_t id) {
    const auto word = next();
    require((word & 7U) == id, "a command stands out of its order");
    return word >> 3U;
  }
  std::uint32_t take(std::uint32_t count) {
    for (std::uint32_t i = 0; i < count; ++i) {
      m_x += protozero::decode_zigzag32(next());
      m_y += protozero::decode_zigzag32(next());
      step();
    }
    m_places += count;
    return count;
  }
  void line() {
    require(take(command(1)) == 1, "a line begins at several places");
    require(take(command(2)) >= 1, "a line has one place");
  }
  void ring() {
    m_doubled_area = 0, m_in_ring = false;
    require(take(command(1)) == 1, "a ring begins at several places");
    m_from_x = m_last_x = m_x, m_from_y = m_last_y = m_y, m_in_ring = true;
    require(take(command(2)) >= 2, "a ring has fewer than three places");
    require(command(7) == 1, "a ring is not closed once");
    require(m_doubled_area != 0, "a ring has no area");
    require(m_doubled_area > 0 || !m_first, "a polygon begins with a hole");
    m_first = false;
  }
  void step() {
    if (!m_in_ring) return;
    m_doubled_area += (m_last_x - m_from_x) * (m_y - m_from_y) - (m_x - m_from_x) * (m_last_y - m_from_y);
    m_last_x = m_x, m_last_y = m_y;
  }

  pbf_reader::const_uint32_iterator m_at, m_end;
  std::uint32_t m_type;
  std::uint64_t m_places = 0;
  bool m_first = true, m_in_ring = false;
  // Foreign numbers summed: as doubles they cannot overflow, and those of a real tile are exact.
  double m_x = 0, m_y = 0, m_from_x = 0, m_from_y = 0, m_last_x = 0, m_last_y = 0, m_doubled_area = 0;
};

void check_tags(const pbf_reader::const_uint32_iterator& first, const pbf_reader::const_uint32_iterator& last,
                const Layer& layer) {
  bool is_key = true;
  for (auto at = first; at != last; ++at, is_key = !is_key)
    require(*at < (is_key ? layer.keys : layer.values.size()), "a tag names a key or value that is not there");
  require(is_key, "a key has no value");
}

/// The number of places.
std::uint64_t check_feature(protozero::data_view view, const Layer& layer) {
  pbf_reader message(view);
  std::uint32_t type = 0;
  std::optional<protozero::iterator_range<pbf_reader::const_uint32_iterator>> geometry;
  while (message.next()) {
    switch (message.tag_and_type()) {
      case tag_and_type(2, Wire::length_delimited): {
        const auto tags = message.get_packed_uint32();
        check_tags(tags.begin(), tags.end(), layer);
        break;
      }
      case tag_and_type(3, Wire::varint):
        type = static_cast<std::uint32_t>(message.get_enum());
        break;
      case tag_and_type(4, Wire::length_delimited):
        geometry = message.get_packed_uint32();
        break;
      default:
        message.skip();
    }
  }
  require(geometry.has_value(), "a feature has no geometry");
  require(type >= 1 && type <= 3, "a geometry is of no known type");
  return GeometryReader(geometry->begin(), geometry->end(), type).check();
}

void check_layer(const Layer& layer, VectorTileContent& content) {
  for (const auto& value : layer.values) check_value(value);
  for (std::size_t i = 0; i < layer.features.size(); ++i) {
    try {
      content.points += check_feature(layer.features[i], layer);
    } catch (DataError& error) {
      error.add_context(fmt::format("layer '{}': feature {}", printable(layer.name), i + 1));
      throw;
    }
  }
  ++content.layers;
  content.features += layer.features.size();
}

VectorTileContent check_tile(std::span<const std::byte> bytes) {
  VectorTileContent content;
  std::set<std::string> names;
  pbf_reader tile(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  while (tile.next()) {
    if (tile.tag_and_type() != tag_and_type(3, Wire::length_delimited)) {
      tile.skip();
      continue;
    }
    const auto layer = read_layer(tile.get_message());
    require(names.insert(layer.name).second, "two layers have one name");
    check_layer(layer, content);
  }
  return content;
}

}  // namespace

VectorTileContent check_vector_tile(std::span<const std::byte> bytes) {
  const bool packed = bytes.size() >= 2 && bytes[0] == std::byte{0x1F} && bytes[1] == std::byte{0x8B};
  if (!packed && bytes.size() > largest) refuse("larger than 64 MiB");
  try {
    return packed ? check_tile(io::gunzip(bytes, largest)) : check_tile(bytes);
  } catch (const protozero::exception& error) {
    refuse(error.what());
  }
}

}  // namespace riskmap::output
