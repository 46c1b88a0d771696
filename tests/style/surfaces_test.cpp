// SPDX-License-Identifier: MIT
#include <tests/style/small_styles.hpp>
#include <tests/support/test.hpp>

BOOST_AUTO_TEST_SUITE(style)
BOOST_AUTO_TEST_SUITE(surfaces)

using riskmap::StyleError;
using riskmap::test::error_text;
using riskmap::test::parse_style;

namespace {

std::string with_metadata(const std::string& metadata) {
  return R"({"version":8,"layers":[],"sources":{"incidents":{"type":"geojson","data":"i.csv"},"base":{"type":"vector","url":"b.gpkg"}},"metadata":{
)" + metadata +
         "}}";
}

std::string with_surface(const std::string& options) {
  return with_metadata(R"("riskmap:surfaces":{"risk":{"incidents":{"source":"incidents"},)" + ("\n" + options) + "}}");
}

std::string mistakes(const std::string& text) {
  return error_text<StyleError>([&] { parse_style(text); });
}

}  // namespace

BOOST_AUTO_TEST_CASE(all_options_are_read) {
  const auto document = parse_style(with_metadata(R"("riskmap:surfaces": {"risk": {
    "incidents": {"source": "incidents", "source-layer": "events", "filter": ["!=", ["get", "event_type"], "protest"]},
    "kernel": "triweight", "bandwidth": "2500m", "adaptive": true, "edge-correction": "diggle",
    "uncertainty": ["coalesce", ["get", "location_uncertainty_km"], 0], "weight": 2, "date": ["get", "day"], "end": ["get", "last"], "id": ["get", "key"],
    "from": "2015-01-01", "as-of": "2025-06-01", "half-life": "3y", "of": "rate",
    "study-area": {"source": "base", "source-layer": "provinces", "filter": ["has", "name"]}, "minimum-events": 3}},
    "riskmap:sites": {"source": "incidents"}, "riskmap:bounds": [60.5, 23.4, 77.5, 37.2], "riskmap:poster": "a3", "riskmap:worldview": "de-facto")"));
  const auto* risk = document.surface("risk");
  BOOST_REQUIRE(risk != nullptr);
  BOOST_TEST(risk->incident_source == "incidents");
  BOOST_TEST(risk->incident_layer == "events");
  BOOST_TEST(risk->filter.has_value());
  BOOST_TEST(risk->kernel == "triweight");
  BOOST_TEST(risk->bandwidth.value() == 2500.0);
  BOOST_TEST(risk->adaptive);
  BOOST_TEST(risk->edge_correction == "diggle");
  BOOST_TEST(*risk->uncertainty->evaluate({}).get<double>() == 0.0);
  BOOST_TEST(*risk->weight->evaluate({}).get<double>() == 2.0);
  BOOST_TEST(risk->date.has_value());
  BOOST_TEST(risk->end.has_value());
  BOOST_TEST(risk->id.has_value());
  BOOST_TEST(risk->from->value() == 16436.0);
  BOOST_TEST(risk->as_of->value() == 20240.0);
  BOOST_TEST(risk->half_life->value() == 3 * 365.25);
  BOOST_TEST(risk->area_source == "base");
  BOOST_TEST(risk->area_layer == "provinces");
  BOOST_TEST(risk->area_filter.has_value());
  BOOST_TEST(risk->minimum_events == 3U);
  BOOST_TEST(risk->path == "metadata.riskmap:surfaces.risk");
  BOOST_TEST(document.sites_source() == "incidents");
  BOOST_TEST((document.bounds() == riskmap::geo::LonLatBox{60.5, 23.4, 77.5, 37.2}));
  BOOST_TEST(document.metadata("riskmap:poster")->get<std::string>() == "a3");
  BOOST_TEST(document.metadata("riskmap:none") == nullptr);
  BOOST_TEST(document.warnings().empty());
}

BOOST_AUTO_TEST_CASE(a_change_compares_two_windows) {
  const auto document = parse_style(with_surface(
      R"("of":"change","from":"2022-01-01","as-of":"2024-12-31","before":{"from":"2019-01-01","as-of":"2021-12-31"})"));
  const auto& risk = document.surfaces().front();
  BOOST_CHECK(risk.of == riskmap::style::SurfaceSpec::Of::change);
  BOOST_REQUIRE(risk.before.has_value());
  BOOST_TEST(risk.before->as_of.value() + 1 == risk.from->value());
  BOOST_TEST(
      mistakes(with_surface(
          R"("of":"change","from":"2021-06-01","as-of":"2024-12-31","before":{"from":"2019-01-01","as-of":"2021-12-31"})")) ==
      "map.json:3:56: metadata.riskmap:surfaces.risk.before: it must end before \"from\": the windows overlap");
}

