#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Shards, ranges of zooms and conversions, merged, equal what one run writes; killed runs too."""
import os
import random
import signal
import time

import support

OUTS = ["tiles", "tiles.mbtiles", "tiles.pmtiles"]


class MergeTest(support.ToolTest):
    def tiles(self, out, *arguments):
        return self.run_json("tiles", "small.json", "-o", out, "--zoom", "4-7", *arguments)

    def files(self, path):
        path = self.folder / path
        if path.is_file():
            return {"": path.read_bytes()}
        return {str(p.relative_to(path)): p.read_bytes() for p in path.rglob("*") if p.is_file()}

    def test_shards_merged_equal_the_single_run(self):
        for out in OUTS:
            self.tiles(out)
            shards = [f"{i}-{out}" for i in (1, 2, 3)]
            for i, shard in enumerate(shards, 1):
                self.tiles(shard, "--shard", f"{i}/3")
            report = self.run_json("merge", "-o", f"merged-{out}", *reversed(shards))
            self.assertTrue(self.files(f"merged-{out}") == self.files(out), out)
            self.assertEqual(report["zooms"], [4, 7])

    def test_every_kind_becomes_every_other(self):
        for out in OUTS:
            self.tiles(out)
        for source in OUTS:
            for out in OUTS:
                self.run_tool("merge", "-o", f"from-{out}", source)
                self.assertTrue(self.files(f"from-{out}") == self.files(out), f"{source} to {out}")
                self.run_tool("verify", f"from-{out}")

    def test_ranges_of_zooms_become_one(self):
        self.tiles("tiles.pmtiles")
        self.run_tool("tiles", "small.json", "-o", "low.mbtiles", "--zoom", "4-5")
        self.run_tool("tiles", "small.json", "-o", "high", "--zoom", "6-7")
        self.run_tool("merge", "-o", "both.pmtiles", "low.mbtiles", "high")
        self.assertTrue(self.read("both.pmtiles") == self.read("tiles.pmtiles"))

    def test_what_does_not_fit_is_refused_and_nothing_written(self):
        self.tiles("a.pmtiles")
        self.tiles("b.pmtiles", "--set", "layers[0].paint.background-color=#ffffff")
        self.tiles("large.pmtiles", "--tile-size", "512")
        before = self.names()
        _, err = self.run_tool("merge", "-o", "out.pmtiles", "a.pmtiles", "b.pmtiles", code=7)
        self.assertRegex(err, r"riskmap: tile 4/\d+/\d+: a.pmtiles and b.pmtiles hold different bytes for it")
        _, err = self.run_tool("merge", "-o", "out.pmtiles", "a.pmtiles", "large.pmtiles", code=2)
        self.assertIn("large.pmtiles: its tile size is 512, that of a.pmtiles is 256", err)
        _, err = self.run_tool("merge", "-o", "a.pmtiles", "a.pmtiles", code=2)
        self.assertIn("--out: a.pmtiles is one of the archives to be merged", err)
        self.run_tool("merge", "-o", "out.pmtiles", "none.pmtiles", code=2)
        self.run_tool("merge", "-o", "out.pmtiles", code=2)
        self.assert_nothing_written(before)

    def test_runs_killed_at_many_moments_end_with_the_same_bytes(self):
        pick = random.Random(4)
        for out in OUTS:
            self.run_tool("tiles", "small.json", "-o", f"whole-{out}", "--zoom", "4-9")
            self.tiles(out)
            old = self.files(out)
            for kills in range(200):
                process = self.start("tiles", "small.json", "-o", out, "--zoom", "4-9", "--resume", "--threads", "2", "--quiet")
                time.sleep(0.02 + pick.random() * 0.01 * kills)
                if process.poll() is None:
                    process.send_signal(pick.choice([signal.SIGKILL, signal.SIGKILL, signal.SIGTERM, signal.SIGINT]))
                _, err = process.communicate(timeout=60)
                if process.returncode == 0:
                    break
                self.assertIn(process.returncode, (-signal.SIGKILL, -signal.SIGTERM, -signal.SIGINT, 130, 143), err.decode())
                if os.path.exists(self.folder / out):
                    self.assertTrue(self.files(out) in (old, self.files(f"whole-{out}")), f"{out} after {kills} kills")
            self.run_tool("tiles", "small.json", "-o", out, "--zoom", "4-9", "--resume")
            self.assertTrue(self.files(out) == self.files(f"whole-{out}"), out)
            self.assertEqual([n for n in os.listdir(self.folder) if ".part" in n and "old" not in n], [], out)

    def test_another_jobs_part_is_refused_and_left(self):
        for out in OUTS:
            process = self.start("tiles", "small.json", "-o", out, "--zoom", "4-13", "--threads", "1")
            deadline = time.monotonic() + 60
            while time.monotonic() < deadline and not (self.folder / f"{out}.part-journal").exists():
                time.sleep(0.02)
            time.sleep(1)
            process.send_signal(signal.SIGTERM)
            _, err = process.communicate(timeout=60)
            self.assertEqual(process.returncode, 143)
            self.assertIn("--resume", err.decode())
            _, err = self.run_tool("tiles", "small.json", "-o", out, "--zoom", "4-7", "--resume", code=2)
            self.assertIn("riskmap: --resume: ", err)
            self.assertIn("was begun with other data or options", err)
            self.assertTrue((self.folder / f"{out}.part").exists())
            self.tiles(out)
            self.assertFalse((self.folder / f"{out}.part").exists())


if __name__ == "__main__":
    support.main()
