// SPDX-License-Identifier: MIT
#include <riskmap/base/digest.hpp>
#include <riskmap/render/detail/fonts.hpp>
#include <riskmap/render/font_files.hpp>
#include <tests/render/small_map.hpp>

namespace riskmap::render {
BOOST_AUTO_TEST_SUITE(render)
BOOST_AUTO_TEST_SUITE(font_files)

namespace {

std::string named(const std::string& properties, const std::string& layout) {
  const test::SmallMap map(test::point(64, 64, properties), test::layer("symbol", "\"layout\":{" + layout + "}"));
  std::string out;
  for (const auto& font : riskmap::render::font_files(map.scene())) out += font.file + " ";
  return out;
}

}  // namespace

BOOST_AUTO_TEST_CASE(those_are_named_that_the_documents_letters_need) {
  const std::string names = R"("text-field":["get","name"])";
  BOOST_TEST(named(R"({"name":"Hub"})", names) == "NotoSans-Regular.ttf ");
  BOOST_TEST(named(R"({"name":"Hub","name_ur":"گوادر"})", names) == "NotoSans-Regular.ttf ");
  BOOST_TEST(named(R"({"name":"گوادر"})", names) == "NotoNastaliqUrdu-Regular.ttf NotoSans-Regular.ttf ");
  BOOST_TEST(named(R"({"name":"瓜达尔"})", R"("text-field":"{name}","text-font":["Noto Sans Bold"])") ==
             "NotoSans-Bold.ttf NotoSansCJK-Bold.ttc ");
  // Of every stack that an expression or a section may choose; fonts-noto-core has no SemiBold and no Medium.
  BOOST_TEST(
      named(
          R"({"name":"Hub"})",
          R"("text-font":["match",["get","rank"],1,["literal",["Noto Sans SemiBold"]],["literal",["Noto Sans Medium"]]],
      "text-field":["format",["get","name"],{"text-font":["literal",["Noto Sans Italic"]]}])") ==
      "NotoSans-Bold.ttf NotoSans-Italic.ttf NotoSans-Regular.ttf ");
  BOOST_TEST(named("{}", R"("icon-image":"dam")") == "");
}

BOOST_AUTO_TEST_CASE(the_provenance_has_their_versions_and_digests) {
  const test::SmallMap map(test::point(64, 64, R"({"name":"Hub"})"),
                           test::layer("symbol", R"("layout":{"text-field":["get","name"]})"));
  const auto fonts = riskmap::render::provenance(map.scene())["fonts"];
  BOOST_REQUIRE(fonts.size() == 1U);
  BOOST_TEST(fonts[0]["family"] == "Noto Sans");
  BOOST_TEST(fonts[0]["version"].get<std::string>().find('.') != std::string::npos);
  BOOST_TEST(fonts[0]["sha256"] == sha256_of_file("/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf"));
  BOOST_TEST(riskmap::render::provenance(map.scene()).dump() == riskmap::render::provenance(map.scene()).dump());
  const test::SmallMap none(test::point(64, 64), test::layer("circle", ""));
  BOOST_TEST(!riskmap::render::provenance(none.scene()).contains("fonts"));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap::render
