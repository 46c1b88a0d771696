// SPDX-License-Identifier: MIT
#include <tests/map/small_map.hpp>

namespace riskmap::map {
BOOST_AUTO_TEST_SUITE(map)
BOOST_AUTO_TEST_SUITE(files)

namespace fs = std::filesystem;
using Roots = std::vector<fs::path>;

namespace {

struct Places {
  Places() {
    for (const auto* name : {"map", "map/data", "root", "secret"}) fs::create_directory(folder / name);
    test::write_text(folder / "map/data/own.csv", "own");
    test::write_text(folder / "root/own.csv", "root's");
    test::write_text(folder / "root/other.csv", "other");
    test::write_text(folder / "secret/key.csv", "key");
  }
  std::string find(const std::string& path, const Roots& roots = {}) const {
    return fs::relative(find_file(path, folder / "map/map.json", roots), fs::canonical(folder.path())).string();
  }
  test::TemporaryFolder folder;
};

}  // namespace

BOOST_AUTO_TEST_CASE(the_documents_folder_comes_first_then_the_roots_then_the_installed_data) {
  const Places places;
  test::write_text(places.folder / "map/own.csv", "own");
  BOOST_TEST(places.find("data/own.csv") == "map/data/own.csv");
  BOOST_TEST(places.find("own.csv", {places.folder / "root"}) == "map/own.csv");
  BOOST_TEST(places.find("other.csv", {places.folder / "root"}) == "root/other.csv");
  BOOST_TEST(find_file("geodata/sites.csv", places.folder / "map/map.json", {}) ==
             fs::canonical(installed_data() / "geodata/sites.csv"));
}

BOOST_AUTO_TEST_CASE(a_file_that_is_nowhere_is_an_error_that_says_where_it_was_looked_for) {
  const Places places;
  const auto text = test::error_text<UsageError>([&] { places.find("nope.csv", {places.folder / "root"}); });
  BOOST_TEST(text.starts_with("nope.csv: no such file (looked in "));
  BOOST_TEST(text.find(fs::canonical(places.folder / "map").string() + ", ") != std::string::npos);
  BOOST_TEST(text.find(fs::canonical(places.folder / "root").string()) != std::string::npos);
}

BOOST_AUTO_TEST_CASE(nothing_outside_these_folders_is_opened) {
  const Places places;
  const std::string refusal =
      "lies outside the document's folder and the data roots (name its folder with --data-root)";
  const auto refused = [&](const std::string& path, const Roots& roots = {}) {
    return test::error_text<UsageError>([&] { places.find(path, roots); }) == path + ": " + refusal;
  };
  const auto key = (places.folder / "secret/key.csv").string();
  BOOST_TEST(refused("../secret/key.csv"));
  BOOST_TEST(refused(key));
  fs::create_symlink(key, places.folder / "map/link.csv");
  fs::create_directory_symlink(places.folder / "secret", places.folder / "map/folder");
  BOOST_TEST(refused("link.csv"));
  BOOST_TEST(refused("folder/key.csv"));
  // A folder whose name only begins the same is another folder.
  fs::create_directory(places.folder / "map-2");
  test::write_text(places.folder / "map-2/key.csv", "key");
  BOOST_TEST(refused("../map-2/key.csv"));
  // A root that holds it lets it in, however it is written.
  const Roots secret = {places.folder / "secret"};
  BOOST_TEST(places.find("../secret/key.csv", secret) == "secret/key.csv");
  BOOST_TEST(places.find(key, secret) == "secret/key.csv");
  BOOST_TEST(places.find("link.csv", secret) == "secret/key.csv");
  BOOST_TEST(places.find((places.folder / "map/data/own.csv").string()) == "map/data/own.csv");
}

BOOST_AUTO_TEST_CASE(a_document_given_by_its_bare_name_stands_in_the_working_folder) {
  BOOST_TEST(find_file("tests/map/files_test.cpp", "map.json", {}) == fs::canonical("tests/map/files_test.cpp"));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap::map
