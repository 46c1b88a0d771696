// SPDX-License-Identifier: MIT
#include <riskmap/poster/furniture.hpp>

#include <riskmap/base/error.hpp>
#include <riskmap/poster/arrangement.hpp>

#include "fixture.hpp"

namespace riskmap {
BOOST_AUTO_TEST_SUITE(poster)
BOOST_AUTO_TEST_SUITE(furniture)

namespace {

// True if something not white lies outside the box, by more than a pixel for smooth edges.
bool marks_outside(const render::Picture& picture, const geo::PixelBox& box) {
  const auto inside = box.grown(1.5);
  for (int y = 0; y < picture.height; ++y) {
    for (int x = 0; x < picture.width; ++x) {
      const auto* p = picture.pixel(x, y);
      if ((p[0] != 255 || p[1] != 255 || p[2] != 255) && !inside.contains(x + 0.5, y + 0.5)) return true;
    }
  }
  return false;
}

bool marks_any(const render::Picture& picture) {
  for (std::size_t i = 0; i < picture.rgba.size(); ++i) {
    if (picture.rgba[i] != 255) return true;
  }
  return false;
}

}  // namespace

BOOST_AUTO_TEST_CASE(each_piece_has_a_size_and_draws_within_it) {
  const test::TemporaryFolder folder;
  const auto scene = test::load(test::write_map(folder));
  auto page = poster::arrange(scene, poster::read_layout(scene, ""), {.size = {420, 297}, .dpi = 100});
  constexpr double scale = 4;  // pixels per mm
  for (const auto* furniture : poster::furniture_catalogue()) {
    BOOST_TEST_CONTEXT(furniture->name) {
      BOOST_TEST(!furniture->summary.empty());
      poster::PlacedPiece piece{furniture, Json::object(), {}, 1, std::string(furniture->name)};
      for (const auto& option : furniture->options)
        piece.options[std::string(option.name)] = Json::parse(option.default_json);
      if (furniture->on_frame) page.frame = {20, 20, 180, 160};
      const auto size = furniture->measure(page.context(scene, piece), 90);
      BOOST_TEST(size.width > 0);
      BOOST_TEST(size.height > 0);
      geo::PixelBox box{20, 20, 20 + (furniture->on_frame ? size.width : std::max(90.0, size.width)), 20 + size.height};
      auto canvas = render::Canvas::page_picture(220, 200, scale);
      furniture->draw(page.context(scene, piece), canvas, box);
      const auto picture = canvas.take_picture();
      BOOST_TEST(marks_any(picture));
      BOOST_TEST(!marks_outside(picture, {box.min_x * scale, box.min_y * scale, box.max_x * scale, box.max_y * scale}));
    }
  }
}

BOOST_AUTO_TEST_CASE(an_unknown_fact_is_named) {
  const poster::Facts facts{{"narrowest", "29"}, {"widest", "213"}};
  BOOST_TEST(poster::fill_in("{narrowest}–{widest} km {", facts) == "29–213 km {");
  BOOST_TEST(test::error_text<UsageError>([&] { poster::fill_in("{widst}", facts); }) ==
             "there is no fact '{widst}' (did you mean 'widest'?)");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap
