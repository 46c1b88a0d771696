// SPDX-License-Identifier: MIT
// Events known to a district or a province.
#include <riskmap/density/precision.hpp>
#include <tests/density/examples.hpp>
#include <tests/support/test.hpp>

namespace riskmap {
BOOST_AUTO_TEST_SUITE(density)
BOOST_AUTO_TEST_SUITE(polygon)

namespace {

model::Incident known_to(std::shared_ptr<const model::Area> area, const std::string& id) {
  auto event = test::event_at({59.0, 24.0}, 0.0, id);  // its representative place lies far off
  event.known_to = std::move(area);
  return event;
}

}  // namespace

BOOST_AUTO_TEST_CASE(parts_fill_what_polygon_and_study_area_have_in_common) {
  const auto land = test::bay_and_lake();
  const auto district = test::rectangle(61.8, 23.9, 63.1, 25.8);
  const auto places = spread_places(*district, 2000, land.get());
  BOOST_TEST(places.size() >= 2000U);
  BOOST_TEST(places.size() < 2400U);
  std::size_t north = 0;
  for (const geo::LonLat place : places) {
    BOOST_TEST((land->contains(place) && district->contains(place)));
    if (place.lat > 25.3) ++north;
  }
  // North of the bay the district is whole: its share is that of the areas.
  const double all = test::area_of({{61.8, 25.3}, {63.1, 25.3}, {63.1, 25.8}, {61.8, 25.8}})->area();
  double common = 0.0;
  for (int i = 0; i < 400; ++i)
    for (int j = 0; j < 400; ++j) {
      const geo::LonLat place{61.8 + 1.3 * (i + 0.5) / 400, 23.9 + 1.9 * (j + 0.5) / 400};
      if (land->contains(place)) common += std::cos(place.lat * geo::degrees_to_radians);
    }
  common *= 1.3 * 1.9 / 160000.0 * 111.32 * 110.77 * 1e6;  // degrees at 25° N in metres, to half a per cent
  BOOST_TEST(static_cast<double>(north) / static_cast<double>(places.size()) == all / common,
             boost::test_tools::tolerance(0.02));
}

BOOST_AUTO_TEST_CASE(the_plateau_is_the_event_over_the_area) {
  const auto province = test::rectangle(60.0, 24.0, 64.0, 27.0);
  const auto surface = estimate({known_to(province, "p")}, nullptr, test::one_year(30.0));
  BOOST_TEST(surface.report().spread == 1U);
  BOOST_TEST(surface.report().vague == 1U);
  BOOST_TEST(surface.report().vague_share == 1.0);
  for (const geo::LonLat place : {geo::LonLat{62.0, 25.5}, {61.0, 25.0}, {63.2, 26.2}})
    BOOST_TEST(surface.value(place) == 1e9 / province->area(), boost::test_tools::tolerance(0.02));
  BOOST_TEST(surface.value({62.0, 24.0}) == 0.5e9 / province->area(), boost::test_tools::tolerance(0.05));
}

BOOST_AUTO_TEST_CASE(what_does_not_meet_the_study_area_is_rejected_by_name) {
  const auto land = test::rectangle(66.0, 29.0, 68.0, 31.0);
  const auto surface =
      estimate({known_to(test::rectangle(60.0, 24.0, 61.0, 25.0), "elsewhere"),
                known_to(test::rectangle(65.0, 28.0, 66.5, 29.5), "corner"), test::event_at({67.0, 30.0})},
               land, test::one_year(30.0));
  BOOST_TEST(surface.report().events_used == 2U);
  BOOST_TEST(surface.report().spread == 1U);
  BOOST_TEST(surface.report().vague_share == 0.5);
  BOOST_REQUIRE(surface.report().rejected.size() == 1U);
  BOOST_TEST(to_line(surface.report().rejected[0]) == "elsewhere: the area it is known to lies outside the study area");
  for (const Contribution& part : surface.contributions()) BOOST_TEST(land->contains(part.where));
}

BOOST_AUTO_TEST_CASE(a_sliver_in_common_is_enough) {
  const auto land = test::rectangle(66.0, 29.0, 68.0, 31.0);
  const auto sliver = test::rectangle(60.0, 24.0, 66.0 + 1e-9, 29.0 + 1e-9);
  BOOST_TEST(meet(*sliver, *land));
  BOOST_TEST(!spread_places(*sliver, 400, land.get()).empty());
  BOOST_TEST(!meet(*test::rectangle(60.0, 24.0, 65.9, 28.9), *land));
}

BOOST_AUTO_TEST_CASE(its_pilot_is_the_mean_over_the_polygon) {
  // Far from everything else the pilot there is the plateau's height, so its bandwidth is known.
  const auto province = test::rectangle(60.0, 24.0, 64.0, 27.0);
  auto options = test::one_year(60.0);
  options.adaptive = true;
  const auto surface = estimate({known_to(province, "p"), test::event_at({75.0, 35.0})}, nullptr, options);
  const double plateau = 1.0 / province->area(), peak = test::quartic(0.0, 60e3);
  const double mean = std::exp(-0.25 * (std::log(plateau) + std::log(peak)));
  BOOST_TEST(surface.events()[0].bandwidth.value() == 60e3 * std::min(5.0, 1.0 / (std::sqrt(plateau) * mean)),
             boost::test_tools::tolerance(0.08));  // the polygon's rim lowers the mean
  BOOST_TEST(surface.events()[1].bandwidth.value() < 60e3);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap
