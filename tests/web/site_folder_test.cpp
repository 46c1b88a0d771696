// SPDX-License-Identifier: MIT
#include <riskmap/web/detail/site_folder.hpp>

#include <tests/support/test.hpp>

BOOST_AUTO_TEST_SUITE(web)
BOOST_AUTO_TEST_SUITE(site_folder)

using namespace riskmap;
using riskmap::web::detail::SiteFolder;
namespace fs = std::filesystem;

namespace {

void make_site(const fs::path& folder, const std::string& page) {
  SiteFolder site(folder);
  test::write_text(site.part() / "tiles.json", "{\"riskmap\": {}}");
  test::write_text(site.part() / "index.html", page);
  site.commit();
}

}  // namespace

BOOST_AUTO_TEST_CASE(appears_whole_or_not_at_all) {
  const test::TemporaryFolder temporary;
  {
    SiteFolder site(temporary / "web");
    test::write_text(site.part() / "index.html", "half");
    BOOST_TEST(!fs::exists(temporary / "web"));
  }
  BOOST_TEST(fs::is_empty(temporary.path()));
  make_site(temporary / "web", "whole");
  BOOST_TEST(test::read_file(temporary / "web/index.html") == "whole");
  BOOST_TEST(!fs::exists(temporary / "web.part"));
}

BOOST_AUTO_TEST_CASE(replaces_what_riskmap_made) {
  const test::TemporaryFolder temporary;
  make_site(temporary / "web", "old");
  test::write_text(temporary / "web/left-over.txt", "");
  make_site(temporary / "web/", "new");  // with a slash, as shells complete it
  BOOST_TEST(test::read_file(temporary / "web/index.html") == "new");
  BOOST_TEST(!fs::exists(temporary / "web/left-over.txt"));
  BOOST_TEST(!fs::exists(temporary / "web.old.part"));
}

BOOST_AUTO_TEST_CASE(takes_an_empty_folder_and_makes_missing_ones) {
  const test::TemporaryFolder temporary;
  fs::create_directory(temporary / "empty");
  make_site(temporary / "empty", "a");
  make_site(temporary / "far/away", "b");
  BOOST_TEST(test::read_file(temporary / "far/away/index.html") == "b");
}

BOOST_AUTO_TEST_CASE(leaves_other_folders_and_files_alone) {
  const test::TemporaryFolder temporary;
  fs::create_directory(temporary / "mine");
  test::write_text(temporary / "mine/thesis.txt", "years of work");
  const auto folder = test::error_text<OutputError>([&] { SiteFolder(temporary / "mine"); });
  BOOST_TEST(folder ==
             (temporary / "mine").string() +
                 ": is not empty and was not made by riskmap (name a new folder, or empty this one yourself)");
  BOOST_TEST(test::read_file(temporary / "mine/thesis.txt") == "years of work");
  test::write_text(temporary / "mine/tiles.json", "{\"tilejson\": \"3.0.0\"}");
  BOOST_CHECK_THROW(SiteFolder(temporary / "mine"), OutputError);
  const auto file = test::error_text<OutputError>([&] { SiteFolder(temporary / "mine/thesis.txt"); });
  BOOST_TEST(file.find("is a file, and a web map is a folder") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_folder_in_the_way_of_the_part_is_left_alone_too) {
  const test::TemporaryFolder temporary;
  fs::create_directory(temporary / "web.part");
  test::write_text(temporary / "web.part/mine.txt", "");
  BOOST_CHECK_THROW(SiteFolder(temporary / "web"), OutputError);
  BOOST_TEST(fs::exists(temporary / "web.part/mine.txt"));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
