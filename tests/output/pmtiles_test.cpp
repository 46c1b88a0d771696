// SPDX-License-Identifier: MIT
#include <riskmap/io/archives/archive.hpp>
#include <riskmap/output/verify.hpp>
#include <tests/output/archives.hpp>

#include <set>

namespace riskmap::output {
namespace fs = std::filesystem;

BOOST_AUTO_TEST_SUITE(output)
BOOST_AUTO_TEST_SUITE(pmtiles)

namespace {

Json verified(const fs::path& file) {
  return Json::parse(
      said_by(fmt::format("python3 {}/tests/output/verify_pmtiles.py {}", test::root().string(), file.string())));
}

Json read_by_node(const fs::path& file, const std::string& tiles) {
  const auto script = test::root() / "tests/node/read_pmtiles.mjs";
  BOOST_REQUIRE_MESSAGE(fs::exists(test::root() / "tests/node/node_modules/pmtiles"),
                        "the npm reader is missing: run npm ci in tests/node");
  return Json::parse(said_by(fmt::format("node {} {} {}", script.string(), file.string(), tiles)));
}

/// One tile in ten differs from its neighbours; ids from `first` on.
Tiles many_tiles(std::uint64_t first, std::uint64_t count) {
  Tiles tiles;
  for (std::uint64_t i = 0; i < count; ++i)
    tiles[first + i] = i % 10 == 0 ? "blank" : fmt::format("{}:{}", i, std::string(i * 7919 % 97, 'x'));
  return tiles;
}

}  // namespace

BOOST_AUTO_TEST_CASE(what_goes_in_comes_out) {
  const test::TemporaryFolder folder;
  const auto tiles = example_tiles();
  write_archive(folder / "a.pmtiles", tiles);
  const auto archive = io::open_archive(folder / "a.pmtiles");
  for (std::uint64_t id = 0; id < 100; ++id) {
    const auto found = archive->tile(geo::from_hilbert_id(id));
    BOOST_TEST(found.has_value() == tiles.contains(id));
    if (found) BOOST_TEST(text_of(*found) == tiles.at(id));
  }
  const auto summary = archive->summary();
  BOOST_TEST(summary.kind == "pmtiles");
  BOOST_TEST(summary.format == "png");
  BOOST_TEST(summary.tiles == tiles.size());
  BOOST_TEST(summary.tiles_per_zoom.at(0) == 1U);
  BOOST_TEST(summary.tiles_per_zoom.at(1) == 4U);
  BOOST_TEST(summary.metadata.at("riskmap").at("version") == "0.1.0");
  BOOST_TEST((summary.bounds == geo::LonLatBox{60.5, 23.5, 77.5, 37.5}));
}

BOOST_AUTO_TEST_CASE(holds_the_specification) {
  const test::TemporaryFolder folder;
  write_archive(folder / "a.pmtiles", example_tiles());
  const auto counts = verified(folder / "a.pmtiles");
  BOOST_TEST(counts.at("addressed") == 77);
  BOOST_TEST(counts.at("leaves") == 0);
  std::set<std::string> contents;
  for (const auto& [id, bytes] : example_tiles()) contents.insert(bytes);
  BOOST_TEST(counts.at("contents") == contents.size());
}

BOOST_AUTO_TEST_CASE(equal_tiles_are_stored_once_and_runs_are_one_entry) {
  const test::TemporaryFolder folder;
  Tiles tiles;
  for (std::uint64_t id = 0; id < 341; ++id) tiles[id] = id == 200 ? "an island" : "the sea";
  write_archive(folder / "a.pmtiles", tiles);
  const auto counts = verified(folder / "a.pmtiles");
  BOOST_TEST(counts.at("addressed") == 341);
  BOOST_TEST(counts.at("entries") == 3);
  BOOST_TEST(counts.at("contents") == 2);
  BOOST_TEST(counts.at("data") == 16);
  const auto summary = io::open_archive(folder / "a.pmtiles")->summary();
  BOOST_TEST(summary.distinct == 2U);
  BOOST_TEST(summary.tiles_per_zoom.at(3) == 64U);  // a run passes through all zooms
}

BOOST_AUTO_TEST_CASE(many_tiles_get_leaf_directories) {
  const test::TemporaryFolder folder;
  const auto tiles = many_tiles(21845, 60000);  // zoom 8
  write_archive(folder / "a.pmtiles", tiles);
  const auto counts = verified(folder / "a.pmtiles");
  BOOST_TEST(counts.at("addressed") == 60000);
  BOOST_TEST(counts.at("contents") == 54001);
  BOOST_TEST(counts.at("leaves") > 1);
  const auto archive = io::open_archive(folder / "a.pmtiles");
  for (std::uint64_t id = 21800; id < 81900; id += 37) {
    const auto found = archive->tile(geo::from_hilbert_id(id));
    BOOST_REQUIRE(found.has_value() == tiles.contains(id));
    if (found) BOOST_REQUIRE(text_of(*found) == tiles.at(id));
  }
  BOOST_TEST(archive->summary().tiles_per_zoom.at(8) == 60000U);
}

BOOST_AUTO_TEST_CASE(the_npm_reader_finds_the_same) {
  const test::TemporaryFolder folder;
  auto tiles = example_tiles();
  tiles.merge(many_tiles(21845, 50000));
  auto info = example_info();
  info.zooms = {0, 8};
  write_archive(folder / "a.pmtiles", tiles, info);
  std::vector<std::uint64_t> asked;
  for (std::uint64_t id = 0; id < 85; id += 4) asked.push_back(id);
  for (std::uint64_t id = 21845; id < 72000; id += 501) asked.push_back(id);
  std::string names;
  for (const auto id : asked) names += geo::from_hilbert_id(id).text() + " ";
  const auto answer = read_by_node(folder / "a.pmtiles", names);
  for (const auto id : asked) {
    const auto& found = answer.at("tiles").at(geo::from_hilbert_id(id).text());
    BOOST_REQUIRE(found.is_null() != tiles.contains(id));
    if (!found.is_null()) BOOST_TEST(found.at("sha256") == sha256(tiles.at(id)));
  }
  const auto& header = answer.at("header");
  BOOST_TEST(header.at("minZoom") == 0);
  BOOST_TEST(header.at("maxZoom") == 8);
  BOOST_TEST(header.at("minLon").get<double>() == 60.5);
  BOOST_TEST(header.at("maxLat").get<double>() == 37.5);
  BOOST_TEST(answer.at("metadata").at("name") == example_info().name);
  BOOST_TEST(answer.at("metadata").at("riskmap").at("version") == "0.1.0");
}

BOOST_AUTO_TEST_CASE(the_same_tiles_give_the_same_bytes) {
  const test::TemporaryFolder folder;
  write_archive(folder / "a.pmtiles", example_tiles());
  write_archive(folder / "b.pmtiles", example_tiles());
  BOOST_TEST((test::read_file(folder / "a.pmtiles") == test::read_file(folder / "b.pmtiles")));
}

BOOST_AUTO_TEST_CASE(the_zooms_are_those_of_its_tiles) {
  const test::TemporaryFolder folder;
  auto info = example_info();
  info.zooms = {0, 12};
  write_archive(folder / "a.pmtiles", {{21, "z3"}, {85, "z4"}}, info);
  verified(folder / "a.pmtiles");
}

BOOST_AUTO_TEST_CASE(an_empty_one_is_refused) {
  const test::TemporaryFolder folder;
  const auto text = test::error_text<OutputError>([&] { write_archive(folder / "a.pmtiles", {}); });
  BOOST_TEST(text.ends_with("a.pmtiles: there is no tile to write: a PMTiles archive cannot be empty"));
  BOOST_TEST(fs::is_empty(folder.path()));
}

BOOST_AUTO_TEST_CASE(a_shard_may_be_empty) {
  const test::TemporaryFolder folder;
  auto info = example_info();
  info.provenance["shard"] = "5/7";
  write_archive(folder / "a.pmtiles", {}, info);
  const auto archive = io::open_archive(folder / "a.pmtiles");
  BOOST_TEST(archive->summary().tiles == 0U);
  BOOST_TEST(!archive->tile({3, 1, 2}));
  BOOST_TEST(verify(folder / "a.pmtiles").faults == 0U);
}

BOOST_AUTO_TEST_CASE(bounds_without_area_become_the_world) {
  const test::TemporaryFolder folder;
  auto info = example_info();
  info.bounds = {};
  write_archive(folder / "a.pmtiles", example_tiles(), info);
  verified(folder / "a.pmtiles");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap::output
