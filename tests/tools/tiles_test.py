#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A tile drawn alone equals, byte for byte, the one in the folder, the MBTiles and the PMTiles, on one thread and on two."""
import json
import signal
import sqlite3
import time

import archives
import support

READERS = {"tiles": archives.read_folder, "tiles.mbtiles": archives.read_mbtiles, "tiles.pmtiles": archives.read_pmtiles}


class TilesTest(support.ToolTest):
    def tiles(self, out, *arguments):
        return self.run_json("tiles", "small.json", "-o", out, "--zoom", "4-7", *arguments)

    def test_all_archives_hold_the_same_tiles(self):
        found = {}
        for out, read in READERS.items():
            report = self.tiles(out)
            found[out] = read(self.folder / out)
            self.assertEqual(report["tiles"], len(found[out]), out)
        self.assertEqual(found["tiles"], found["tiles.mbtiles"])
        self.assertEqual(found["tiles"], found["tiles.pmtiles"])
        self.assertEqual({z for z, _, _ in found["tiles"]}, {4, 5, 6, 7})
        self.assertTrue(all(data.startswith(b"\x89PNG\r\n\x1a\n") for data in found["tiles"].values()))

    def test_a_tile_alone_equals_the_tile_in_a_batch(self):
        for arguments in ([], ["--format", "surface"], ["--format", "mask"], ["--tile-size", "512", "--scale", "2"]):
            with self.subTest(" ".join(arguments)):
                self.tiles("tiles.pmtiles", *arguments)
                stored = archives.read_pmtiles(self.folder / "tiles.pmtiles")
                for z, x, y in [(6, 43, 27), (7, 86, 54)]:
                    for threads in (1, 2):
                        self.run_tool("tile", "small.json", f"{z}/{x}/{y}", "-o", "alone.png", "--threads", threads, *arguments)
                        self.assertEqual(self.read("alone.png"), stored[z, x, y], f"{z}/{x}/{y} on {threads} threads")

    def test_archives_are_the_same_bytes_on_one_and_two_threads(self):
        for out in ("tiles.mbtiles", "tiles.pmtiles"):
            self.tiles(out, "--threads", "1")
            one = self.read(out)
            self.tiles(out, "--threads", "2")
            self.assertTrue(one == self.read(out), out)

    def test_an_archive_of_numbers_is_read_as_elevations(self):
        bare = support.small_style()
        bare["layers"] = bare["layers"][:2]  # no dots
        bare["layers"][1]["metadata"] = {"riskmap:states": {"none-in-reach": "rgba(0,0,0,0)", "few-events": {"color": "rgba(0,0,0,0)"}}}
        self.write_style(bare)
        self.run_tool("tile", "small.json", "7/86/54", "-o", "surface.png")
        drawn = {}
        for archive in ("numbers.mbtiles", "numbers.pmtiles"):
            self.write_style(bare)
            self.tiles(archive, "--format", "surface")
            style = {**bare, "metadata": {"riskmap:bounds": [60, 23, 70, 30]}}
            numbers = {key: value for key, value in bare["sources"]["risk"].items() if key != "tiles"}
            style["sources"] = {"risk": {**numbers, "url": archive}}
            self.write_style(style)
            self.run_tool("tile", "small.json", "7/86/54", "-o", archive + ".png")
            drawn[archive] = self.read(archive + ".png")
        self.assertEqual(drawn["numbers.mbtiles"], drawn["numbers.pmtiles"])
        theirs, ours = (support.pixels_of(self.read(name)) for name in ("surface.png", "numbers.pmtiles.png"))
        self.assertGreater(max(red for red, _, _ in ours) - min(blue for _, _, blue in ours), 100)  # the event is there
        differences = [abs(a - b) for our, their in zip(ours, theirs, strict=True) for a, b in zip(our, their, strict=True)]
        self.assertLess(sum(differences) / len(differences), 1)

    def test_the_fonts_of_the_labels_stand_beside_the_data(self):
        style = support.small_style()
        style["layers"].append({"id": "names", "type": "symbol", "source": "incidents", "source-layer": "incidents", "layout": {"text-field": "瓜达尔 {id}"}})
        self.write_style(style)
        fonts = {}
        for kind in ("png", "surface"):
            self.tiles(kind, "--format", kind)
            fonts[kind] = json.loads(self.read(f"{kind}/tiles.json"))["riskmap"].get("fonts", [])
        self.assertEqual([font["file"] for font in fonts["png"]], ["NotoSans-Regular.ttf", "NotoSansCJK-Regular.ttc"])
        self.assertTrue(all(len(font["sha256"]) == 64 and font["version"] for font in fonts["png"]))
        self.assertEqual(fonts["surface"], [])

    def test_a_tile_on_stdout(self):
        out, _ = self.run_tool("tile", "small.json", "6/43/27", binary=True)
        self.run_tool("tile", "small.json", "6/43/27", "-o", "a.png")
        self.assertEqual(out, self.read("a.png"))

    def test_an_empty_tile_is_told_and_not_written(self):
        before = self.names()
        _, err = self.run_tool("tile", "6/0/0", "-o", "a.png")
        self.assertIn("tile 6/0/0 is empty", err)
        self.assert_nothing_written(before)
        self.assertEqual(self.run_json("tile", "6/0/0", "-o", "a.png")["empty"], True)

    def test_the_default_map(self):
        box = "62,25,63,26"
        self.run_tool("tiles", "-o", "tiles", "--zoom", "6-6", "--bbox", box, "--threads", "1")
        self.run_tool("tiles", "-o", "tiles.mbtiles", "--zoom", "6-6", "--bbox", box, "--threads", "2")
        self.run_tool("tiles", "-o", "tiles.pmtiles", "--zoom", "6-6", "--bbox", box)
        for threads in ("1", "2"):
            self.run_tool("tile", "6/43/27", "-o", "a.png", "--threads", threads)
            for out, read in READERS.items():
                self.assertTrue(self.read("a.png") == read(self.folder / out)[6, 43, 27], f"{out}, {threads} threads")

    def test_plan_counts_and_draws_nothing(self):
        before = self.names()
        plan = self.run_json("tiles", "small.json", "--plan", "--zoom", "4-7")
        self.assert_nothing_written(before)
        report = self.tiles("tiles")
        self.assertEqual(plan["tiles"], report["tiles"] + report["empty"])
        self.assertEqual([z["zoom"] for z in plan["zooms"]], [4, 5, 6, 7])

    def test_drawing_again_replaces(self):
        for out in READERS:
            self.tiles(out)
            self.tiles(out, "--bbox", "63,25,65,27")
        self.assertEqual(archives.read_folder(self.folder / "tiles"), archives.read_pmtiles(self.folder / "tiles.pmtiles"))

    def test_a_folder_of_somebody_else_is_refused(self):
        self.write("tiles/diary.txt", "dear")
        _, err = self.run_tool("tiles", "small.json", "-o", "tiles", "--zoom", "4", code=4)
        self.assertIn("tiles", err)
        self.assertEqual(self.names("tiles"), ["diary.txt"])

    def test_mbtiles_is_sound(self):
        self.tiles("tiles.mbtiles")
        with sqlite3.connect(self.folder / "tiles.mbtiles") as database:
            self.assertEqual(database.execute("pragma integrity_check").fetchall(), [("ok",)])
            metadata = dict(database.execute("select name, value from metadata"))
        self.assertEqual((metadata["format"], metadata["minzoom"], metadata["maxzoom"]), ("png", "4", "7"))

    def test_info_says_what_was_made(self):
        for out, kind in (("tiles", "folder"), ("tiles.mbtiles", "mbtiles"), ("tiles.pmtiles", "pmtiles")):
            report = self.tiles(out)
            info = self.run_json("info", out)
            self.assertEqual((info["kind"], info["format"], info["tiles"]), (kind, "png", report["tiles"]))
            self.assertEqual([z["zoom"] for z in info["zooms"]], [4, 5, 6, 7])
            text, _ = self.run_tool("info", out)
            self.assertIn(f"{out}: {kind} of png tiles", text)

    def test_info_refuses_what_is_no_archive(self):
        self.write("broken.pmtiles", "PMTiles\x03 and nothing")
        self.run_tool("info", "broken.pmtiles", code=3)
        self.run_tool("info", "no-such.pmtiles", code=2)


class InterruptionTest(support.ToolTest):
    def interrupted_by(self, number):
        """What was drawn stays for --resume, and nothing else."""
        before = self.names()
        process = self.start("tiles", "small.json", "-o", "tiles.pmtiles", "--zoom", "4-13", "--threads", "2")
        deadline = time.monotonic() + 60
        while not (self.folder / "tiles.pmtiles.part").exists() and process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.05)
        time.sleep(0.3)
        process.send_signal(number)
        _, err = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 128 + number, err.decode())
        self.assertIn("--resume", err.decode())
        self.assertEqual(self.names(), sorted([*before, "tiles.pmtiles.part", "tiles.pmtiles.part-journal"]))

    def test_sigint(self):
        self.interrupted_by(signal.SIGINT)

    def test_sigterm(self):
        self.interrupted_by(signal.SIGTERM)


if __name__ == "__main__":
    support.main()
