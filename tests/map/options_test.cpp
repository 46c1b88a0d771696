// SPDX-License-Identifier: MIT
// What --set, --data, --filter, --from and --as-of do to a document.
#include <riskmap/base/units.hpp>
#include <tests/map/small_map.hpp>

namespace riskmap::map {
BOOST_AUTO_TEST_SUITE(map)
BOOST_AUTO_TEST_SUITE(options)

using test::SmallFolder;

namespace {

std::size_t events(const Scene& loaded) { return loaded.surface("").surface->report().events_used; }

}  // namespace

BOOST_AUTO_TEST_CASE(set_changes_the_document_before_it_is_read) {
  const SmallFolder small;
  const auto loaded = small.load({.set = {{"riskmap:surfaces.risk.bandwidth", "30km"},
                                          {"metadata.riskmap:surfaces.risk.adaptive", "true"},
                                          {"name", "Mine"},
                                          {"layers[1].minzoom", "4"}}});
  const auto& spec = *loaded.surface("").spec;
  BOOST_TEST(spec.bandwidth.value() == 30000.0);
  BOOST_TEST(spec.adaptive);
  BOOST_TEST(loaded.document().name() == "Mine");
  BOOST_TEST(loaded.document().layers()[1].min_zoom == 4.0);
  BOOST_TEST(test::error_text<UsageError>([&] {
               small.load({.set = {{"layers[9].minzoom", "4"}}});
             }).starts_with("--set: "));
  BOOST_TEST(test::error_text<StyleError>([&] {
               small.load({.set = {{"riskmap:surfaces.risk.bandwidth", "60"}}});
             }).find("riskmap:surfaces.risk.bandwidth: 60 has no unit") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_filter_is_anded_to_the_surfaces_own) {
  SmallFolder small;
  const LoadOptions deadly{.filter = R"([">", ["coalesce", ["get", "killed"], 0], 0])"};
  BOOST_TEST(events(small.load(deadly)) == 1U);
  small.surface()["incidents"]["filter"] = Json::parse(R"(["in", ["get", "id"], ["literal", ["a", "b"]]])");
  BOOST_TEST(events(small.load()) == 2U);
  BOOST_TEST(events(small.load(deadly)) == 1U);
  BOOST_TEST(test::error_text<DataError>([&] { small.load({.filter = "false"}); }) ==
             "incidents.csv: no incident is left (3 were left out by the filter)");
  BOOST_TEST(test::error_text<UsageError>([&] { small.load({.filter = "killed > 3"}); }) ==
             R"(--filter: is not a JSON expression (like '["==", ["get", "event_type"], "ambush"]'))");
}

BOOST_AUTO_TEST_CASE(a_filter_on_a_document_with_a_mistake_tells_of_the_mistake) {
  SmallFolder small;
  small.surface()["incidents"] = "incidents.csv";
  BOOST_TEST(test::error_text<StyleError>([&] {
               small.load({.filter = "true"});
             }).find("riskmap:surfaces.risk.incidents: object expected") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(from_and_as_of_set_the_window_of_every_surface) {
  const SmallFolder small;
  const auto loaded = small.load({.from = "2023-01-01", .as_of = "2023-12-31"});
  const auto& risk = loaded.surface("");
  BOOST_TEST(events(loaded) == 1U);
  BOOST_TEST(to_iso_date(risk.from) == "2023-01-01");
  BOOST_TEST(to_iso_date(risk.until) == "2024-01-01");  // the end of that day
  BOOST_TEST(risk.surface->report().outside_window == 2U);
  BOOST_TEST(test::error_text<StyleError>([&] {
               small.load({.as_of = "soon"});
             }).find("riskmap:surfaces.risk.as-of: \"soon\" is not a date (write it like 2024-01-31)") !=
             std::string::npos);
  BOOST_TEST(test::error_text<StyleError>([&] {
               small.load({.from = "2025-06-01"});
             }).find("\"from\" lies after \"as-of\"") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(ones_own_file_stands_in_for_the_documents) {
  SmallFolder small;
  small.document["layers"][1]["source"] = small.document["layers"][1]["source-layer"] = "incidents";
  const test::TemporaryFolder elsewhere;
  const auto file = (elsewhere / "mine.csv").string();
  test::write_text(file, "date_start,longitude,latitude\n2024-06-01,64,26\n2024-06-02,64,26\n");
  const auto loaded = small.load({.data = {{"incidents", file}}});
  BOOST_TEST(events(loaded) == 2U);
  BOOST_TEST(loaded.features(loaded.document().layers()[1])->features.size() == 2U);
  BOOST_TEST(loaded.provenance()["data"][0]["file"] == file);
  BOOST_TEST(test::error_text<UsageError>([&] {
               small.load({.data = {{"attacks", file}}});
             }) == "--data: the document has no source 'attacks' (has: incidents, sites, risk)");
}

BOOST_AUTO_TEST_CASE(ones_own_raster_stands_in_for_the_documents) {
  SmallFolder small;
  const auto relief = (test::root() / "geodata/relief.tif").string();
  small.document["sources"]["relief"] = {{"type", "raster-dem"}, {"url", "nowhere.tif"}};
  small.document["layers"].push_back({{"id", "relief"}, {"type", "color-relief"}, {"source", "relief"}});
  const auto loaded = small.load({.data = {{"relief", relief}}});
  BOOST_REQUIRE(loaded.elevation(loaded.document().layers()[2]) != nullptr);
  BOOST_TEST(loaded.elevation(loaded.document().layers()[2])->path == relief);
}

BOOST_AUTO_TEST_CASE(a_file_for_a_source_that_shows_a_surface_is_refused) {
  const SmallFolder small;
  BOOST_TEST(test::error_text<UsageError>([&] {
               small.load({.data = {{"risk", "a.tif"}}});
             }) == "--data: source 'risk' shows the surface 'risk' and has no file");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap::map
