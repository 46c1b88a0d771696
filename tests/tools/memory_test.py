#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""riskmap tiles stays within --max-memory, libraries and all, and draws the same bytes; what does not suffice is refused at once."""
import os
import re
import subprocess
import unittest

import support

MEBI = 1 << 20


LIBRARIES = subprocess.run(["ldd", support.RISKMAP], capture_output=True, text=True, check=True).stdout


@unittest.skipIf(re.search("lib[at]san", LIBRARIES), "sanitizers keep what is freed")
class MemoryTest(support.ToolTest):
    def peak(self, *arguments):
        """The exit code, the largest resident memory in MiB, and stderr."""
        with open(self.folder / "stderr", "w+b") as err:
            process = self.start("tiles", *arguments, "--quiet", stdout=subprocess.DEVNULL, stderr=err)
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            err.seek(0)
            return process.returncode, usage.ru_maxrss / 1024, err.read().decode()

    def draw(self, out, *arguments):
        code, peak, err = self.peak("-o", out, *arguments)
        self.assertEqual(code, 0, err)
        return peak

    def test_the_default_map_within_a_limit(self):
        zooms = ("--zoom", "4-8", "--threads", "2")
        unlimited = self.draw("unlimited.pmtiles", *zooms)
        tight = 152
        for limit in (tight, 256):
            with self.subTest(limit):
                peak = self.draw("limited.pmtiles", *zooms, "--max-memory", f"{limit}MiB")
                self.assertLessEqual(peak, limit)
                if limit == tight:
                    self.assertLess(peak, unlimited, "the limit made no difference")
                self.assertTrue(self.read("unlimited.pmtiles") == self.read("limited.pmtiles"), "other bytes")

    def test_what_is_too_little_is_refused_and_what_is_said_would_do(self):
        zooms = ("--zoom", "7-7", "--threads", "2")
        before = self.names()
        code, _, err = self.peak("-o", "tiles.pmtiles", *zooms, "--max-memory", "64MiB")
        self.assertEqual(code, 6, err)
        self.assertEqual(set(self.names()) - set(before), {"stderr"})
        self.assertIn("--max-memory: 64 MiB are not enough", err)
        enough = int(re.search(r"--max-memory (\d+)MiB would do", err).group(1))
        self.assertLessEqual(self.draw("tiles.pmtiles", *zooms, "--max-memory", f"{enough}MiB"), enough)

    def test_the_plan_tells_what_would_do(self):
        zooms = ("--zoom", "6-7", "--plan", "--threads")
        plan = self.run_json("tiles", *zooms, "2")
        least = plan["estimated_least_memory"] // MEBI
        peak = self.draw("tiles.pmtiles", "--zoom", "6-7", "--threads", "2", "--max-memory", f"{least + 8}MiB")
        self.assertLessEqual(peak, least + 8)
        self.assertLess(least, 1.5 * peak, "the plan asks for far more than is taken")
        small = self.run_json("tiles", "small.json", *zooms, "2")
        self.assertLess(small["estimated_least_memory"], plan["estimated_least_memory"])
        more = self.run_json("tiles", *zooms, "32")
        self.assertGreater(more["estimated_least_memory"], plan["estimated_least_memory"] + 100 * MEBI)


if __name__ == "__main__":
    support.main()
