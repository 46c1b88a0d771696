// SPDX-License-Identifier: MIT
#include <riskmap/web/site.hpp>

#include <riskmap/base/json.hpp>
#include <riskmap/web/detail/state_tiles.hpp>
#include <riskmap/web/detail/words.hpp>

#include <tests/support/test.hpp>
#include <tests/web/documents.hpp>

#include <regex>
#include <set>

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
  for (const char* name :
       {"index.html", "app.js", "app.css", "style.json", "tiles.json", "provenance.json", "sites.json", "legend.svg",
        "map/6/43/27.png", "base/6/43/27.png", "overlay/6/43/27.png", "labels/6/43/27.png", "surface/risk/6/43/27.png",
        "mask/risk/6/43/27.png", "state/risk/6/43/27.png", "vendor/leaflet/leaflet.js"}) {
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
  BOOST_TEST(html.find("half-life") != std::string::npos);
}

BOOST_FIXTURE_TEST_CASE(pictures_for_sharp_screens_can_be_left_out, SmallMap) {
  const auto scene = load(folder / "map.json");
  const render::Renderer renderer(scene);
  riskmap::web::export_site(renderer, folder / "sharp", {.zooms = {5, 5}});
  BOOST_TEST(fs::exists(folder / "sharp/labels@2x/5/21/13.png"));
  BOOST_TEST(fs::exists(folder / "sharp/mask@2x/risk/5/21/13.png"));
  BOOST_TEST(!fs::exists(folder / "sharp/surface@2x"));  // numbers, not pictures
  riskmap::web::export_site(renderer, folder / "small", {.zooms = {5, 5}, .scale = 1});
  BOOST_TEST(!fs::exists(folder / "small/labels@2x"));
  BOOST_TEST(json_of(folder / "small/style.json")["sources"]["riskmap:base"]["tiles"][0] == "base/{z}/{x}/{y}.png");
}

BOOST_FIXTURE_TEST_CASE(every_tile_a_page_asks_for_is_there, SmallMap) {
  const auto scene = load(folder / "map.json");
  riskmap::web::export_site(render::Renderer{scene}, folder / "web", {.zooms = {4, 8}, .scale = 1});
  const auto style = json_of(folder / "web/style.json");
  for (const auto& [name, source] : style["sources"].items()) {
    const auto& box = source["bounds"];
    const auto range = geo::tiles_in({box[0], box[1], box[2], box[3]}, 8);
    BOOST_TEST(range.count() > 12U);
    auto pattern = source["tiles"][0].get<std::string>();
    pattern = pattern.substr(0, pattern.find("/{z}"));
    for (auto x = range.x0; x <= range.x1; ++x) {
      for (auto y = range.y0; y <= range.y1; ++y) {
        const auto tile = pattern + "/" + geo::TileId(8, x, y).text() + ".png";
        BOOST_TEST_CONTEXT(tile) BOOST_TEST(fs::exists(folder / "web" / tile));
      }
    }
  }
}

BOOST_FIXTURE_TEST_CASE(a_foreign_folder_is_refused_before_anything_is_drawn, SmallMap) {
  const auto scene = load(folder / "map.json");
  const auto what =
      test::error_text<OutputError>([&] { riskmap::web::export_site(render::Renderer{scene}, folder.path(), {}); });
  BOOST_TEST(what.find("was not made by riskmap") != std::string::npos);
  BOOST_TEST(fs::exists(folder / "map.json"));
}

BOOST_FIXTURE_TEST_CASE(state_tiles_say_what_the_surface_says, SmallMap) {
  const auto scene = load(folder / "map.json");
  const auto& surface = *scene.surface("risk").surface;
  const auto tile = geo::tile_at({62.3, 25.2}, 7);
  const auto picture = riskmap::web::detail::state_tile(surface, tile);
  const auto view = render::View::tile(tile);
  // Tiles draw the smooth outline of the margins, whose interpolation is within 200 m of the true one.
  std::vector<float> nearest(256 * 256), enough(256 * 256);
  surface.sample_margins(view.box(), 256, 256, nearest.data(), enough.data());
  const auto on_the_line = [&](int x, int y) {
    const auto i = static_cast<std::size_t>(256 * y + x);
    return std::min(std::abs(nearest[i]), std::abs(enough[i])) < 200.0F;
  };
  unsigned seen[4] = {};
  for (int y = 0; y < 256; y += 5) {
    for (int x = 0; x < 256; x += 5) {
      const auto state = surface.state(geo::to_lonlat(view.to_mercator({x + 0.5, y + 0.5})));
      const auto code = picture.pixel(x, y)[0];
      BOOST_REQUIRE(code < 4);
      ++seen[code];
      BOOST_TEST((on_the_line(x, y) || code == 3 - static_cast<int>(state)));
    }
  }
  BOOST_TEST(seen[1] * seen[2] * seen[3] > 0U);
}

BOOST_AUTO_TEST_CASE(days_read_as_people_write_them) {
  const auto day = [](const char* language, double moment) {
    return riskmap::web::detail::Words(test::root() / "lib/riskmap/web/page/words.json", language).day(Days(moment));
  };
  BOOST_TEST(day("en", 0) == "1 January 1970");
  BOOST_TEST(day("fr", 20240.9) == "1 June 2025");
  BOOST_TEST(day("ur", 20240.9) == "1 جون 2025");
  BOOST_TEST(day("zh-Hans", 20240.9) == "2025年6月1日");
}

BOOST_AUTO_TEST_CASE(all_languages_say_the_same) {
  const auto words = [](const char* language) {
    return riskmap::web::detail::Words(test::root() / "lib/riskmap/web/page/words.json", language).all();
  };
  const auto english = words("en");
  const std::regex mark(R"(\{\w+\})");
  const auto marks = [&](const std::string& text) {
    return std::set<std::string>(std::sregex_token_iterator(text.begin(), text.end(), mark), {});
  };
  for (const char* language : {"ur", "zh"}) {
    const auto other = words(language);
    BOOST_TEST(other.size() == english.size());
    for (const auto& [key, text] : english.items()) {
      BOOST_REQUIRE_MESSAGE(other.contains(key), language << ": " << key);
      if (text.is_string())
        BOOST_TEST((marks(text.get<std::string>()) == marks(other[key].get<std::string>())), language << ": " << key);
    }
    BOOST_TEST(other["months"].size() == 12U);
  }
}

BOOST_FIXTURE_TEST_CASE(a_page_speaks_the_maps_language, SmallMap) {
  const auto scene = map::Scene::load(folder / "map.json", render::layer_specs(), {.language = "ur"});
  const render::Renderer renderer(scene);
  riskmap::web::export_site(renderer, folder / "web", {.zooms = {4, 4}});
  const auto html = test::read_file(folder / "web/index.html");
  BOOST_TEST(html.find("<html lang=\"ur\" dir=\"rtl\">") != std::string::npos);
  BOOST_TEST(html.find("3 درج شدہ واقعات، 1 جنوری 2020 تا 31 دسمبر 2024") != std::string::npos);
  BOOST_TEST(html.find("پیش گوئی نہیں") != std::string::npos);
  BOOST_TEST(html.find("Legend") == std::string::npos);
  BOOST_TEST(html.find("{{") == std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
