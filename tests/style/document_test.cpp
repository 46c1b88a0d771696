// SPDX-License-Identifier: MIT
#include <tests/style/small_styles.hpp>
#include <tests/support/test.hpp>

BOOST_AUTO_TEST_SUITE(style)
BOOST_AUTO_TEST_SUITE(document)

using riskmap::StyleError;
using riskmap::test::error_text;
using riskmap::test::line_style;
using riskmap::test::parse_style;
using namespace riskmap::style;

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
  const auto document = parse_style(R"({"version": 8, "name": "Briefing", "center": [67, 25], "zoom": 5,
    "sources": {"base": {"type": "vector", "url": "geodata/base.gpkg"}, "relief": {"type": "raster-dem", "url": "geodata/relief.tif"}},
    "layers": [{"id": "sea", "type": "background", "layout": {"visibility": "none"}, "paint": {"background-color": "#cde"}},
               {"id": "rivers", "type": "line", "source": "base", "source-layer": "rivers", "minzoom": 4, "maxzoom": 12.5,
                "metadata": {"mine": 1}, "paint": {"line-color": "blue"}}]})");
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
             "map.json:1:2: version: expected one of [8], 7 found\n"
             "map.json:1:27: layers: array expected, object found\n"
             "map.json:1:47: center: array length 2 expected, length 1 found\n"
             "map.json:1:60: pitch: number expected, string found");
}

BOOST_AUTO_TEST_CASE(parts_of_the_root_are_checked_and_what_has_no_effect_is_said) {
  const auto root = [](const std::string& more) {
    return R"({"version":8,"sources":{},"layers":[],)" + ("\n" + more) + "}";
  };
  BOOST_TEST(mistakes(root(R"("light":{"colour":"red","intensity":2,"position":[1,2]})")) ==
             "map.json:2:10: light.colour: unknown property \"colour\" (did you mean 'color'?)\n"
             "map.json:2:25: light.intensity: 2 is greater than the maximum value 1\n"
             "map.json:2:39: light.position: array length 3 expected, length 2 found");
  BOOST_TEST(mistakes(root(R"("sky":{"sky-color":["get","x"],"fog-color-transition":{"delay":-1}})")) ==
             "map.json:2:8: sky.sky-color: data expressions not supported\n"
             "map.json:2:56: sky.fog-color-transition.delay: -1 is less than the minimum value 0");
  BOOST_TEST(mistakes(root(R"("terrain":{"source":5,"exaggeration":-1})")) ==
             "map.json:2:12: terrain.source: string expected, number found\n"
             "map.json:2:23: terrain.exaggeration: -1 is less than the minimum value 0");
  BOOST_TEST(mistakes(root(R"("projection":{"type":["mercator","globe"]},"transition":{"duration":"x"})")) ==
             "map.json:2:15: projection.type: projection expected, invalid array [\"mercator\",\"globe\"] found\n"
             "map.json:2:58: transition.duration: number expected, string found");
  BOOST_TEST(mistakes(root(R"("sprite":[{"id":"a","url":"x"},{"id":"a","ulr":"x"}],"glyphs":"fonts/{range}")")) ==
             "map.json:2:32: sprite[1]: missing required property \"url\"\n"
             "map.json:2:32: sprite[1]: all the sprites' ids must be unique, but \"a\" is duplicated\n"
             "map.json:2:42: sprite[1].ulr: unknown property \"ulr\" (did you mean 'url'?)\n"
             "map.json:2:54: glyphs: \"glyphs\" url must include a \"{fontstack}\" token");
  BOOST_TEST(mistakes(root(R"("font-faces":{"A":5,"B":[{"url":"b","unicode-range":["U+9-1","x"]}]},"state":[])")) ==
             "map.json:2:15: font-faces.A: string or array expected, number found\n"
             "map.json:2:54: font-faces.B[0].unicode-range[0]: unicode range start must not be greater than its end\n"
             "map.json:2:62: font-faces.B[0].unicode-range[1]: invalid unicode range, expected a value such as "
             "\"U+26\", \"U+0-10FFFF\" or \"U+4\?\?\"\n"
             "map.json:2:70: state: object expected, array found");
  BOOST_TEST(
      warnings(root(R"("zom":1,"pitch":30,"bearing":0,"transition":{"delay":1},"projection":{"type":"mercator"})")) ==
      "map.json:2:1: zom: unknown property \"zom\" (did you mean 'zoom'?)\n"
      "map.json:2:9: pitch: \"pitch\" has no effect: a still map is seen from above\n"
      "map.json:2:32: transition: transitions have no effect: a still map does not move");
}

