// SPDX-License-Identifier: MIT
// Light and shade, colours over elevations, pictures of the ground and heatmaps.
#include <riskmap/render/detail/hillshade.hpp>
#include <tests/render/small_ground.hpp>
#include <tests/render/small_map.hpp>

#include <cmath>
#include <numbers>

namespace riskmap::render {
BOOST_AUTO_TEST_SUITE(render)
BOOST_AUTO_TEST_SUITE(relief)

using detail::Hillshade;
using std::numbers::pi;
using test::color_at;
using test::ground;
using test::SmallMap;
using test::view_at;

namespace {

struct Four {
  double r = 0, g = 0, b = 0, a = 0;
};
Four operator*(double k, Four c) { return {k * c.r, k * c.g, k * c.b, k * c.a}; }
Four operator+(Four x, Four y) { return {x.r + y.r, x.g + y.g, x.b + y.b, x.a + y.a}; }
Four four(const style::Color& c) { return {c.r * c.a, c.g * c.a, c.b * c.a, c.a}; }

// MapLibre's shader, word for word.
Four shader(const Hillshade::Look& look, double dx, double dy) {
  using Method = Hillshade::Method;
  const auto aspect = [&] { return dx != 0 ? std::atan2(dy, -dx) : pi / 2 * (dy > 0 ? 1.0 : -1.0); };
  const auto modulo = [](double x) { return x - 2 * std::floor(x / 2); };
  const auto shadow = four(look.lights[0].shadow), highlight = four(look.lights[0].highlight);
  const double azimuth = look.lights[0].azimuth + pi, u = look.exaggeration;
  if (look.method == Method::standard) {
    const double slope = std::atan(0.625 * std::hypot(dx, dy)), base = 1.875 - u * 1.75, most = 0.5 * pi;
    const double scaled = u != 0.5 ? (std::pow(base, slope) - 1) / (std::pow(base, most) - 1) * most : slope;
    const double visible = std::clamp(u * 2, 0.0, 1.0), shade = std::abs(modulo((aspect() + azimuth) / pi + 0.5) - 1);
    const auto accent = (1 - std::cos(scaled)) * visible * four(look.accent);
    const auto lit = std::sin(scaled) * visible * ((1 - shade) * shadow + shade * highlight);
    return (1 - lit.a) * accent + lit;
  }
  dx *= 2 * u, dy *= 2 * u;
  const double root = std::sqrt(1 + dx * dx + dy * dy), steep = std::atan(std::hypot(dx, dy));
  if (look.method == Method::igor) {
    const double strength = steep * 2 / pi, away = 1 - std::abs(modulo((aspect() + azimuth) / pi + 0.5) - 1);
    return strength * away * shadow + strength * (1 - away) * highlight;
  }
  const auto angle = [&](const Hillshade::Light& light) {
    const double a = light.azimuth + pi, altitude = light.altitude;
    return (std::sin(altitude) - (dy * std::cos(a) * std::cos(altitude) - dx * std::sin(a) * std::cos(altitude))) /
           root;
  };
  if (look.method == Method::combined) {
    const double c = std::clamp(std::acos(angle(look.lights[0])), 0.0, pi / 2);
    return c * steep * 4 / pi / pi * shadow + (pi / 2 - c) * steep * 4 / pi / pi * highlight;
  }
  Four sum;
  const std::size_t count = look.method == Method::basic ? 1 : look.lights.size();
  for (std::size_t i = 0; i < count; ++i) {
    const double shade = std::clamp(angle(look.lights[i]), 0.0, 1.0);
    sum = sum + 1.0 / static_cast<double>(count) *
                    (shade > 0.5 ? (2 * shade - 1) * four(look.lights[i].highlight)
                                 : (1 - 2 * shade) * four(look.lights[i].shadow));
  }
  return sum;
}

Hillshade::Look look_of(Hillshade::Method method, double exaggeration) {
  const auto radians = [](double degrees) { return degrees * pi / 180; };
  return {method,
          exaggeration,
          {0.5, 0.2, 0.1, 0.9},
          {{radians(335), radians(45), {0.1, 0, 0.2, 1}, {1, 1, 0.9, 0.8}},
           {radians(90), radians(30), {0, 0.3, 0, 1}, {1, 0.5, 1, 1}}}};
}

const std::string background = R"({"id":"b","type":"background","paint":{"background-color":"#808080"}},)";

const std::string shade_layer = R"({"id":"h","type":"hillshade","source":"dem"})";
const std::string picture_layer =
    R"({"id":"p","type":"raster","source":"picture","paint":{"raster-opacity":0.8,"raster-hue-rotate":30}})";
const std::string blended_layer =
    R"({"id":"o","type":"raster","source":"picture","paint":{"raster-layer-blend":"overlay","raster-opacity":0.6}})";
const std::string relief_layer = R"({"id":"c","type":"color-relief","source":"dem","paint":{"color-relief-color":
  ["interpolate",["linear"],["elevation"],0,"#000000",4000,"#ffffff"]}})";

}  // namespace

BOOST_AUTO_TEST_CASE(shades_are_those_of_maplibres_shader) {
  using Method = Hillshade::Method;
  for (const auto method :
       {Method::standard, Method::basic, Method::combined, Method::igor, Method::multidirectional}) {
    for (const double exaggeration : {0.2, 0.5, 0.9}) {
      const auto look = look_of(method, exaggeration);
      const Hillshade shade(look);
      int worst = 0;
      for (double dx = -4; dx <= 4; dx += 0.37) {
        for (double dy = -4; dy <= 4; dy += 0.41) {
          const auto wanted = shader(look, dx, dy);
          const auto right = static_cast<float>(dx), down = static_cast<float>(dy);
          std::uint32_t found = 0;
          shade.paint(&right, &down, 1, &found);
          const std::array<double, 4> channels{wanted.b, wanted.g, wanted.r, wanted.a};
          for (unsigned c = 0; c < 4; ++c)
            worst = std::max(worst, static_cast<int>(std::abs(static_cast<double>((found >> (8 * c)) & 255U) -
                                                              std::clamp(channels[c], 0.0, 1.0) * 255) +
                                                     0.4));
        }
      }
      BOOST_TEST(worst <= 1,
                 fmt::format("method {}, exaggeration {}: {}", static_cast<int>(method), exaggeration, worst));
    }
  }
}