BOOST_AUTO_TEST_CASE(a_bandwidth_may_be_chosen_and_places_known_to_polygons) {
  const auto document = parse_style(with_surface(
      R"("bandwidth":{"method":"lcv","max":"90km"},"known-to":{"source":"base","source-layer":"d","key":["get","name"],"value":["get","district"]},"exact":true)"));
  const auto& risk = document.surfaces().front();
  BOOST_REQUIRE(risk.selector.has_value());
  BOOST_TEST(risk.selector->method == "lcv");
  BOOST_TEST(risk.selector->least.value() == 2000.0);
  BOOST_TEST(risk.selector->most.value() == 90000.0);
  BOOST_REQUIRE(risk.known_to.has_value());
  BOOST_TEST(risk.known_to->layer == "d");
  BOOST_TEST(risk.known_to->value.has_value());
  BOOST_TEST(risk.exact);
}

BOOST_AUTO_TEST_CASE(the_defaults_stand) {
  const auto document = parse_style(with_surface(R"("adaptive":false)"));
  const auto& risk = document.surfaces().front();
  BOOST_TEST(risk.kernel == "quartic");
  BOOST_TEST(risk.bandwidth.value() == 60000.0);
  BOOST_TEST(risk.edge_correction == "");
  BOOST_TEST(risk.minimum_events == 1U);
  BOOST_TEST(!risk.from.has_value());
  BOOST_TEST(!risk.uncertainty.has_value());
}

BOOST_AUTO_TEST_CASE(mistakes_in_surfaces_have_their_place_and_cure) {
  const std::string risk = "metadata.riskmap:surfaces.risk";
  BOOST_TEST(mistakes(with_surface(R"("bandwidth":60)")) ==
             "map.json:3:1: " + risk + ".bandwidth: 60 has no unit (write \"60km\" or \"60m\")");
  BOOST_TEST(mistakes(with_surface(R"("bandwidth":"60")")) ==
             "map.json:3:1: " + risk + ".bandwidth: '60' has no unit (write it like 25km or 2500m)");
  BOOST_TEST(mistakes(with_surface(R"("bandwidth":"0km")")) ==
             "map.json:3:1: " + risk + ".bandwidth: the bandwidth must be greater than 0");
  BOOST_TEST(mistakes(with_surface(R"("bandwith":"60km")")) ==
             "map.json:3:1: " + risk + ".bandwith: unknown property \"bandwith\" (did you mean 'bandwidth'?)");
  BOOST_TEST(mistakes(with_surface(R"("bandwidth":{"method":"scot"})")) ==
             "map.json:3:14: " + risk +
                 ".bandwidth.method: expected one of [scott, silverman, oversmoothing, lscv, lcv], \"scot\" found (did "
                 "you mean 'scott'?)");
  BOOST_TEST(mistakes(with_surface(R"("from":"2023-02-30")")) ==
             "map.json:3:1: " + risk + ".from: \"2023-02-30\" is not a date (write it like 2024-01-31)");
  BOOST_TEST(mistakes(with_surface(R"("from":"2024-01-02","as-of":"2024-01-01")")) ==
             "map.json:3:1: " + risk + ".from: \"from\" lies after \"as-of\"");
  BOOST_TEST(mistakes(with_surface(R"("half-life":3)")) ==
             "map.json:3:1: " + risk + ".half-life: 3 has no unit (write \"3y\" or \"3d\")");
  BOOST_TEST(mistakes(with_surface(R"("edge-correction":"digle")")) ==
             "map.json:3:1: " + risk +
                 ".edge-correction: expected one of [none, uniform, diggle], \"digle\" found (did you mean 'diggle'?)");
  BOOST_TEST(
      mistakes(with_surface(R"("of":"change")")) ==
      "map.json:2:21: " + risk +
          ": a change needs \"before\" (\"before\": {\"from\": DATE, \"as-of\": DATE}: the window that from … as-of is "
          "compared with)");
  BOOST_TEST(mistakes(with_surface(R"("of":"changes")")) ==
             "map.json:3:1: " + risk +
                 ".of: expected one of [rate, uncertainty, change], \"changes\" found (did you mean 'change'?)");
  BOOST_TEST(mistakes(with_surface(R"("bandwidth":{"method":"lcv","min":"9km","max":"3km"})")) ==
             "map.json:3:1: " + risk + ".bandwidth: \"min\" is not less than \"max\"");
  BOOST_TEST(mistakes(with_surface(R"("known-to":{"source":"base","key":["get","name"]})")) ==
             "map.json:3:1: " + risk + ".known-to: missing required property \"value\"");
  BOOST_TEST(mistakes(with_surface(R"("minimum-events":1.5)")) ==
             "map.json:3:1: " + risk + ".minimum-events: 1.5 is not a whole number");
  BOOST_TEST(mistakes(with_surface(R"("weight":["get"])")) ==
             "map.json:3:1: " + risk +
                 ".weight: Expected arguments of type (string) | (string, object), but found () instead.");
  BOOST_TEST(mistakes(with_surface(R"("study-area":{"source":"bse"})")) ==
             "map.json:3:15: " + risk + ".study-area.source: source \"bse\" not found (did you mean 'base'?)");
  BOOST_TEST(
      mistakes(with_metadata(R"("riskmap:surfaces":{"a/b":{}})")) ==
      "map.json:2:21: metadata.riskmap:surfaces.a/b: \"a/b\" cannot name a surface (letters, digits, - and _)\n"
      "map.json:2:21: metadata.riskmap:surfaces.a/b: missing required property \"incidents\" ({\"source\": NAME})");
}

