// SPDX-License-Identifier: MIT
#include <riskmap/map/sprite.hpp>
#include <tests/support/test.hpp>

#include <fmt/format.h>

namespace riskmap::map {
BOOST_AUTO_TEST_SUITE(map)
BOOST_AUTO_TEST_SUITE(sprite)

namespace {

style::Document document(const std::string& sprite) {
  return style::Document::parse(
      parse_json(fmt::format(R"({{"version":8,"sources":{{}},{}"layers":[]}})", sprite), "map.json"), {});
}

const std::string svg = R"(<svg xmlns="http://www.w3.org/2000/svg" width="15" height="15"/>)";

struct Files {
  test::TemporaryFolder folder;
  Files() {
    std::filesystem::create_directory(folder / "icons");
    test::write_text(folder / "icons/dam.svg", svg);
    test::write_text(folder / "icons/port.svg", svg + "\n");
    test::write_text(folder / "icons/notes.txt", "no icon");
    test::write_text(folder / "sheet.json", R"({"a":{"x":0,"y":0,"width":1,"height":1,"pixelRatio":1}})");
    test::write_text(folder / "sheet.png", "one");
    test::write_text(folder / "sheet@2x.json", R"({"a":{"x":0,"y":0,"width":2,"height":2,"pixelRatio":2}})");
    test::write_text(folder / "sheet@2x.png", "two");
  }
  Sprite read(const std::string& sprite) const { return read_sprite(document(sprite), folder / "map.json", {}); }
  std::string refused(const std::string& sprite) const {
    return test::error_text<StyleError>([&] { read(sprite); });
  }
};

}  // namespace

BOOST_AUTO_TEST_CASE(folders_of_drawings_and_sprites_are_read) {
  const Files files;
  const auto folder = files.read(R"("sprite":"icons",)");
  BOOST_TEST(folder.drawings.size() == 2U);
  BOOST_TEST(folder.drawings.at("dam") == svg);
  BOOST_TEST(folder.files[0]["file"] == "icons");
  const auto sheet = files.read(R"("sprite":"sheet",)");
  BOOST_REQUIRE(sheet.sheets.size() == 1U);
  BOOST_TEST(sheet.sheets[0].png == "two");  // the sharper one
  const auto several = files.read(R"("sprite":[{"id":"default","url":"icons"},{"id":"own","url":"sheet"}],)");
  BOOST_TEST(several.drawings.contains("port"));
  BOOST_TEST(several.sheets[0].prefix == "own:");
}

BOOST_AUTO_TEST_CASE(without_a_sprite_the_shipped_icons_are_there) {
  const Files files;
  for (const auto* nothing : {"", R"("sprite":"riskmap",)"}) {
    const auto shipped = files.read(nothing);
    BOOST_TEST(shipped.drawings.contains("power-plant"));
    BOOST_TEST(shipped.files[0]["sha256"].get<std::string>().size() == 64U);
  }
}

BOOST_AUTO_TEST_CASE(what_changes_an_icon_changes_the_provenance) {
  const Files files;
  const auto before = files.read(R"("sprite":"icons",)").files;
  test::write_text(files.folder / "icons/dam.svg", svg + " ");
  BOOST_TEST(files.read(R"("sprite":"icons",)").files != before);
}

BOOST_AUTO_TEST_CASE(mistakes_are_named_with_their_place) {
  const Files files;
  const auto address = files.refused(R"("sprite":"https://example.org/sprite",)");
  BOOST_TEST(address.starts_with("map.json:1:"), address);
  BOOST_TEST(
      address.ends_with(": sprite: a sprite is read from files, not from an address (copy it beside the document)"),
      address);
  BOOST_TEST(files.refused(R"("sprite":"nowhere",)").find("nowhere: no such file") != std::string::npos);
  BOOST_TEST(files.refused(R"("sprite":"icons/dam.svg",)").find("neither a folder") != std::string::npos);
  BOOST_TEST(files.refused(R"("sprite":[{"id":"a"}],)").find("sprite[0]") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap::map
