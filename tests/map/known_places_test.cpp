// SPDX-License-Identifier: MIT
// Incidents that are known to a district or a province only.
#include <tests/map/small_map.hpp>

namespace riskmap::map {
BOOST_AUTO_TEST_SUITE(map)
BOOST_AUTO_TEST_SUITE(known_places)

using test::SmallFolder;

namespace {

/// Two districts side by side; event c is known to the eastern one, event b to one that no layer has.
struct Districts : SmallFolder {
  Districts() {
    test::write_text(folder / "incidents.csv",
                     "id,date_start,longitude,latitude,district\n"
                     "a,2024-01-05,62.3,25.2,\nb,2023-05-05,62.4,25.3,Atlantis\nc,2022-05-05,62.5,25.5,East\n");
    test::write_text(folder / "districts.geojson", R"({"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"name":"West"},"geometry":{"type":"Polygon","coordinates":[[[62,25],[63,25],[63,26],[62,26],[62,25]]]}},
{"type":"Feature","properties":{"name":"East"},"geometry":{"type":"Polygon","coordinates":[[[63,25],[64,25],[64,26],[63,26],[63,25]]]}}]})");
    document["sources"]["districts"] = {{"type", "vector"}, {"url", "districts.geojson"}};
    surface()["known-to"] = {
        {"source", "districts"}, {"key", Json::array({"get", "name"})}, {"value", Json::array({"get", "district"})}};
    surface()["bandwidth"] = "20km";
  }
};

}  // namespace

BOOST_AUTO_TEST_CASE(an_event_known_to_a_polygon_is_spread_over_it) {
  const Districts small;
  const auto scene = small.load();
  const auto& entry = scene.surface("");
  BOOST_TEST(entry.incidents->at(2).known_to->contains({63.9, 25.9}));
  BOOST_TEST(entry.incidents->at(0).known_to == nullptr);
  const auto& surface = *entry.surface;
  BOOST_TEST(surface.events()[2].spread);
  // A plateau over the east: the district's corner has as much as its middle; its given place, in the west, only what
  // reaches over the border.
  std::vector<double> west(3), middle(3), corner(3);
  surface.add_event_values({62.5, 25.5}, west);
  surface.add_event_values({63.5, 25.5}, middle);
  surface.add_event_values({63.7, 25.7}, corner);
  BOOST_TEST(west[2] == 0.0);
  BOOST_TEST(corner[2] == middle[2], boost::test_tools::tolerance(0.02));
  BOOST_TEST(test::has_note(
      scene, "surface 'risk': 1 of 3 incidents are known to a polygon of 'districts' and spread over it"));
  BOOST_TEST(
      test::has_note(scene, "warning: layer 'districts' has no polygon named Atlantis (incidents keep their places)"));
}

BOOST_AUTO_TEST_CASE(a_layer_without_the_key_is_an_error) {
  Districts small;
  small.surface()["known-to"]["key"] = Json::array({"get", "nme"});
  BOOST_TEST(test::error_text<DataError>([&] {
               small.load();
             }).find("districts: no polygon there has the key that known-to asks for") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap::map
