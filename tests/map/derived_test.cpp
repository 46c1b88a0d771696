// SPDX-License-Identifier: MIT
// Surfaces that a document makes of the rate: its uncertainty, its change, and bandwidths chosen by a rule.
#include <riskmap/density/change_surface.hpp>
#include <tests/map/small_map.hpp>

namespace riskmap::map {
BOOST_AUTO_TEST_SUITE(map)
BOOST_AUTO_TEST_SUITE(derived)

using test::SmallFolder;

BOOST_AUTO_TEST_CASE(uncertainty_is_the_standard_error_and_what_is_drawn) {
  SmallFolder small;
  small.surface()["of"] = "uncertainty";
  const auto scene = small.load();
  const auto& entry = scene.surface("");
  BOOST_TEST(entry.unit == "relative standard error");
  for (const geo::LonLat place : {geo::LonLat{62.35, 25.25}, {62.6, 25.35}, {63.3, 25.5}}) {
    const double error = entry.surface->relative_standard_error(place);
    BOOST_TEST(error > 0.5);
    BOOST_TEST(entry.drawn->value(place) == error);
    float drawn = 0;
    const auto at = geo::to_mercator(place);
    entry.drawn->sample({at.x - 1, at.y - 1, at.x + 1, at.y + 1}, 1, 1, &drawn);
    BOOST_TEST(static_cast<double>(drawn) == error, boost::test_tools::tolerance(0.02));
  }
  BOOST_TEST(entry.drawn->value({60.0, 30.0}) == 0.0);
  BOOST_CHECK(entry.drawn->state({60.0, 30.0}) == density::State::none_in_reach);
}

BOOST_AUTO_TEST_CASE(a_change_is_the_factor_between_two_windows) {
  SmallFolder small;
  small.surface().update({{"of", "change"},
                          {"from", "2023-01-01"},
                          {"as-of", "2024-12-31"},
                          {"before", {{"from", "2021-01-01"}, {"as-of", "2022-12-31"}}}});
  const auto scene = small.load();
  const auto& entry = scene.surface("");
  BOOST_TEST(entry.unit == "times the rate before");
  BOOST_TEST(entry.drawn->value({62.35, 25.25}) > 1.5);                           // two events after, hardly any before
  BOOST_TEST(entry.drawn->value({63.2, 25.6}) < 0.8);                             // one before
  BOOST_CHECK(entry.drawn->state({62.35, 25.25}) == density::State::few_events);  // which chance could do
  const auto* change = dynamic_cast<const density::ChangeSurface*>(entry.drawn.get());
  BOOST_REQUIRE(change != nullptr);
  BOOST_TEST(change->change().overall.events_before == 1.0);
  BOOST_TEST(change->change().overall.events_after == 2.0);
}

BOOST_AUTO_TEST_CASE(a_rule_chooses_the_bandwidth_and_says_so) {
  SmallFolder small;
  small.surface()["bandwidth"] = {{"method", "scott"}};
  const auto scene = small.load();
  const auto& entry = scene.surface("");
  const double km = entry.options.bandwidth.value() / 1000;
  BOOST_TEST(km > 10.0);
  BOOST_TEST(km < 200.0);
  BOOST_TEST(km != 60.0);
  const auto& notes = scene.notes();
  BOOST_TEST(std::any_of(notes.begin(), notes.end(), [](const auto& note) {
    return note.starts_with("surface 'risk': scott chose a bandwidth of ");
  }));
  BOOST_TEST(scene.provenance()["surfaces"][0]["bandwidth_method"].get<std::string>() == "scott");
}

BOOST_AUTO_TEST_CASE(an_unknown_kernel_has_its_place_in_the_document) {
  SmallFolder small;
  small.surface()["kernel"] = "gauss";
  const auto what = test::error_text<StyleError>([&] { small.load(); });
  BOOST_TEST(what.find("metadata.riskmap:surfaces.risk.kernel: there is no kernel 'gauss' (there are: epanechnikov, "
                       "gaussian, quartic, triweight, uniform)") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(an_exact_surface_is_the_oracle) {
  SmallFolder small;
  small.surface()["exact"] = true;
  const auto scene = small.load();
  const auto& surface = *scene.surface("").surface;
  BOOST_TEST(surface.value({62.5, 25.3}) == surface.exact_value({62.5, 25.3}));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap::map
