#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Restart, refresh, shards and areas: whatever way a pyramid is made, its bytes are those of one run from nothing."""
import json
import random
import signal
import time

import archives
import support

ARCHIVES = ("tiles.pmtiles", "tiles.mbtiles", "tiles")
FORMATS = ("png", "png8", "webp", "mvt", "surface", "mask")


def incidents(count, seed=7):
    """Events all over the map's bounds, with names long enough to push one another away."""
    dice = random.Random(seed)
    return [(f"e{i}", round(dice.uniform(61, 69), 4), round(dice.uniform(24, 29), 4), f"2020-{1 + i % 12:02}-11", f"Place of event {i}")
            for i in range(count)]


def table(rows):
    return "id,longitude,latitude,date_start,place\n" + "".join(",".join(map(str, row)) + "\n" for row in rows)


class PyramidTest(support.ToolTest):
    def setUp(self):
        super().setUp()
        style = support.small_style()
        style["layers"].append({"id": "names", "type": "symbol", "source": "incidents", "source-layer": "incidents", "minzoom": 5,
                                "layout": {"text-field": ["get", "place"], "text-size": 12, "text-anchor": "top"},
                                "paint": {"text-halo-width": 1.5, "text-halo-color": "#fff"}})
        self.style = style
        self.write_style(style)
        self.rows = incidents(40)
        self.write("incidents.csv", table(self.rows))

    def tiles(self, out, *arguments, zoom="3-8"):
        return self.run_json("tiles", "small.json", "-o", out, "--zoom", zoom, *arguments)

    def content(self, out):
        """Every byte of an archive: of a folder, every file's."""
        path = self.folder / out
        if path.is_dir():
            return {str(file.relative_to(path)): file.read_bytes() for file in path.rglob("*") if file.is_file()}
        return {"": path.read_bytes()}

    def stored(self, out):
        read = {".pmtiles": archives.read_pmtiles, ".mbtiles": archives.read_mbtiles}
        return read.get((self.folder / out).suffix, archives.read_folder)(self.folder / out)

    def assert_same(self, one, other, what):
        one, other = self.content(one), self.content(other)
        self.assertEqual(sorted(one), sorted(other), what)
        self.assertEqual([name for name in one if one[name] != other[name]], [], what)

    def test_any_number_of_threads(self):
        for out in ARCHIVES:
            for threads in (1, 2, 8):
                self.tiles(f"{threads}-{out}", "--threads", threads)
                self.assert_same(f"1-{out}", f"{threads}-{out}", f"{out} on {threads} threads")

    def test_every_format_is_the_same_in_every_archive(self):
        for form in FORMATS:
            found = []
            for out in ARCHIVES:
                self.tiles(out, "--format", form, zoom="4-6")
                if out == "tiles":
                    found.append({tuple(int(part) for part in (*path.parent.relative_to(self.folder / out).parts, path.stem)): path.read_bytes()
                                  for path in (self.folder / out).glob("*/*/*.*")})
                else:
                    found.append(self.stored(out))
            self.assertEqual(found[0], found[1], form)
            self.assertEqual(found[0], found[2], form)
            self.assertGreater(len(found[0]), 6, form)

    def test_shards_merged_equal_the_single_run(self):
        for out in ARCHIVES:
            self.tiles("whole-" + out)
            parts = []
            for i in range(1, 8):
                parts.append(f"part{i}-{out}")
                self.tiles(parts[-1], "--shard", f"{i}/7")
            self.run_tool("merge", "-o", "merged-" + out, *parts)
            self.assert_same("whole-" + out, "merged-" + out, out)
            self.run_tool("diff", "whole-" + out, "merged-" + out)

    def test_more_shards_than_tiles(self):
        for out in ARCHIVES:
            self.tiles("whole-" + out, zoom="3-4")
            parts = [f"part{i}-{out}" for i in range(1, 10)]
            counts = [self.tiles(part, "--shard", f"{i}/9", zoom="3-4")["tiles"] for i, part in enumerate(parts, 1)]
            self.assertIn(0, counts)
            for part in parts:
                self.run_tool("verify", part)
            self.run_tool("merge", "-o", "merged-" + out, *parts)
            self.assert_same("whole-" + out, "merged-" + out, out)

    def test_zooms_merged_equal_the_single_run(self):
        for out in ARCHIVES:
            self.tiles("whole-" + out)
            self.tiles("low-" + out, zoom="3-5")
            self.tiles("high-" + out, zoom="6-8")
            self.run_tool("merge", "-o", "merged-" + out, "low-" + out, "high-" + out)
            self.assert_same("whole-" + out, "merged-" + out, out)

    def test_zooms_of_vector_tiles_merged_equal_the_single_run(self):
        for out in ARCHIVES:
            for name, zoom in (("whole-", "3-8"), ("low-", "3-5"), ("high-", "6-8")):
                self.tiles(name + out, "--format", "mvt", zoom=zoom)
            self.run_tool("merge", "-o", "merged-" + out, "high-" + out, "low-" + out)
            self.assert_same("whole-" + out, "merged-" + out, out)

    def test_converted_equals_drawn(self):
        for out in ARCHIVES:
            self.tiles("drawn-" + out)
        for origin in ARCHIVES:
            for out in ARCHIVES:
                self.run_tool("merge", "-o", "made-" + out, "drawn-" + origin)
                self.assert_same("drawn-" + out, "made-" + out, f"{origin} to {out}")

    def kill_once_begun(self, process, out, patience, number):
        """Ends the process some time after its part appeared; answers whether it still ran."""
        part = self.folder / (out + ".part")
        while process.poll() is None and not part.exists():
            time.sleep(0.002)
        deadline = time.monotonic() + patience
        while process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.002)
        if process.poll() is not None:
            return False
        process.send_signal(number)
        return True

    def test_resumed_after_a_kill(self):
        for out in ARCHIVES:
            self.tiles("whole-" + out, zoom="3-11")
            kills = 0
            for attempt in range(60):
                process = self.start("tiles", "small.json", "-o", out, "--zoom", "3-11", "--resume", "--threads", "2")
                number = (signal.SIGKILL, signal.SIGKILL, signal.SIGTERM)[attempt % 3]
                kills += self.kill_once_begun(process, out, 0.01 + 0.06 * attempt, number)
                _, err = process.communicate()
                if process.returncode == 0:
                    break
                self.assertFalse((self.folder / out).exists(), "nothing stands under the final name before the end")
                self.assertIn(process.returncode, (-9, -15, 128 + 15), err.decode())  # -15: before it could listen
            self.assertEqual(process.returncode, 0, err.decode())
            self.assertGreater(kills, 1, "no run was interrupted: the test shows nothing")
            self.assert_same("whole-" + out, out, f"{out} after {kills} kills")
            self.assertEqual([name for name in self.names() if "part" in name], [])

    def test_another_job_is_not_resumed(self):
        for out in ARCHIVES:
            process = self.start("tiles", "small.json", "-o", out, "--zoom", "3-12", "--threads", "2")
            deadline = time.monotonic() + 60
            while not (self.folder / (out + ".part")).exists() and time.monotonic() < deadline:
                time.sleep(0.01)
            time.sleep(0.3)
            process.kill()
            process.communicate()
            self.write("incidents.csv", table(self.rows[:-1]))
            _, err = self.run_tool("tiles", "small.json", "-o", out, "--zoom", "3-12", "--resume", code=2)
            self.assertIn("--resume", err)
            self.write("incidents.csv", table(self.rows))
            self.tiles(out)  # without --resume it begins anew
            self.tiles("fresh-" + out)
            self.assert_same("fresh-" + out, out, out)

    def changed(self, old, new):
        one, other = self.stored(old), self.stored(new)
        return {"/".join(map(str, tile)) for tile in one.keys() | other.keys() if one.get(tile) != other.get(tile)}

    def assert_refreshed(self, out, what, most=1.0, arguments=()):
        """A run since the old archive equals a full one, lists what differs and draws little more."""
        report = self.tiles("new-" + out, "--since", "old-" + out, *arguments)
        self.tiles("full-" + out, *arguments)
        self.assert_same("full-" + out, "new-" + out, f"{out}: {what}")
        self.assertEqual(set(report["changed"]), self.changed("old-" + out, "full-" + out), what)
        self.assertLessEqual(report["drawn"], most * report["tiles"], what)
        return report

    def test_since_nothing_changed(self):
        for out in ARCHIVES:
            self.tiles("old-" + out)
            report = self.assert_refreshed(out, "the same again", most=0)
            self.assertEqual(report["changed"], [])

    def test_since_an_event_moved(self):
        moved = [list(row) for row in self.rows]
        moved[5][1] += 0.2
        for what, rows, most in (("one more", self.rows + [("new", 64.5, 26.5, "2020-05-05", "A new place")], 0.5),
                                 ("one less", self.rows[:11] + self.rows[12:], 0.5), ("one moved", moved, 0.6),
                                 ("a name", [(*row[:4], "Renamed" if row[0] == "e9" else row[4]) for row in self.rows], 0.4)):
            for out in ARCHIVES:
                self.write("incidents.csv", table(self.rows))
                self.tiles("old-" + out)
                self.write("incidents.csv", table(rows))
                report = self.assert_refreshed(out, what, most)
                self.assertGreater(report["drawn"], 0, what)

    def test_since_in_every_format(self):
        for form in FORMATS:
            self.write("incidents.csv", table(self.rows))
            self.tiles("old-tiles.pmtiles", "--format", form)
            self.write("incidents.csv", table(self.rows + [("new", 64.5, 26.5, "2020-05-05", "A new place")]))
            self.assert_refreshed("tiles.pmtiles", form, 0.6, ("--format", form))

    def test_since_under_adaptive_bandwidths(self):
        self.style["metadata"]["riskmap:surfaces"]["risk"]["adaptive"] = True
        self.write_style(self.style)
        self.tiles("old-tiles.pmtiles")
        self.write("incidents.csv", table(self.rows + [("new", 64.5, 26.5, "2020-05-05", "A new place")]))
        self.assert_refreshed("tiles.pmtiles", "adaptive")

    def test_since_the_document_changed(self):
        self.tiles("old-tiles.pmtiles")
        self.style["layers"][2]["paint"]["circle-color"] = "#d00"
        self.write_style(self.style)
        report = self.assert_refreshed("tiles.pmtiles", "red circles")
        self.assertLess(report["drawn"], report["tiles"], "tiles without a circle stay")
        self.style["layers"][0]["paint"]["background-color"] = "#eee"
        self.write_style(self.style)
        report = self.assert_refreshed("tiles.pmtiles", "another ground")
        self.assertEqual(report["drawn"], report["tiles"])

    def test_since_a_smaller_box(self):
        self.tiles("old-tiles.pmtiles")
        report = self.assert_refreshed("tiles.pmtiles", "a box", 0, ("--bbox", "62,25,66,28"))
        self.assertGreater(len(report["changed"]), 0, "what is gone has to be forgotten, too")

    def test_since_prints_the_tiles(self):
        self.tiles("old.pmtiles")
        self.write("incidents.csv", table(self.rows[1:]))
        out, _ = self.run_tool("tiles", "small.json", "-o", "new.pmtiles", "--zoom", "3-8", "--since", "old.pmtiles")
        self.assertEqual(set(out.split()), self.changed("old.pmtiles", "new.pmtiles"))

    def test_since_replaces_its_own_archive(self):
        for out in ARCHIVES:
            self.write("incidents.csv", table(self.rows))
            self.tiles(out)
            self.write("incidents.csv", table(self.rows[:-1]))
            self.tiles(out, "--since", out)
            self.tiles("full-" + out)
            self.assert_same("full-" + out, out, out)

    def test_an_area(self):
        triangle = {"type": "Polygon", "coordinates": [[[61, 24], [68, 25], [63, 29], [61, 24]]]}
        self.write("area.geojson", json.dumps({"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {}, "geometry": triangle}]}))
        self.tiles("whole.pmtiles", "--bbox", "61,24,68,29")
        report = self.tiles("area.pmtiles", "--area", "area.geojson")
        whole, inside = self.stored("whole.pmtiles"), self.stored("area.pmtiles")
        self.assertEqual(inside, {tile: whole[tile] for tile in inside})
        self.assertLess(len(inside), 0.8 * len(whole))
        plan = self.run_json("tiles", "small.json", "--plan", "--zoom", "3-8", "--area", "area.geojson")
        self.assertEqual(plan["tiles"], report["tiles"] + report["empty"])
        self.write("points.geojson", json.dumps({"type": "FeatureCollection", "features": [
            {"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [61, 24]}}]}))
        _, err = self.run_tool("tiles", "small.json", "-o", "x.pmtiles", "--area", "points.geojson", code=3)
        self.assertIn("points.geojson: has no polygon", err)

    def test_a_plan_comes_near_what_is_made(self):
        before = self.names()
        plan = self.run_json("tiles", "small.json", "--plan", "--zoom", "3-8", "--threads", "1")
        self.assertEqual(self.names(), before)
        report = self.tiles("tiles.pmtiles")
        self.assertEqual(plan["tiles"], report["tiles"] + report["empty"])
        self.assertLess(abs(plan["estimated_stored"] - report["tiles"]), 0.3 * report["tiles"])
        self.assertLess(abs(plan["estimated_bytes"] - report["bytes"]), 0.5 * report["bytes"])
        self.assertGreater(plan["estimated_seconds"], 0)

    def test_what_does_not_go_together(self):
        for arguments, said in ((["--shard", "8/7"], "--shard"), (["--shard", "0/7"], "--shard"), (["--plan", "--resume"], "--plan"),
                                (["--fast", "--format", "webp"], "--fast"), (["--format", "mvt", "--scale", "2"], "--scale")):
            _, err = self.run_tool("tiles", "small.json", "-o", "x.pmtiles", *arguments, code=2)
            self.assertIn(said, err)


if __name__ == "__main__":
    support.main()
