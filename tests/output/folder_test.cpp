// SPDX-License-Identifier: MIT
#include <riskmap/io/archives/archive.hpp>
#include <tests/output/archives.hpp>

#include <sys/stat.h>

namespace riskmap::output {
namespace fs = std::filesystem;

BOOST_AUTO_TEST_SUITE(output)
BOOST_AUTO_TEST_SUITE(folder)

BOOST_AUTO_TEST_CASE(what_goes_in_comes_out) {
  const test::TemporaryFolder place;
  const auto tiles = example_tiles();
  write_archive(place / "tiles", tiles);
  BOOST_TEST(test::read_file(place / "tiles/0/0/0.png") == "the sea");
  const auto archive = io::open_archive(place / "tiles");
  for (std::uint64_t id = 0; id < 100; ++id) {
    const auto found = archive->tile(geo::from_hilbert_id(id));
    BOOST_TEST(found.has_value() == tiles.contains(id));
    if (found) BOOST_TEST(text_of(*found) == tiles.at(id));
  }
  const auto summary = archive->summary();
  BOOST_TEST(summary.kind == "folder");
  BOOST_TEST(summary.format == "png");
  BOOST_TEST(summary.tiles == tiles.size());
  BOOST_TEST(summary.tiles_per_zoom.at(1) == 4U);
  BOOST_TEST((summary.bounds == geo::LonLatBox{60.5, 23.5, 77.5, 37.5}));
}

BOOST_AUTO_TEST_CASE(says_what_it_is) {
  const test::TemporaryFolder place;
  write_archive(place / "tiles", example_tiles());
  const auto json = Json::parse(test::read_file(place / "tiles/tiles.json"));
  BOOST_TEST(json.at("tilejson") == "3.0.0");
  BOOST_TEST(json.at("tiles") == Json({"{z}/{x}/{y}.png"}));
  BOOST_TEST(json.at("riskmap").at("version") == "0.1.0");
}

BOOST_AUTO_TEST_CASE(equal_tiles_are_links_to_one_file) {
  const test::TemporaryFolder place;
  write_archive(place / "tiles", example_tiles());
  BOOST_TEST(fs::hard_link_count(place / "tiles/0/0/0.png") > 20U);
}

BOOST_AUTO_TEST_CASE(own_folder_is_replaced_whole) {
  const test::TemporaryFolder place;
  write_archive(place / "tiles", example_tiles());
  write_archive((place / "tiles").string() + "/", {{0, "new"}});
  BOOST_TEST(test::read_file(place / "tiles/0/0/0.png") == "new");
  BOOST_TEST(!fs::exists(place / "tiles/1"));
  BOOST_TEST(std::distance(fs::directory_iterator(place.path()), {}) == 1);
}

BOOST_AUTO_TEST_CASE(an_empty_folder_is_taken) {
  const test::TemporaryFolder place;
  fs::create_directory(place / "tiles");
  write_archive(place / "tiles", example_tiles());
  BOOST_TEST(fs::exists(place / "tiles/tiles.json"));
}

BOOST_AUTO_TEST_CASE(a_folder_of_others_is_left_alone) {
  const test::TemporaryFolder place;
  fs::create_directory(place / "holiday");
  test::write_text(place / "holiday/photo.jpg", "x");
  for (const char* tilejson : {"", "{}", "{\"tilejson\": \"3.0.0\"}", "[", "\"riskmap\""}) {
    if (*tilejson != '\0') test::write_text(place / "holiday/tiles.json", tilejson);
    const auto text = test::error_text<OutputError>([&] { create_sink(place / "holiday", example_info()); });
    BOOST_TEST(text.ends_with(
        "holiday: is a folder with files that riskmap did not make; it is left alone (name another, or empty it)"));
  }
  BOOST_TEST(test::read_file(place / "holiday/photo.jpg") == "x");
  BOOST_TEST(!fs::exists(place / "holiday.part"));
}

BOOST_AUTO_TEST_CASE(a_part_of_others_is_left_alone) {
  const test::TemporaryFolder place;
  fs::create_directory(place / "tiles.part");
  test::write_text(place / "tiles.part/photo.jpg", "x");
  const auto text = test::error_text<OutputError>([&] { create_sink(place / "tiles", example_info()); });
  BOOST_TEST(text.ends_with("tiles.part: is in the way, and riskmap did not make it"));
  BOOST_TEST(fs::exists(place / "tiles.part/photo.jpg"));
}

BOOST_AUTO_TEST_CASE(a_file_in_the_way_is_named) {
  const test::TemporaryFolder place;
  test::write_text(place / "x.zip", "x");
  const auto text = test::error_text<OutputError>([&] { create_sink(place / "x.zip", example_info()); });
  BOOST_TEST(
      text.ends_with("x.zip: is a file; tiles in no archive need a folder (archives end in .mbtiles or .pmtiles)"));
}

BOOST_AUTO_TEST_CASE(a_link_to_a_folder_keeps_pointing_at_it) {
  const test::TemporaryFolder place;
  fs::create_directory(place / "disk");
  fs::create_directory_symlink(place / "disk", place / "tiles");
  write_archive(place / "tiles", example_tiles());
  BOOST_TEST(fs::is_symlink(place / "tiles"));
  BOOST_TEST(fs::exists(place / "disk/tiles.json"));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap::output
