// SPDX-License-Identifier: MIT
#include <riskmap/io/archives/archive.hpp>
#include <riskmap/output/encoder.hpp>
#include <tests/output/archives.hpp>

namespace riskmap::output {
namespace fs = std::filesystem;

BOOST_AUTO_TEST_SUITE(output)
BOOST_AUTO_TEST_SUITE(mbtiles)

namespace {

std::string query(const fs::path& file, const std::string& sql) {
  auto answer = said_by(fmt::format("sqlite3 {} \"{}\"", file.string(), sql));
  if (answer.ends_with('\n')) answer.pop_back();
  return answer;
}

std::string flat_tile(std::uint8_t red, std::uint8_t green) {
  render::Picture picture{256, 256, {}};
  for (int i = 0; i < 256 * 256; ++i) picture.rgba.insert(picture.rgba.end(), {red, green, 77, 255});
  return text_of(find_encoder("png").encode(picture, {}));
}

}  // namespace

BOOST_AUTO_TEST_CASE(what_goes_in_comes_out) {
  const test::TemporaryFolder folder;
  const auto tiles = example_tiles();
  write_archive(folder / "a.mbtiles", tiles);
  const auto archive = io::open_archive(folder / "a.mbtiles");
  for (std::uint64_t id = 0; id < 100; ++id) {
    const auto found = archive->tile(geo::from_hilbert_id(id));
    BOOST_TEST(found.has_value() == tiles.contains(id));
    if (found) BOOST_TEST(text_of(*found) == tiles.at(id));
  }
  const auto summary = archive->summary();
  BOOST_TEST(summary.kind == "mbtiles");
  BOOST_TEST(summary.format == "png");
  BOOST_TEST(summary.tiles == tiles.size());
  BOOST_TEST(summary.metadata.at("riskmap").at("data").at("incidents.csv") == "abc");
  BOOST_TEST((summary.bounds == geo::LonLatBox{60.5, 23.5, 77.5, 37.5}));
}

BOOST_AUTO_TEST_CASE(sqlite_finds_it_sound) {
  const test::TemporaryFolder folder;
  write_archive(folder / "a.mbtiles", example_tiles());
  const auto file = folder / "a.mbtiles";
  BOOST_TEST(query(file, "pragma integrity_check") == "ok");
  BOOST_TEST(query(file, "pragma application_id") == "1297105496");
  BOOST_TEST(query(file, "pragma journal_mode") == "delete");
  BOOST_TEST(query(file, "select value from metadata where name = 'bounds'") == "60.5,23.5,77.5,37.5");
  BOOST_TEST(query(file, "select value from metadata where name = 'center'") == "69,30.5,0");
  BOOST_TEST(query(file, "select value from metadata where name = 'version'") == "1.0");
  BOOST_TEST(query(file, "select group_concat(name, ' ') from (select name from metadata order by name)") ==
             "attribution bounds center description fillzoom format maxzoom minzoom name riskmap type version");
}

BOOST_AUTO_TEST_CASE(rows_count_from_the_south) {
  const test::TemporaryFolder folder;
  auto info = example_info();
  info.zooms = {11, 11};
  write_archive(folder / "a.mbtiles", {{geo::hilbert_id({11, 327, 791}), "x"}}, info);
  BOOST_TEST(query(folder / "a.mbtiles", "select zoom_level, tile_column, tile_row, tile_data from tiles") ==
             "11|327|1256|x");
}

BOOST_AUTO_TEST_CASE(equal_tiles_are_stored_once) {
  const test::TemporaryFolder folder;
  Tiles tiles;
  for (std::uint64_t id = 0; id < 341; ++id) tiles[id] = id == 200 ? "an island" : "the sea";
  write_archive(folder / "a.mbtiles", tiles);
  BOOST_TEST(query(folder / "a.mbtiles", "select count(*) from tiles") == "341");
  BOOST_TEST(query(folder / "a.mbtiles", "select count(*) from images") == "2");
  BOOST_TEST(io::open_archive(folder / "a.mbtiles")->summary().distinct == 2U);
}

BOOST_AUTO_TEST_CASE(gdal_finds_the_same_pixels) {
  const test::TemporaryFolder folder;
  auto info = example_info();
  info.zooms = {2, 2};
  info.bounds = {-180, -85.05112877980659, 180, 85.05112877980659};
  Tiles tiles;
  for (std::uint32_t x = 0; x < 4; ++x) {
    for (std::uint32_t y = 0; y < 4; ++y)
      tiles[geo::hilbert_id({2, x, y})] =
          flat_tile(static_cast<std::uint8_t>(10 + x), static_cast<std::uint8_t>(20 + y));
  }
  tiles.erase(geo::hilbert_id({2, 3, 3}));
  write_archive(folder / "a.mbtiles", tiles, info);
  const auto archive = (folder / "a.mbtiles").string();
  const auto about = said_by("gdalinfo " + archive);
  BOOST_TEST(about.find("Driver: MBTiles/MBTiles") != std::string::npos);
  BOOST_TEST(about.find("Size is 1024, 1024") != std::string::npos);
  for (std::uint32_t x = 0; x < 4; ++x) {
    for (std::uint32_t y = 0; y < 4; ++y) {
      const auto found =
          said_by(fmt::format("gdallocationinfo -valonly {} {} {}", archive, 256 * x + 128, 256 * y + 128));
      const bool there = x != 3 || y != 3;
      BOOST_TEST(found == (there ? fmt::format("{}\n{}\n77\n255\n", 10 + x, 20 + y) : "0\n0\n0\n0\n"));
    }
  }
}

BOOST_AUTO_TEST_CASE(the_same_tiles_give_the_same_bytes) {
  const test::TemporaryFolder folder;
  write_archive(folder / "a.mbtiles", example_tiles());
  write_archive(folder / "b.mbtiles", example_tiles());
  BOOST_TEST((test::read_file(folder / "a.mbtiles") == test::read_file(folder / "b.mbtiles")));
}

BOOST_AUTO_TEST_CASE(vector_tiles_name_their_layers) {
  const test::TemporaryFolder folder;
  auto info = example_info();
  info.format = "pbf";
  info.vector_layers = {{{"id", "rivers"}, {"fields", Json::object()}}};
  write_archive(folder / "a.mbtiles", example_tiles(), info);
  BOOST_TEST(query(folder / "a.mbtiles", "select value from metadata where name = 'json'") ==
             R"({"vector_layers":[{"id":"rivers","fields":{}}]})");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap::output