BOOST_AUTO_TEST_CASE(the_state_keeps_its_defaults) {
  const auto document = parse_style(
      R"({"version":8,"sources":{"s":{"type":"geojson","data":"a"}},"state":{"wide":{"default":7},"shown":{"default":false}},
    "layers":[{"id":"a","type":"line","source":"s","filter":["==",["global-state","wide"],7],
      "layout":{"visibility":["case",["global-state","shown"],"visible","none"]},"paint":{"line-width":["global-state","wide"]}}]})");
  const auto& line = document.layers().front();
  BOOST_TEST(line.number("line-width", {}) == 7.0);
  BOOST_TEST(line.accepts({}));
  BOOST_TEST(!line.visible);
}

BOOST_AUTO_TEST_CASE(sources_are_checked) {
  BOOST_TEST(mistakes(source_style("5")) == "map.json:2:1: sources.s: object expected, number found");
  BOOST_TEST(mistakes(source_style("{}")) ==
             "map.json:2:1: sources.s: \"type\" is required (one of vector, raster, raster-dem, "
             "geojson, video, image)");
  BOOST_TEST(mistakes(source_style(R"({"type":"vectr"})")) ==
             "map.json:2:6: sources.s.type: expected one of [vector, raster, raster-dem, geojson, video, image], "
             "\"vectr\" found "
             "(did you mean 'vector'?)");
  BOOST_TEST(mistakes(source_style(R"({"type":"video","coordinates":[[1,2],[3]]})")) ==
             "map.json:2:1: sources.s: missing required property \"urls\"\n"
             "map.json:2:21: sources.s.coordinates: array length 4 expected, length 2 found");
  BOOST_TEST(
      warnings(source_style(R"({"type":"image","url":"a.png","coordinates":[[0,1],[1,1],[1,0],[0,0]]})")) ==
      "map.json:2:1: sources.s: a source of type \"image\" is not drawn in this version (a georeferenced picture "
      "is a raster source)");
  BOOST_TEST(mistakes(source_style(R"({"type":"geojson","data":"a","buffer":513,"promoteId":5,"lineMetrics":1})")) ==
             "map.json:2:34: sources.s.buffer: 513 is greater than the maximum value 512\n"
             "map.json:2:47: sources.s.promoteId: string or object expected, number found (the name of a property, or "
             "one for each layer)\n"
             "map.json:2:61: sources.s.lineMetrics: boolean expected, number found");
  BOOST_TEST(
      mistakes(source_style(
          R"({"type":"geojson","data":"a","cluster":true,"clusterProperties":{"n":["+",["zoom"]],"m":["zzz",1]}})")) ==
      "map.json:2:79: sources.s.clusterProperties.n[1]: \"zoom\" and \"feature-state\" expressions are not "
      "supported with cluster properties.\n"
      "map.json:2:94: sources.s.clusterProperties.m[0]: Unknown expression \"zzz\". If you wanted a literal "
      "array, use [\"literal\", [...]].");
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
             "map.json:2:41: layers[0].minzoom: minzoom is not less than maxzoom: the layer would never be drawn "
             "(it is drawn from minzoom up to but not including maxzoom)");
  BOOST_TEST(warnings(line_style(R"("fliter":["has","x"])")) ==
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
  BOOST_TEST(
      mistakes(head + R"({"id":"a","type":"line","source":"v"}]})") ==
      "map.json:1:109: layers[0]: layer \"a\" must specify a \"source-layer\" (the name of a layer of the file; of a "
      "single-layer file, its name without suffix)");
  BOOST_TEST(mistakes(head + R"({"id":"a","type":"line","source":"r"}]})") ==
             "map.json:1:133: layers[0].source: a line layer cannot draw source \"r\" of type raster (it draws "
             "geojson, vector)");
  BOOST_TEST(
      mistakes(head + R"({"id":"a","type":"fill-extrusion","source":"v"}]})") ==
      "map.json:1:109: layers[0]: layer \"a\" must specify a \"source-layer\" (the name of a layer of the file; of a "
      "single-layer file, its name without suffix)");
  const auto undrawn =
      head +
      R"({"id":"a","type":"fill-extrusion","source":"v","source-layer":"l","paint":{"fill-extrusion-base":1}}]})";
  BOOST_TEST(
      warnings(undrawn) ==
      "map.json:1:119: layers[0].type: layers of type \"fill-extrusion\" are not drawn in this version (drawn are "
      "background, fill, line, symbol, color-relief, heatmap)");
  BOOST_TEST(parse_style(undrawn).layers().empty());
}

