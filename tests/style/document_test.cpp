// SPDX-License-Identifier: MIT
#include <tests/style/small_styles.hpp>
#include <tests/support/test.hpp>

BOOST_AUTO_TEST_SUITE(style)
BOOST_AUTO_TEST_SUITE(document)

using riskmap::StyleError;
using riskmap::test::error_text;
using riskmap::test::line_style;
using riskmap::test::parse_style;

namespace {

std::string mistakes(const std::string& text) {
  return error_text<StyleError>([&] { parse_style(text); });
}

std::string warnings(const std::string& text) {
  std::string lines;
  const auto document = parse_style(text);
  for (const auto& warning : document.warnings()) lines += (lines.empty() ? "" : "\n") + to_line(warning);
  return lines;
}

// One source beside "base", under the name "s".
std::string source_style(const std::string& source) {
  return R"({"version":8,"layers":[],"sources":{)" + ("\n\"s\":" + source) + "}}";
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_good_document_is_read) {
  const auto document =
      parse_style(R"({"version": 8, "name": "Briefing", "center": [67, 25], "zoom": 5, "glyphs": "x", "transition": {},
    "sources": {"base": {"type": "vector", "url": "geodata/base.gpkg"}, "relief": {"type": "raster-dem", "url": "geodata/relief.tif"}},
    "layers": [{"id": "sea", "type": "background", "layout": {"visibility": "none"}, "paint": {"background-color": "#cde"}},
               {"id": "rivers", "type": "line", "source": "base", "source-layer": "rivers", "minzoom": 4, "maxzoom": 12.5,
                "metadata": {"mine": 1}, "paint": {"line-color": "blue", "line-width-transition": {"duration": 0}}}]})");
  BOOST_TEST(document.name() == "Briefing");
  BOOST_REQUIRE_EQUAL(document.layers().size(), 2U);
  BOOST_TEST(!document.layers()[0].visible);
  const auto& rivers = document.layers()[1];
  BOOST_TEST(rivers.id == "rivers");
  BOOST_TEST(rivers.source == "base");
  BOOST_TEST(rivers.source_layer == "rivers");
  BOOST_TEST(rivers.min_zoom == 4.0);
  BOOST_TEST(rivers.max_zoom == 12.5);
  BOOST_TEST(rivers.path == "layers[1]");
  BOOST_TEST(rivers.has("line-color"));
  BOOST_TEST(document.source("base")->path == "geodata/base.gpkg");
  BOOST_TEST(document.source("none") == nullptr);
  BOOST_TEST(document.warnings().empty());
}

BOOST_AUTO_TEST_CASE(every_mistake_is_reported_at_once_with_its_place) {
  BOOST_TEST(mistakes(R"({"version": 8,
 "sources": {"base": {"type": "geojson", "data": "base.geojson"}},
 "layers": [
  {"id": "a", "type": "line", "source": "base", "paint": {
     "line-widht": 2,
     "line-color": ["get", "c", 5],
     "line-opacity": ["interpolate", ["linear"], ["zoom"],
        4, "x", 10, 1]}},
  {"id": "a", "type": "lien", "source": "bose"},
  {"type": "line", "source": "bose", "layout": {"line-width": 1}}
 ]})") == "map.json:5:6: layers[0].paint.line-widht: unknown property \"line-widht\" (did you mean 'line-width'?)\n"
          "map.json:6:33: layers[0].paint.line-color[2]: Expected object but found number instead.\n"
          "map.json:8:12: layers[0].paint.line-opacity[4]: Expected number but found string instead.\n"
          "map.json:9:4: layers[1].id: duplicate layer id \"a\", previously used by layers[0]\n"
          "map.json:9:15: layers[1].type: unknown layer type \"lien\" (did you mean 'line'?)\n"
          "map.json:10:3: layers[2]: missing required property \"id\"\n"
          "map.json:10:20: layers[2].source: source \"bose\" not found (did you mean 'base'?)\n"
          "map.json:10:49: layers[2].layout.line-width: unknown property \"line-width\" (it belongs under \"paint\")");
}

BOOST_AUTO_TEST_CASE(the_root_is_checked) {
  BOOST_TEST(mistakes("[]") == "map.json:1:1: object expected, array found");
  BOOST_TEST(mistakes("{}") ==
             "map.json:1:1: missing required property \"version\"\n"
             "map.json:1:1: missing required property \"sources\"\n"
             "map.json:1:1: missing required property \"layers\"");
  BOOST_TEST(mistakes(R"({"version":7,"sources":{},"layers":{},"zom":5,"center":[1],"pitch":"x"})") ==
             "map.json:1:39: zom: unknown property \"zom\" (did you mean 'zoom'?)\n"
             "map.json:1:60: pitch: number expected, string found\n"
             "map.json:1:27: layers: array expected, object found\n"
             "map.json:1:2: version: expected one of [8], 7 found\n"
             "map.json:1:47: center: array length 2 expected, length 1 found");
}

