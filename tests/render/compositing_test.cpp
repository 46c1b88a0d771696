// SPDX-License-Identifier: MIT
// Layers made transparent and blended as a whole.
#include <riskmap/render/detail/compositing.hpp>
#include <tests/render/small_map.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <random>

namespace riskmap::render {
BOOST_AUTO_TEST_SUITE(render)
BOOST_AUTO_TEST_SUITE(compositing)

using detail::Compositing;
using test::color_at;
using test::layer;
using test::polygon;
using test::SmallMap;
using test::square;
using Blend = Compositing::Blend;

namespace {

constexpr std::array blends = {Blend::normal,       Blend::multiply, Blend::color,  Blend::luminosity,
                               Blend::plus_lighter, Blend::screen,   Blend::overlay};
const std::array words = {"normal", "multiply", "color", "luminosity", "plus-lighter", "screen", "overlay"};

using Three = std::array<double, 3>;

// The functions of W3C Compositing and Blending Level 1, word for word.
double lum(const Three& c) { return 0.3 * c[0] + 0.59 * c[1] + 0.11 * c[2]; }
Three clip_color(Three c) {
  const double l = lum(c), n = std::min({c[0], c[1], c[2]}), x = std::max({c[0], c[1], c[2]});
  for (auto& channel : c) {
    if (n < 0) channel = l + (((channel - l) * l) / (l - n));
    if (x > 1) channel = l + (((channel - l) * (1 - l)) / (x - l));
  }
  return c;
}
Three set_lum(Three c, double l) {
  const double d = l - lum(c);
  for (auto& channel : c) channel += d;
  return clip_color(c);
}
double screen(double cb, double cs) { return cb + cs - cb * cs; }
double hard_light(double cb, double cs) { return cs <= 0.5 ? cb * 2 * cs : screen(cb, 2 * cs - 1); }
Three blended(Blend blend, const Three& cb, const Three& cs) {
  if (blend == Blend::color) return set_lum(cs, lum(cb));
  if (blend == Blend::luminosity) return set_lum(cb, lum(cs));
  Three out = cs;
  for (std::size_t i = 0; i < 3; ++i) {
    if (blend == Blend::multiply) out[i] = cb[i] * cs[i];
    if (blend == Blend::screen) out[i] = screen(cb[i], cs[i]);
    if (blend == Blend::overlay) out[i] = hard_light(cs[i], cb[i]);
  }
  return out;
}

struct Straight {
  Three c{};
  double a = 0;
};
Straight straight(std::uint32_t pixel) {
  const double a = pixel >> 24U;
  if (a == 0) return {};
  return {{((pixel >> 16U) & 255U) / a, ((pixel >> 8U) & 255U) / a, (pixel & 255U) / a}, a / 255};
}

// Premultiplied, 0 … 255.
std::array<double, 4> wanted(Blend blend, std::uint32_t source, std::uint32_t below) {
  const auto s = straight(source), b = straight(below);
  std::array<double, 4> out{};
  const auto mixed = blended(blend, b.c, s.c);
  for (std::size_t i = 0; i < 3; ++i)
    out[i] = blend == Blend::plus_lighter ? std::min(1.0, s.a * s.c[i] + b.a * b.c[i])
                                          : s.a * (1 - b.a) * s.c[i] + s.a * b.a * mixed[i] + (1 - s.a) * b.a * b.c[i];
  out[3] = blend == Blend::plus_lighter ? std::min(1.0, s.a + b.a) : s.a + b.a - s.a * b.a;
  for (auto& value : out) value *= 255;
  return out;
}

std::uint32_t random_pixel(std::mt19937& random) {
  const auto below = [&](std::uint32_t most) { return static_cast<std::uint32_t>(random() % (most + 1)); };
  const auto choice = random() % 4;
  const std::uint32_t alpha = choice == 0 ? 255 : choice == 1 ? 0 : below(255);
  return (alpha << 24U) | (below(alpha) << 16U) | (below(alpha) << 8U) | below(alpha);
}

std::uint32_t laid(Blend blend, std::uint32_t source, std::uint32_t below, std::uint32_t share = 255) {
  detail::composite(blend, share, &source, 1, &below);
  return below;
}

const std::string ground = R"({"id":"g","type":"background","paint":{"background-color":"#4080c0"}},)";
const std::string two = polygon({square(20, 60)}) + "," + polygon({square(40, 100)});

std::string fills(const std::string& paint) {
  return layer("fill", R"("paint":{"fill-color":"#ff8000","fill-antialias":false,)" + paint + "}");
}

/// The same map as a page of pixels would show it.
Picture on_page(const SmallMap& map) {
  auto canvas = Canvas::page_picture(128, 128, 1);
  map.renderer().draw(test::small_view(), canvas);
  return canvas.take_picture();
}

}  // namespace

BOOST_AUTO_TEST_CASE(blends_are_those_of_the_specification) {
  std::mt19937 random(7);
  for (std::size_t n = 0; n < blends.size(); ++n) {
    double worst = 0;
    bool valid = true;
    for (int i = 0; i < 20000; ++i) {
      const auto source = random_pixel(random), below = random_pixel(random);
      const auto found = laid(blends[n], source, below);
      const auto expected = wanted(blends[n], source, below);
      for (unsigned c = 0; c < 4; ++c) {
        const auto channel = (found >> (c == 3 ? 24U : 16U - 8U * c)) & 255U;
        worst = std::max(worst, std::abs(channel - expected[c]));
        valid = valid && channel <= found >> 24U;
      }
    }
    BOOST_TEST(valid, words[n]);
    BOOST_TEST(worst <= (blends[n] == Blend::normal ? 1.0 : 0.52), fmt::format("{}: {}", words[n], worst));
  }
}

BOOST_AUTO_TEST_CASE(over_nothing_every_blend_is_normal_and_nothing_changes_nothing) {
  std::mt19937 random(8);
  for (const auto blend : blends) {
    for (int i = 0; i < 1000; ++i) {
      const auto pixel = random_pixel(random);
      BOOST_REQUIRE(laid(blend, pixel, 0) == pixel);
      BOOST_REQUIRE(laid(blend, 0, pixel) == pixel);
      BOOST_REQUIRE(laid(blend, pixel, pixel, 0) == pixel);
    }
  }
}

BOOST_AUTO_TEST_CASE(what_overlaps_in_a_layer_does_not_add_up) {
  const auto picture = SmallMap(two, fills(R"("fill-layer-opacity":0.5)")).draw();
  for (const int at : {30, 50, 90}) BOOST_TEST(color_at(picture, at, at) == "#ff800080");
  BOOST_TEST(color_at(picture, 110, 110) == "#00000000");
  // Overlaps add up inside the layer, which is then faded.
  const auto both = SmallMap(two, fills(R"("fill-opacity":0.5,"fill-layer-opacity":0.5)")).draw();
  BOOST_TEST(std::abs(both.pixel(30, 30)[3] - 64) <= 1);
  BOOST_TEST(std::abs(both.pixel(50, 50)[3] - 96) <= 1);
  const auto crossing = test::line({{10, 64}, {118, 64}}) + "," + test::line({{64, 10}, {64, 118}}, R"({"c":1})");
  const auto lines =
      SmallMap(crossing, layer("line", R"("paint":{"line-width":["case",["has","c"],8,10],"line-layer-opacity":0.5})"))
          .draw();
  BOOST_TEST(color_at(lines, 64, 64) == color_at(lines, 30, 64));
  BOOST_TEST(color_at(lines, 30, 64) == "#00000080");
}

BOOST_AUTO_TEST_CASE(a_layer_of_no_opacity_is_not_there) {
  const SmallMap map(two, fills(R"("fill-layer-opacity":0)")), faint(two, fills(R"("fill-layer-opacity":0.1)"));
  BOOST_TEST(test::ink(map.draw()) == 0.0);
  BOOST_TEST(map.renderer().digest(test::small_view()) != faint.renderer().digest(test::small_view()));
}

BOOST_AUTO_TEST_CASE(opacity_follows_the_zoom) {
  const SmallMap map(two, fills(R"("fill-layer-opacity":["interpolate",["linear"],["zoom"],6,1,7,0.2])"));
  BOOST_TEST(color_at(map.draw(), 50, 50) == "#ff8000ff");
  auto view = test::small_view();
  view.zoom = 6.5;
  view.left = std::llround(static_cast<double>(view.left) * std::sqrt(2.0));
  view.top = std::llround(static_cast<double>(view.top) * std::sqrt(2.0));
  BOOST_TEST(color_at(map.draw(view), 60, 60) == "#ff800099");
}

BOOST_AUTO_TEST_CASE(a_blend_meets_what_lies_below) {
  const std::array<const char*, 7> wanted_colors = {"#ff8000ff", "#404000ff", nullptr,    nullptr,
                                                    "#ffffc0ff", "#ffc0c0ff", "#808081ff"};
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto paint = fmt::format(R"("fill-layer-blend":"{}")", words[i]);
    const SmallMap map(two, ground + fills(paint));
    const auto picture = map.draw();
    BOOST_TEST(color_at(picture, 10, 10) == "#4080c0ff");
    if (wanted_colors[i] != nullptr) BOOST_TEST(color_at(picture, 50, 50) == wanted_colors[i], words[i]);
    BOOST_TEST(color_at(picture, 30, 30) == color_at(picture, 50, 50));
    BOOST_TEST(color_at(SmallMap(two, fills(paint)).draw(), 50, 50) == "#ff8000ff");
    BOOST_TEST(test::compare(on_page(map), picture).largest <= 2, words[i]);
  }
}

BOOST_AUTO_TEST_CASE(a_page_keeps_areas_and_lines) {
  const auto pdf = [](const std::string& paint) {
    std::string bytes;
    auto canvas = Canvas::pdf(128, 128, 1, {}, [&](std::span<const std::byte> part) {
      bytes.append(reinterpret_cast<const char*>(part.data()), part.size());
    });
    SmallMap(two, ground + fills(paint)).renderer().draw(test::small_view(), canvas);
    canvas.finish();
    return bytes;
  };
  const auto multiplied = pdf(R"("fill-layer-blend":"multiply")");
  BOOST_TEST(multiplied.find("/BM /Multiply") != std::string::npos);
  BOOST_TEST(multiplied.find("/Subtype /Image") == std::string::npos);
  const auto faded = pdf(R"("fill-layer-opacity":0.5)");
  BOOST_TEST(faded.find("/ca 0.5") != std::string::npos);
  BOOST_TEST(faded.find("/Subtype /Image") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(digests_follow_both) {
  const auto of = [](const std::string& paint, View view = test::small_view()) {
    return SmallMap(two, fills(paint + R"("fill-opacity":1)")).renderer().digest(view);
  };
  const auto plain = of(""), half = of(R"("fill-layer-opacity":0.5,)");
  BOOST_TEST(of(R"("fill-layer-opacity":1,"fill-layer-blend":"normal",)") == plain);
  BOOST_TEST(half != plain);
  BOOST_TEST(of(R"("fill-layer-opacity":0.6,)") != half);
  BOOST_TEST(of(R"("fill-layer-blend":"screen",)") != plain);
  BOOST_TEST(of(R"("fill-layer-blend":"screen",)") != of(R"("fill-layer-blend":"overlay",)"));
  auto elsewhere = test::small_view();
  elsewhere.left += 5000;
  BOOST_TEST(of(R"("fill-layer-opacity":0.5,)", elsewhere) == of("", elsewhere));
}

BOOST_AUTO_TEST_CASE(an_outline_alone_in_a_view_is_drawn) {
  const SmallMap map(polygon({square(20, 60)}),
                     layer("fill", R"("paint":{"fill-outline-color":"#ff0000","fill-layer-opacity":0.5})"));
  auto view = test::small_view(16);
  view.left += 60;  // the area ends there, its outline half a pixel on
  view.top += 30;
  BOOST_TEST(map.draw(view).pixel(0, 5)[3] > 30);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap::render
