// SPDX-License-Identifier: MIT
#include <riskmap/web/site.hpp>

#include <riskmap/base/json.hpp>
#include <riskmap/web/detail/words.hpp>

#include <tests/support/test.hpp>
#include <tests/web/documents.hpp>

BOOST_AUTO_TEST_SUITE(web)
BOOST_AUTO_TEST_SUITE(site)

using namespace riskmap;
namespace fs = std::filesystem;

namespace {

struct SmallMap {
  SmallMap() { test::write_text(folder / "map.json", test::small_map); }
  test::TemporaryFolder folder;
};

map::Scene load(const fs::path& file) { return map::Scene::load(file, render::layer_specs()); }

Json json_of(const fs::path& file) { return Json::parse(test::read_file(file)); }

}  // namespace

BOOST_FIXTURE_TEST_CASE(writes_every_part_of_a_site, SmallMap) {
  const auto scene = load(folder / "map.json");
  const render::Renderer renderer(scene);
  riskmap::web::export_site(renderer, folder / "web", {.zooms = {5, 6}});
  for (const char* name : {"index.html", "app.js", "app.css", "style.json", "tiles.json", "provenance.json", "legend.svg", "map/6/43/27.png", "base/6/43/27.png",
                           "overlay/6/43/27.png", "labels/6/43/27.png", "surface/risk/6/43/27.png", "mask/risk/6/43/27.png", "vendor/leaflet/leaflet.js"}) {
    BOOST_TEST_CONTEXT(name) BOOST_TEST(fs::exists(folder / "web" / name));
  }
  BOOST_TEST(!fs::exists(folder / "web.part"));
  BOOST_TEST(json_of(folder / "web/tiles.json")["tiles"][0] == "map/{z}/{x}/{y}.png");
  BOOST_TEST(json_of(folder / "web/style.json")["sources"]["risk"]["maxzoom"] == 6);
  riskmap::web::export_site(renderer, folder / "web", {.zooms = {5, 5}});  // its own folder may be replaced
  BOOST_TEST(!fs::exists(folder / "web/map/6"));
}

BOOST_FIXTURE_TEST_CASE(text_from_documents_is_escaped, SmallMap) {
  const auto scene = load(folder / "map.json");
  const render::Renderer renderer(scene);
  riskmap::web::export_site(renderer, folder / "web", {.zooms = {4, 4}});
  const auto html = test::read_file(folder / "web/index.html");
  BOOST_TEST(html.find("<h1 dir=\"auto\">Three &lt;events&gt; &amp; &quot;more&quot;</h1>") != std::string::npos);
  BOOST_TEST(html.find("Made up &lt;here&gt;") != std::string::npos);
  BOOST_TEST(html.find("</script><b>") == std::string::npos);
  BOOST_TEST(html.find("{{") == std::string::npos);
  BOOST_TEST(html.find("3 listed events, 1 January 2020 to 31 December 2024") != std::string::npos);
  BOOST_TEST(html.find("half-life 3 years") != std::string::npos);
}

BOOST_FIXTURE_TEST_CASE(pictures_for_sharp_screens_when_asked, SmallMap) {
  const auto scene = load(folder / "map.json");
  riskmap::web::export_site(render::Renderer{scene}, folder / "web", {.zooms = {5, 5}, .scale = 2});
  BOOST_TEST(fs::exists(folder / "web/labels@2x/5/21/13.png"));
  BOOST_TEST(fs::exists(folder / "web/mask@2x/risk/5/21/13.png"));
  BOOST_TEST(!fs::exists(folder / "web/surface@2x"));
}

BOOST_FIXTURE_TEST_CASE(a_foreign_folder_is_refused_before_anything_is_drawn, SmallMap) {
  const auto scene = load(folder / "map.json");
  const auto what = test::error_text<OutputError>([&] { riskmap::web::export_site(render::Renderer{scene}, folder.path(), {}); });
  BOOST_TEST(what.find("was not made by riskmap") != std::string::npos);
  BOOST_TEST(fs::exists(folder / "map.json"));
}

BOOST_AUTO_TEST_CASE(days_read_as_people_write_them) {
  BOOST_TEST(riskmap::web::detail::to_day(Days(0)) == "1 January 1970");
  BOOST_TEST(riskmap::web::detail::to_day(Days(20240.9)) == "1 June 2025");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
