// SPDX-License-Identifier: MIT
#include <riskmap/model/source.hpp>

#include <tests/support/test.hpp>

using namespace riskmap::model;

BOOST_AUTO_TEST_SUITE(model)
BOOST_AUTO_TEST_SUITE(source)

BOOST_AUTO_TEST_CASE(counts_read_as_the_command_line_prints_them) {
  RowCounts counts{48, 47, {{"latitude not a number", 1}}};
  BOOST_TEST(counts.text() == "rows: 48 read, 47 used, 1 rejected (1 latitude not a number)");
  counts += RowCounts{3, 1, {{"duplicate id", 1}, {"latitude not a number", 1}}};
  BOOST_TEST(counts.text() == "rows: 51 read, 48 used, 3 rejected (1 duplicate id, 2 latitude not a number)");
  BOOST_TEST((RowCounts{2, 2, {}}.text()) == "rows: 2 read, 2 used, 0 rejected");
}

BOOST_AUTO_TEST_CASE(layers_and_fields_are_found_by_name) {
  Source source;
  source.layers = {{"rivers", {"name", "length"}, {{make_point({1, 2}), {std::string("Indus"), 3180.0}, {}, 1}}}};
  BOOST_TEST(source.layer("lakes") == nullptr);
  const auto* rivers = source.layer("rivers");
  BOOST_REQUIRE(rivers != nullptr);
  BOOST_TEST(std::get<double>(*rivers->get(rivers->features[0], "length")) == 3180.0);
  BOOST_TEST(rivers->get(rivers->features[0], "depth") == nullptr);
  BOOST_TEST(!rivers->field("depth").has_value());
}

BOOST_AUTO_TEST_CASE(the_box_of_a_geometry_holds_all_its_parts) {
  Geometry geometry;
  geometry.lines = {{{1, 2}, {3, 5}}, {{-1, 4}, {0, 0}}};
  BOOST_TEST((geometry.box() == riskmap::geo::LonLatBox{-1, 0, 3, 5}));
  BOOST_TEST(Geometry{}.box().empty());
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
