// SPDX-License-Identifier: MIT
#include <riskmap/io/database.hpp>
#include <riskmap/output/detail/content_index.hpp>
#include <riskmap/output/detail/tileset.hpp>
#include <riskmap/output/sinks_catalogue.hpp>

#include <fmt/format.h>

#include <optional>
#include <utility>

namespace riskmap::output {
namespace {

// Equal tiles are one row of `images`, seen through the view `tiles`: the layout of Mapbox's own tools, which GDAL and
// others read. The index is made at the end, in one sorted pass.
constexpr const char* schema[] = {
    "PRAGMA page_size = 4096",
    "PRAGMA encoding = 'UTF-8'",
    "PRAGMA application_id = 0x4d504258",
    "PRAGMA journal_mode = OFF",
    "PRAGMA synchronous = OFF",
    "PRAGMA locking_mode = EXCLUSIVE",
    "BEGIN",
    "CREATE TABLE metadata (name text, value text)",
    "CREATE TABLE map (zoom_level integer, tile_column integer, tile_row integer, tile_id integer)",
    "CREATE TABLE images (tile_id integer PRIMARY KEY, tile_data blob)",
    "CREATE VIEW tiles AS SELECT map.zoom_level AS zoom_level, map.tile_column AS tile_column, map.tile_row AS "
    "tile_row, "
    "images.tile_data AS tile_data FROM map JOIN images ON images.tile_id = map.tile_id",
};
constexpr const char* ending[] = {
    "CREATE UNIQUE INDEX map_index ON map (zoom_level, tile_column, tile_row)",
    "CREATE UNIQUE INDEX metadata_index ON metadata (name)",
    "COMMIT",
};

using Rows = std::vector<std::pair<std::string, std::string>>;

// The specification says a number: of "1.2.0" it is 1.2.
std::string version_number(const std::string& version) {
  const auto first = version.find('.');
  return version.substr(0, first == std::string::npos ? first : version.find('.', first + 1));
}

Rows metadata_of(const TilesetInfo& info) {
  const auto bounds = detail::bounds_of(info);
  const auto centre = detail::centre_of(info);
  Rows rows{{"name", info.name.empty() ? "RiskMap" : info.name},
            {"format", info.format},
            {"bounds", fmt::format("{},{},{},{}", bounds.min_x, bounds.min_y, bounds.max_x, bounds.max_y)},
            {"center", fmt::format("{},{},{}", centre.lon, centre.lat, info.zooms.low)},
            {"minzoom", fmt::to_string(info.zooms.low)},
            {"maxzoom", fmt::to_string(info.zooms.high)},
            {"type", info.overlay ? "overlay" : "baselayer"}};
  if (!info.attribution.empty()) rows.emplace_back("attribution", info.attribution);
  if (!info.description.empty()) rows.emplace_back("description", info.description);
  if (!info.version.empty()) rows.emplace_back("version", version_number(info.version));
  if (info.format == "pbf") rows.emplace_back("json", Json{{"vector_layers", info.vector_layers}}.dump());
  rows.emplace_back("riskmap", info.provenance.dump());
  return rows;
}

class Mbtiles : public Sink {
 public:
  Mbtiles(const std::filesystem::path& path, overwrite policy)
      : m_file(path, policy), m_database(io::Database::create(m_file.part())) {
    for (const char* statement : schema) m_database.execute(statement);
    m_insert_tile.emplace(m_database.prepare("INSERT INTO map VALUES (?1, ?2, ?3, ?4)"));
    m_insert_image.emplace(m_database.prepare("INSERT INTO images VALUES (?1, ?2)"));
  }

  void put(const geo::TileId& tile, std::span<const std::byte> bytes) override {
    const auto next = static_cast<std::int64_t>(m_contents.size()) + 1;
    const auto* known = m_contents.find_or_add(bytes, next);
    if (known == nullptr) m_insert_image->bind(1, next).bind(2, bytes).run();
    m_insert_tile->bind(1, std::int64_t{tile.zoom}).bind(2, std::int64_t{tile.x}).bind(3, std::int64_t{tile.tms_row()});
    m_insert_tile->bind(4, known == nullptr ? next : *known).run();
  }

  void finish(const TilesetInfo& info) override {
    m_insert_tile.reset();
    m_insert_image.reset();
    for (const auto& [name, value] : metadata_of(info)) {
      m_database.prepare("INSERT INTO metadata VALUES (?1, ?2)")
          .bind(1, std::string_view(name))
          .bind(2, std::string_view(value))
          .run();
    }
    for (const char* statement : ending) m_database.execute(statement);
    m_database.close();
    m_file.commit();
  }

 private:
  OutputFile m_file;
  io::Database m_database;
  std::optional<io::Statement> m_insert_tile, m_insert_image;
  detail::ContentIndex<std::int64_t> m_contents;
};

std::unique_ptr<Sink> create_mbtiles(const std::filesystem::path& path, const TilesetInfo& /*info*/, overwrite policy) {
  return std::make_unique<Mbtiles>(path, policy);
}

}  // namespace

namespace sinks {

constinit const SinkType mbtiles{
    .name = "mbtiles", .suffix = ".mbtiles", .summary = "one SQLite file (MBTiles 1.3)", .create = &create_mbtiles};

}  // namespace sinks
}  // namespace riskmap::output
