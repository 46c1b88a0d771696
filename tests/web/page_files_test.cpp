// SPDX-License-Identifier: MIT
#include <riskmap/web/page_files.hpp>

#include <tests/support/test.hpp>

BOOST_AUTO_TEST_SUITE(web)
BOOST_AUTO_TEST_SUITE(page_files)

using namespace riskmap;
namespace fs = std::filesystem;

namespace {

const fs::path page = test::root() / "lib/riskmap/web/page";

void copy_page(const fs::path& folder) {
  fs::create_directories(folder);
  for (const char* name : {"index.html", "words.json", "app.js", "app.css"}) fs::copy_file(page / name, folder / name);
}

}  // namespace

BOOST_AUTO_TEST_CASE(names_the_cure_when_the_npm_packages_are_missing) {
  const test::TemporaryFolder temporary;
  copy_page(temporary / "page");
  const auto what = test::error_text<EnvironmentError>([&] { riskmap::web::PageFiles(temporary / "page"); });
  BOOST_TEST(what == (temporary / "page").string() +
                         ": MapLibre GL JS and Leaflet are not there: no maplibre-gl/dist/maplibre-gl-csp.js"
                         " (run tools/quickstart, or npm ci in that folder)");
}

BOOST_AUTO_TEST_CASE(finds_them_where_an_installation_puts_them) {
  const test::TemporaryFolder temporary;
  copy_page(temporary / "web");
  fs::create_directory(temporary / "web/vendor");
  fs::create_directory_symlink(page / "node_modules/maplibre-gl", temporary / "web/vendor/maplibre-gl");
  fs::create_directory_symlink(page / "node_modules/leaflet", temporary / "web/vendor/leaflet");
  riskmap::web::PageFiles(temporary / "web").copy_to(temporary / "site");
  for (const char* name : {"app.js", "app.css", "vendor/maplibre-gl/maplibre-gl-csp.js",
                           "vendor/maplibre-gl/maplibre-gl-csp-worker.js", "vendor/maplibre-gl/maplibre-gl.css",
                           "vendor/maplibre-gl/LICENSE.txt", "vendor/leaflet/leaflet.js", "vendor/leaflet/LICENSE"}) {
    BOOST_TEST_CONTEXT(name) BOOST_TEST(fs::exists(temporary / "site" / name));
  }
}

BOOST_AUTO_TEST_CASE(the_page_names_no_other_host_and_runs_nothing_inline) {
  const auto html = test::read_file(page / "index.html");
  const auto script = test::read_file(page / "app.js"), sheet = test::read_file(page / "app.css");
  for (const auto& text : {html, script, sheet}) BOOST_TEST(text.find("://") == std::string::npos);
  BOOST_TEST(html.find("default-src 'none'; script-src 'self'; style-src 'self';") != std::string::npos);
  BOOST_TEST(html.find("unsafe") == std::string::npos);
  for (const char* word : {" onclick", " onload", " style=", "<style", "javascript:"})
    BOOST_TEST(html.find(word) == std::string::npos);
  for (const char* word : {"eval(", "new Function", "innerHTML", "document.write"})
    BOOST_TEST(script.find(word) == std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
