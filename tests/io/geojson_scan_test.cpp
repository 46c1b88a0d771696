// SPDX-License-Identifier: MIT
#include <riskmap/io/detail/geojson_scan.hpp>

#include <tests/support/test.hpp>

using riskmap::io::detail::scan_geojson;

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(geojson_scan)

BOOST_AUTO_TEST_CASE(a_linked_crs_is_seen_however_it_is_written) {
  BOOST_TEST(
      scan_geojson(R"({"crs": {"type": "link", "properties": {"href": "http://x"}}, "features": []})").linked_crs);
  BOOST_TEST(scan_geojson(R"({"features": [], "\u0063rs": {"type": "LI\u006ek"}})").linked_crs);
  BOOST_TEST(scan_geojson("\xEF\xBB\xBF/* a */ {'type': 'x', // b\n 'crs': {'type': 'link'}}").linked_crs);
  BOOST_TEST(scan_geojson(R"({"crs": {"type": "name"}, "crs": {"type": "link"}})").linked_crs);
}

BOOST_AUTO_TEST_CASE(a_named_crs_and_links_elsewhere_are_no_link) {
  BOOST_TEST(!scan_geojson(R"({"crs": {"type": "name", "properties": {"name": "EPSG:32642"}}})").linked_crs);
  BOOST_TEST(!scan_geojson(R"({"crs": null, "features": [{"crs": {"type": "link"}, "properties": {"crs": "link"}}]})")
                  .linked_crs);
}

BOOST_AUTO_TEST_CASE(features_are_counted_whatever_they_are) {
  BOOST_TEST(scan_geojson(R"({"features": []})").features.value() == 0u);
  BOOST_TEST(scan_geojson(R"({"features": [{"a": [1, 2, {"b": 3}]}, null, {}, [1, [2]], "x, y", NaN, -1.5]})")
                 .features.value() == 7u);
  BOOST_TEST(scan_geojson(R"({"x": -1.5, "features": [ {} , {} ], "z": true})").features.value() == 2u);
  BOOST_TEST(!scan_geojson(R"({"type": "Feature"})").features.has_value());
}

BOOST_AUTO_TEST_CASE(broken_texts_end) {
  for (const auto* text : {"", "{", "{\"", "{\"crs", "{\"crs\":", "{\"crs\":{", "[", "{\"features\":[{", "{]",
                           "{\"a\":]}}", "{/*", "{\"\\", "{\"\\u"}) {
    scan_geojson(text);
  }
  BOOST_TEST(!scan_geojson("[{\"crs\": \"link\"}]").linked_crs);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
