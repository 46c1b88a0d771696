// SPDX-License-Identifier: MIT
#include <riskmap/output/diff.hpp>
#include <riskmap/output/encoder.hpp>
#include <riskmap/output/sinks_catalogue.hpp>
#include <tests/output/archives.hpp>

#include <vector>

namespace riskmap::output {
namespace fs = std::filesystem;

BOOST_AUTO_TEST_SUITE(output)
BOOST_AUTO_TEST_SUITE(diff)

namespace {

std::string picture(std::uint8_t grey, int level) {
  render::Picture out{256, 256, {}};
  for (int i = 0; i < 256 * 256; ++i)
    out.rgba.insert(out.rgba.end(), {grey, static_cast<std::uint8_t>(i % 251), 9, 255});
  return text_of(find_encoder("png").encode(out, {.level = level}));
}

}  // namespace

BOOST_AUTO_TEST_CASE(archives_of_two_kinds_with_the_same_tiles_are_the_same) {
  const test::TemporaryFolder place;
  for (const auto* type : sinks::all) write_with_digests(place / ("a" + std::string(type->suffix)), example_tiles());
  for (const auto* a : sinks::all) {
    for (const auto* b : sinks::all) {
      const auto report =
          riskmap::output::diff(place / ("a" + std::string(a->suffix)), place / ("a" + std::string(b->suffix)));
      BOOST_TEST(report.same(), a->name << " " << b->name << report.metadata);
      BOOST_TEST(report.equal == 77U);
      BOOST_TEST(report.other_digest == 0U);
    }
  }
}

BOOST_AUTO_TEST_CASE(every_difference_is_counted_and_listed) {
  for (const auto* type : sinks::all) {
    const test::TemporaryFolder place;
    auto tiles = example_tiles();
    const auto a = place / ("a" + std::string(type->suffix)), b = place / ("b" + std::string(type->suffix));
    write_archive(a, tiles);
    tiles.erase(2);
    tiles[5] = "new", tiles[84] = "changed";
    auto info = example_info();
    info.description = "another";
    write_archive(b, tiles, info);
    std::string list;
    const auto report =
        riskmap::output::diff(a, b, {.see = [&](const geo::TileId& tile, Difference difference, int largest) {
                                BOOST_TEST(largest == -1);
                                list += fmt::format("{}:{} ", geo::hilbert_id(tile), static_cast<int>(difference));
                              }});
    BOOST_TEST(list == "2:0 5:1 84:2 ");
    BOOST_TEST(report.equal == 75U);
    BOOST_TEST(report.only_in_a == 1U);
    BOOST_TEST(report.only_in_b == 1U);
    BOOST_TEST(report.different == 1U);
    BOOST_TEST(!report.same());
    BOOST_TEST(report.metadata.dump() == R"([{"key":"description","a":"made up","b":"another"}])");
  }
}

BOOST_AUTO_TEST_CASE(pixels_are_compared_if_asked) {
  const test::TemporaryFolder place;
  write_archive(place / "a.pmtiles", {{0, picture(10, 1)}, {1, picture(10, 1)}, {2, picture(10, 1)}});
  write_archive(place / "b.pmtiles", {{0, picture(10, 1)}, {1, picture(10, 9)}, {2, picture(13, 1)}});
  BOOST_TEST(riskmap::output::diff(place / "a.pmtiles", place / "b.pmtiles").different == 2U);
  const auto report = riskmap::output::diff(place / "a.pmtiles", place / "b.pmtiles", {.pixels = true});
  BOOST_TEST(report.equal == 1U);
  BOOST_TEST(report.other_coding == 1U);
  BOOST_TEST(report.different == 1U);
  BOOST_TEST(report.largest_pixel_difference == 3);
}

BOOST_AUTO_TEST_CASE(other_digests_are_counted_apart) {
  const test::TemporaryFolder place;
  for (const std::uint64_t seed : {1U, 2U}) {
    const auto sink = create_sink(place / fmt::format("{}.mbtiles", seed), example_info());
    sink->put({0, 0, 0}, bytes_of("x"), seed);
    sink->finish(example_info());
  }
  const auto report = riskmap::output::diff(place / "1.mbtiles", place / "2.mbtiles");
  BOOST_TEST(report.other_digest == 1U);
  BOOST_TEST(report.same());
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap::output
