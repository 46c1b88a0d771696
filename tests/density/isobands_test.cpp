// SPDX-License-Identifier: MIT
#include <riskmap/density/isobands.hpp>
#include <riskmap/model/overlay.hpp>
#include <tests/density/examples.hpp>
#include <tests/support/test.hpp>

#include <set>
#include <utility>

using namespace riskmap;
using riskmap::density::EdgeCorrection;
using riskmap::density::estimate;
using riskmap::density::Isoband;
using riskmap::density::Surface;

namespace {

constexpr double drawing = 1e-4;  // of the maximum: what is drawn against what is read at a place
const std::vector<double> some_breaks{0.02, 0.05, 0.1, 0.2, 0.5, 1.0};

/// Clustered events over a land with a bay, a cape and a lake.
Surface clustered() {
  auto events = test::random_events(40, {62.3, 25.4}, 0.5, 10.0, 7);
  const auto more = test::random_events(25, {64.2, 26.0}, 0.3, 0.0, 8);
  events.insert(events.end(), more.begin(), more.end());
  auto options = test::one_year(40.0);
  options.edge = EdgeCorrection::diggle;
  const auto land = test::bay_and_lake();
  std::erase_if(events, [&](const auto& event) { return !land->contains(event.where); });
  return estimate(events, land, options);
}

std::vector<Isoband> bands_of(const Surface& surface, double resolution_km, unsigned threads = 0) {
  return riskmap::density::isobands(
      surface, some_breaks,
      {.box = surface.study_area()->box(), .resolution = Metres(1000 * resolution_km), .threads = threads});
}

model::Geometry together(const std::vector<Isoband>& bands) {
  model::Geometry all;
  all.kind = model::Geometry::Kind::polygon;
  for (const auto& band : bands)
    all.polygons.insert(all.polygons.end(), band.area.polygons.begin(), band.area.polygons.end());
  return all;
}

/// The area of the union: Area dissolves what overlaps.
double dissolved_area(const std::vector<Isoband>& bands) {
  const auto all = together(bands);
  return model::Area({&all}).area();
}

/// Vertices of level lines are whole 1e-7 degrees; where a line meets the coast, a chord does.
bool is_traced(geo::LonLat place) {
  const auto whole = [](double degrees) { return std::abs(degrees * 1e7 - std::round(degrees * 1e7)) < 1e-5; };
  return whole(place.lon) && whole(place.lat);
}

using Edge = std::pair<std::pair<double, double>, std::pair<double, double>>;
std::multiset<Edge> directed_edges(const model::Geometry& geometry) {
  std::multiset<Edge> edges;
  for (const auto& ring : model::outline_of(geometry.polygons)) {
    for (std::size_t i = 1; i < ring.size(); ++i) {
      std::pair<double, double> a{ring[i - 1].lon, ring[i - 1].lat}, b{ring[i].lon, ring[i].lat};
      if (b < a) std::swap(a, b);
      edges.insert({a, b});
    }
  }
  return edges;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(density)
BOOST_AUTO_TEST_SUITE(isobands)

BOOST_AUTO_TEST_CASE(bands_are_valid_and_do_not_overlap) {
  for (const double resolution : {2.0, 9.0}) {
    const auto bands = bands_of(clustered(), resolution);
    BOOST_REQUIRE_EQUAL(bands.size(), some_breaks.size());
    double sum = 0;
    for (const auto& band : bands) {
      BOOST_TEST(!model::why_invalid(band.area));
      BOOST_TEST(band.square_metres > 0);
      sum += band.square_metres;
    }
    BOOST_TEST(dissolved_area(bands) == sum, boost::test_tools::tolerance(1e-10));
  }
}

BOOST_AUTO_TEST_CASE(neighbours_share_their_edges_exactly) {
  const auto bands = bands_of(clustered(), 3.0);
  for (std::size_t i = 0; i + 1 < bands.size(); ++i) {
    const auto mine = directed_edges(bands[i].area), next = directed_edges(bands[i + 1].area);
    std::size_t shared = 0;
    for (const auto& edge : next) shared += mine.count(edge);
    BOOST_TEST(shared > 50U);
  }
  // Every edge is either between two bands or at the rim: the study area's, or the lowest level line.
  const auto edges = directed_edges(together(bands));
  for (const auto& edge : edges) BOOST_REQUIRE(edges.count(edge) <= 2);
}

BOOST_AUTO_TEST_CASE(places_fall_in_the_band_of_their_value) {
  const auto surface = clustered();
  const double resolution = 2.0;
  const auto bands = bands_of(surface, resolution);
  std::vector<model::Area> areas;
  for (const auto& band : bands) areas.emplace_back(std::vector<const model::Geometry*>{&band.area});
  std::mt19937 random(11);
  std::uniform_real_distribution<double> lon(60.0, 65.0), lat(23.6, 27.0);
  std::size_t tried = 0, in_bands = 0, astray = 0;
  while (tried < 1000) {
    const geo::LonLat place{lon(random), lat(random)};
    if (!surface.study_area()->contains(place)) continue;
    ++tried;
    const double value = surface.value(place);
    const auto expected =
        std::upper_bound(some_breaks.begin(), some_breaks.end(), value) - some_breaks.begin();  // 0: none
    std::ptrdiff_t found = 0;
    for (std::size_t i = 0; i < areas.size(); ++i) {
      if (areas[i].contains(place)) {
        BOOST_TEST(found == 0);  // in one band at most
        found = static_cast<std::ptrdiff_t>(i) + 1;
      }
    }
    in_bands += found > 0 ? 1 : 0;
    if (found == expected) continue;
    // Only beside a level line, whose chords leave the curve by a small part of a cell: there the value is the break.
    ++astray;
    BOOST_TEST(std::abs(found - expected) == 1);
    const double level = some_breaks[static_cast<std::size_t>(std::max(found, expected) - 1)];
    BOOST_TEST(std::abs(value - level) < 0.02 * level + drawing * surface.maximum());
  }
  BOOST_TEST(in_bands > 300U);
  BOOST_TEST(astray < 5U);
}

BOOST_AUTO_TEST_CASE(vertices_between_bands_lie_on_their_level) {
  const auto surface = clustered();
  const auto bands = bands_of(surface, 4.0);
  std::size_t seen = 0;
  for (std::size_t i = 1; i < bands.size(); ++i) {
    std::set<std::pair<double, double>> below;
    for (const auto& ring : model::outline_of(bands[i - 1].area.polygons))
      for (const auto& place : ring) below.insert({place.lon, place.lat});
    for (const auto& ring : model::outline_of(bands[i].area.polygons)) {
      for (const auto& place : ring) {
        if (!below.contains({place.lon, place.lat}) || !is_traced(place)) continue;
        ++seen;
        BOOST_TEST(std::abs(surface.value(place) - bands[i].lower) <
                   5e-3 * bands[i].lower + drawing * surface.maximum());
      }
    }
  }
  BOOST_TEST(seen > 500U);
}

BOOST_AUTO_TEST_CASE(a_round_kernel_gives_rings_of_the_right_size) {
  const auto surface = estimate({test::event_at({67.0, 30.0})}, nullptr, test::one_year(25.0));
  const double peak = 1000.0 * 1e6 * test::quartic(0.0, 25000.0);
  const auto bands = riskmap::density::isobands(surface, {peak / 4, peak / 2},
                                                {.box = {66.5, 29.5, 67.5, 30.5}, .resolution = Metres(500.0)});
  // (1 − r²/h²)² = s at r² = h²(1 − √s)
  const auto disc = [](double share) { return std::numbers::pi * 25000.0 * 25000.0 * (1 - std::sqrt(share)); };
  BOOST_TEST(bands[1].square_metres == disc(0.5), boost::test_tools::tolerance(1e-3));
  BOOST_TEST(bands[0].square_metres == disc(0.25) - disc(0.5), boost::test_tools::tolerance(1e-3));
  BOOST_REQUIRE_EQUAL(bands[0].area.polygons.size(), 1U);
  BOOST_TEST(bands[0].area.polygons[0].holes.size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_box_cuts_bands_and_a_band_may_have_nothing) {
  const auto surface = estimate({test::event_at({67.0, 30.0})}, nullptr, test::one_year(25.0));
  const auto bands = riskmap::density::isobands(surface, {0.1, 1.0, 50.0},
                                                {.box = {67.0, 29.5, 67.5, 30.5}, .resolution = Metres(500.0)});
  BOOST_TEST((bands[2].area.kind == model::Geometry::Kind::none));
  BOOST_TEST(bands[2].square_metres == 0.0);
  for (const auto& ring : model::outline_of(bands[0].area.polygons))
    for (const auto& place : ring) BOOST_TEST(place.lon >= 67.0);
  const auto whole =
      riskmap::density::isobands(surface, {0.1, 1.0}, {.box = {66.5, 29.5, 67.5, 30.5}, .resolution = Metres(500.0)});
  BOOST_TEST(bands[0].square_metres == whole[0].square_metres / 2, boost::test_tools::tolerance(2e-3));
}

BOOST_AUTO_TEST_CASE(threads_do_not_change_a_vertex) {
  const auto surface = clustered();
  const auto one = bands_of(surface, 5.0, 1), four = bands_of(surface, 5.0, 4);
  for (std::size_t i = 0; i < one.size(); ++i)
    BOOST_TEST((directed_edges(one[i].area) == directed_edges(four[i].area)));
}

BOOST_AUTO_TEST_CASE(too_fine_a_grid_is_refused) {
  const auto surface = clustered();
  const auto text = test::error_text<LimitError>([&] {
    riskmap::density::isobands(
        surface, some_breaks,
        {.box = surface.study_area()->box(), .resolution = Metres(10.0), .max_memory = std::size_t{64} << 20U});
  });
  BOOST_TEST(text.starts_with("isobands over "));
  BOOST_TEST(text.ends_with("MiB (a coarser resolution, or more memory)"));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