BOOST_AUTO_TEST_CASE(sources_are_checked) {
  BOOST_TEST(mistakes(source_style("5")) == "map.json:2:1: sources.s: object expected, number found");
  BOOST_TEST(mistakes(source_style("{}")) == "map.json:2:1: sources.s: \"type\" is required");
  BOOST_TEST(mistakes(source_style(R"({"type":"vectr"})")) ==
             "map.json:2:6: sources.s.type: expected one of [geojson, vector, raster, raster-dem], \"vectr\" found "
             "(did you mean 'vector'?)");
  BOOST_TEST(mistakes(source_style(R"({"type":"video"})")) ==
             "map.json:2:6: sources.s.type: a source of type \"video\" is not drawn in this version");
  BOOST_TEST(mistakes(source_style(R"({"type":"geojson"})")) ==
             "map.json:2:1: sources.s: missing required property \"data\"");
  BOOST_TEST(mistakes(source_style(R"({"type":"geojson","data":"a.json","clustr":true})")) ==
             "map.json:2:39: sources.s.clustr: unknown property \"clustr\" (did you mean 'cluster'?)");
  BOOST_TEST(mistakes(source_style(R"({"type":"vector","url":"https://a.example/t.json"})")) ==
             "map.json:2:22: sources.s.url: \"https://a.example/t.json\" is refused unless --allow-network");
  BOOST_TEST(mistakes(source_style(R"({"type":"geojson","data":"http://a.example/a.json"})")) ==
             "map.json:2:23: sources.s.data: \"http://a.example/a.json\" is refused unless --allow-network");
  BOOST_TEST(
      mistakes(source_style(R"({"type":"raster","tiles":["https://a.example/{z}/{x}/{y}.png"]})")) ==
      "map.json:2:31: sources.s.tiles[0]: \"https://a.example/{z}/{x}/{y}.png\" is refused unless --allow-network");
  BOOST_TEST(mistakes(source_style(R"({"type":"vector","url":"PG:dbname=x"})")) ==
             "map.json:2:22: sources.s.url: \"PG:dbname=x\" is refused unless --allow-network");
  BOOST_TEST(mistakes(source_style(R"({"type":"vector"})")) ==
             "map.json:2:1: sources.s: missing required property \"url\" (the path of a file)");
  BOOST_TEST(mistakes(source_style(R"({"type":"raster-dem","url":"a.tif","redFactor":2})")) ==
             "map.json:2:40: sources.s.redFactor: \"redFactor\" is only valid when \"encoding\" is set to \"custom\"");
  BOOST_TEST(warnings(source_style(R"({"type":"vector","url":"a.gpkg","urll":"x"})")) ==
             "map.json:2:37: sources.s.urll: unknown property \"urll\" (did you mean 'url'?)");
}

BOOST_AUTO_TEST_CASE(layers_are_checked) {
  BOOST_TEST(mistakes(line_style(R"("minzoom":-1)")) ==
             "map.json:2:41: layers[0].minzoom: -1 is less than the minimum value 0");
  BOOST_TEST(mistakes(line_style(R"("minzoom":9,"maxzoom":4)")) ==
             "map.json:2:41: layers[0].minzoom: minzoom is greater than maxzoom: the layer would never be drawn");
  BOOST_TEST(mistakes(line_style(R"("fliter":["has","x"])")) ==
             "map.json:2:41: layers[0].fliter: unknown property \"fliter\" (did you mean 'filter'?)");
  BOOST_TEST(mistakes(line_style(R"("filter":["==","a",null])")) ==
             "map.json:2:60: layers[0].filter[2]: string, number, or boolean expected, null found");
  BOOST_TEST(mistakes(line_style(R"("layout":{"visibility":"hidden"})")) ==
             "map.json:2:51: layers[0].layout.visibility: expected one of [visible, none], \"hidden\" found");
  BOOST_TEST(mistakes(line_style(R"("paint":{"line-with-transition":{}})")) ==
             "map.json:2:50: layers[0].paint.line-with-transition: unknown property \"line-with-transition\"");
  BOOST_TEST(mistakes(line_style(R"("paint":[])")) == "map.json:2:41: layers[0].paint: object expected, array found");
}

BOOST_AUTO_TEST_CASE(a_layer_needs_a_source_it_can_draw) {
  const std::string head =
      R"({"version":8,"sources":{"v":{"type":"vector","url":"v.gpkg"},"r":{"type":"raster","url":"r.tif"}},"layers":[)";
  BOOST_TEST(mistakes(head + R"({"id":"a","type":"line"}]})") ==
             "map.json:1:109: layers[0]: missing required property \"source\"");
  BOOST_TEST(mistakes(head + R"({"id":"a","type":"line","source":"v"}]})") ==
             "map.json:1:109: layers[0]: layer \"a\" must specify a \"source-layer\"");
  BOOST_TEST(mistakes(head + R"({"id":"a","type":"line","source":"r"}]})") ==
             "map.json:1:133: layers[0].source: a line layer cannot draw source \"r\" of type raster (it draws "
             "geojson, vector)");
  BOOST_TEST(mistakes(head + R"({"id":"a","type":"fill-extrusion","source":"v"}]})") ==
             "map.json:1:119: layers[0].type: layers of type \"fill-extrusion\" are not drawn in this version (drawn "
             "are background, fill, line, symbol, "
             "color-relief, heatmap)");
}

BOOST_AUTO_TEST_CASE(what_is_valid_but_may_surprise_is_a_warning) {
  BOOST_TEST(warnings(line_style(R"("paint":{"line-blur":2})")) ==
             "map.json:2:50: layers[0].paint.line-blur: \"line-blur\" has no effect: lines are drawn sharp");
  BOOST_TEST(
      warnings(R"({"version":8,"sources":{"s":{"type":"geojson","data":"a.json"}},
"layers":[{"id":"h","type":"heatmap","source":"s"}],"metadata":{"riskmap:pattens":{},"mine":1}})") ==
      "map.json:2:65: metadata.riskmap:pattens: unknown key \"riskmap:pattens\" (did you mean 'riskmap:patterns'?)\n"
      "map.json:2:11: layers[0]: the radius of a heatmap is in pixels and means nothing on the ground (a risk surface "
      "is in ground units)");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
