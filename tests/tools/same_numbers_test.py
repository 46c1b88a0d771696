#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""One surface, the same numbers wherever they are read: `surface --at`, a surface tile, a GeoTIFF, `sites`."""
import math
import subprocess
import support

TILES = [(7, 85, 54), (8, 172, 109), (9, 351, 218), (10, 699, 422)]  # from the Makran coast to Quetta, and Karachi


def centre(zoom, column, row, x, y):
    """Longitude and latitude of a tile's pixel's centre."""
    size = 2**zoom
    lon = (column + (x + 0.5) / 256) / size * 360 - 180
    return lon, math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * (row + (y + 0.5) / 256) / size))))


class SameNumbersTest(support.ToolTest):
    def setUp(self):
        super().setUp()
        style = support.json.loads((support.ROOT / "styles" / "briefing.json").read_text(encoding="utf-8"))
        self.step = style["sources"]["risk"]["blueFactor"]

    def at(self, places):
        rows = "".join(f"{lon!r},{lat!r}\n" for lon, lat in places)
        self.write("places.csv", "longitude,latitude\n" + rows)
        self.run_tool("surface", "--at-file", "places.csv", "-o", "values.csv", "--quiet")
        lines = self.read("values.csv").decode().splitlines()
        column, state = (lines[0].split(",").index(name) for name in ("value", "state"))
        return [(float(line.split(",")[column] or 0), line.split(",")[state]) for line in lines[1:]]

    def cells(self, name, band=1):
        """(x, y, value) of each cell's centre, row by row."""
        command = ["gdal_translate", "-q", "-of", "XYZ", "-b", str(band), str(self.folder / name), "/vsistdout/"]
        text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        return [tuple(map(float, line.split())) for line in text.splitlines()]

    def expand(self, name):
        """Makes a PNG of few colours, which is stored with a palette, one of three bands."""
        whole = self.folder / f"whole-{name}"
        command = ["gdal_translate", "-q", "-expand", "rgb", str(self.folder / name), str(whole)]
        if subprocess.run(command, capture_output=True).returncode == 0:
            whole.rename(self.folder / name)

    def tile(self, zoom, column, row):
        self.run_tool("tile", f"{zoom}/{column}/{row}", "--format", "surface", "-o", "tile.png")
        self.expand("tile.png")
        red, green, blue = ([value for _, _, value in self.cells("tile.png", band)] for band in (1, 2, 3))
        return [(65536 * r + 256 * g + b) * self.step for r, g, b in zip(red, green, blue)]

    def test_a_surface_tile_holds_what_a_place_is_told(self):
        maximum, checked = 0.0, 0
        for tile in TILES:
            pixels = [(x, y) for x in range(5, 256, 27) for y in range(9, 256, 27)]
            values = self.tile(*tile)
            asked = self.at([centre(*tile, x, y) for x, y in pixels])
            maximum = max(maximum, max(value for value, _ in asked))
            for (x, y), (value, state) in zip(pixels, asked):
                if state == "outside":
                    continue
                checked += 1
                self.assertAlmostEqual(values[256 * y + x], value, delta=1.5e-4 * 2.1, msg=f"tile {tile}, pixel {x},{y}, {state}")
        self.assertGreater(checked, 120)
        self.assertGreater(maximum, 0.5)

    def test_a_geotiff_holds_the_very_numbers(self):
        self.run_tool("surface", "-o", "risk.tif", "--bbox", "66,24.5,68,26", "--resolution", "2km")
        picked = self.cells("risk.tif")[::37]
        asked = self.at([(lon, lat) for lon, lat, _ in picked])
        inside = 0
        for (lon, lat, cell), (value, state) in zip(picked, asked):
            if state == "outside" or math.isnan(cell):
                continue  # on the outline the tenth digit of the place may decide
            inside += 1
            self.assertAlmostEqual(cell, value, delta=2e-6 * max(value, 1), msg=f"{lon},{lat}")
        self.assertGreater(inside, 100)

    def test_a_site_is_told_the_same(self):
        sites = self.run_json("sites")["sites"]
        asked = self.at([(site["longitude"], site["latitude"]) for site in sites])
        for site, (value, _) in zip(sites, asked):
            self.assertAlmostEqual(site["surface_value"], value, delta=1e-9, msg=site["id"])


if __name__ == "__main__":
    support.main()
