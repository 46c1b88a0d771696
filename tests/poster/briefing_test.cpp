// SPDX-License-Identifier: MIT
// The default map's own page.
#include <riskmap/poster/arrangement.hpp>
#include <riskmap/render/layer_type.hpp>

#include <tests/support/test.hpp>

#include <algorithm>
#include <utility>

namespace riskmap {
BOOST_AUTO_TEST_SUITE(poster)
BOOST_AUTO_TEST_SUITE(briefing)

BOOST_AUTO_TEST_CASE(it_fits_on_every_page_and_says_what_must_be_said) {
  const auto scene = map::Scene::load(test::root() / "styles/briefing.json", render::layer_specs());
  const auto layout = poster::read_layout(scene, "");
  for (const char* size : {"A4", "A3", "A2", "A0"}) {
    for (const bool landscape : {true, false}) {
      BOOST_TEST_CONTEXT(size << (landscape ? " landscape" : "")) {
        const auto page = poster::arrange(scene, layout, {.size = poster::parse_page_size(size, landscape), .dpi = 72});
        BOOST_TEST(page.view.width > 100);
        for (const auto& piece : page.pieces) BOOST_TEST(piece.type >= 0.6, piece.name);
      }
    }
  }
  const auto page = poster::arrange(scene, layout, {});
  BOOST_TEST(page.facts.at("title").starts_with("Listed attacks: Balochistan and Sindh"));
  BOOST_TEST(page.facts.at("data").find("Rows: 48 read, 48 used, 0 rejected.") != std::string::npos);
  BOOST_TEST(page.facts.at("fonts").starts_with("Type: Noto "));
  for (const auto& piece : page.pieces)
    BOOST_TEST(piece.type * 9 * 0.92 >= 7.5, piece.name);  // points of the legend's smallest type
}

// Nastaliq takes half as much room again as Latin: on a small page lying down there is too little.
BOOST_AUTO_TEST_CASE(it_fits_in_other_languages) {
  for (const char* language : {"ur", "zh"}) {
    const auto scene =
        map::Scene::load(test::root() / "styles/briefing.json", render::layer_specs(), {.language = language});
    const auto layout = poster::read_layout(scene, "");
    for (const auto& [size, landscape] : {std::pair{"A4", false}, {"A3", false}, {"A3", true}, {"A1", true}}) {
      BOOST_TEST_CONTEXT(language << " " << size << (landscape ? " landscape" : ""))
      BOOST_CHECK_NO_THROW(
          poster::arrange(scene, layout, {.size = poster::parse_page_size(size, landscape), .dpi = 72}));
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap
