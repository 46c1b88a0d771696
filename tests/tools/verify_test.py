#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""verify, diff and info over archives as `tiles` writes them, and over broken ones."""
import sqlite3

import support

OUTS = ["tiles", "tiles.mbtiles", "tiles.pmtiles"]


class ArchivesTest(support.ToolTest):
    def tiles(self, out, *arguments):
        return self.run_json("tiles", "small.json", "-o", out, "--zoom", "4-7", *arguments)


class VerifyTest(ArchivesTest):
    def test_what_tiles_writes_is_sound(self):
        for out in OUTS:
            for arguments in ([], ["--format", "surface"], ["--format", "mask"], ["--tile-size", "512", "--scale", "2"]):
                report = self.tiles(out, *arguments)
                found = self.run_json("verify", out)
                self.assertEqual((found["tiles"], found["fault_count"], found["faults"]), (report["tiles"], 0, []))
                self.assertEqual(found["digests"], found["tiles"])
        text, err = self.run_tool("verify", "tiles.pmtiles", "--quiet")
        self.assertRegex(text, r"^tiles\.pmtiles: sound: \d+ tiles read, \d+ different ones decoded \(.+\)\n$")
        self.assertEqual(err, "")

    def test_faults_are_listed_and_exit_with_7(self):
        report = self.run_json("tiles", "small.json", "-o", "tiles.mbtiles", "--zoom", "7-8", "--format", "surface", "--bbox", "63,25,65,27")
        with sqlite3.connect(self.folder / "tiles.mbtiles") as database:
            database.execute("update images set tile_data = substr(tile_data, 1, 60)")
        out, err = self.run_tool("verify", "tiles.mbtiles", code=7)
        self.assertRegex(out, r"^tiles\.mbtiles: \d+ faults: ")
        self.assertRegex(err, r"riskmap: tiles\.mbtiles: tile 7/\d+/\d+: ")
        contents = self.run_json("verify", "tiles.mbtiles", code=7)["fault_count"]
        self.assertLessEqual(contents, report["tiles"])
        self.assertEqual(err.count("riskmap: tiles.mbtiles: tile "), min(contents, 20))
        self.run_tool("tiles", "small.json", "-o", "tiles", "--zoom", "4-4")
        for i in range(30):
            self.write(f"tiles/stray-{i}", "")
        _, err = self.run_tool("verify", "tiles", code=7)
        self.assertEqual(err.count("riskmap: tiles: stray-"), 20)
        self.assertIn("riskmap: and 10 more\n", err)

    def test_what_is_no_archive(self):
        self.tiles("tiles.pmtiles")
        self.write("broken.pmtiles", "").write_bytes(self.read("tiles.pmtiles")[:-100])
        _, err = self.run_tool("verify", "broken.pmtiles", code=7)
        self.assertIn("riskmap: broken.pmtiles: ", err)
        self.write("notes.txt", "hello")
        self.run_tool("verify", "notes.txt", code=7)
        self.run_tool("verify", "none.pmtiles", code=2)


class DiffTest(ArchivesTest):
    def test_the_same_tiles_in_any_kind_are_no_difference(self):
        for out in OUTS:
            self.tiles(out)
        for other in OUTS:
            found = self.run_json("diff", "tiles.pmtiles", other)
            self.assertEqual((found["same"], found["different"], found["metadata"]), (True, 0, []), other)

    def test_differences_are_counted_and_listed(self):
        self.tiles("a.pmtiles")
        self.tiles("b.mbtiles", "--set", "layers[0].paint.background-color=#f4f1eb")
        out, err = self.run_tool("diff", "a.pmtiles", "b.mbtiles", "--pixels", "--list", "--quiet", code=7)
        self.assertRegex(out, r"(?m)^\d/\d+/\d+ different by up to 1$")
        self.assertIn("the largest difference is 1\n", out)
        self.assertIn("riskmap: b.mbtiles: is not the same as a.pmtiles", err)
        found = self.run_json("diff", "a.pmtiles", "b.mbtiles", "--list", code=7)
        self.assertEqual(len(found["tiles"]["different"]), found["different"])
        self.tiles("c", "--bbox", "63,25,65,27")
        found = self.run_json("diff", "a.pmtiles", "c", code=7)
        self.assertEqual((found["different"], found["only_in_b"]), (0, 0))
        self.assertGreater(found["only_in_a"], 0)

    def test_what_cannot_be_read(self):
        self.tiles("a.pmtiles")
        self.run_tool("diff", "a.pmtiles", "none.pmtiles", code=2)
        self.write("notes.txt", "hello")
        self.run_tool("diff", "a.pmtiles", "notes.txt", code=3)


class InfoTest(ArchivesTest):
    def test_says_what_riskmap_knows_of_its_own(self):
        for out in OUTS:
            self.tiles(out, "--tile-size", "512", "--scale", "2", "--shard", "2/3")
            info = self.run_json("info", out)
            self.assertEqual((info["digests"], info["tile_size"], info["scale"], info["unfinished"]), (True, 512, 2, None))
            self.assertEqual(info["shard"], "2/3")
            self.write(f"{out}.part-journal", "x")
            self.assertEqual(self.run_json("info", out)["unfinished"], f"{out}.part")
            text, _ = self.run_tool("info", out)
            self.assertIn("size:     512 px at scale 2\ndigests:  yes, for --since\nshard:    2/3\n", text)


if __name__ == "__main__":
    support.main()
