// SPDX-License-Identifier: MIT
#include <riskmap/base/error.hpp>
#include <riskmap/io/database.hpp>
#include <riskmap/output/detail/tile_log.hpp>
#include <riskmap/output/detail/tileset.hpp>
#include <riskmap/output/sinks_catalogue.hpp>

#include <fmt/format.h>

#include <bit>
#include <optional>
#include <utility>

namespace riskmap::output {
namespace {

// Equal tiles are one row of `images`, seen through the view `tiles`: the layout of Mapbox's own tools, which GDAL and
// others read; none of them looks at a digest. The index is made at the end, in one sorted pass.
constexpr const char* schema[] = {
    "PRAGMA journal_mode = OFF",
    "PRAGMA synchronous = OFF",
    "PRAGMA locking_mode = EXCLUSIVE",
    "PRAGMA page_size = 4096",
    "PRAGMA encoding = 'UTF-8'",
    "PRAGMA application_id = 0x4d504258",
    "BEGIN",
    "CREATE TABLE metadata (name text, value text)",
    "CREATE TABLE images (tile_id integer PRIMARY KEY, tile_data blob)",
};
constexpr const char* map_table =
    "CREATE TABLE map (zoom_level integer, tile_column integer, tile_row integer, tile_id integer)";
constexpr const char* map_table_with_digests =
    "CREATE TABLE map (zoom_level integer, tile_column integer, tile_row integer, tile_id integer, riskmap_digest "
    "integer)";
constexpr const char* ending[] = {
    "CREATE VIEW tiles AS SELECT map.zoom_level AS zoom_level, map.tile_column AS tile_column, map.tile_row AS "
    "tile_row, "
    "images.tile_data AS tile_data FROM map JOIN images ON images.tile_id = map.tile_id",
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
  Rows rows{{"name", detail::name_of(info)},
            {"format", info.format},
            {"bounds", fmt::format("{},{},{},{}", bounds.min_x, bounds.min_y, bounds.max_x, bounds.max_y)},
            {"center", fmt::format("{},{},{}", centre.lon, centre.lat, info.zooms.low)},
            {"minzoom", fmt::to_string(info.zooms.low)},
            {"maxzoom", fmt::to_string(info.zooms.high)},
            {"fillzoom", fmt::to_string(info.zooms.high)},
            {"type", info.overlay ? "overlay" : "baselayer"}};
  if (!info.attribution.empty()) rows.emplace_back("attribution", info.attribution);
  if (!info.description.empty()) rows.emplace_back("description", info.description);
  if (!info.version.empty()) rows.emplace_back("version", version_number(info.version));
  if (info.format == "pbf") rows.emplace_back("json", Json{{"vector_layers", info.vector_layers}}.dump());
  rows.emplace_back("riskmap", detail::own_metadata(info).dump());
  return rows;
}

/// SQLite makes the same file of the same statements, but not of statements that were interrupted: so contents wait one
/// after another in X.part, and the database is made of them and the journal at the end, as X.part-build.
class Mbtiles : public Sink {
 public:
  Mbtiles(const std::filesystem::path& path, const SinkOptions& options)
      : m_path(path), m_policy(options.policy), m_log(path, options) {
    m_part.emplace(path, options.policy, PartOptions{.resumes = m_log.resumes()});
    if (m_log.resumes()) {
      m_log.recover([this](const detail::Record& record) { return detail::stored_in(*m_part, 0, record); });
      m_part->cut(m_log.content_bytes());
    }
    m_resume_at = m_log.next_id();
  }

  ~Mbtiles() override {
    if (m_part) m_part->keep_part(m_log.keep());
  }

  void put(const geo::TileId& tile, std::span<const std::byte> bytes, std::uint64_t digest) override {
    const auto known = m_log.find_or_add(tile, bytes, m_part->size());
    const auto place = known.value_or(m_part->size());
    if (!known) m_part->write(bytes);
    m_log.add(place, bytes, !known, digest);
  }

  std::uint64_t resume_at() const override { return m_resume_at; }
  void checkpoint(std::uint64_t next_id) override { m_log.settle(next_id); }

  void finish(const TilesetInfo& info) override {
    OutputFile file(m_path, m_policy, {.suffix = ".part-build"});
    auto database = io::Database::create(file.part());
    for (const char* statement : schema) database.execute(statement);
    database.execute(m_log.has_digests() ? map_table_with_digests : map_table);
    insert_tiles(database);
    for (const auto& [name, value] : metadata_of(info)) {
      database.prepare("INSERT INTO metadata VALUES (?1, ?2)")
          .bind(1, std::string_view(name))
          .bind(2, std::string_view(value))
          .run();
    }
    for (const char* statement : ending) database.execute(statement);
    database.close();
    file.commit();
    m_log.remove();
    m_part->keep_part(false);
    m_part.reset();
  }

 private:
  // An image's number is the place of its content, which grows as images do.
  void insert_tiles(io::Database& database) {
    auto tile_row = database.prepare(m_log.has_digests() ? "INSERT INTO map VALUES (?1, ?2, ?3, ?4, ?5)"
                                                         : "INSERT INTO map VALUES (?1, ?2, ?3, ?4)");
    auto image_row = database.prepare("INSERT INTO images VALUES (?1, ?2)");
    std::vector<std::byte> bytes;
    m_log.each([&](const detail::Record& record) {
      const auto image = static_cast<std::int64_t>(record.place) + 1;
      if (record.is_new) {
        bytes.resize(record.length);
        if (!m_part->read_at(record.place, bytes)) throw OutputError(m_part->part().string(), "was cut short");
        image_row.bind(1, image).bind(2, bytes).run();
      }
      const auto tile = geo::from_hilbert_id(record.id);
      tile_row.bind(1, std::int64_t{tile.zoom}).bind(2, std::int64_t{tile.x}).bind(3, std::int64_t{tile.tms_row()});
      tile_row.bind(4, image);
      if (record.digest != 0)
        tile_row.bind(5, std::bit_cast<std::int64_t>(record.digest));
      else if (m_log.has_digests())
        tile_row.bind_null(5);
      tile_row.run();
    });
  }

  std::filesystem::path m_path;
  overwrite m_policy;
  detail::TileLog m_log;
  std::optional<OutputFile> m_part;
  std::uint64_t m_resume_at = 0;
};

std::unique_ptr<Sink> create_mbtiles(const std::filesystem::path& path, const TilesetInfo& /*info*/,
                                     const SinkOptions& options) {
  return std::make_unique<Mbtiles>(path, options);
}

}  // namespace

namespace sinks {

constinit const SinkType mbtiles{
    .name = "mbtiles", .suffix = ".mbtiles", .summary = "one SQLite file (MBTiles 1.3)", .create = &create_mbtiles};

}  // namespace sinks
}  // namespace riskmap::output
