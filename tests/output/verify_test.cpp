// SPDX-License-Identifier: MIT
#include <riskmap/io/archives/pmtiles_directory.hpp>
#include <riskmap/output/encoder.hpp>
#include <riskmap/output/sinks_catalogue.hpp>
#include <riskmap/output/verify.hpp>
#include <tests/output/archives.hpp>

#include <algorithm>

namespace riskmap::output {
namespace fs = std::filesystem;

BOOST_AUTO_TEST_SUITE(output)
BOOST_AUTO_TEST_SUITE(verify)

namespace {

std::string picture(int side, std::uint8_t grey) {
  render::Picture out{side, side, {}};
  for (int i = 0; i < side * side; ++i) out.rgba.insert(out.rgba.end(), {grey, static_cast<std::uint8_t>(i), 9, 255});
  return text_of(find_encoder("png").encode(out, {}));
}

/// Zooms 0–2 of the world, the sea shared by some.
Tiles pictures() {
  Tiles tiles;
  for (std::uint64_t id = 0; id < 21; ++id) tiles[id] = picture(256, static_cast<std::uint8_t>(id % 3 == 0 ? 200 : id));
  return tiles;
}

TilesetInfo world() {
  auto info = example_info();
  info.bounds = {-180, -85, 180, 85};
  info.zooms = {0, 2};
  return info;
}

/// The faults of an archive, one a line, without the path.
std::string faults_of(const fs::path& file) {
  std::string text;
  const auto report = riskmap::output::verify(file, 2);
  for (const auto& fault : report.first_faults) {
    auto line = to_line(fault) + "\n";
    if (line.starts_with(file.string())) line = line.substr(file.string().size() + 2);
    text += line;
  }
  BOOST_TEST(report.faults == report.first_faults.size());
  return text;
}

std::string faults_of(const SinkType& type, const Tiles& tiles, const TilesetInfo& info) {
  const test::TemporaryFolder place;
  const auto file = place / ("a" + std::string(type.suffix));
  write_with_digests(file, tiles, info);
  return faults_of(file);
}

/// Of a sound PMTiles archive whose header somebody changed.
std::string faults_after(void (*change)(io::pmtiles::Header&)) {
  const test::TemporaryFolder place;
  write_with_digests(place / "a.pmtiles", pictures(), world());
  auto bytes = test::read_file(place / "a.pmtiles");
  auto header = io::pmtiles::read_header(bytes_of(bytes));
  change(header);
  bytes.replace(0, io::pmtiles::header_size, text_of(io::pmtiles::write_header(header)));
  test::write_text(place / "a.pmtiles", bytes);
  return faults_of(place / "a.pmtiles");
}

std::string faults_after(const std::string& sql) {
  const test::TemporaryFolder place;
  write_with_digests(place / "a.mbtiles", pictures(), world());
  said_by(fmt::format("sqlite3 {} \"{}\"", (place / "a.mbtiles").string(), sql));
  return faults_of(place / "a.mbtiles");
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_sound_archive_has_no_faults) {
  for (const auto* type : sinks::all) {
    const test::TemporaryFolder place;
    const auto file = place / ("a" + std::string(type->suffix));
    write_with_digests(file, pictures(), world());
    for (const unsigned threads : {1U, 2U}) {
      const auto report = riskmap::output::verify(file, threads);
      BOOST_TEST(report.faults == 0U);
      BOOST_TEST(report.kind == type->name);
      BOOST_TEST(report.tiles == 21U);
      BOOST_TEST(report.contents == 15U);
      BOOST_TEST(report.digests == 18U);
    }
  }
}

BOOST_AUTO_TEST_CASE(every_tile_is_decoded) {
  for (const auto* type : sinks::all) {
    auto tiles = pictures();
    tiles[4] = picture(512, 3);
    tiles[5] = "no picture";
    tiles[7].resize(tiles[7].size() / 2);
    tiles[8][tiles[8].size() / 2] ^= 1;
    const auto faults = faults_of(*type, tiles, world());
    BOOST_TEST(
        faults.starts_with("tile 1/1/0: is 512 × 512 px, the tile set's are 256 × 256\n"
                           "tile 2/0/0: is no png\ntile " +
                           geo::from_hilbert_id(7).text() + ": "));
    BOOST_TEST(std::ranges::count(faults, '\n') == 4);
  }
}

BOOST_AUTO_TEST_CASE(zooms_and_bounds_hold) {
  for (const auto* type : sinks::all) {
    auto info = world();
    info.zooms = {1, 2};
    BOOST_TEST(faults_of(*type, pictures(), info).find("tile 0/0/0: lies outside the zooms 1-2\n") !=
               std::string::npos);
    info = world();
    info.bounds = {60, 23, 77, 37};
    const auto faults = faults_of(*type, pictures(), info);
    BOOST_TEST(faults.find("tile 1/0/0: lies outside the bounds\n") != std::string::npos);
    BOOST_TEST(faults.find("tile 1/1/0: ") == std::string::npos);
  }
}

BOOST_AUTO_TEST_CASE(the_header_of_a_pmtiles_is_held_against_what_is_there) {
  BOOST_TEST(faults_after([](auto&) {}) == "");
  BOOST_TEST(faults_after([](auto& h) { h.entries = 3; }) == "the header says 3 entries, the directories hold 21\n");
  BOOST_TEST(faults_after([](auto& h) { h.contents = 3; }) == "the header says 3 contents, the directories hold 15\n");
  BOOST_TEST(faults_after([](auto& h) { h.addressed_tiles = 3; }) ==
             "the header says 3 tiles, the directories hold 21\n");
  BOOST_TEST(faults_after([](auto& h) { h.max_zoom = 5; }) == "the header says zooms 0-5, the tiles lie in 0-2\n");
  BOOST_TEST(faults_after([](auto& h) { h.centre_zoom = 5; }) == "the centre's zoom 5 lies outside 0-2\n");
  BOOST_TEST(faults_after([](auto& h) { h.centre.lat = 86; }) == "the centre lies outside the bounds\n");
  BOOST_TEST(faults_after([](auto& h) { h.leaves.length = 1; }).find("its sections add up to") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_clustered_rule_is_checked) {
  // Two contents in the wrong order, as go-pmtiles verify lets pass.
  const test::TemporaryFolder place;
  const auto a = picture(256, 1), b = picture(256, 2);
  const std::vector<io::pmtiles::Entry> entries{{0, a.size(), static_cast<std::uint32_t>(b.size()), 1},
                                                {1, 0, static_cast<std::uint32_t>(a.size()), 1}};
  const auto root = text_of(io::pmtiles::write_directory(entries));
  io::pmtiles::Header header;
  header.internal_compression = io::pmtiles::Compression::none;
  header.tile_type = io::pmtiles::TileType::png;
  header.clustered = true;
  header.max_zoom = 1;
  header.bounds = {-180, -85, 180, 85};
  header.root = {io::pmtiles::header_size, root.size()};
  header.metadata = {header.root.offset + root.size(), 2};
  header.leaves = {header.metadata.offset + 2, 0};
  header.data = {header.metadata.offset + 2, a.size() + b.size()};
  const auto write = [&] {
    test::write_text(place / "a.pmtiles", text_of(io::pmtiles::write_header(header)) + root + "{}" + a + b);
    return faults_of(place / "a.pmtiles");
  };
  BOOST_TEST(write().starts_with("tile 0/0/0: its bytes at "));
  header.clustered = false;
  BOOST_TEST(write() == "");
}

BOOST_AUTO_TEST_CASE(rows_and_metadata_of_an_mbtiles_are_checked) {
  BOOST_TEST(faults_after("select 1") == "");
  BOOST_TEST(faults_after("delete from metadata where name = 'name'") == "metadata has no 'name'\n");
  BOOST_TEST(faults_after("delete from images where tile_id = 1").find("7 tiles name an image that is not there") !=
             std::string::npos);
  BOOST_TEST(faults_after("insert into images values (999999, x'00')") == "1 images belong to no tile\n");
  BOOST_TEST(faults_after("drop index map_index") ==
             "there is no index over zoom, column and row: every look-up reads all tiles\n");
  BOOST_TEST(faults_after("drop index map_index; insert into map select * from map where zoom_level = 0")
                 .find("tile 0/0/0 is there twice\n") != std::string::npos);
  BOOST_TEST(faults_after("update map set tile_row = 9 where zoom_level = 0").find("outside the pyramid") !=
             std::string::npos);
}

BOOST_AUTO_TEST_CASE(strays_in_a_folder_are_named) {
  const test::TemporaryFolder place;
  write_with_digests(place / "a", pictures(), world());
  test::write_text(place / "a/1/0/notes.txt", "x");
  test::write_text(place / "a/2/9.png", "x");
  fs::remove(place / "a/2/0/0.png");
  const auto faults = faults_of(place / "a");
  BOOST_TEST(faults.find("1/0/notes.txt: is no tile of this folder\n") != std::string::npos);
  BOOST_TEST(faults.find("2/9.png: is no tile of this folder\n") != std::string::npos);
  BOOST_TEST(faults.find("tiles.digests: has 21 digests for 20 tiles\n") != std::string::npos);
  BOOST_TEST(std::ranges::count(faults, '\n') == 3);
}

BOOST_AUTO_TEST_CASE(truncated_or_flipped_archives_are_never_sound_and_never_fatal) {
  for (const auto* type : sinks::all) {
    if (type->suffix.empty()) continue;
    const test::TemporaryFolder place;
    const auto file = place / ("a" + std::string(type->suffix));
    write_with_digests(file, pictures(), world());
    const auto whole = test::read_file(file);
    for (std::size_t i = 1; i < 20; ++i) {
      test::write_text(file, whole.substr(0, whole.size() * i / 20));
      BOOST_TEST(riskmap::output::verify(file, 1).faults > 0U);
    }
  }
  BOOST_TEST(test::error_text<UsageError>([] { riskmap::output::verify("none.pmtiles"); }) ==
             "none.pmtiles: no such file or folder");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap::output
