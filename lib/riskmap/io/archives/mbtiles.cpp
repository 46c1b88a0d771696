// SPDX-License-Identifier: MIT
#include <riskmap/base/error.hpp>
#include <riskmap/io/archives/kinds.hpp>
#include <riskmap/io/database.hpp>

#include <fmt/format.h>

#include <bit>
#include <mutex>
#include <utility>

namespace riskmap::io {
namespace {

constexpr auto by_place = "SELECT tile_data FROM tiles WHERE zoom_level = ?1 AND tile_column = ?2 AND tile_row = ?3";
constexpr auto digest_by_place =
    "SELECT riskmap_digest FROM map WHERE zoom_level = ?1 AND tile_column = ?2 AND tile_row = ?3";
constexpr auto per_zoom =
    "SELECT zoom_level, count(*), sum(length(tile_data)), min(tile_column), max(tile_column), min(tile_row), "
    "max(tile_row) "
    "FROM tiles GROUP BY zoom_level";

// A file may hold any bytes as text; what leaves here is UTF-8, so that it can be written as JSON.
Json utf8(const std::string& text) {
  return Json::parse(Json(text).dump(-1, ' ', false, Json::error_handler_t::replace));
}

geo::TileId tile_of(const Statement& row, const std::string& place) {
  const auto zoom = row.integer(0), column = row.integer(1), line = row.integer(2);
  const bool valid = row.is_integer(0) && row.is_integer(1) && row.is_integer(2) && zoom >= 0 &&
                     zoom <= std::int64_t{geo::TileId::max_zoom} && column >= 0 && line >= 0 && column >> zoom == 0 &&
                     line >> zoom == 0;
  if (!valid)
    throw DataError(place, fmt::format("has tiles outside the pyramid at zoom_level {}", printable(row.text(0))));
  const auto x = static_cast<std::uint32_t>(column), tms = static_cast<std::uint32_t>(line);
  geo::TileId tile(static_cast<unsigned>(zoom), x, tms);
  return {tile.zoom, x, tile.tms_row()};
}

/// Our own archives lie in Hilbert order; others are sorted, the bytes with them.
class Stream : public TileStream {
 public:
  Stream(Database& database, std::mutex& turn, std::string place, bool has_digests)
      : m_turn(turn), m_place(std::move(place)), m_has_digests(has_digests) {
    const std::scoped_lock lock(m_turn);
    const auto select = [&](const char* columns) {
      // Cross: the tiles' own order, whatever the planner thinks.
      return fmt::format("SELECT zoom_level, tile_column, tile_row, {} FROM {}", columns,
                         has_digests ? "map CROSS JOIN images USING (tile_id)" : "tiles");
    };
    auto query = select(has_digests ? "tile_data, riskmap_digest" : "tile_data");
    if (!is_in_order(database, select("length(tile_data)")))
      query += " ORDER BY riskmap_hilbert(zoom_level, tile_column, tile_row)";
    m_rows.emplace(database.prepare(query));
  }

  ~Stream() override {
    const std::scoped_lock lock(m_turn);
    m_rows.reset();
  }

  std::optional<StoredTile> next() override {
    const std::scoped_lock lock(m_turn);
    if (!m_rows->step()) return {};
    const auto tile = tile_of(*m_rows, m_place);
    if (!m_rows->is_blob(3)) throw DataError(m_place, fmt::format("tile {}: tile_data is no blob", tile.text()));
    const auto id = geo::hilbert_id(tile);
    if (id < m_next) throw DataError(m_place, fmt::format("tile {} is there twice", tile.text()));
    m_next = id + 1;
    m_bytes = m_rows->blob(3);
    return StoredTile{id, m_bytes, m_has_digests ? std::bit_cast<std::uint64_t>(m_rows->integer(4)) : 0};
  }

 private:
  bool is_in_order(Database& database, const std::string& query) const {
    std::uint64_t next = 0;
    for (auto rows = database.prepare(query); rows.step();) {
      const auto id = geo::hilbert_id(tile_of(rows, m_place));
      if (id < next) return false;
      next = id + 1;
    }
    return true;
  }

  std::mutex& m_turn;
  std::string m_place;
  bool m_has_digests;
  std::optional<Statement> m_rows;
  std::vector<std::byte> m_bytes;
  std::uint64_t m_next = 0;
};

std::int64_t hilbert_of_row(std::span<const std::int64_t> row) {
  // Rows outside the pyramid come first, and are named when they are met.
  if (row[0] < 0 || row[0] > std::int64_t{geo::TileId::max_zoom}) return -1;
  for (const auto number : {row[1], row[2]}) {
    if (number < 0 || number >> row[0] != 0) return -1;
  }
  const geo::TileId tms(static_cast<unsigned>(row[0]), static_cast<std::uint32_t>(row[1]),
                        static_cast<std::uint32_t>(row[2]));
  return static_cast<std::int64_t>(geo::hilbert_id({tms.zoom, tms.x, tms.tms_row()}));
}

/// MBTiles 1.3 (mapbox/mbtiles-spec): tiles and metadata may be tables or views. Digests are a column of the table
/// `map`.
class Mbtiles : public Archive {
 public:
  explicit Mbtiles(const std::filesystem::path& path)
      : m_place(path.string()), m_database(Database::open_foreign(path)) {
    for (const char* name : {"metadata", "tiles"}) {
      if (!m_database.has_table(name))
        throw DataError(m_place, fmt::format("is no MBTiles archive: it has no table '{}'", name));
    }
    read_metadata();
    read_bounds();
    m_database.add_function("riskmap_hilbert", 3, &hilbert_of_row);
    m_shares_images = m_database.has_column("map", "tile_id") && m_database.has_column("images", "tile_id");
    m_has_digests = m_shares_images && m_database.has_column("map", "riskmap_digest");
    m_find.emplace(m_database.prepare(by_place));
    if (m_has_digests) m_find_digest.emplace(m_database.prepare(digest_by_place));
  }

  std::optional<std::vector<std::byte>> tile(const geo::TileId& tile) const override {
    const std::scoped_lock lock(m_turn);
    m_find->reset();
    m_find->bind(1, std::int64_t{tile.zoom}).bind(2, std::int64_t{tile.x}).bind(3, std::int64_t{tile.tms_row()});
    if (!m_find->step() || m_find->is_null(0)) return {};
    if (!m_find->is_blob(0)) throw DataError(m_place, fmt::format("tile {}: tile_data is no blob", tile.text()));
    return m_find->blob(0);
  }

  std::optional<std::uint64_t> digest(const geo::TileId& tile) const override {
    if (!m_has_digests) return {};
    const std::scoped_lock lock(m_turn);
    m_find_digest->reset();
    m_find_digest->bind(1, std::int64_t{tile.zoom}).bind(2, std::int64_t{tile.x});
    m_find_digest->bind(3, std::int64_t{tile.tms_row()});
    if (!m_find_digest->step() || !m_find_digest->is_integer(0)) return {};
    return std::bit_cast<std::uint64_t>(m_find_digest->integer(0));
  }

  bool has_digests() const override { return m_has_digests; }

  std::unique_ptr<TileStream> tiles() const override {
    return std::make_unique<Stream>(m_database, m_turn, m_place, m_has_digests);
  }

  void check(const std::function<void(const std::string&)>& fault) const override {
    const std::scoped_lock lock(m_turn);
    auto verdict = m_database.prepare("PRAGMA integrity_check(20)");
    while (verdict.step()) {
      if (verdict.text(0) != "ok") fault("SQLite: " + verdict.text(0));
    }
    check_metadata(fault);
    if (!m_shares_images) return;
    if (const auto lost = count("SELECT count(*) FROM map WHERE tile_id NOT IN (SELECT tile_id FROM images)"); lost > 0)
      fault(fmt::format("{} tiles name an image that is not there", lost));
    if (const auto lost = count("SELECT count(*) FROM images WHERE tile_id NOT IN (SELECT tile_id FROM map)"); lost > 0)
      fault(fmt::format("{} images belong to no tile", lost));
  }

