// SPDX-License-Identifier: MIT
#include <riskmap/style/value.hpp>

#include <tests/support/test.hpp>

BOOST_AUTO_TEST_SUITE(style)
BOOST_AUTO_TEST_SUITE(color)

using riskmap::style::Color;
using riskmap::style::mix;
using riskmap::style::mix_straight;
using riskmap::style::parse_color;
using riskmap::style::to_text;

namespace {

std::string read(const char* text) {
  const auto found = parse_color(text);
  return found ? to_text(*found) : "none";
}

}  // namespace

BOOST_AUTO_TEST_CASE(every_notation_of_css_is_read) {
  BOOST_TEST(read("#f00") == "rgba(255,0,0,1)");
  BOOST_TEST(read("#F008") == "rgba(255,0,0,0.5333333333333333)");
  BOOST_TEST(read("#ffffcc") == "rgba(255,255,204,1)");
  BOOST_TEST(read("#10203000") == "rgba(16,32,48,0)");
  BOOST_TEST(read("rgb(1, 2, 3)") == "rgba(1,2,3,1)");
  BOOST_TEST(read("rgb(1 2 3 / 50%)") == "rgba(1,2,3,0.5)");
  BOOST_TEST(read("rgba(10%,20%,30%,.25)") == "rgba(26,51,77,0.25)");
  BOOST_TEST(read("hsl(120, 50%, 50%)") == "rgba(64,191,64,1)");
  BOOST_TEST(read("hsl(-240deg 50% 50% / 0.5)") == "rgba(64,191,64,0.5)");
  BOOST_TEST(read(" ReBeccaPurple ") == "rgba(102,51,153,1)");
  BOOST_TEST(read("aliceblue") == "rgba(240,248,255,1)");
  BOOST_TEST(read("yellowgreen") == "rgba(154,205,50,1)");
  BOOST_TEST(read("transparent") == "rgba(0,0,0,0)");
}

BOOST_AUTO_TEST_CASE(channels_beyond_their_range_are_moved_onto_it) {
  BOOST_TEST(read("rgb(300,-5,0)") == "rgba(255,0,0,1)");
  BOOST_TEST(read("rgba(0,0,0,7)") == "rgba(0,0,0,1)");
}

BOOST_AUTO_TEST_CASE(what_is_no_color_is_refused) {
  for (const auto* text : {"", "redd", "#ab", "#abcde", "#ggg", "rgb()", "rgb(1,2)", "rgb(1,2 3)", "rgb(1 2 3 4)",
                           "rgb(10%,20,30%)", "rgb(1,2,3", "rgb(1deg,2,3)", "rgb(1,2,3,4,5)", "hsl(1,50,50)",
                           "hsl(12%,1%,1%)", "rgb(a,b,c)", "rgb(nan,0,0)", "#"}) {
    BOOST_TEST(read(text) == "none", text);
  }
}

BOOST_AUTO_TEST_CASE(a_ramp_mixes_premultiplied_so_that_transparent_has_no_hue) {
  const auto half = mix({1, 0, 0, 0}, {0, 0, 1, 1}, 0.5);
  BOOST_TEST((half == Color{0, 0, 1, 0.5}));
  BOOST_TEST((mix({1, 0, 0, 0}, {0, 0, 1, 0}, 0.5) == Color{0, 0, 0, 0}));
  BOOST_TEST((mix({1, 0, 0, 1}, {0, 0, 1, 1}, 0.25) == Color{0.75, 0, 0.25, 1}));
}

BOOST_AUTO_TEST_CASE(interpolate_mixes_channel_by_channel) {
  BOOST_TEST((mix_straight({1, 0, 0, 0}, {0, 0, 1, 1}, 0.5) == Color{0.5, 0, 0.5, 0.5}));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
