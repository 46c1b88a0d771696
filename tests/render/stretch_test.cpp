// SPDX-License-Identifier: MIT
// Icons that grow around a text: what is stretched, and what keeps its size.
#include <cairo/cairo.h>
#include <riskmap/render/detail/stretched_icon.hpp>
#include <riskmap/render/sprite_sheet.hpp>
#include <tests/render/png_file.hpp>
#include <tests/render/small_map.hpp>

#include <cmath>

namespace riskmap::render::detail {
BOOST_AUTO_TEST_SUITE(render)
BOOST_AUTO_TEST_SUITE(stretch)

namespace {

// 20 × 12 px: a red frame 3 px wide around a blue field, all of which may grow.
const std::string plate =
    R"(<svg xmlns="http://www.w3.org/2000/svg" width="20" height="12"><path fill="#f00" d="M0 0h20v12H0z"/>
<path fill="#00f" d="M3 3h14v6H3z"/><rect id="mapbox-content" x="3" y="3" width="14" height="6" fill="none"/>
<rect id="mapbox-stretch-x" x="8" y="0" width="4" height="1" fill="none"/>
<rect id="mapbox-stretch-y" x="0" y="5" width="1" height="2" fill="none"/></svg>)";

constexpr const char* red = "#ff0000ff";
constexpr const char* blue = "#0000ffff";

// Where cuts come to lie, "x→y …".
std::string told(const std::vector<Cut>& cuts) {
  std::string out;
  for (const auto& cut : cuts) out += fmt::format("{}{:g}→{:g}", out.empty() ? "" : " ", cut.from, cut.to);
  return out;
}

// A map with one name on a plate that is a drawing, or a picture with an index.
struct PlateMap {
  explicit PlateMap(const std::string& layout, bool is_sheet = false, const std::string& fits = "") {
    if (is_sheet)
      write_sheet(fits);
    else
      std::filesystem::create_directory(folder / "icons"), test::write_text(folder / "icons/plate.svg", plate);
    test::write_text(
        folder / "map.json",
        fmt::format(
            R"({{"version":8,"sprite":"{}","sources":{{"s":{{"type":"geojson","data":{}}}}},"layers":[{}]}})",
            is_sheet ? "sheet" : "icons", test::point(64, 64, R"({"name":"Gwadar"})"),
            test::layer("symbol", R"("layout":{"icon-image":"plate","text-field":["get","name"],"text-size":16,)" +
                                      layout + R"(},"paint":{"text-opacity":0.01})")));
    scene.emplace(map::Scene::load(folder / "map.json", layer_specs()));
  }

  void write_sheet(const std::string& fits) {
    Picture picture{20, 12, {}};
    for (int y = 0; y < 12; ++y) {
      for (int x = 0; x < 20; ++x) {
        const bool field = x >= 3 && x < 17 && y >= 3 && y < 9;
        picture.rgba.insert(picture.rgba.end(), {static_cast<std::uint8_t>(field ? 0 : 255), 0,
                                                 static_cast<std::uint8_t>(field ? 255 : 0), 255});
      }
    }
    test::write_png(folder / "sheet.png", picture);
    test::write_text(folder / "sheet.json",
                     R"({"plate":{"x":0,"y":0,"width":20,"height":12,"pixelRatio":1,"content":[3,3,17,9],
                         "stretchX":[[8,12]],"stretchY":[[5,7]])" +
                         fits + "}}");
  }

  Picture draw() const { return Renderer(*scene).picture(test::small_view()); }
  std::uint64_t digest() const { return Renderer(*scene).digest(test::small_view()); }

  test::TemporaryFolder folder;
  std::optional<map::Scene> scene;
};

struct Extent {
  int left = 1000, top = 1000, right = 0, bottom = 0;
  int width() const { return right - left; }
  int height() const { return bottom - top; }
};
template <typename TTest>
Extent extent(const Picture& picture, TTest&& test) {
  Extent out;
  for (int y = 0; y < picture.height; ++y) {
    for (int x = 0; x < picture.width; ++x) {
      if (!test(picture.pixel(x, y))) continue;
      out.left = std::min(out.left, x), out.right = std::max(out.right, x + 1);
      out.top = std::min(out.top, y), out.bottom = std::max(out.bottom, y + 1);
    }
  }
  return out;
}
Extent all(const Picture& picture) {
  return extent(picture, [](const std::uint8_t* p) { return p[3] > 0; });
}
Extent field(const Picture& picture) {
  return extent(picture, [](const std::uint8_t* p) { return p[2] > 128; });
}

}  // namespace

