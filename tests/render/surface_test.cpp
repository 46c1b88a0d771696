// SPDX-License-Identifier: MIT
// The surface's numbers and states, as they are written and as they are drawn.
#include <riskmap/render/surface_tile.hpp>
#include <riskmap/style/document.hpp>
#include <tests/render/small_map.hpp>
#include <tests/render/small_surface.hpp>

#include <cmath>

namespace riskmap::render {
BOOST_AUTO_TEST_SUITE(render)
BOOST_AUTO_TEST_SUITE(surface)

using density::State;
using test::color_at;
using test::SmallSurface;

namespace {

const SmallSurface& small() {
  static const SmallSurface the_small;
  return the_small;
}

std::uint32_t level(const Picture& picture, int x, int y) {
  const auto* p = picture.pixel(x, y);
  return (static_cast<std::uint32_t>(p[0]) << 16U) | (static_cast<std::uint32_t>(p[1]) << 8U) | p[2];
}

geo::LonLat centre(const View& view, int x, int y) {
  return geo::to_lonlat(view.to_mercator(PixelPoint{x + 0.5, y + 0.5}));
}

/// Calls visit(x, y, state) for pixels whose state is that of all pixels `reach` around them.
template <typename TVisit>
void for_settled_pixels(const View& view, TVisit&& visit, int reach = 2) {
  const auto& surface = *small().entry().surface;
  std::vector<State> states;
  for (int y = 0; y < view.height; ++y) {
    for (int x = 0; x < view.width; ++x) states.push_back(surface.state(centre(view, x, y)));
  }
  const auto at = [&](int x, int y) { return states[static_cast<std::size_t>(y * view.width + x)]; };
  for (int y = reach; y + reach < view.height; ++y) {
    for (int x = reach; x + reach < view.width; ++x) {
      bool settled = true;
      for (int dy = -reach; settled && dy <= reach; ++dy) {
        for (int dx = -reach; dx <= reach; ++dx) settled = settled && at(x + dx, y + dy) == at(x, y);
      }
      if (settled) visit(x, y, at(x, y));
    }
  }
}

std::string hex(const Color& color) {
  const auto channel = [&](double c) { return std::lround(c * 255); };
  return fmt::format("#{:02x}{:02x}{:02x}ff", channel(color.r), channel(color.g), channel(color.b));
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_surface_tile_holds_the_value_at_each_pixels_centre) {
  for (const unsigned zoom : {6U, 9U}) {
    const auto view = View::tile(geo::tile_at({63.1, 25.9}, zoom));
    const auto picture = surface_tile(small().entry(), view);
    BOOST_TEST(picture.opaque());
    const auto& entry = small().entry();
    int wrong = 0, inside = 0;
    for (int y = 0; y < view.height; y += 3) {
      for (int x = 0; x < view.width; x += 3) {
        const auto place = centre(view, x, y);
        const double value = entry.surface->value(place);
        if (!entry.surface->study_area()->contains(place)) continue;
        ++inside;
        // One step for the rounding, and what a float leaves of the value.
        if (std::abs(level(picture, x, y) * entry.step - value) > entry.step + value * 1e-6) ++wrong;
        if (value > 0 && level(picture, x, y) == 0) ++wrong;
      }
    }
    BOOST_TEST(inside > 500);
    BOOST_TEST(wrong == 0);
  }
}

BOOST_AUTO_TEST_CASE(it_goes_four_pixels_past_the_study_area_and_is_nothing_beyond) {
  const auto view = test::surface_view();
  const auto picture = surface_tile(small().entry(), view);
  int outside = 0, wrong = 0;
  for_settled_pixels(
      view,
      [&](int x, int y, State state) {
        if (state != State::outside) return;
        ++outside;
        if (level(picture, x, y) != 0) ++wrong;
      },
      6);
  // In the hole, between events: the numbers go on past its edge.
  const auto edge = view.to_pixel(geo::LonLat{63.4, 26.05});
  BOOST_TEST(level(picture, static_cast<int>(edge.x) + 2, static_cast<int>(edge.y)) > 0U);
  BOOST_TEST(outside > 1000);
  BOOST_TEST(wrong == 0);
}

BOOST_AUTO_TEST_CASE(over_a_transparent_ground_it_ends_with_the_study_area) {
  const SmallSurface bare({.set = {{"layers[0].paint.background-opacity", "0.5"}}});
  BOOST_TEST((surface_edge(small().scene(), small().entry()) == SurfaceEdge::past));
  BOOST_TEST((surface_edge(bare.scene(), bare.entry()) == SurfaceEdge::exact));
  const auto view = test::surface_view();
  const auto exact = surface_tile(bare.entry(), view, SurfaceEdge::exact), past = surface_tile(bare.entry(), view);
  const auto mask = mask_tile(bare.map(), bare.entry(), view);
  const auto& area = *bare.entry().surface->study_area();
  int inside = 0, out = 0, cut = 0, covered = 0;
  for (int y = 0; y < view.height; ++y) {
    for (int x = 0; x < view.width; ++x) {
      const bool centre_inside = area.contains(centre(view, x, y));
      if (level(exact, x, y) != 0 && level(exact, x, y) != level(past, x, y)) ++out;
      if (centre_inside && level(past, x, y) != 0) {
        ++inside;
        cut += level(exact, x, y) == 0 ? 1 : 0;
      }
      if (!centre_inside) out += level(exact, x, y) != 0 ? 1 : 0;
      if (!centre_inside) covered += mask.pixel(x, y)[3] > 128 ? 1 : 0;
    }
  }
  BOOST_TEST(inside > 1000);
  BOOST_TEST(out < 20);  // a centre and half a pixel are not quite the same where the edge bends
  BOOST_TEST(cut < 20);
  BOOST_TEST(covered == 0);  // the half transparent ground is not drawn twice
  BOOST_TEST(surface_tile_digest(bare.entry(), view, SurfaceEdge::exact) != surface_tile_digest(bare.entry(), view));
}

BOOST_AUTO_TEST_CASE(a_place_has_exactly_the_color_of_its_class) {
  const auto view = test::surface_view();
  const auto picture = small().map().picture(view), numbers = surface_tile(small().entry(), view);
  const auto& document = small().scene().document();
  const auto ramp = style::read_ramp(document, document.layers()[1]);
  std::map<std::string, int> seen;
  int wrong = 0;
  for_settled_pixels(view, [&](int x, int y, State state) {
    if (state != State::ok) return;
    const auto color = ramp.at(level(numbers, x, y) * small().entry().step);
    const auto wanted = color.a == 0 ? "#ffffffff" : hex(color);
    ++seen[wanted];
    if (color.a == 0 || color.a == 1) wrong += color_at(picture, x, y) == wanted ? 0 : 1;
  });
  BOOST_TEST(wrong == 0);
  for (const auto* color : {"#ffffb2ff", "#fd8d3cff", "#bd0026ff"}) BOOST_TEST(seen[color] > 20, color);
}

BOOST_AUTO_TEST_CASE(states_are_hatched_pale_or_left_alone) {
  const auto view = test::surface_view();
  const auto picture = small().map().picture(view);
  int few = 0, hatched = 0, none = 0, not_pale = 0, outside = 0, painted = 0;
  for_settled_pixels(view, [&](int x, int y, State state) {
    const auto color = color_at(picture, x, y);
    if (state == State::few_events) {
      ++few;
      hatched += picture.pixel(x, y)[0] < 60 ? 1 : 0;  // a full line of ink is one pixel in eight here
    } else if (state == State::none_in_reach) {
      ++none;
      not_pale += color == "#7f7fffff" || color == "#8080ffff" ? 0 : 1;
    } else if (state == State::outside) {
      ++outside;
      painted += color == "#ffffffff" ? 0 : 1;
    }
  });
  BOOST_TEST(few > 1000);
  BOOST_TEST(hatched > few / 10);
  BOOST_TEST(hatched < few / 6);
  BOOST_TEST(none > 1000);
  BOOST_TEST(not_pale == 0);
  BOOST_TEST(outside > 1000);
  BOOST_TEST(painted == 0);
}

BOOST_AUTO_TEST_CASE(a_mask_tile_holds_the_states_and_covers_what_goes_past_the_edge) {
  const auto view = test::surface_view();
  const auto mask = mask_tile(small().map(), small().entry(), view), numbers = surface_tile(small().entry(), view);
  int wrong = 0, covered = 0, bare = 0;
  std::map<State, int> seen;
  for_settled_pixels(view, [&](int x, int y, State state) {
    ++seen[state];
    const int alpha = mask.pixel(x, y)[3];
    if (state == State::ok && alpha != 0) ++wrong;
    if (state == State::none_in_reach && std::abs(alpha - 128) > 1) ++wrong;
    if (state == State::outside && level(numbers, x, y) != 0) {
      ++covered;
      if (color_at(mask, x, y) != "#ffffffff") ++wrong;  // the ground below
    }
  });
  for_settled_pixels(
      view,
      [&](int x, int y, State state) {
        if (state != State::outside) return;
        ++bare;
        if (mask.pixel(x, y)[3] != 0) ++wrong;
      },
      10);
  BOOST_TEST(seen.size() == 4U);
  BOOST_TEST(covered > 50);
  BOOST_TEST(bare > 1000);
  BOOST_TEST(wrong == 0);
}

BOOST_AUTO_TEST_CASE(a_study_area_too_small_to_see_does_not_let_the_colors_out) {
  const test::TemporaryFolder folder;
  test::write_text(folder / "map.json",
                   R"j({"version": 8, "metadata": {"riskmap:surfaces": {"risk": {"incidents": {"source": "i"},
    "bandwidth": "2km", "from": "2020-01-01", "as-of": "2024-12-31", "study-area": {"source": "area"}}}},
  "sources": {
    "i": {"type": "geojson", "data": {"type": "Feature", "properties": {"date_start": "2024-01-01"}, "geometry": {"type": "Point", "coordinates": [62.025, 25.025]}}},
    "area": {"type": "geojson", "data": {"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates":
      [[[62, 25], [62.05, 25], [62.05, 25.05], [62, 25.05], [62, 25]]]}}},
    "risk": {"type": "raster-dem", "tiles": ["riskmap://risk/{z}/{x}/{y}"], "encoding": "custom",
             "redFactor": 1, "greenFactor": 0.00390625, "blueFactor": 0.0000152587890625, "baseShift": 0}},
  "layers": [{"id": "risk", "type": "color-relief", "source": "risk", "paint": {"color-relief-color":
    ["interpolate", ["linear"], ["elevation"], 0, "rgba(0,0,0,0)", 0.001, "rgba(0,0,0,0)", 0.002, "#ff0000"]}}]})j");
  const auto scene = map::Scene::load(folder / "map.json", layer_specs());
  const Renderer renderer(scene);
  const auto world = View::tile({0, 0, 0});
  BOOST_TEST(test::ink(renderer.picture(world)) == 0.0);
  BOOST_TEST(test::ink(mask_tile(renderer, scene.surface(""), world)) == 0.0);
  BOOST_TEST(test::count_color(surface_tile(scene.surface(""), world), "#000000ff") == 256 * 256);
  BOOST_TEST(renderer.is_empty(View::tile({3, 0, 0})));
  BOOST_TEST(test::ink(renderer.picture(View::tile(geo::tile_at({62.025, 25.025}, 10)))) > 500.0);
}

BOOST_AUTO_TEST_CASE(opacity_fades_the_colors_and_not_the_states) {
  const SmallSurface faint({.set = {{"layers[1].paint.color-relief-opacity", "0.5"}}});
  const auto view = test::surface_view();
  const auto whole = small().map().picture(view), half = faint.map().picture(view);
  int red = 0;
  for_settled_pixels(view, [&](int x, int y, State state) {
    if (state != State::ok || color_at(whole, x, y) != "#bd0026ff") return;
    ++red;
    BOOST_REQUIRE(std::abs(half.pixel(x, y)[1] - 127) <= 2);
  });
  BOOST_TEST(red > 20);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap::render
