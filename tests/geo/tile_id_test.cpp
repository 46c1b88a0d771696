// SPDX-License-Identifier: MIT
#include <riskmap/geo/tile_id.hpp>

#include <riskmap/base/error.hpp>

#include <tests/support/test.hpp>

#include <set>

BOOST_AUTO_TEST_SUITE(geo)
BOOST_AUTO_TEST_SUITE(tile_id)

using namespace riskmap::geo;
using riskmap::UsageError;
using riskmap::test::error_text;

BOOST_AUTO_TEST_CASE(hilbert_ids_are_those_of_the_pmtiles_specification) {
  BOOST_TEST(hilbert_id({0, 0, 0}) == 0U);
  BOOST_TEST(hilbert_id({1, 0, 0}) == 1U);
  BOOST_TEST(hilbert_id({1, 0, 1}) == 2U);
  BOOST_TEST(hilbert_id({1, 1, 1}) == 3U);
  BOOST_TEST(hilbert_id({1, 1, 0}) == 4U);
  BOOST_TEST(hilbert_id({2, 0, 0}) == 5U);
  BOOST_TEST(hilbert_id({12, 3423, 1763}) == 19078479U);
  BOOST_TEST(hilbert_id({8, 172, 109}) == 75616U);
  BOOST_TEST(hilbert_id({12, 2757, 1752}) == 19357998U);
  BOOST_TEST(hilbert_id({12, 2814, 1756}) == 19356001U);
  BOOST_TEST(hilbert_id({12, 2880, 1618}) == 19324667U);
}

BOOST_AUTO_TEST_CASE(hilbert_ids_go_there_and_back) {
  std::uint64_t expected = 0;
  for (unsigned zoom = 0; zoom < 7; ++zoom) {
    std::set<TileId> seen;
    TileId before;
    for (std::uint64_t i = 0; i < (1ULL << (2 * zoom)); ++i, ++expected) {
      const auto tile = from_hilbert_id(expected);
      BOOST_REQUIRE_EQUAL(tile.zoom, zoom);
      BOOST_REQUIRE_EQUAL(hilbert_id(tile), expected);
      BOOST_REQUIRE(seen.insert(tile).second);
      // the curve goes from neighbour to neighbour
      const auto step = std::abs(static_cast<int>(tile.x) - static_cast<int>(before.x)) +
                        std::abs(static_cast<int>(tile.y) - static_cast<int>(before.y));
      if (i > 0) BOOST_REQUIRE_EQUAL(step, 1);
      before = tile;
    }
  }
  for (const TileId tile : {TileId{30, 0, 0}, TileId{30, 1073741823, 1073741823}, TileId{30, 123456789, 987654321},
                            TileId{29, 5, 536870911}}) {
    BOOST_TEST((from_hilbert_id(hilbert_id(tile)) == tile), tile.text());
  }
}

BOOST_AUTO_TEST_CASE(a_place_lies_in_its_tile) {
  BOOST_TEST(tile_at({62.3254, 25.1216}, 8).text() == "8/172/109");
  BOOST_TEST(tile_at({62.3254, 25.1216}, 12).text() == "12/2757/1752");
  BOOST_TEST(tile_at({67.35, 24.78}, 12).text() == "12/2814/1756");
  BOOST_TEST(tile_at({73.193, 35.317}, 12).text() == "12/2880/1618");
  BOOST_TEST(tile_at({-180, 90}, 3).text() == "3/0/0");
  BOOST_TEST(tile_at({180, -90}, 3).text() == "3/7/7");
  BOOST_TEST(tile_at({0, 0}, 1).text() == "1/1/1");
}

BOOST_AUTO_TEST_CASE(boxes_of_tiles_cover_the_world) {
  BOOST_TEST((TileId{0, 0, 0}.box() == MercatorBox{-mercator_half, -mercator_half, mercator_half, mercator_half}));
  BOOST_TEST((TileId{1, 1, 0}.box() == MercatorBox{0, 0, mercator_half, mercator_half}));
  const auto box = TileId(12, 2757, 1752).box();
  const auto gwadar = to_mercator(LonLat{62.3254, 25.1216});
  BOOST_TEST(box.contains(gwadar.x, gwadar.y));
  BOOST_TEST(box.min_y == TileId(12, 2757, 1753).box().max_y);
}

BOOST_AUTO_TEST_CASE(rows_counted_from_the_south) {
  BOOST_TEST(TileId(11, 327, 791).tms_row() == 1256U);
  BOOST_TEST(TileId(0, 0, 0).tms_row() == 0U);
}

BOOST_AUTO_TEST_CASE(tiles_are_read) {
  BOOST_TEST((parse_tile("6/43/27") == TileId{6, 43, 27}));
  BOOST_TEST((parse_tile("30/1073741823/0") == TileId{30, 1073741823, 0}));
  for (const auto* bad : {"", "6", "6/43", "6/43/", "6/43/27/1", "6/-1/0", "a/b/c", " 6/43/27", "6/43/27 ", "+6/1/1"}) {
    BOOST_TEST(error_text<UsageError>([&] { parse_tile(bad); }) ==
               "'" + std::string(bad) + "' is not a tile (write Z/X/Y, like 6/43/27)");
  }
  BOOST_TEST(error_text<UsageError>([] { parse_tile("6/64/0"); }) ==
             "'6/64/0' lies outside the pyramid (x and y are below 2^z, z at most 30)");
  BOOST_TEST(error_text<UsageError>([] { parse_tile("31/0/0"); }) ==
             "'31/0/0' lies outside the pyramid (x and y are below 2^z, z at most 30)");
  BOOST_TEST(error_text<UsageError>([] { parse_tile("70/0/0"); }) ==
             "'70/0/0' lies outside the pyramid (x and y are below 2^z, z at most 30)");
}

BOOST_AUTO_TEST_CASE(zooms_are_read) {
  BOOST_TEST(parse_zooms("4-10").low == 4U);
  BOOST_TEST(parse_zooms("4-10").high == 10U);
  BOOST_TEST(parse_zooms("7").high == 7U);
  BOOST_TEST(parse_zooms("0-30").high == 30U);
  for (const auto* bad : {"", "-", "4-", "-4", "10-4", "4-31", "4-5-6", "a-b", "4 - 5"}) {
    BOOST_TEST(error_text<UsageError>([&] { parse_zooms(bad); }) ==
               "'" + std::string(bad) + "' is not a range of zooms (write 4-10 or 7; at most 30)");
  }
}

BOOST_AUTO_TEST_CASE(the_tiles_that_touch_a_box) {
  const auto range = tiles_in({60.5, 23.4, 77.5, 37.2}, 6);
  BOOST_TEST(range.x0 == 42U);
  BOOST_TEST(range.x1 == 45U);
  BOOST_TEST(range.y0 == 24U);
  BOOST_TEST(range.y1 == 27U);
  BOOST_TEST(range.count() == 16U);
  BOOST_TEST(range.contains({6, 43, 27}));
  BOOST_TEST(!range.contains({7, 43, 27}));
  BOOST_TEST(tiles_in({-180, -90, 180, 90}, 30).count() == 1ULL << 60U);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
