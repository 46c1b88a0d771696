// SPDX-License-Identifier: MIT
#include <riskmap/io/archives/archive.hpp>
#include <riskmap/output/sinks_catalogue.hpp>
#include <tests/output/archives.hpp>

#include <algorithm>

namespace riskmap::output {
namespace fs = std::filesystem;

BOOST_AUTO_TEST_SUITE(output)
BOOST_AUTO_TEST_SUITE(digests)

namespace {

/// More than one leaf directory, with runs and holes.
Tiles many_tiles() {
  Tiles tiles;
  for (std::uint64_t i = 0; i < 40000; ++i) {
    if (i % 13 != 4) tiles[21845 + i] = i % 5 < 2 ? "blank" : fmt::format("{}:{}", i, std::string(i * 7919 % 41, 'x'));
  }
  return tiles;
}

}  // namespace

BOOST_AUTO_TEST_CASE(are_found_again_alone_and_in_order) {
  for (const auto* type : sinks::all) {
    for (const auto& tiles : {example_tiles(), type->suffix.empty() ? Tiles{{3, "x"}} : many_tiles()}) {
      const test::TemporaryFolder place;
      const auto file = place / ("tiles" + std::string(type->suffix));
      write_with_digests(file, tiles);
      const auto archive = io::open_archive(file);
      BOOST_TEST(archive->has_digests() == (tiles.size() > 1));
      auto expected = tiles.begin();
      archive->visit([&](const geo::TileId& tile, std::span<const std::byte> bytes, std::uint64_t digest) {
        BOOST_REQUIRE((expected != tiles.end() && geo::hilbert_id(tile) == expected->first));
        BOOST_REQUIRE((std::ranges::equal(bytes, bytes_of(expected->second))));
        BOOST_REQUIRE(digest == digest_of(expected->first));
        ++expected;
      });
      BOOST_TEST((expected == tiles.end()));
      for (auto id = tiles.begin()->first; id < tiles.rbegin()->first + 5; id += 1 + id % 7) {
        const auto found = archive->digest(geo::from_hilbert_id(id));
        BOOST_REQUIRE(found.value_or(0) == (tiles.contains(id) ? digest_of(id) : 0));
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(archives_without_them_say_so) {
  for (const auto* type : sinks::all) {
    const test::TemporaryFolder place;
    const auto file = place / ("tiles" + std::string(type->suffix));
    write_archive(file, example_tiles());
    const auto archive = io::open_archive(file);
    BOOST_TEST(!archive->has_digests());
    BOOST_TEST(!archive->digest({0, 0, 0}).has_value());
    archive->visit(
        [](const geo::TileId&, std::span<const std::byte>, std::uint64_t digest) { BOOST_TEST(digest == 0U); });
    BOOST_TEST(!fs::exists(file / "tiles.digests"));
  }
}

BOOST_AUTO_TEST_CASE(do_not_disturb_other_readers_of_pmtiles) {
  const test::TemporaryFolder place;
  const auto tiles = many_tiles();
  write_with_digests(place / "a.pmtiles", tiles);
  const auto counts = Json::parse(said_by(fmt::format("python3 {}/tests/output/verify_pmtiles.py {}",
                                                      test::root().string(), (place / "a.pmtiles").string())));
  BOOST_TEST(counts.at("addressed") == tiles.size());
  BOOST_TEST(counts.at("leaves") > 1);
  const auto script = test::root() / "tests/node/read_pmtiles.mjs";
  const auto first = geo::from_hilbert_id(21846).text(), last = geo::from_hilbert_id(tiles.rbegin()->first).text();
  const auto answer = Json::parse(
      said_by(fmt::format("node {} {} {} {}", script.string(), (place / "a.pmtiles").string(), first, last)));
  BOOST_TEST(answer.at("tiles").at(first).at("sha256") == sha256(tiles.at(21846)));
  BOOST_TEST(answer.at("tiles").at(last).at("sha256") == sha256(tiles.rbegin()->second));
}

BOOST_AUTO_TEST_CASE(do_not_disturb_other_readers_of_mbtiles) {
  const test::TemporaryFolder place;
  write_with_digests(place / "a.mbtiles", example_tiles());
  const auto count = said_by(fmt::format("sqlite3 {} \"select count(*), count(distinct tile_data) from tiles\"",
                                         (place / "a.mbtiles").string()));
  BOOST_TEST(count.starts_with("77|"));
  const auto columns = said_by(fmt::format("sqlite3 {} \"select group_concat(name) from pragma_table_info('tiles')\"",
                                           (place / "a.mbtiles").string()));
  BOOST_TEST(columns == "zoom_level,tile_column,tile_row,tile_data\n");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap::output
