#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""`riskmap check`: every mistake of a document at once, each with its place and what to do."""
import json

import support


class CheckTest(support.ToolTest):
    def mistakes(self, style):
        self.write_style(style, "broken.json")
        return self.run_tool("check", "broken.json", code=2)[1].splitlines()

    def test_an_image_that_is_nowhere_is_told_though_another_stands_in(self):
        style = support.small_style()
        style["layers"].append({"id": "towns", "type": "symbol", "source": "incidents", "source-layer": "incidents",
                                "layout": {"icon-image": ["coalesce", ["image", "twon"], ["image", "town"]]}})
        self.write_style(style)
        answer = self.run_json("check", "small.json")
        self.assertEqual([(warning["message"], warning["hint"]) for warning in answer["warnings"]],
                         [('there is no image "twon": nothing is drawn where it is asked for', "did you mean 'town'?")])
        style["layers"][-1]["layout"]["icon-image"] = ["coalesce", ["image", "twon"], ["image", "cty"]]
        self.write_style(style)
        _, err = self.run_tool("check", "small.json", code=2)
        self.assertIn('layers[3].layout.icon-image: there is no image "twon" (did you mean \'town\'?)', err)

    def test_a_good_map_is_told_so(self):
        out, _ = self.run_tool("check", "small.json")
        self.assertEqual(out, "small.json: valid (3 layers, 2 sources, 1 surfaces, 0 warnings)\n")
        answer = self.run_json("check", "small.json")
        self.assertEqual((answer["valid"], answer["mistakes"], answer["warnings"]), (True, [], []))

    def test_mistakes_have_place_path_and_hint(self):
        self.write("broken.json", """{"version": 8, "pitch": "steep",
 "sources": {"s": {"type": "geojson", "data": "a.geojson", "clustr": true}},
 "layers": [
  {"id": "a", "type": "line", "source": "s", "paint": {
    "line-widht": 2,
    "line-opacity": 3,
    "line-translate": ["get", "d"],
    "line-width": {"stops": [[5, 1], [4, 2]]}}},
  {"id": "a", "type": "fill", "source": "z", "layout": {"fill-color": "red", "visibility": "hidden"}}
 ]}
""")
        _, err = self.run_tool("check", "broken.json", code=2)
        self.assertEqual([line.removeprefix("riskmap: ") for line in err.splitlines()], [
            "broken.json:1:16: pitch: number expected, string found",
            "broken.json:2:60: sources.s.clustr: unknown property \"clustr\" (did you mean 'cluster'?)",
            "broken.json:5:5: layers[0].paint.line-widht: unknown property \"line-widht\" (did you mean 'line-width'?)",
            "broken.json:6:5: layers[0].paint.line-opacity: 3 is greater than the maximum value 1",
            "broken.json:7:5: layers[0].paint.line-translate: data expressions not supported",
            "broken.json:8:39: layers[0].paint.line-width.stops[1][0]: stop domain values must appear in ascending order",
            "broken.json:9:4: layers[1].id: duplicate layer id \"a\", previously used by layers[0]",
            "broken.json:9:31: layers[1].source: source \"z\" not found (did you mean 's'?)",
            "broken.json:9:57: layers[1].layout.fill-color: unknown property \"fill-color\" (it belongs under \"paint\")",
            "broken.json:9:78: layers[1].layout.visibility: expected one of [visible, none], \"hidden\" found",
        ])

    def test_twenty_are_printed_and_all_stand_in_the_json(self):
        style = support.small_style()
        style["layers"] += [{"id": f"x{i}", "type": "lien"} for i in range(50)]
        err = self.mistakes(style)
        self.assertEqual(len(err), 21)
        self.assertEqual(err[-1], "riskmap: and 30 more")
        out, _ = self.run_tool("check", "broken.json", "--json", code=2)
        answer = json.loads(out)
        self.assertEqual((answer["valid"], len(answer["mistakes"])), (False, 50))
        self.assertEqual(answer["mistakes"][0]["hint"], "did you mean 'line'?")

    def test_what_has_no_effect_is_said_once(self):
        style = support.small_style()
        style |= {"pitch": 30, "light": {"intensity": 0.2}, "transition": {"duration": 100}, "terrain": {"source": "risk"},
                  "glyphs": "{fontstack}/{range}.pbf", "colour": "red"}
        style["layers"][2]["paint"] |= {"circle-radius-transition": {"duration": 5},
                                        "circle-color": ["case", ["boolean", ["feature-state", "hover"], False], "red", "blue"],
                                        "circle-pitch-scale": "viewport"}
        style["layers"].append({"id": "high", "type": "fill-extrusion", "source": "incidents", "source-layer": "incidents"})
        self.write_style(style)
        answer = self.run_json("check", "small.json")
        said = " ".join(warning["message"] for warning in answer["warnings"])
        self.assertTrue(answer["valid"])
        for word in ("\"pitch\" has no effect", "\"light\" has no effect", "transitions have no effect", "\"terrain\" has no effect",
                     "\"glyphs\" has no effect", "[\"feature-state\"] has no effect", "\"circle-pitch-scale\" has no effect",
                     "layers of type \"fill-extrusion\" are not drawn", "unknown property \"colour\""):
            self.assertEqual(said.count(word), 1, word)

    def test_what_a_browser_draws_otherwise_is_said(self):
        style = support.small_style()
        data = {"type": "FeatureCollection", "features": []}
        style["sources"]["areas"] = {"type": "geojson", "data": data}
        style["layers"] += [{"id": "a", "type": "fill", "source": "areas", "paint": {"fill-layer-blend": "multiply", "fill-layer-opacity": 0.5}},
                            {"id": "b", "type": "line", "source": "areas", "paint": {"line-layer-blend": "normal"}}]
        self.write_style(style)
        answer = self.run_json("check", "small.json")
        self.assertEqual([warning["message"] for warning in answer["warnings"]],
                         ['"fill-layer-blend" is drawn here, not in a browser: MapLibre GL JS draws every layer as normal'])

    def test_an_image_that_is_not_there(self):
        style = support.small_style()
        style["metadata"]["riskmap:patterns"] = {"hatch": {"color": "#000"}}
        style["layers"].append({"id": "f", "type": "fill", "source": "incidents", "source-layer": "incidents",
                                "paint": {"fill-pattern": "hacth"}})
        self.assertEqual([line.split(": ", 2)[2] for line in self.mistakes(style)],
                         ["layers[3].paint.fill-pattern: there is no image \"hacth\" (did you mean 'hatch'?)"])

    def test_hostile_documents_end_soon_and_clean(self):
        deep = "[" * 100000 + "]" * 100000
        layer = {"type": "line", "source": "s", "paint": {"line-widht": 1}}
        many = json.dumps({"version": 8, "sources": {"s": {"type": "geojson", "data": "a"}},
                           "layers": [dict(layer, id=f"l{i}") for i in range(100000)]})
        cases = {
            "nested more than 200 levels deep": deep,
            "the key \"version\" stands twice, first at 1:2": '{"version": 8, "version": 8}',
            "not valid JSON: invalid literal; last read: ": '{"version": NaN}',
            "not valid JSON: invalid string: ill-formed UTF-8 byte; last read:": '{"version": "\udcff"}',
            "and 99980 more": many,
            "less than the minimum value 0": json.dumps({"version": 8, "sources": {"s": {"type": "geojson", "data": "a"}}, "layers": [
                {"id": "a", "type": "line", "source": "s", "paint": {"line-width": -1e308}}]}),
            "number overflow": '{"version": 8, "zoom": 1e999}',
        }
        for text, document in cases.items():
            (self.folder / "hostile.json").write_bytes(document.encode("utf-8", "surrogateescape"))
            _, err = self.run_tool("check", "hostile.json", code=2)
            self.assertIn(text, err)
        self.write("bom.json", "\ufeff" + json.dumps(support.small_style()))
        self.run_tool("check", "bom.json")


if __name__ == "__main__":
    support.main()