BOOST_AUTO_TEST_CASE(borders_keep_their_width_and_the_content_fills_the_box) {
  BOOST_TEST(told(cuts_around(100, 200, 20, {{8, 12}}, {3, 17}, 1)) == "0→97 8→105 12→195 20→203");
  // Twice as sharp, two zones share what there is by their widths.
  BOOST_TEST(told(cuts_around(0, 100, 20, {{4, 6}, {14, 18}}, {2, 20}, 2)) ==
             "0→-4 4→4 6→29.3333 14→45.3333 18→96 20→100");
  // Nothing says what may grow: all of it does.
  BOOST_TEST(told(cuts_around(0, 40, 20, {}, {0, 20}, 1)) == "0→0 20→40");
  BOOST_TEST(told(cuts_around(0, 28, 20, {}, {3, 17}, 1)) == "0→-6 20→34");
  // Too narrow for what keeps its size: wider, about its middle.
  BOOST_TEST(told(cuts_around(50, 54, 20, {{8, 12}}, {3, 17}, 1)) == "0→44 8→52 12→52 20→60");
  // Zones outside the content grow with it.
  BOOST_TEST(told(cuts_around(0, 30, 20, {{0, 2}, {8, 12}}, {4, 16}, 1)).starts_with("0→"));
}

BOOST_AUTO_TEST_CASE(a_box_takes_the_shape_of_the_content_if_it_must) {
  using Fit = Stretch::TextFit;
  Stretch stretch;
  stretch.content = geo::PixelBox{0, 0, 20, 10};
  stretch.fit_width = Fit::stretch_only;
  stretch.fit_height = Fit::proportional;
  const auto size = [&](double width, double height) {
    const auto box = with_shape_of(stretch, {-width / 2, -height / 2, width / 2, height / 2});
    BOOST_TEST(std::abs(box.min_x + box.max_x) < 1e-9);
    return std::pair{box.width(), box.height()};
  };
  BOOST_TEST((size(10, 10) == std::pair{20.0, 10.0}));  // never narrower than it is drawn
  BOOST_TEST((size(50, 10) == std::pair{50.0, 10.0}));
  stretch.fit_width = Fit::proportional;
  BOOST_TEST((size(50, 10) == std::pair{20.0, 10.0}));
  stretch.fit_width = Fit::proportional, stretch.fit_height = Fit::stretch_only;
  BOOST_TEST((size(50, 10) == std::pair{50.0, 25.0}));
  stretch.fit_width = stretch.fit_height = Fit::stretch_or_shrink;
  BOOST_TEST((size(50, 10) == std::pair{50.0, 10.0}));
}

BOOST_AUTO_TEST_CASE(drawings_and_pictures_are_stretched_alike) {
  for (const bool is_sheet : {false, true}) {
    const auto picture = PlateMap(R"("icon-text-fit":"both","icon-text-fit-padding":[2,5,2,5])", is_sheet).draw();
    const auto outer = all(picture), inner = field(picture);
    BOOST_TEST(inner.width() > 55);  // "Gwadar" and 10 px
    BOOST_TEST(inner.left - outer.left == 3);
    BOOST_TEST(outer.right - inner.right == 3);
    BOOST_TEST(inner.top - outer.top == 3);
    BOOST_TEST(outer.bottom - inner.bottom == 3);
    BOOST_TEST(test::count_color(picture, blue) > 0.8 * inner.width() * inner.height());
    BOOST_TEST(test::count_color(picture, red) ==
               outer.width() * outer.height() - inner.width() * inner.height());  // no seam between the pieces
  }
}

BOOST_AUTO_TEST_CASE(without_a_text_to_fit_it_is_as_it_is) {
  const auto plain = extent(PlateMap(R"("icon-allow-overlap":true,"text-allow-overlap":true)").draw(),
                            [](const std::uint8_t* p) { return p[3] > 128; });
  BOOST_TEST(plain.width() == 20);
  BOOST_TEST(plain.height() == 12);
  const auto wide = all(PlateMap(R"("icon-text-fit":"width")").draw());
  BOOST_TEST(wide.height() == 18);  // the content is as high as the icon, as in MapLibre
}

BOOST_AUTO_TEST_CASE(digests_see_the_index) {
  const std::string fit = R"("icon-text-fit":"both")";
  const auto base = PlateMap(fit, true).digest();
  BOOST_TEST(base == PlateMap(fit, true).digest());
  BOOST_TEST(base != PlateMap(fit, true, R"(,"textFitWidth":"proportional","textFitHeight":"proportional")").digest());
  BOOST_TEST(base != PlateMap(R"("icon-text-fit":"both","icon-text-fit-padding":[1,0,0,0])", true).digest());
}

BOOST_AUTO_TEST_CASE(a_page_shows_the_same) {
  const PlateMap map(R"("icon-text-fit":"both")");
  std::string svg;
  auto canvas = Canvas::svg(128, 128, 1, [&](std::span<const std::byte> part) {
    for (const auto byte : part) svg += static_cast<char>(byte);
  });
  Renderer(*map.scene).draw(test::small_view(), canvas);
  canvas.finish();
  BOOST_TEST(svg.find("<image") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_browser_is_told) {
  const PlateMap map(R"("icon-text-fit":"both")");
  const auto entry = make_sprite_sheet(*map.scene, 2).index["plate"];
  BOOST_TEST(entry["stretchX"] == Json::parse("[[16.0,24.0]]"));
  BOOST_TEST(entry["stretchY"] == Json::parse("[[10.0,14.0]]"));
  BOOST_TEST(entry["content"] == Json::parse("[6.0,6.0,34.0,18.0]"));
  const PlateMap sheet(R"("icon-text-fit":"both")", true, R"(,"textFitWidth":"stretchOnly")");
  BOOST_TEST(make_sprite_sheet(*sheet.scene, 1).index["plate"]["textFitWidth"] == "stretchOnly");
}

BOOST_AUTO_TEST_CASE(an_index_with_mistakes_is_refused) {
  const auto refused = [](const std::string& more) {
    const PlateMap map("\"icon-size\":1", true);
    auto sprite = map.scene->sprite();
    auto& entry = sprite.sheets[0].index["plate"];
    entry.update(Json::parse(more));
    return test::error_text<DataError>([&] { IconSet(sprite).find("plate"); });
  };
  BOOST_TEST(refused(R"({"stretchX":[[1]]})") == "icon 'plate': the sprite's index has no usable \"stretchX\"");
  BOOST_TEST(refused(R"({"stretchX":[[1,9],[5,12]]})") ==
             "icon 'plate': has zones in its \"stretchX\" that are empty or overlap");
  BOOST_TEST(refused(R"({"stretchX":[[1,1.01]]})").find("empty or overlap") != std::string::npos);
  std::string many;
  for (int i = 0; i < 33; ++i) many += fmt::format("{}[{},{}]", i > 0 ? "," : "", 0.5 * i, 0.5 * i + 0.4);
  BOOST_TEST(refused(R"({"stretchX":[)" + many + "]}") == "icon 'plate': has more than 32 zones in its \"stretchX\"");
  BOOST_TEST(refused(R"({"content":[3,3,3.1,9]})").find("no usable \"content\"") != std::string::npos);
  BOOST_TEST(refused(R"({"stretchY":7})") == "icon 'plate': the sprite's index has no usable \"stretchY\"");
  BOOST_TEST(refused(R"({"content":[0,0,21,9]})") ==
             "icon 'plate': the sprite's index has no usable \"content\": left, top, right, bottom within the icon");
  BOOST_TEST(refused(R"({"textFitWidth":"wide"})") ==
             "icon 'plate': the sprite's index has no usable \"textFitWidth\": stretchOrShrink, stretchOnly or "
             "proportional");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap::render::detail
