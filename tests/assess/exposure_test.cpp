// SPDX-License-Identifier: MIT
#include <riskmap/assess/exposure_report.hpp>

#include <riskmap/assess/detail/exposure_region.hpp>
#include <riskmap/geo/geodesic.hpp>

#include <tests/map/small_map.hpp>

#include <cmath>
#include <numbers>

namespace riskmap {
BOOST_AUTO_TEST_SUITE(assess)
BOOST_AUTO_TEST_SUITE(exposure)

using detail::Region;

namespace {

std::shared_ptr<const model::Area> rectangle(double west, double south, double east, double north) {
  model::Geometry geometry;
  geometry.kind = model::Geometry::Kind::polygon;
  geometry.polygons.push_back({{{west, south}, {east, south}, {east, north}, {west, north}, {west, south}}, {}});
  return std::make_shared<const model::Area>(std::vector<const model::Geometry*>{&geometry});
}

model::Incident event_at(geo::LonLat where, double uncertainty_km = 0) {
  return {"event", where, Days(10), Days(11), 1.0, Metres(1000 * uncertainty_km), 1};
}

density::EstimateOptions one_year(double bandwidth_km) {
  density::EstimateOptions options;
  options.bandwidth = Metres(1000 * bandwidth_km);
  options.from = Days(0);
  options.until = Days(days_per_year);
  return options;
}

struct Estimated {
  Estimated(std::vector<model::Incident> list, std::shared_ptr<const model::Area> area, density::EstimateOptions how)
      : incidents(std::move(list)),
        options(std::move(how)),
        surface(density::estimate(incidents, std::move(area), options)) {}
  RecordedRates recorded() const { return {surface, incidents}; }
  SurfaceRate smoothed(geo::LonLat place, double km) const {
    return SurfaceRates(surface, incidents, options).within(place, Metres(1000 * km));
  }
  std::vector<model::Incident> incidents;
  density::EstimateOptions options;
  density::Surface surface;
};

/// On the sphere of the place's mean curvature.
double cap_area(double lat, double radius) {
  const double earth = geo::gaussian_radius(lat).value();
  return 2 * std::numbers::pi * earth * earth * (1 - std::cos(radius / earth));
}

/// Places that fill a disc evenly.
std::vector<geo::LonLat> sunflower(geo::LonLat centre, double radius, int count) {
  std::vector<geo::LonLat> out;
  for (int i = 0; i < count; ++i)
    out.push_back(
        geo::travel(centre, std::fmod(137.50776405003785 * i, 360.0), Metres(radius * std::sqrt((i + 0.5) / count))));
  return out;
}

/// Five events around the port: before the window, in it, after it.
struct SmallRecord : test::SmallFolder {
  SmallRecord() {
    test::write_text(folder / "incidents.csv",
                     "id,date_start,longitude,latitude,killed,killed_low,killed_high,injured,location_uncertainty_km\n"
                     "old,2018-03-01,62.34,25.12,7,,,1,0\n"       // before the window
                     "a,2020-05-05,62.333,25.2,2,1,4,,0\n"        // 9.6 km north
                     "b,2024-06-01,62.43,25.113,,,,3,0\n"         // 9.8 km east, killed unknown
                     "c,2023-07-01,62.333,25.0,5,,,0,3\n"         // 12.5 km south: perhaps within 10 km
                     "late,2025-02-02,62.333,25.113,9,,,9,0\n");  // after as-of
  }
};

const SiteExposure& find(const std::vector<SiteExposure>& sites, const std::string& id) {
  for (const auto& site : sites) {
    if (site.site.id == id) return site;
  }
  throw std::runtime_error("no site " + id);
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_disc_has_the_area_of_its_cap) {
  for (const double lat : {0.0, 25.0, -37.0, 60.0}) {
    for (const double radius : {500.0, 10e3, 100e3}) {
      const auto disc = Region::disc({67.0, lat}, Metres(radius));
      BOOST_TEST(disc.area() == cap_area(lat, radius), boost::test_tools::tolerance(1e-4));
    }
  }
  BOOST_TEST(Region::disc({179.99, 10}, Metres(50e3)).area() == cap_area(10, 50e3), boost::test_tools::tolerance(1e-4));
}

BOOST_AUTO_TEST_CASE(a_region_is_cut_to_its_land) {
  const auto land = rectangle(66.0, 27.0, 67.0, 29.0);  // the place on its eastern shore
  const auto part = Region(land->polygons()).within(Region::disc({67.0, 28.0}, Metres(20e3)));
  BOOST_TEST(part.area() == 0.5 * cap_area(28.0, 20e3), boost::test_tools::tolerance(1e-4));
  BOOST_TEST(Region(land->polygons()).within(Region::disc({68.0, 28.0}, Metres(20e3))).empty());
  const auto whole = Region(land->polygons()).within(Region::disc({66.5, 28.0}, Metres(20e3)));
  BOOST_TEST(whole.area() == cap_area(28.0, 20e3), boost::test_tools::tolerance(1e-4));
}

BOOST_AUTO_TEST_CASE(pieces_sum_to_the_region_and_its_integrals) {
  const auto part =
      Region(rectangle(66.0, 27.9, 67.0, 29.0)->polygons()).within(Region::disc({67.0, 28.0}, Metres(20e3)));
  double area = 0, moment = 0, widest = 0;
  part.for_each_piece(Metres(1e3), [&](geo::LonLat at, double size) {
    area += size;
    moment += size * (at.lon - 67.0);
    widest = std::max(widest, size);
  });
  BOOST_TEST(area == part.area(), boost::test_tools::tolerance(1e-6));
  BOOST_TEST(widest <= 1.01e6);
  double coarse = 0;
  part.for_each_piece(Metres(8e3), [&](geo::LonLat at, double size) { coarse += size * (at.lon - 67.0); });
  BOOST_TEST(moment == coarse, boost::test_tools::tolerance(1e-4));  // a plane is integrated exactly at any size
}

BOOST_AUTO_TEST_CASE(a_vague_event_counts_by_the_share_of_its_disc) {
  const geo::LonLat place{66.0, 28.0};
  for (const double distance : {0.0, 12e3, 20e3, 26e3, 31e3}) {
    for (const double u : {8.0, 30.0}) {
      const auto where = geo::travel(place, 40, Metres(distance));
      const Estimated one({event_at(where, u)}, nullptr, one_year(60));
      double inside = 0;
      for (const auto at : sunflower(where, 1000 * u, 20000)) inside += geo::geodesic(place, at).length <= Metres(25e3);
      BOOST_TEST(std::abs(one.recorded().chance_within(0, place, Metres(25e3)) - inside / 20000) < 2e-3,
                 distance << " m, u " << u << " km");
    }
  }
}

BOOST_AUTO_TEST_CASE(an_exact_event_counts_whole_or_not) {
  const geo::LonLat place{66.0, 28.0};
  const Estimated one({event_at(geo::travel(place, 10, Metres(9999)))}, nullptr, one_year(60));
  BOOST_TEST(one.recorded().within(place, Metres(10e3)).rate == 1.0, boost::test_tools::tolerance(1e-9));
  BOOST_TEST(one.recorded().within(place, Metres(9998)).rate == 0.0);
  BOOST_TEST(one.recorded().next() == 1.0, boost::test_tools::tolerance(1e-9));
}

BOOST_AUTO_TEST_CASE(an_event_known_to_a_district_is_anywhere_in_it) {
  auto event = event_at({66.1, 28.1});
  event.known_to = rectangle(66.0, 28.0, 67.0, 29.0);
  const Estimated one({event}, nullptr, one_year(60));
  // A quarter of the disc around the district's corner.
  const double expected = 0.25 * cap_area(28.0, 20e3) / event.known_to->area();
  BOOST_TEST(one.recorded().within({66.0, 28.0}, Metres(20e3)).rate == expected, boost::test_tools::tolerance(5e-3));
  BOOST_TEST(one.recorded().within({66.5, 28.5}, Metres(200e3)).rate == 1.0, boost::test_tools::tolerance(1e-6));
}

BOOST_AUTO_TEST_CASE(the_surface_s_rate_is_its_kernels_mass) {
  const geo::LonLat place{66.0, 28.0};
  const Estimated one({event_at(place)}, nullptr, one_year(30));
  const auto tolerance = boost::test_tools::tolerance(1e-3);
  BOOST_TEST(one.smoothed(place, 10).rate.rate == 1 - std::pow(1 - 1.0 / 9, 3), tolerance);
  BOOST_TEST(one.smoothed(place, 40).rate.rate == 1.0, tolerance);
  BOOST_TEST(one.smoothed(place, 40).land_area == cap_area(28, 40e3), tolerance);
  BOOST_TEST(one.smoothed(place, 10).smoothed_wider);
  BOOST_TEST(!one.smoothed(place, 40).smoothed_wider);
  BOOST_TEST(one.smoothed(place, 40).bandwidth.value() == 30e3, tolerance);
}

BOOST_AUTO_TEST_CASE(what_one_more_event_would_add_bounds_the_surface_s_rate) {
  const Estimated one({event_at({70.0, 28.0})}, nullptr, one_year(30));
  const auto far = one.smoothed({66.0, 28.0}, 10).rate;
  BOOST_TEST(far.rate == 0.0);
  const double mass = 1 - std::pow(1 - 1.0 / 9, 3);
  BOOST_TEST(far.upper == -std::log(0.05) * mass, boost::test_tools::tolerance(3e-3));
}

BOOST_AUTO_TEST_CASE(on_a_coast_only_land_counts) {
  auto options = one_year(30);
  options.edge = density::EdgeCorrection::diggle;
  const auto land = rectangle(66.0, 27.0, 67.0, 29.0);
  const geo::LonLat shore{66.999, 28.0};
  const Estimated one({event_at(shore, 4)}, land, options);
  const auto tolerance = boost::test_tools::tolerance(2e-3);
  BOOST_TEST(one.smoothed(shore, 60).rate.rate == 1.0, tolerance);  // its whole mass lies on land
  double sum = 0;
  const auto places = sunflower(shore, 12e3, 40000);
  for (const auto at : places) sum += one.surface.exact_value(at);
  const double direct = sum / 40000 * cap_area(28, 12e3) / 1e9;
  BOOST_TEST(one.smoothed(shore, 12).rate.rate == direct, boost::test_tools::tolerance(3e-3));
  BOOST_TEST(one.smoothed({68.0, 28.0}, 10).land_area == 0.0);
}

BOOST_AUTO_TEST_CASE(a_radius_beyond_what_quadrature_can_do_is_refused) {
  const Estimated one({event_at({66.0, 28.0})}, nullptr, one_year(2));
  BOOST_TEST(test::error_text<LimitError>([&] {
               one.smoothed({66.0, 28.0}, 499);
             }) == "radius: 499 km is too wide for kernels of 2 km (a smaller radius, or a wider bandwidth)");
}

BOOST_AUTO_TEST_CASE(what_was_observed) {
  const SmallRecord small;
  const auto scene = small.load();
  const auto& entry = scene.surface("");
  const auto sites = assess::exposure_of(scene, entry, scene.sites(), {.radii = {Metres(10e3), Metres(20e3)}});
  const auto& near = find(sites, "port").radii[0].observed;
  BOOST_TEST(near.window.events == 2U);
  BOOST_TEST(near.window.possible == 1U);
  BOOST_TEST(near.window.casualties[0].best == 2.0);
  BOOST_TEST(near.window.casualties[0].low == 1.0);
  BOOST_TEST(near.window.casualties[0].high == 4.0);
  BOOST_TEST(near.window.casualties[0].unknown == 1U);
  BOOST_TEST(near.window.casualties[1].best == 3.0);
  BOOST_TEST(near.window.casualties[1].unknown == 1U);
  BOOST_TEST(near.last_year.events == 1U);
  BOOST_TEST(near.last_three_years.events == 1U);
  BOOST_TEST(near.before.events == 1U);
  BOOST_TEST(near.before.casualties[0].best == 7.0);
  const auto& wide = find(sites, "port").radii[1];
  BOOST_TEST(wide.observed.window.events == 3U);
  BOOST_TEST(wide.trend.counts.later == 2U);
  BOOST_TEST(wide.trend.counts.earlier == 1U);
  BOOST_TEST(find(sites, "dam").radii[1].observed.window.events == 0U);
}

BOOST_AUTO_TEST_CASE(the_nearest_and_the_last) {
  const SmallRecord small;
  const auto scene = small.load();
  const auto sites = assess::exposure_of(scene, scene.surface(""), scene.sites(), {.radii = {Metres(20e3)}});
  const auto& port = find(sites, "port");
  BOOST_TEST(port.nearest->id == "a");
  BOOST_TEST(in_words(*port.nearest) == "2020-05-05, 9.6 km north");
  BOOST_TEST(port.last->id == "b");
  BOOST_TEST(port.last->bearing == 90.0, boost::test_tools::tolerance(1e-3));
  BOOST_TEST(!find(sites, "dam").last.has_value());
  auto vague = *port.nearest;
  vague.uncertainty = Metres(3e3), vague.at_least = Metres(6.6e3);
  BOOST_TEST(in_words(vague) == "2020-05-05, 9.6 km north (at least 6.6 km)");
  vague.at_least = Metres(0);
  BOOST_TEST(in_words(vague) == "2020-05-05, 9.6 km north (perhaps at the site itself)");
}

BOOST_AUTO_TEST_CASE(sixteen_winds) {
  BOOST_TEST(wind_of(0) == "north");
  BOOST_TEST(wind_of(11.3) == "north-northeast");
  BOOST_TEST(wind_of(254.6) == "west-southwest");
  BOOST_TEST(wind_of(359) == "north");
}

BOOST_AUTO_TEST_CASE(equals_share_a_rank) {
  const SmallRecord small;
  const auto scene = small.load();
  ExposureOptions options{.radii = {Metres(20e3)}};
  options.places = {{"Port", {62.333, 25.113}, 1e5}, {"Far", {70, 30}, 1e5}, {"Farther", {71, 31}, 1e5}};
  const auto sites = assess::exposure_of(scene, scene.surface(""), scene.sites(), options);
  const auto& port = find(sites, "port").radii[0];
  const auto& dam = find(sites, "dam").radii[0];
  BOOST_TEST(port.among_sites.rank == 1U);
  BOOST_TEST(dam.among_sites.rank == 2U);
  BOOST_TEST(port.among_places->rank == 1U);  // beside itself among the towns
  BOOST_TEST(dam.among_places->rank == 2U);   // with the two that have none either
  BOOST_TEST(dam.among_places->of == 3U);
}

BOOST_AUTO_TEST_CASE(weighted_events_have_no_chance) {
  SmallRecord small;
  small.surface()["weight"] = Json::parse(R"(["coalesce", ["get", "killed"], 0])");
  const auto scene = small.load();
  const auto& entry = scene.surface("");
  const auto sites = assess::exposure_of(scene, entry, scene.sites(), {.radii = {Metres(10e3)}});
  BOOST_TEST(!find(sites, "port").radii[0].chance.has_value());
  const auto json = to_json(scene, entry, sites);
  BOOST_TEST(json["unit"] == "weighted events per 1000 km² a year");
  BOOST_TEST(json["sites"][0]["radii"][0]["chance_of_one"].is_null());
  BOOST_TEST(find(sites, "dam").radii[0].recorded.upper == 5 * 3.0 / 5, boost::test_tools::tolerance(2e-3));
}

BOOST_AUTO_TEST_CASE(mistakes_are_refused) {
  const SmallRecord small;
  const auto scene = small.load();
  const auto& entry = scene.surface("");
  BOOST_TEST(test::error_text<UsageError>([&] { assess::exposure_of(scene, entry, scene.sites(), {.radii = {}}); }) ==
             "radii: name at least one (like 10km,25km)");
  BOOST_TEST(test::error_text<UsageError>([&] {
               assess::exposure_of(scene, entry, scene.sites(), {.radii = {Metres(1e6)}});
             }) == "radii: 1000 km is not between 0.1 and 500 km");
  const model::Site pole{"pole", "Pole", {0, 89.9}, Metres(0), false};
  BOOST_TEST(test::error_text<DataError>([&] {
               assess::exposure_of(scene, entry, {pole}, {.radii = {Metres(20e3)}});
             }) == "pole: a pole lies within 20 km of it (take smaller radii)");
  BOOST_TEST(test::error_text<UsageError>([&] { find_places(scene, entry, "sites/sites"); }) ==
             "places: layer 'sites/sites' has no field 'population'");
  BOOST_TEST(test::error_text<UsageError>([&] { find_places(scene, entry, "towns"); }) ==
             "places: 'towns' is no SOURCE/LAYER (like base/places)");
  BOOST_TEST(find_places(scene, entry, "").empty());
}

BOOST_AUTO_TEST_CASE(numbers_in_words) {
  BOOST_TEST(rate_text(0.5284) == "0.53");
  BOOST_TEST(rate_text(1.5812) == "1.58");
  BOOST_TEST(rate_text(0.0316) == "0.032");
  BOOST_TEST(rate_text(12.6) == "13");
  BOOST_TEST(rate_text(0.0002) == "<0.001");
  BOOST_TEST(rate_text(0.0) == "0");
  BOOST_TEST(percent_text(0.004) == "under 1 %");
  BOOST_TEST(percent_text(0.995) == "over 99 %");
  BOOST_TEST(chance_text({0.41, 0.15, 0.78}) == "41 %");
  BOOST_TEST(chance_text({0, 0, 0.53}) == "≤ 53 %");
  BOOST_TEST(flattened(Json::parse(R"({"a": {"b": {"c": 1}}, "d": null, "e": [2]})")).dump() ==
             R"({"a_b_c":1,"d":null})");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap
