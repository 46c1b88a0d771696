// SPDX-License-Identifier: MIT
// Recorded rates of the default map, worked out beforehand on an equal-area plane; docs/sites.md tells them.
#include <riskmap/assess/exposure_report.hpp>

#include <tests/render/default_map.hpp>

#include <algorithm>

namespace riskmap {
BOOST_AUTO_TEST_SUITE(assess)
BOOST_AUTO_TEST_SUITE(default_sites)

namespace {

const std::vector<SiteExposure>& default_exposure() {
  static const auto made = [] {
    const auto& scene = test::default_scene();
    const auto& surface = scene.surface("");
    ExposureOptions options{.radii = {Metres(10e3), Metres(25e3), Metres(50e3), Metres(100e3)}};
    options.places = find_places(scene, surface, "");
    return exposure_of(scene, surface, scene.sites(), options);
  }();
  return made;
}

const RadiusExposure& around(const std::string& id, double km) {
  for (const auto& site : default_exposure()) {
    for (const auto& radius : site.radii) {
      if (site.site.id == id && radius.radius == Metres(1000 * km)) return radius;
    }
  }
  throw std::runtime_error("no site " + id);
}

struct Expected {
  const char* site;
  double km, rate, lower, upper;
};

}  // namespace

BOOST_AUTO_TEST_CASE(recorded_rates) {
  // As published, with two decimals: within 2 %, or within what rounding hides.
  for (const auto& e : {Expected{"gwadar-port", 10, 0.53, 0.16, 1.49}, Expected{"gwadar-port", 25, 0.73, 0.28, 1.78},
                        Expected{"port-qasim", 25, 0.25, 0.02, 1.15}, Expected{"port-qasim", 50, 1.58, 0.88, 2.82},
                        Expected{"dasu", 25, 0.10, 0.01, 0.89}, Expected{"dasu", 100, 0.48, 0.12, 1.45},
                        Expected{"saindak", 25, 0, 0, 0.76}, Expected{"thar-block-2", 25, 0, 0, 0.76}}) {
    BOOST_TEST_CONTEXT(e.site << " " << e.km << " km") {
      const auto& got = around(e.site, e.km).recorded;
      const auto meets = [](double value, double published) {
        return std::abs(value - published) <= std::max(0.02 * published, 0.0051);
      };
      BOOST_TEST(meets(got.rate, e.rate), got.rate << " for " << e.rate);
      BOOST_TEST(meets(got.lower, e.lower), got.lower << " for " << e.lower);
      BOOST_TEST(meets(got.upper, e.upper), got.upper << " for " << e.upper);
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap
