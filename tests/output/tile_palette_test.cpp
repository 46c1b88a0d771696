// SPDX-License-Identifier: MIT
#include <riskmap/output/decoder.hpp>
#include <riskmap/output/detail/document_colours.hpp>
#include <riskmap/output/tile_palette.hpp>
#include <riskmap/render/layer_type.hpp>
#include <tests/output/pictures.hpp>

#include <cmath>

namespace riskmap::output {
BOOST_AUTO_TEST_SUITE(output)
BOOST_AUTO_TEST_SUITE(tile_palette)

namespace {

using Colour = TilePalette::Colour;

style::Document parse(const std::string& layers, const std::string& metadata = "") {
  const auto text =
      R"({"version": 8, "metadata": {"riskmap:surfaces": {"risk": {"incidents": {"source": "incidents"}}})" + metadata +
      R"(}, "sources": {"incidents": {"type": "vector", "url": "incidents.csv"},
      "risk": {"type": "raster-dem", "tiles": ["riskmap://risk/{z}/{x}/{y}"], "encoding": "custom", "tileSize": 256,
               "redFactor": 1, "greenFactor": 0.00390625, "blueFactor": 0.0000152587890625, "baseShift": 0}},
      "layers": [)" +
      layers + "]}";
  return style::Document::parse(parse_json(text, "test.json"), render::layer_specs());
}

bool holds(const TilePalette& palette, const Colour& colour) {
  return std::ranges::find(palette.colours(), colour) != palette.colours().end();
}

const std::string paper = R"({"id": "paper", "type": "background", "paint": {"background-color": "#f8f7f4"}})";

std::string layer(const std::string& type, const std::string& paint) {
  return R"(, {"id": ")" + type + R"(", "type": ")" + type +
         R"(", "source": "incidents", "source-layer": "incidents", "paint": {)" + paint + "}}";
}
std::string ramp(const std::string& stops) {
  return R"(, {"id": "risk", "type": "color-relief", "source": "risk", "paint": {"color-relief-color":
    ["interpolate", ["linear"], ["elevation"], )" +
         stops + "]}}";
}

double lab_distance(const Colour& a, const Colour& b) {
  const auto x = detail::to_lab(a[0] / 255.0, a[1] / 255.0, a[2] / 255.0);
  const auto y = detail::to_lab(b[0] / 255.0, b[1] / 255.0, b[2] / 255.0);
  return std::hypot(x[0] - y[0], x[1] - y[1], x[2] - y[2]);
}

}  // namespace

BOOST_AUTO_TEST_CASE(flat_colours_are_exact_at_every_zoom_and_for_every_feature) {
  const auto palette = make_tile_palette(parse(
      paper +
      layer("fill",
            R"~("fill-color": ["match", ["get", "kind"], "lake", "#123456", "rgba(0,0,0,0)"], "fill-opacity": 1)~") +
      layer("circle", R"("circle-color": ["interpolate", ["linear"], ["zoom"], 0, "#000000", 10, "#640000"])") +
      layer("line", R"("line-color": "#abcdef")")));
  for (const Colour& colour : {Colour{0xF8, 0xF7, 0xF4, 255},
                               {0x12, 0x34, 0x56, 255},
                               {0xAB, 0xCD, 0xEF, 255},
                               {0, 0, 0, 255},
                               {10, 0, 0, 255},
                               {90, 0, 0, 255},
                               {100, 0, 0, 255}})
    BOOST_TEST(holds(palette, colour), fmt::format("{:02x}{:02x}{:02x}", colour[0], colour[1], colour[2]));
  BOOST_TEST(palette.opaque());
  BOOST_TEST(palette.colours().size() <= 256U);
}

BOOST_AUTO_TEST_CASE(translucent_fills_lie_on_every_ground_below_them) {
  const auto palette = make_tile_palette(
      parse(paper + layer("fill", R"("fill-color": ["match", ["get", "a"], 1, "#000000", "#c80000"])") +
            R"(, {"id": "veil", "type": "fill", "source": "incidents", "source-layer": "incidents",
                                   "paint": {"fill-color": "#ffffff", "fill-opacity": 0.5}})"));
  BOOST_TEST(holds(palette, {128, 128, 128, 255}));
  BOOST_TEST(holds(palette, {228, 128, 128, 255}));  // half of #c80000 is 100
  BOOST_TEST(holds(palette, {252, 251, 250, 255}));
}

BOOST_AUTO_TEST_CASE(classes_of_a_ramp_are_exact_and_give_no_colours_between) {
  const auto document = parse(
      paper + ramp(R"~(0, "rgba(0,0,0,0)", 0.999, "rgba(0,0,0,0)", 1, "#ffff00", 1.999, "#ffff00", 2, "#800000")~"));
  BOOST_TEST(detail::colours_of(document, false).smooth.empty());
  const auto palette = make_tile_palette(document);
  BOOST_TEST(holds(palette, {255, 255, 0, 255}));
  BOOST_TEST(holds(palette, {128, 0, 0, 255}));
}

// As render/detail/ground_colors draws it: 0.8 of #ff0000 over #f8f7f4, rounded once.
BOOST_AUTO_TEST_CASE(a_translucent_class_is_what_is_drawn) {
  const auto palette =
      make_tile_palette(parse(paper + ramp(R"~(0, "rgba(0,0,0,0)", 0.999, "rgba(0,0,0,0)", 1, "rgba(255,0,0,0.8)")~")));
  BOOST_TEST(holds(palette, {254, 49, 49, 255}));
}

BOOST_AUTO_TEST_CASE(hundreds_of_classes_leave_room_for_the_rest) {
  std::string stops = R"~(0, "rgba(0,0,0,0)", 0.999, "rgba(0,0,0,0)")~";
  const auto class_color = [](int i) { return fmt::format("#ff{:02x}{:02x}", 255 - i, 204 - i * 4 / 5); };
  for (int i = 0; i < 256; ++i)
    stops += fmt::format(R"(, {}, "{}", {}, "{}")", i + 1, class_color(i), i + 1.999, class_color(i));
  const auto palette = make_tile_palette(parse(paper + ramp(stops) + layer("line", R"("line-color": "#102040")")));
  BOOST_TEST(holds(palette, {0x10, 0x20, 0x40, 255}));
  double worst = 0;
  for (int i = 0; i < 256; ++i) {
    const Colour colour{255, static_cast<std::uint8_t>(255 - i), static_cast<std::uint8_t>(204 - i * 4 / 5), 255};
    worst = std::max(worst, lab_distance(colour, palette.colours()[palette.nearest(colour)]));
  }
  BOOST_TEST(worst <= 2.5);
  // Half a line over the paper is nearly there as well: the classes have not taken every entry.
  const Colour half{0x84, 0x8C, 0x9A, 255};
  BOOST_TEST(lab_distance(half, palette.colours()[palette.nearest(half)]) <= 4);
}

BOOST_AUTO_TEST_CASE(a_smooth_ramp_has_no_visible_bands) {
  const auto palette =
      make_tile_palette(parse(paper + ramp(R"~(0, "rgba(255,255,204,0)", 1, "#ffffcc", 2, "#fd8d3c", 4, "#800026")~")));
  // Drawn in fine steps as the renderer does, over the paper.
  const std::array<std::array<double, 4>, 4> stops = {
      {{255, 255, 204, 0}, {255, 255, 204, 1}, {253, 141, 60, 1}, {128, 0, 38, 1}}};
  const std::array<double, 3> ground = {0xF8, 0xF7, 0xF4};
  std::optional<std::size_t> before;
  double worst_jump = 0, worst_error = 0;
  for (int i = 0; i <= 3000; ++i) {
    const auto k = static_cast<std::size_t>(std::min(i / 1000, 2));
    const double t = (i - 1000.0 * static_cast<double>(k)) / 1000;
    const double alpha = stops[k][3] + t * (stops[k + 1][3] - stops[k][3]);
    Colour colour{0, 0, 0, 255};
    for (std::size_t c = 0; c < 3; ++c) {
      const double ink = stops[k][c] * stops[k][3] * (1 - t) + stops[k + 1][c] * stops[k + 1][3] * t;
      colour[c] = static_cast<std::uint8_t>(std::lround(ink + ground[c] * (1 - alpha)));
    }
    const std::size_t index = palette.nearest(colour);
    worst_error = std::max(worst_error, lab_distance(colour, palette.colours()[index]));
    if (before) worst_jump = std::max(worst_jump, lab_distance(palette.colours()[*before], palette.colours()[index]));
    before = index;
  }
  BOOST_TEST(worst_jump <= 2.5);
  BOOST_TEST(worst_error <= 1.5);
}

BOOST_AUTO_TEST_CASE(mixes_along_edges_are_near) {
  const auto palette =
      make_tile_palette(parse(paper + layer("line", R"("line-color": "#102040", "line-opacity": 0.8)")));
  for (int part = 0; part <= 20; ++part) {
    const double cover = 0.8 * part / 20;
    const auto mix = [&](double ink, double ground) {
      return static_cast<std::uint8_t>(std::lround(ink * cover + ground * (1 - cover)));
    };
    const Colour colour{mix(0x10, 0xF8), mix(0x20, 0xF7), mix(0x40, 0xF4), 255};
    const auto& found = palette.colours()[palette.nearest(colour)];
    for (std::size_t c = 0; c < 3; ++c) BOOST_TEST(std::abs(found[c] - colour[c]) <= 12);
  }
}

BOOST_AUTO_TEST_CASE(the_nearest_is_the_first_of_the_nearest_and_exact_hits_are_exact) {
  const TilePalette palette({{0, 0, 0, 255}, {10, 0, 0, 255}, {10, 0, 0, 255}, {200, 100, 50, 128}, {0, 0, 0, 0}});
  BOOST_TEST(palette.nearest({10, 0, 0, 255}) == 1);
  BOOST_TEST(palette.nearest({5, 0, 0, 255}) == 0);  // as far from 0 as from 10
  BOOST_TEST(palette.nearest({6, 0, 0, 255}) == 1);
  BOOST_TEST(palette.nearest({200, 100, 50, 128}) == 3);
  BOOST_TEST(palette.nearest({90, 80, 70, 0}) == 4);  // what cannot be seen has no colour
  BOOST_TEST(!palette.opaque());
}

BOOST_AUTO_TEST_CASE(each_colour_of_a_made_palette_stands_for_itself) {
  for (const bool overlay : {false, true}) {
    const auto document = parse_json(test::read_file(test::root() / "styles/briefing.json"), "briefing.json");
    const auto palette = make_tile_palette(style::Document::parse(document, render::layer_specs()), overlay);
    BOOST_TEST(palette.colours().size() == 256U);
    BOOST_TEST(palette.opaque() == !overlay);
    BOOST_TEST(holds(palette, {0, 0, 0, 0}) == overlay);
    for (std::size_t i = 0; i < palette.colours().size(); ++i)
      BOOST_TEST((palette.colours()[palette.nearest(palette.colours()[i])] == palette.colours()[i]));
  }
}

BOOST_AUTO_TEST_CASE(the_metadata_give_the_palette_back) {
  const TilePalette palette({{0xF8, 0xF7, 0xF4, 255}, {1, 2, 3, 4}, {0, 0, 0, 0}});
  BOOST_TEST(palette.to_json().dump() == R"(["#f8f7f4","#01020304","#00000000"])");
  BOOST_TEST((TilePalette::from_json(palette.to_json()).colours() == palette.colours()));
  BOOST_TEST(test::error_text<DataError>([] { TilePalette::from_json(Json::parse(R"(["#fff", "red-ish"])")); }) ==
             R"(a palette's colour is no colour (value "red-ish"))");
  for (const char* bad : {"[]", "{}", "7", "[7]"})
    BOOST_CHECK_THROW(TilePalette::from_json(Json::parse(bad)), DataError);
}

BOOST_AUTO_TEST_CASE(png8_maps_every_pixel_alike_in_any_tile_and_carries_what_it_uses) {
  const TilePalette palette({{0, 0, 0, 255}, {255, 255, 255, 255}, {200, 0, 0, 255}, {0, 0, 0, 0}});
  const auto& png8 = find_encoder("png8");
  const EncodeOptions options{.palette = &palette};
  for (const auto& picture : {map_picture(true), random_picture(61, 43, 0, false), random_picture(7, 5, 2, true)}) {
    const auto file = png8.encode(picture, options);
    const auto back = decode_picture(file);
    for (std::size_t i = 0; i < picture.rgba.size(); i += 4) {
      const Colour from{picture.rgba[i], picture.rgba[i + 1], picture.rgba[i + 2], picture.rgba[i + 3]};
      const Colour to{back.rgba[i], back.rgba[i + 1], back.rgba[i + 2], back.rgba[i + 3]};
      if (to != palette.colours()[palette.nearest(from)])
        BOOST_REQUIRE((to == palette.colours()[palette.nearest(from)]));
    }
    BOOST_TEST((png8.encode(picture, options) == file));
    BOOST_TEST(text_of(file)[25] == 3);
    BOOST_TEST(text_of(file)[24] <= 2);  // four colours at most
  }
  const auto flat = text_of(png8.encode(random_picture(16, 16, 1, true), options));
  const auto at = flat.find("PLTE");
  BOOST_TEST((flat.substr(at - 4, 4) == std::string("\0\0\0\3", 4)));
}

BOOST_AUTO_TEST_CASE(png8_without_a_palette_is_refused) {
  BOOST_TEST(test::error_text<Error>([] { find_encoder("png8").encode(random_picture(2, 2, 2, true), {}); }) ==
             "png8 needs the palette of its tile set");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap::output
