// SPDX-License-Identifier: MIT
#include <riskmap/output/tilejson.hpp>
#include <tests/output/archives.hpp>

namespace riskmap::output {
BOOST_AUTO_TEST_SUITE(output)
BOOST_AUTO_TEST_SUITE(tilejson)

BOOST_AUTO_TEST_CASE(holds_what_the_specification_asks) {
  const auto json = riskmap::output::tilejson(example_info(), "{z}/{x}/{y}.png");
  BOOST_TEST(
      json.dump() ==
      R"({"tilejson":"3.0.0","name":"Risk of the <two> provinces","description":"made up","version":"1.0.0","attribution":"© nobody",)"
      R"("scheme":"xyz","tiles":["{z}/{x}/{y}.png"],"minzoom":0,"maxzoom":3,"fillzoom":3,"bounds":[60.5,23.5,77.5,37.5],"center":[69.0,30.5,0],)"
      R"("vector_layers":[]})");
}

BOOST_AUTO_TEST_CASE(bounds_stay_inside_the_square_world) {
  auto info = example_info();
  info.bounds = {-200, -90, 200, 90};
  const auto bounds = riskmap::output::tilejson(info, "x").at("bounds");
  BOOST_TEST(bounds == Json({-180.0, -85.0511287798066, 180.0, 85.0511287798066}));
  info.bounds = {};
  BOOST_TEST(riskmap::output::tilejson(info, "x").at("bounds") == bounds);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap::output