BOOST_AUTO_TEST_CASE(bounds_and_sites_are_checked) {
  BOOST_TEST(
      mistakes(with_metadata(R"("riskmap:bounds":[77,23,60,37])")) ==
      "map.json:2:1: metadata.riskmap:bounds: west 77 is not less than east 60 (a box cannot cross the antimeridian)");
  BOOST_TEST(mistakes(with_metadata(R"("riskmap:bounds":[60,23,77])")) ==
             "map.json:2:1: metadata.riskmap:bounds: array length 4 expected, length 3 found ([west, south, east, "
             "north] in degrees)");
  BOOST_TEST(mistakes(with_metadata(R"("riskmap:bounds":[60,23,77,"x"])")) ==
             "map.json:2:28: metadata.riskmap:bounds[3]: number expected, string found");
  BOOST_TEST(mistakes(with_metadata(R"("riskmap:sites":{"source":"none"})")) ==
             "map.json:2:18: metadata.riskmap:sites.source: source \"none\" not found");
}

BOOST_AUTO_TEST_CASE(patterns_are_read_from_an_object_or_an_array) {
  const auto by_name = parse_style(with_metadata(
      R"("riskmap:patterns":{"hatch":{"angle":135,"spacing":5,"width":0.8,"color":"#f00"},"dots":{"kind":"dots"}})"));
  BOOST_REQUIRE_EQUAL(by_name.patterns().size(), 2U);
  BOOST_TEST(by_name.patterns()[0].name == "hatch");
  BOOST_TEST(by_name.patterns()[0].angle == 135.0);
  BOOST_TEST(by_name.patterns()[0].spacing == 5.0);
  BOOST_TEST(by_name.patterns()[0].width == 0.8);
  BOOST_TEST((by_name.patterns()[0].color == riskmap::style::Color{1, 0, 0, 1}));
  BOOST_TEST(by_name.patterns()[1].kind == "dots");
  const auto listed = parse_style(with_metadata(R"("riskmap:patterns":[{"name":"hatch"}])"));
  BOOST_TEST(listed.patterns()[0].name == "hatch");
  BOOST_TEST(mistakes(with_metadata(R"("riskmap:patterns":[{"kind":"wave","angle":30,"color":"x"}])")) ==
             "map.json:2:21: metadata.riskmap:patterns[0]: missing required property \"name\"\n"
             "map.json:2:22: metadata.riskmap:patterns[0].kind: expected one of [lines, dots], \"wave\" found\n"
             "map.json:2:36: metadata.riskmap:patterns[0].angle: expected one of [0, 45, 90, 135], 30 found (so that "
             "it repeats on whole pixels)\n"
             "map.json:2:47: metadata.riskmap:patterns[0].color: color expected, \"x\" found");
}

BOOST_AUTO_TEST_CASE(a_fill_names_one_of_the_patterns) {
  const auto with_fill = [](const std::string& pattern) {
    return R"({"version":8,"sources":{"s":{"type":"geojson","data":"a.json"}},"metadata":{"riskmap:patterns":{"hatch":{}}},
"layers":[{"id":"f","type":"fill","source":"s","paint":{"fill-pattern":")" +
           pattern + R"("}}]})";
  };
  BOOST_TEST(parse_style(with_fill("hatch")).layers().front().text("fill-pattern", {}) == "hatch");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
