# SPDX-License-Identifier: MIT
"""What the tests of the verbs share: the program, a small map of their own, readers of what it makes."""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest
import zlib

RISKMAP = os.environ.get("RISKMAP", "riskmap")
ROOT = pathlib.Path(__file__).resolve().parents[2]
VERBS = ["backtest", "bandwidth", "change", "check", "diff", "eval", "image", "import", "info", "legend", "merge", "new", "poster", "sites",
         "surface", "tile", "tiles", "verify", "web"]

STEP = 2.0**-20  # 16 events per 1000 km² a year over 2^24
HEADER = "id,longitude,latitude,date_start\n"
ONE_EVENT = HEADER + "a,64.0,26.0,2020-06-01\n"


def small_style():
    """One surface of 25 km, no study area, a window of the year 2020."""
    return {
        "version": 8,
        "name": "small",
        "metadata": {
            "riskmap:bounds": [60, 23, 70, 30],
            "riskmap:surfaces": {"risk": {"incidents": {"source": "incidents"}, "kernel": "quartic", "bandwidth": "25km",
                                          "edge-correction": "none", "from": "2020-01-01", "as-of": "2020-12-31"}},
        },
        "sources": {
            "incidents": {"type": "vector", "url": "incidents.csv"},
            "risk": {"type": "raster-dem", "tiles": ["riskmap://risk/{z}/{x}/{y}"], "encoding": "custom", "tileSize": 256,
                     "redFactor": STEP * 65536, "greenFactor": STEP * 256, "blueFactor": STEP, "baseShift": 0},
        },
        "layers": [
            {"id": "land", "type": "background", "paint": {"background-color": "#f4f1ea"}},
            {"id": "risk", "type": "color-relief", "source": "risk", "paint": {"color-relief-color": [
                "interpolate", ["linear"], ["elevation"], 0, "rgba(0,0,0,0)", STEP, "rgba(0,0,0,0)", 0.01, "#ffffcc", 2, "#bd0026"]}},
            {"id": "incidents", "type": "circle", "source": "incidents", "source-layer": "incidents", "paint": {"circle-radius": 3}},
        ],
    }


def pixels_of(png):
    """The (red, green, blue) of a PNG as riskmap writes them: palette, RGB or RGBA, no filters."""
    chunks, at = {}, 8
    while at < len(png):
        size = int.from_bytes(png[at:at + 4], "big")
        name = png[at + 4:at + 8]
        chunks[name] = chunks.get(name, b"") + png[at + 8:at + 8 + size]
        at += size + 12
    width, height = (int.from_bytes(chunks[b"IHDR"][i:i + 4], "big") for i in (0, 4))
    depth, kind = chunks[b"IHDR"][8:10]
    channels = {2: 3, 3: 1, 6: 4}[kind]
    stride = 1 + (width * depth * channels + 7) // 8
    data = zlib.decompress(chunks[b"IDAT"])
    pixels = []
    for row in (data[y * stride:(y + 1) * stride] for y in range(height)):
        if row[0] != 0:
            raise ValueError("a filtered row")
        if kind == 3:
            indices = (row[1 + x * depth // 8] >> (8 - depth - x * depth % 8) & (1 << depth) - 1 for x in range(width))
            pixels += [tuple(chunks[b"PLTE"][3 * i:3 * i + 3]) for i in indices]
        else:
            pixels += [tuple(row[1 + x * channels:4 + x * channels]) for x in range(width)]
    return pixels


class ToolTest(unittest.TestCase):
    """Runs the program in a folder of its own that holds small.json and incidents.csv."""

    maxDiff = None

    def setUp(self):
        holder = tempfile.TemporaryDirectory(prefix="riskmap-test-")
        self.addCleanup(holder.cleanup)
        self.folder = pathlib.Path(holder.name)
        self.write_style(small_style())
        self.write("incidents.csv", ONE_EVENT)

    def write(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def write_style(self, style, name="small.json"):
        return self.write(name, json.dumps(style, indent=1))

    def read(self, name):
        return (self.folder / name).read_bytes()

    def start(self, *arguments, **options):
        options = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options}
        return subprocess.Popen([RISKMAP, *map(str, arguments)], cwd=self.folder, **options)

    def run_tool(self, *arguments, code=0, **options):
        """Runs to the end and asserts the exit code; returns (stdout, stderr), stdout as bytes if binary=True."""
        binary = options.pop("binary", False)
        process = self.start(*arguments, **options)
        out, err = process.communicate(timeout=600)
        err = (err or b"").decode()
        self.assertEqual(process.returncode, code, f"riskmap {' '.join(map(str, arguments))}\n{err}")
        return (out if binary else (out or b"").decode()), err

    def run_json(self, *arguments, **options):
        out, _ = self.run_tool(*arguments, "--json", **options)
        return json.loads(out)

    def names(self, folder="."):
        return sorted(str(p.relative_to(self.folder / folder)) for p in (self.folder / folder).rglob("*"))

    def assert_nothing_written(self, before):
        self.assertEqual(self.names(), before, "files were left behind")


def main():
    if not pathlib.Path(RISKMAP).exists():
        sys.exit(f"there is no program {RISKMAP}; set RISKMAP")
    unittest.main(verbosity=2)
