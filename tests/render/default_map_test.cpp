// SPDX-License-Identifier: MIT
// The default map: it loads clean, and the primary sites stand where they are.
#include <tests/render/default_map.hpp>
#include <tests/render/small_map.hpp>

namespace riskmap::render {
BOOST_AUTO_TEST_SUITE(render)
BOOST_AUTO_TEST_SUITE(default_map)

namespace {

constexpr const char* mark_color = "#0b3c5dff";  // of the layer "sites"

void check_mark(const View& view, const Picture& picture, const test::NamedSite& site) {
  const auto p = view.to_pixel(site.where);
  const double beside = view.zoom >= 6 ? 6.5 * view.ratio : 0;  // the icon in its middle
  const auto found =
      test::color_at(picture, static_cast<int>(std::floor(p.x + beside)), static_cast<int>(std::floor(p.y)));
  BOOST_TEST(found == mark_color, fmt::format("{} at style zoom {}: {}", site.id, view.zoom, found));
}

}  // namespace

BOOST_AUTO_TEST_CASE(it_loads_with_all_its_rows_used) {
  const auto& scene = test::default_scene();
  BOOST_TEST(scene.rejects().empty());
  for (const auto& note : scene.notes()) BOOST_TEST(!note.starts_with("warning: "), note);
  BOOST_REQUIRE(scene.surfaces().size() == 1U);
  const auto& report = scene.surfaces()[0].surface->report();
  BOOST_TEST(report.events_used + report.outside_window + report.rejected.size() ==
             scene.source("incidents")->counts.used);
  BOOST_TEST(scene.sites().size() >= 3U);
  BOOST_TEST((scene.bounds() == geo::LonLatBox{60.5, 23.4, 77.5, 37.2}));
}

BOOST_AUTO_TEST_CASE(the_primary_sites_carry_their_mark_in_tiles) {
  for (unsigned zoom = 6; zoom <= 10; ++zoom) {
    for (const auto& site : test::primary_sites) {
      const auto view = View::tile(geo::tile_at(site.where, zoom));
      check_mark(view, test::default_map().picture(view), site);
    }
  }
}

BOOST_AUTO_TEST_CASE(and_in_a_picture) {
  for (const double ratio : {1.0, 1.7}) {
    const auto view = View::fit(test::default_scene().bounds(), 1100, 900, ratio);
    const auto picture = test::default_map().picture(view);
    for (const auto& site : test::primary_sites) check_mark(view, picture, site);
  }
}

BOOST_AUTO_TEST_CASE(nothing_is_left_to_note) {
  test::default_map().picture(View::tile({6, 43, 27}));
  for (const auto& note : test::default_map().notes()) BOOST_ERROR(note);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap::render
