// SPDX-License-Identifier: MIT
#include <riskmap/base/error.hpp>
#include <riskmap/io/archives/kinds.hpp>
#include <riskmap/io/database.hpp>

#include <fmt/format.h>

#include <mutex>
#include <utility>

namespace riskmap::io {
namespace {

constexpr auto by_place = "SELECT tile_data FROM tiles WHERE zoom_level = ?1 AND tile_column = ?2 AND tile_row = ?3";
constexpr auto per_zoom =
    "SELECT zoom_level, count(*), sum(length(tile_data)), min(tile_column), max(tile_column), min(tile_row), "
    "max(tile_row) "
    "FROM tiles GROUP BY zoom_level";

// A file may hold any bytes as text; what leaves here is UTF-8, so that it can be written as JSON.
Json utf8(const std::string& text) {
  return Json::parse(Json(text).dump(-1, ' ', false, Json::error_handler_t::replace));
}

/// MBTiles 1.3 (mapbox/mbtiles-spec): tiles and metadata may be tables or views.
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
    m_find.emplace(m_database.prepare(by_place));
  }

  std::optional<std::vector<std::byte>> tile(const geo::TileId& tile) const override {
    const std::scoped_lock lock(m_turn);
    m_find->reset();
    m_find->bind(1, std::int64_t{tile.zoom}).bind(2, std::int64_t{tile.x}).bind(3, std::int64_t{tile.tms_row()});
    if (!m_find->step() || m_find->is_null(0)) return {};
    if (!m_find->is_blob(0)) throw DataError(m_place, fmt::format("tile {}: tile_data is no blob", tile.text()));
    return m_find->blob(0);
  }

  Summary summary() const override {
    const std::scoped_lock lock(m_turn);
    Summary summary{
        .kind = "mbtiles", .format = m_format, .tiles_per_zoom = {}, .bounds = m_bounds, .metadata = m_metadata};
    for (auto rows = m_database.prepare(per_zoom); rows.step();) add_zoom(rows, summary);
    if (m_database.has_table("images")) {
      auto count = m_database.prepare("SELECT count(*) FROM images");
      if (count.step()) summary.distinct = static_cast<std::uint64_t>(count.integer(0));
    }
    return summary;
  }

 private:
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
  mutable std::optional<Statement> m_find;
  Json m_metadata = Json::object();
  geo::LonLatBox m_bounds;
};

}  // namespace

std::unique_ptr<Archive> open_mbtiles(const std::filesystem::path& path) { return std::make_unique<Mbtiles>(path); }

}  // namespace riskmap::io
