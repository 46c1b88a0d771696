#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""`riskmap new`, and the way from there to a map of one's own CSV."""
import json

import support

OWN = "longitude,latitude,date_start\n" + "".join(f"{66 + i / 10},{26 + i / 20},2024-0{1 + i}-15\n" for i in range(8))


class NewTest(support.ToolTest):
    def test_five_minutes_to_ones_own_data(self):
        _, err = self.run_tool("new", "mymap")
        self.assertIn("mymap/README.txt tells the next steps", err)
        for name in ("map.json", "README.txt", "geodata/incidents.csv"):
            self.assertIn(name, self.names("mymap"))
        self.write("mine.csv", OWN)
        _, err = self.run_tool("image", "mymap/map.json", "--data", "incidents=mine.csv", "-o", "mine.png", "--width", "400")
        self.assertIn("rows: 8 read, 8 used, 0 rejected", err)
        self.run_tool("image", "mymap/map.json", "-o", "theirs.png", "--width", "400")
        self.assertNotEqual(self.read("mine.png"), self.read("theirs.png"))
        self.write("mymap/geodata/incidents.csv", OWN)
        self.run_tool("image", "mymap/map.json", "-o", "again.png", "--width", "400")
        self.assertEqual(self.read("mine.png"), self.read("again.png"))

    def test_a_document_of_ones_own_is_copied_with_its_data(self):
        report = self.run_json("new", "small.json", "copy")
        self.assertEqual(report, {"document": "copy/map.json", "data": ["incidents.csv"]})
        self.assertEqual(self.names("copy"), ["README.txt", "incidents.csv", "map.json"])
        self.assertEqual(self.read("copy/map.json"), self.read("small.json"))

    def test_paths_that_lead_out_are_rewritten(self):
        self.write("elsewhere/events.csv", support.ONE_EVENT)
        style = support.small_style()
        style["sources"]["incidents"]["url"] = "../elsewhere/events.csv"
        style["layers"][2]["source-layer"] = "events"
        self.write_style(style, "styles/out.json")
        self.run_tool("new", "styles/out.json", "copy", "--data-root", "elsewhere")
        copied = json.loads(self.read("copy/map.json"))
        self.assertEqual(copied["sources"]["incidents"]["url"], "geodata/events.csv")
        self.run_tool("check", "copy/map.json")

    def test_an_empty_folder_is_filled_and_an_occupied_one_refused(self):
        (self.folder / "copy").mkdir()
        self.run_tool("new", "small.json", "copy/")
        _, err = self.run_tool("new", "small.json", "copy", code=4)
        self.assertIn("copy: exists and is not empty", err)

    def test_a_missing_file_leaves_nothing(self):
        (self.folder / "incidents.csv").unlink()
        before = self.names()
        _, err = self.run_tool("new", "small.json", "copy", code=2)
        self.assertIn("incidents.csv", err)
        self.assert_nothing_written(before)


class CheckTest(support.ToolTest):
    def test_the_default_map_is_valid(self):
        out, _ = self.run_tool("check")
        self.assertIn("briefing.json: valid", out)

    def test_json_lists_every_mistake(self):
        style = support.small_style()
        style["layers"][0]["paint"] = {f"colour-{i}": 1 for i in range(25)}
        self.write_style(style)
        out, err = self.run_tool("check", "small.json", "--json", code=2)
        answer = json.loads(out)
        self.assertFalse(answer["valid"])
        self.assertEqual(len(answer["mistakes"]), 25)
        self.assertIn("riskmap: and 5 more", err)

    def test_json_of_a_valid_map(self):
        answer = self.run_json("check", "small.json")
        self.assertTrue(answer["valid"])
        self.assertEqual(answer["provenance"]["data"][0]["rows"]["used"], 1)

    def test_a_layer_that_is_not_there(self):
        style = support.small_style()
        style["layers"][2]["source-layer"] = "events"
        self.write_style(style)
        _, err = self.run_tool("check", "small.json", code=2)
        self.assertRegex(err, r"small\.json:\d+:\d+: layers\[2\]\.source-layer: incidents\.csv has no layer 'events' \(has: incidents\)")


if __name__ == "__main__":
    support.main()