BOOST_AUTO_TEST_CASE(a_slope_that_faces_the_light_is_lit) {
  const auto lit = [](int direction) {
    const auto scene = ground().scene(
        background +
        fmt::format(
            R"({{"id":"h","type":"hillshade","source":"dem","paint":{{"hillshade-illumination-direction":{}}}}})",
            direction));
    return static_cast<int>(Renderer(scene).picture(view_at(57, 30)).pixel(32, 32)[0]);
  };
  BOOST_TEST(lit(270) > 128);  // the ground rises to the east and looks west
  BOOST_TEST(lit(90) < 128);
}

BOOST_AUTO_TEST_CASE(elevations_take_the_ramps_colours_and_nothing_lies_beyond_the_raster) {
  const auto scene = ground().scene(relief_layer);
  const Renderer renderer(scene);
  const double height = 300 + 40 * ((57.0 - 55) / 0.125 - 0.5);
  BOOST_TEST(std::abs(renderer.picture(view_at(57, 30)).pixel(32, 32)[0] - height / 4000 * 255) < 3);
  BOOST_TEST(color_at(renderer.picture(view_at(50, 30)), 32, 32) == "#00000000");
}

BOOST_AUTO_TEST_CASE(a_picture_lies_where_it_should_and_takes_its_adjustments) {
  const auto drawn = [](const char* paint) {
    const auto scene =
        ground().scene(fmt::format(R"({{"id":"p","type":"raster","source":"picture","paint":{}}})", paint));
    const auto picture = Renderer(scene).picture(view_at(60, 30, 5, 128));
    return color_at(picture, 10, 64) + " " + color_at(picture, 118, 64);
  };
  BOOST_TEST(drawn("{}") == "#c82814ff #0a3cb4ff");
  BOOST_TEST(drawn(R"({"raster-hue-rotate":120})") == "#14c828ff #b40a3cff");
  BOOST_TEST(drawn(R"({"raster-brightness-min":1,"raster-brightness-max":0})") == "#37d7ebff #f5c34bff");
  BOOST_TEST(drawn(R"({"raster-saturation":-1})") == "#575757ff #535353ff");
  BOOST_TEST(drawn(R"({"raster-contrast":-1})") == "#808080ff #808080ff");
  BOOST_TEST(drawn(R"({"raster-opacity":0.5})").substr(7, 2) == "80");
}

BOOST_AUTO_TEST_CASE(pictures_and_shades_join_without_a_seam) {
  for (const auto& layers :
       {background + shade_layer, picture_layer, relief_layer, background + shade_layer + "," + blended_layer}) {
    const auto scene = ground().scene(layers);
    const Renderer renderer(scene);
    for (unsigned zoom = 4; zoom <= 12; ++zoom) {
      for (const int scale : {1, 2}) {
        BOOST_TEST(test::seam_at(renderer, {59.98, 30}, zoom, scale) == 0,
                   fmt::format("zoom {}, {}x: {}", zoom, scale, layers));
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(digests_follow_what_is_drawn) {
  const auto of = [](const std::string& layers, const View& view) {
    const auto scene = ground().scene(layers);
    return Renderer(scene).digest(view);
  };
  for (const auto& layers : {shade_layer, picture_layer, relief_layer}) {
    BOOST_TEST(of(layers, view_at(60, 30)) == of(layers, view_at(60, 30)));
    BOOST_TEST(of(layers, view_at(60, 30)) != of(layers, view_at(60.1, 30)));
    BOOST_TEST(of(layers, view_at(40, 30)) == of(layers, view_at(45, 30)));  // nothing is there
  }
  const auto strong = R"({"id":"h","type":"hillshade","source":"dem","paint":{"hillshade-exaggeration":0.6}})";
  BOOST_TEST(of(shade_layer, view_at(60, 30)) != of(strong, view_at(60, 30)));
}

BOOST_AUTO_TEST_CASE(a_heatmap_is_a_sum_of_bells) {
  const auto heat = [](const std::string& features) {
    const SmallMap map(features, test::layer("heatmap", R"("paint":{"heatmap-radius":20,"heatmap-weight":["get","w"],
      "heatmap-color":["interpolate",["linear"],["heatmap-density"],0,"#000000",1,"#ffffff"]})"));
    return map.draw();
  };
  const double peak = 0.3989422804014327;
  const auto one = heat(test::point(64.5, 64.5, R"({"w":1})"));
  BOOST_TEST(std::abs(one.pixel(64, 64)[0] - 255 * peak) <= 1);
  BOOST_TEST(std::abs(one.pixel(74, 64)[0] - 255 * peak * std::exp(-4.5 / 4)) <= 1);
  BOOST_TEST(color_at(one, 120, 120) == "#000000ff");
  const auto two = heat(test::point(64.5, 64.5, R"({"w":1})") + "," + test::point(64.5, 64.5, R"({"w":0.5})"));
  BOOST_TEST(std::abs(two.pixel(64, 64)[0] - 255 * peak * 1.5) <= 1);
  BOOST_TEST(color_at(heat(test::point(64.5, 64.5, R"({"w":900})")), 64, 64) == "#ffffffff");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap::render
