// SPDX-License-Identifier: MIT
#include <riskmap/geo/box.hpp>

#include <riskmap/base/error.hpp>

#include <tests/support/test.hpp>

BOOST_AUTO_TEST_SUITE(geo)
BOOST_AUTO_TEST_SUITE(box)

using namespace riskmap::geo;
using riskmap::UsageError;
using riskmap::test::error_text;

namespace {

std::string mistake(const char* text) {
  return error_text<UsageError>([&] { parse_box(text); });
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_box_grows) {
  LonLatBox box;
  BOOST_TEST(box.empty());
  BOOST_TEST(!box.contains(0, 0));
  box.extend(67, 25);
  BOOST_TEST(!box.empty());
  BOOST_TEST(box.width() == 0.0);
  box.extend(LonLatBox{60, 23, 61, 24});
  BOOST_TEST((box == LonLatBox{60, 23, 67, 25}));
  BOOST_TEST(box.contains(60, 25));
  BOOST_TEST(box.intersects({67, 25, 70, 30}));
  BOOST_TEST(!box.intersects({67.1, 25, 70, 30}));
  BOOST_TEST((box.grown(1) == LonLatBox{59, 22, 68, 26}));
  box.extend(LonLatBox{});
  BOOST_TEST((box == LonLatBox{60, 23, 67, 25}));
}

BOOST_AUTO_TEST_CASE(boxes_go_to_mercator_and_back) {
  const LonLatBox box{60.5, 23.4, 77.5, 37.2};
  const auto back = to_lonlat(to_mercator(box));
  BOOST_TEST(back.min_x == 60.5, boost::test_tools::tolerance(1e-12));
  BOOST_TEST(back.min_y == 23.4, boost::test_tools::tolerance(1e-12));
  BOOST_TEST(back.max_x == 77.5, boost::test_tools::tolerance(1e-12));
  BOOST_TEST(back.max_y == 37.2, boost::test_tools::tolerance(1e-12));
}

BOOST_AUTO_TEST_CASE(boxes_are_read) {
  BOOST_TEST((parse_box("60.5,23.4,77.5,37.2") == LonLatBox{60.5, 23.4, 77.5, 37.2}));
  BOOST_TEST((parse_box(" -180, -90 , 180 ,90 ") == LonLatBox{-180, -90, 180, 90}));
}

BOOST_AUTO_TEST_CASE(what_is_no_box_is_refused_with_a_hint) {
  const std::string wanted = " is not a box (write W,S,E,N in degrees, like 60.5,23.4,77.5,37.2)";
  for (const auto* bad :
       {"", "1,2,3", "1,2,3,4,5", "a,b,c,d", "1,2,3,4,", "1;2;3;4", "1,2,nan,4", "1,2,inf,4", "1 2 3 4", ",1,2,3,4"}) {
    BOOST_TEST(mistake(bad) == "'" + std::string(bad) + "'" + wanted);
  }
  BOOST_TEST(mistake("77,23,60,37") ==
             "'77,23,60,37': west 77 is not less than east 60 (a box across the antimeridian is drawn as two boxes)");
  BOOST_TEST(mistake("60,37,77,23") == "'60,37,77,23': south 37 is not less than north 23 (the order is W,S,E,N)");
  BOOST_TEST(mistake("60,23,190,37") ==
             "'60,23,190,37' leaves the world (longitudes lie in -180..180, latitudes in -90..90)");
}

BOOST_AUTO_TEST_CASE(places_are_read) {
  BOOST_TEST((parse_lonlat("62.333, 25.113") == LonLat{62.333, 25.113}));
  BOOST_TEST(error_text<UsageError>([] { parse_lonlat("62.333"); }) ==
             "'62.333' is not a place (write LON,LAT in degrees, like 62.333,25.113)");
  BOOST_TEST(error_text<UsageError>([] { parse_lonlat("25,97"); }) ==
             "'25,97' leaves the world (longitude first, then latitude)");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
