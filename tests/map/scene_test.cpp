// SPDX-License-Identifier: MIT
#include <tests/map/small_map.hpp>

namespace riskmap::map {
BOOST_AUTO_TEST_SUITE(map)
BOOST_AUTO_TEST_SUITE(scene)

using test::SmallFolder;

BOOST_AUTO_TEST_CASE(a_document_is_loaded_with_its_sources_its_surface_and_its_sites) {
  const SmallFolder small;
  const auto loaded = small.load();
  BOOST_TEST(loaded.document().name() == "Small");
  BOOST_REQUIRE(loaded.surfaces().size() == 1U);
  const auto& risk = loaded.surface("");
  BOOST_TEST(&risk == &loaded.surface("risk"));
  BOOST_TEST(&risk == loaded.surface_of(loaded.document().layers()[0]));
  BOOST_TEST(risk.surface->report().events_used == 3U);
  BOOST_TEST(risk.unit == "events per 1000 km² a year");
  BOOST_TEST(risk.as_of_given);
  BOOST_TEST(risk.step == 2.384185791015625e-7);
  BOOST_REQUIRE(loaded.sites().size() == 2U);
  BOOST_TEST(loaded.sites()[0].id == "port");
  BOOST_TEST(loaded.sites()[0].primary);
  BOOST_TEST(loaded.sites()[0].uncertainty.value() == 1000.0);
  BOOST_TEST(!loaded.sites()[1].primary);
  const auto* features = loaded.features(loaded.document().layers()[1]);
  BOOST_REQUIRE(features != nullptr);
  BOOST_TEST(features->features.size() == 2U);
  BOOST_TEST(loaded.features(loaded.document().layers()[0]) == nullptr);
  BOOST_TEST(test::has_note(loaded, "incidents.csv: rows: 3 read, 3 used, 0 rejected"));
  BOOST_TEST(loaded.rejects().empty());
}

BOOST_AUTO_TEST_CASE(the_bounds_are_the_documents_or_the_box_of_all_features) {
  SmallFolder small;
  BOOST_TEST((small.load().bounds() == geo::LonLatBox{62.3, 25.113, 73.193, 35.317}));
  small.document["metadata"]["riskmap:bounds"] = {60, 23, 75, 36};
  BOOST_TEST((small.load().bounds() == geo::LonLatBox{60, 23, 75, 36}));
}

BOOST_AUTO_TEST_CASE(a_sources_filter_leaves_features_out_for_all_who_ask) {
  SmallFolder small;
  const auto place = [](const char* id, int killed) {
    return Json{{"type", "Feature"},
                {"properties", {{"id", id}, {"killed", killed}, {"date_start", "2024-01-05"}}},
                {"geometry", {{"type", "Point"}, {"coordinates", {62.3 + 0.1 * killed, 25.2}}}}};
  };
  auto& source = small.document["sources"]["incidents"];
  source = {{"type", "geojson"},
            {"data", {{"type", "FeatureCollection"}, {"features", {place("a", 0), place("b", 2), place("c", 5)}}}}};
  small.document["layers"].push_back({{"id", "events"}, {"type", "symbol"}, {"source", "incidents"}});
  const auto left = [&](const Json& filter) {
    source["filter"] = filter;
    const auto loaded = small.load();
    BOOST_TEST(loaded.document().warnings().empty());
    BOOST_TEST(loaded.surface("").incidents->size() == loaded.source("incidents")->layers[0].features.size());
    std::string ids;
    const auto& layer = *loaded.features(loaded.document().layers().back());
    for (const auto& feature : layer.features) ids += std::get<std::string>(*layer.get(feature, "id"));
    return ids;
  };
  BOOST_TEST(left(true) == "abc");
  BOOST_TEST(left(Json::parse(R"([">", ["get", "killed"], 0])")) == "bc");
  BOOST_TEST(left(Json::parse(R"(["<", "killed", 3])")) == "ab");
  BOOST_TEST(left(Json::parse(R"(["in", ["get", "id"], ["literal", ["c", "d"]]])")) == "c");
  BOOST_TEST(left(Json::parse(R"(["<=", ["zoom"], 0])")) == "abc");  // as at zoom 0
  // What cannot be evaluated does not pass.
  BOOST_TEST(left(Json::parse(R"(["any", ["==", ["get", "id"], "a"], [">", ["get", "id"], 1]])")) == "a");
  source["filter"] = Json::parse(R"(["has", "nothing"])");
  BOOST_TEST(test::error_text<DataError>([&] { small.load(); }).find("no incident is left") != std::string::npos);
  source["filter"] = Json::parse(R"(["greater", 1])");
  BOOST_TEST(test::error_text<StyleError>([&] { small.load(); }).find("sources.incidents.filter[0]") !=
             std::string::npos);
}

BOOST_AUTO_TEST_CASE(an_unknown_surface_is_an_error_that_names_those_there_are) {
  SmallFolder small;
  const auto loaded = small.load();
  BOOST_TEST(test::error_text<UsageError>([&] { loaded.surface("nope"); }) ==
             "the document has no surface 'nope' (has: risk)");
  small.document["metadata"].erase("riskmap:surfaces");
  small.document["sources"].erase("risk");
  small.document["layers"].erase(0);
  const auto bare = small.load();
  BOOST_TEST(test::error_text<UsageError>([&] { bare.surface(""); }) ==
             "the document has no risk surface (riskmap:surfaces)");
}

BOOST_AUTO_TEST_CASE(a_missing_source_layer_is_named_with_those_there_are) {
  SmallFolder small;
  small.document["layers"][1]["source-layer"] = "towns";
  const auto text = test::error_text<StyleError>([&] { small.load(); });
  BOOST_TEST(text.ends_with("layers[1].source-layer: sites.csv has no layer 'towns' (has: sites)"));
  BOOST_TEST(text.starts_with(small.style().string() + ":1:"));
}

BOOST_AUTO_TEST_CASE(a_missing_layer_of_incidents_or_study_area_is_named_too) {
  SmallFolder small;
  small.surface()["incidents"]["source-layer"] = "events";
  BOOST_TEST(test::error_text<StyleError>([&] {
               small.load();
             }).ends_with("incidents.csv has no layer 'events' (has: incidents)"));
  small.surface()["incidents"].erase("source-layer");
  small.surface()["study-area"] = {{"source", "sites"}};
  BOOST_TEST(test::error_text<DataError>([&] { small.load(); }).ends_with("the study area has no polygon"));
}

BOOST_AUTO_TEST_CASE(an_encoding_that_is_too_small_is_refused_with_factors_that_fit) {
  SmallFolder small;
  auto& source = small.document["sources"]["risk"];
  source["blueFactor"] = 1e-12, source["greenFactor"] = 256e-12, source["redFactor"] = 65536e-12;
  const auto text = test::error_text<LimitError>([&] { small.load(); });
  BOOST_TEST(text.find("sources.risk: the surface reaches ") != std::string::npos);
  BOOST_TEST(text.find(", past the encoding's largest value 1.678e-05 (write \"redFactor\": ") != std::string::npos);
  // The factors it gives are taken at their word.
  const auto factors =
      Json::parse("{" + text.substr(text.find("\"redFactor\""), text.rfind(')') - text.find("\"redFactor\"")) + "}");
  for (const auto& [key, value] : factors.items()) source[key] = value;
  BOOST_TEST(factors.size() == 3U);
  const auto loaded = small.load();
  BOOST_TEST(loaded.surface("").surface->maximum() < loaded.surface("").step * 16777215.0);
}

BOOST_AUTO_TEST_CASE(a_value_is_rounded_to_a_step_and_never_to_nothing) {
  SceneSurface entry;
  entry.step = 0.5;
  BOOST_TEST(entry.rounded(0) == 0.0);
  BOOST_TEST(entry.rounded(-1) == 0.0);
  BOOST_TEST(entry.rounded(0.01) == 0.5);
  BOOST_TEST(entry.rounded(1.2) == 1.0);
  entry.step = 0;
  BOOST_TEST(entry.rounded(1.2) == 1.2);
}

BOOST_AUTO_TEST_CASE(an_as_of_that_is_not_given_is_the_newest_events_day_with_a_warning) {
  SmallFolder small;
  small.surface().erase("as-of");
  const auto loaded = small.load();
  BOOST_TEST(!loaded.surface("").as_of_given);
  BOOST_TEST(test::has_note(loaded,
                            "warning: surface 'risk' has no \"as-of\": the newest event's date 2024-01-05 is used, "
                            "which alone adds about one event to the rate"));
}

BOOST_AUTO_TEST_CASE(a_name_is_the_one_in_the_maps_language_else_the_english_one) {
  const SmallFolder small;
  const auto name = [](const Scene& loaded, std::size_t i) { return loaded.sites()[i].name; };
  const auto english = small.load(), urdu = small.load({.language = "ur"});
  BOOST_TEST(name(english, 0) == "Port");
  BOOST_TEST(name(urdu, 0) == "بندرگاہ");
  BOOST_TEST(name(urdu, 1) == "Dam");  // has none of its own
  // ["get", "name"] gives the same, though the file has no such column.
  const auto& table = *urdu.features(urdu.document().layers()[1]);
  BOOST_TEST(std::get<std::string>(*table.get(table.features[0], "name")) == "بندرگاہ");
  BOOST_TEST(std::get<std::string>(*table.get(table.features[1], "name")) == "Dam");
}

BOOST_AUTO_TEST_CASE(the_provenance_tells_data_windows_and_bandwidths) {
  const SmallFolder small;
  const auto told = small.load().provenance();
  BOOST_TEST(told["generator"].get<std::string>().starts_with("riskmap "));
  BOOST_TEST(told["map"] == "Small");
  BOOST_TEST(told["projection"] == "EPSG:3857");
  BOOST_TEST(told["document_sha256"].get<std::string>().size() == 64U);
  BOOST_REQUIRE(told["data"].size() == 2U);
  const auto& incidents = told["data"][0];
  BOOST_TEST(incidents["source"] == "incidents");
  BOOST_TEST(incidents["file"] == "incidents.csv");
  BOOST_TEST(incidents["sha256"].get<std::string>().size() == 64U);
  BOOST_TEST(incidents["rows"]["read"] == 3);
  BOOST_TEST(incidents["rows"]["used"] == 3);
  BOOST_TEST(incidents["rows"]["rejected"] == 0);
  const auto& risk = told["surfaces"][0];
  BOOST_TEST(risk["name"] == "risk");
  BOOST_TEST(risk["from"] == "2020-01-01");
  BOOST_TEST(risk["as_of"] == "2024-12-31");
  BOOST_TEST(risk["kernel"] == "quartic");
  BOOST_TEST(risk["bandwidth_km"] == 60.0);
  BOOST_TEST(risk["events_used"] == 3);
  BOOST_TEST(risk["half_life_years"].is_null());
  BOOST_TEST(risk["maximum"].get<double>() > 0);
  // Another document or other data show.
  SmallFolder other;
  other.document["name"] = "Other";
  test::write_text(other.folder / "incidents.csv", test::three_events + "d,2024-02-05,,62.3,25.2,3,5\n");
  const auto changed = other.load().provenance();
  BOOST_TEST(changed["document_sha256"] != told["document_sha256"]);
  BOOST_TEST(changed["data"][0]["sha256"] != incidents["sha256"]);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap::map
