// SPDX-License-Identifier: MIT
#include <tests/style/small_styles.hpp>
#include <tests/support/test.hpp>

BOOST_AUTO_TEST_SUITE(style)
BOOST_AUTO_TEST_SUITE(ramp)

using namespace riskmap::style;
using riskmap::StyleError;
using riskmap::test::error_text;
using riskmap::test::parse_style;

namespace {

constexpr const char* good_source =
    R"("encoding":"custom","tileSize":256,"redFactor":65.536,"greenFactor":0.256,"blueFactor":0.001,"baseShift":0)";

std::string with_ramp(const std::string& ramp, const std::string& encoding = good_source,
                      const std::string& name = "risk") {
  return R"({"version":8,"metadata":{"riskmap:surfaces":{"risk":{"incidents":{"source":"i"}}}},
"sources":{"i":{"type":"geojson","data":"i.csv"},
"risk":{"type":"raster-dem","tiles":["riskmap://)" +
         name + R"(/{z}/{x}/{y}"],)" + encoding + R"(}},
"layers":[{"id":"risk","type":"color-relief","source":"risk","paint":{
"color-relief-color":)" +
         ramp + "}}]}";
}

Ramp ramp_of(const std::string& ramp) {
  const auto document = parse_style(with_ramp(ramp));
  return read_ramp(document, document.layers().front());
}

std::string mistakes(const std::string& text) {
  return error_text<StyleError>([&] { parse_style(text); });
}

constexpr const char* good =
    R"json(["interpolate",["linear"],["elevation"],0,"rgba(0,0,0,0)",0.5,"rgba(255,0,0,0)",1,"#0000ff"])json";
const std::string rule =
    "a ramp must be a top-level [\"interpolate\", [\"linear\"], [\"elevation\"], value, color, ...] with numbers as "
    "values";
const std::string place = "map.json:5:1: layers[0].paint.color-relief-color: ";

}  // namespace

BOOST_AUTO_TEST_CASE(a_ramp_is_mixed_premultiplied_and_constant_beyond_its_ends) {
  const auto ramp = ramp_of(good);
  BOOST_REQUIRE_EQUAL(ramp.stops.size(), 3U);
  BOOST_TEST((ramp.at(-1) == Color{0, 0, 0, 0}));
  BOOST_TEST((ramp.at(0.75) == Color{0, 0, 1, 0.5}));
  BOOST_TEST((ramp.at(1) == Color{0, 0, 1, 1}));
  BOOST_TEST((ramp.at(99) == Color{0, 0, 1, 1}));
}

BOOST_AUTO_TEST_CASE(steps_and_curves_are_drawn_and_warned_of) {
  const std::string warning =
      place +
      "drawn here, blank in a browser (MapLibre draws only [\"interpolate\", [\"linear\"], [\"elevation\"], ...])";
  const std::string step = R"json(["step",["elevation"],"rgba(0,0,0,0)",0.5,"#ff0000",1,"#0000ff"])json";
  const auto document = parse_style(with_ramp(step));
  BOOST_REQUIRE_EQUAL(document.warnings().size(), 1U);
  BOOST_TEST(to_line(document.warnings()[0]) == warning);
  const auto ramp = read_ramp(document, document.layers().front());
  BOOST_TEST((ramp.at(0.49) == Color{0, 0, 0, 0}));
  BOOST_TEST((ramp.at(0.5) == Color{1, 0, 0, 1}));
  BOOST_TEST((ramp.at(0.99) == Color{1, 0, 0, 1}));
  BOOST_TEST((ramp.at(1) == Color{0, 0, 1, 1}));
  const auto curve =
      ramp_of(R"json(["interpolate",["exponential",2],["elevation"],0,"rgba(0,0,255,0)",1,"#0000ff"])json");
  BOOST_TEST(curve.at(0.5).a == 0.41421356, boost::test_tools::tolerance(1e-6));
}

BOOST_AUTO_TEST_CASE(what_is_no_ramp_is_refused) {
  BOOST_TEST(mistakes(with_ramp("\"#ff0000\"")) == place + rule);
  BOOST_TEST(
      mistakes(with_ramp(R"json(["interpolate",["linear"],["+",1,["elevation"]],0,"rgba(0,0,0,0)",1,"red"])json")) ==
      place + rule);
  BOOST_TEST(mistakes(with_ramp(R"json(["step",["zoom"],"rgba(0,0,0,0)",1,"red"])json")) ==
             place + "zoom expressions not supported");
}

BOOST_AUTO_TEST_CASE(a_ramp_of_a_surface_is_transparent_at_zero_and_at_one_step) {
  BOOST_TEST(mistakes(with_ramp(R"(["interpolate",["linear"],["elevation"],0,"#ffffcc",1,"#ff0000"])")) ==
             place + "the ramp must be transparent at 0, which means no risk (begin with 0, \"rgba(0,0,0,0)\")");
  BOOST_TEST(
      mistakes(with_ramp(R"json(["interpolate",["linear"],["elevation"],0,"rgba(0,0,0,0)",0.001,"#ff0000"])json")) ==
      place + "the ramp must be transparent at one step of the encoding (blueFactor), as at 0");
}

BOOST_AUTO_TEST_CASE(the_encoding_of_a_surface_is_checked) {
  BOOST_TEST(
      mistakes(with_ramp(good, good_source, "rsik")) ==
      "map.json:3:29: sources.risk.tiles: surface \"rsik\" is not among riskmap:surfaces (did you mean 'risk'?)");
  BOOST_TEST(
      mistakes(with_ramp(good, R"("encoding":"custom","redFactor":65.536,"greenFactor":2,"blueFactor":0.001)")) ==
      "map.json:3:1: sources.risk: redFactor, greenFactor, blueFactor must be s·65536, s·256, s, but are 65.536, 2, "
      "0.001 (for blueFactor 0.001 write "
      "65.536 and 0.256)");
  BOOST_TEST(mistakes(with_ramp(good, R"("encoding":"terrarium")"))
                 .starts_with("map.json:3:1: sources.risk: a surface needs \"encoding\": \"custom\""));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