BOOST_AUTO_TEST_CASE(what_is_valid_but_may_surprise_is_a_warning) {
  BOOST_TEST(warnings(line_style(R"("paint":{"line-blur":2})")) ==
             "map.json:2:50: layers[0].paint.line-blur: \"line-blur\" has no effect: lines are drawn sharp");
  BOOST_TEST(
      warnings(R"({"version":8,"sources":{"s":{"type":"geojson","data":"a.json"}},
"layers":[{"id":"h","type":"heatmap","source":"s"}],"metadata":{"riskmap:pattens":{},"mine":1}})") ==
      "map.json:2:11: layers[0]: the radius of a heatmap is in pixels and means nothing on the ground (a risk surface "
      "is in ground units)\n"
      "map.json:2:65: metadata.riskmap:pattens: unknown key \"riskmap:pattens\" (did you mean 'riskmap:patterns'?)");
  BOOST_TEST(
      warnings(line_style(R"("filter":["all",["==",["geometry-type"],"Point"],["==",["geometry-type"],"Lines"]])")) ==
      "map.json:2:57: layers[0].filter[1]: a line layer draws no Point: the layer is never drawn\n"
      "map.json:2:90: layers[0].filter[2]: no geometry is of type \"Lines\": the layer is never drawn");
  BOOST_TEST(
      warnings(line_style(R"("paint":{"line-width":["case",["boolean",["feature-state","hover"],false],2,1]})")) ==
      "map.json:2:50: layers[0].paint.line-width: [\"feature-state\"] has no effect: nothing sets the state of a "
      "feature on a still map");
}

BOOST_AUTO_TEST_CASE(a_layer_may_take_over_from_another) {
  const std::string head =
      R"({"version":8,"sources":{"s":{"type":"geojson","data":"a"}},"layers":[)"
      R"({"id":"a","type":"line","source":"s","minzoom":3,"filter":["has","x"],"paint":{"line-width":4}},)"
      "\n";
  const auto document = parse_style(head + R"({"id":"b","ref":"a","paint":{"line-color":"red"}}]})");
  BOOST_REQUIRE_EQUAL(document.layers().size(), 2U);
  const auto& second = document.layers()[1];
  BOOST_TEST(second.type == "line");
  BOOST_TEST(second.min_zoom == 3.0);
  BOOST_TEST(second.filter.has_value());
  BOOST_TEST(!second.has("line-width"));
  BOOST_TEST((second.color("line-color", {}) == Color{1, 0, 0, 1}));
  BOOST_TEST(
      mistakes(head + R"({"id":"b","ref":"a","type":"line","paint":{"fill-color":"red"}},{"id":"c","ref":"z"}]})") ==
      "map.json:2:21: layers[1].type: \"type\" is prohibited for ref layers\n"
      "map.json:2:44: layers[1].paint.fill-color: unknown property \"fill-color\" (it is a property of fill layers)\n"
      "map.json:2:75: layers[2].ref: ref layer \"z\" not found");
}

BOOST_AUTO_TEST_CASE(gradients_need_measured_lines) {
  const auto style = [](const std::string& source) {
    return R"({"version":8,"sources":{"s":{"type":"geojson","data":"a")" + source + R"(}},"layers":[)" + "\n" +
           R"({"id":"a","type":"line","source":"s","paint":{"line-gradient":["interpolate",["linear"],["line-progress"],0,"red",1,"blue"]}}]})";
  };
  BOOST_TEST(mistakes(style("")) ==
             "map.json:2:47: layers[0].paint.line-gradient: layer \"a\" specifies a line-gradient, which requires a "
             "GeoJSON source with `lineMetrics` enabled. (write \"lineMetrics\": true in the source)");
  BOOST_TEST(warnings(style(R"(,"lineMetrics":true)")) == "");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