  Summary summary() const override {
    const std::scoped_lock lock(m_turn);
    Summary summary{
        .kind = "mbtiles", .format = m_format, .tiles_per_zoom = {}, .bounds = m_bounds, .metadata = m_metadata};
    for (auto rows = m_database.prepare(per_zoom); rows.step();) add_zoom(rows, summary);
    if (m_shares_images) summary.distinct = static_cast<std::uint64_t>(count("SELECT count(*) FROM images"));
    return summary;
  }

 private:
  std::int64_t count(std::string_view query) const {
    auto rows = m_database.prepare(query);
    return rows.step() ? rows.integer(0) : 0;
  }

  // What the specification says an archive must have, and what it should have and we rely on.
  void check_metadata(const std::function<void(const std::string&)>& fault) const {
    for (const char* name : {"name", "format", "bounds", "minzoom", "maxzoom"}) {
      if (!m_metadata.contains(name)) fault(fmt::format("metadata has no '{}'", name));
    }
    if (m_format == "pbf" && find_path(m_metadata, "json.vector_layers") == nullptr)
      fault("metadata 'json' lists no vector_layers");
    if (const auto twice = count("SELECT count(*) - count(DISTINCT name) FROM metadata"); twice > 0)
      fault(fmt::format("{} names are twice in the metadata", twice));
    const bool has_index = count(
                               "SELECT count(*) FROM sqlite_master WHERE type = 'index' AND tbl_name IN ('tiles', "
                               "'map')") > 0;
    if (!has_index) fault("there is no index over zoom, column and row: every look-up reads all tiles");
  }

  void read_metadata() {
    for (auto rows = m_database.prepare("SELECT name, value FROM metadata"); rows.step();) {
      const auto name = utf8(rows.text(0)).get<std::string>(), value = rows.text(1);
      if (value.size() > largest_metadata) throw DataError(m_place, "metadata is too large");
      const bool is_json = name == "json" || name == "riskmap";
      m_metadata[name] = is_json ? parse_metadata(value, fmt::format("{}: metadata '{}'", m_place, name)) : utf8(value);
    }
    if (const auto format = m_metadata.find("format"); format != m_metadata.end() && format->is_string())
      m_format = *format;
  }

  void read_bounds() {
    m_bounds = {-180, -geo::mercator_latitude_limit, 180, geo::mercator_latitude_limit};
    const auto text = m_metadata.find("bounds");
    if (text == m_metadata.end() || !text->is_string()) return;
    try {
      m_bounds = geo::parse_box(text->get_ref<const std::string&>());
    } catch (const UsageError& error) {
      throw DataError(m_place + ": metadata 'bounds'", error.mistakes().front().message);
    }
  }

  void add_zoom(const Statement& row, Summary& summary) const {
    const auto zoom = row.integer(0);
    const auto in_world = [&](int column) {
      return row.is_integer(column) && row.integer(column) >= 0 && row.integer(column) >> zoom == 0;
    };
    const bool valid = row.is_integer(0) && zoom >= 0 && zoom <= std::int64_t{geo::TileId::max_zoom} && in_world(3) &&
                       in_world(4) && in_world(5) && in_world(6);
    if (!valid)
      throw DataError(m_place, fmt::format("has tiles outside the pyramid at zoom_level {}", printable(row.text(0))));
    const auto tiles = static_cast<std::uint64_t>(row.integer(1));
    summary.tiles += tiles;
    summary.tiles_per_zoom[static_cast<unsigned>(zoom)] = tiles;
    summary.bytes += static_cast<std::uint64_t>(row.integer(2));
  }

  std::string m_place, m_format;
  mutable std::mutex m_turn;  // one connection, one statement
  mutable Database m_database;
  mutable std::optional<Statement> m_find, m_find_digest;
  bool m_shares_images = false, m_has_digests = false;
  Json m_metadata = Json::object();
  geo::LonLatBox m_bounds;
};

}  // namespace

std::unique_ptr<Archive> open_mbtiles(const std::filesystem::path& path) { return std::make_unique<Mbtiles>(path); }

}  // namespace riskmap::io
