#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""One surface, the same numbers wherever they are read: `surface --at`, a surface tile, a GeoTIFF, `sites`."""
import math
import support

from osgeo import gdal

gdal.UseExceptions()
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

    def tile(self, zoom, column, row):
        self.run_tool("tile", f"{zoom}/{column}/{row}", "--format", "surface", "-o", "tile.png")
        red, green, blue = (band.astype(float) for band in gdal.Open(str(self.folder / "tile.png")).ReadAsArray()[:3])
        return (65536 * red + 256 * green + blue) * self.step

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
                self.assertAlmostEqual(values[y, x], value, delta=1.5e-4 * 2.1, msg=f"tile {tile}, pixel {x},{y}, {state}")
        self.assertGreater(checked, 150)
        self.assertGreater(maximum, 0.5)

    def test_a_geotiff_holds_the_very_numbers(self):
        self.run_tool("surface", "-o", "risk.tif", "--bbox", "66,24.5,68,26", "--resolution", "2km")
        raster = gdal.Open(str(self.folder / "risk.tif"))
        west, width, _, north, _, height = raster.GetGeoTransform()
        cells = raster.ReadAsArray()
        picked = [(x, y) for y in range(3, cells.shape[0], 11) for x in range(2, cells.shape[1], 11)]
        asked = self.at([(west + (x + 0.5) * width, north + (y + 0.5) * height) for x, y in picked])
        inside = 0
        for (x, y), (value, state) in zip(picked, asked):
            if state == "outside":
                self.assertTrue(math.isnan(cells[y, x]))
                continue
            inside += 1
            self.assertAlmostEqual(float(cells[y, x]), value, delta=1e-6 * max(value, 1))
        self.assertGreater(inside, 20)

    def test_a_site_is_told_the_same(self):
        sites = self.run_json("sites")["sites"]
        asked = self.at([(site["longitude"], site["latitude"]) for site in sites])
        for site, (value, _) in zip(sites, asked):
            self.assertAlmostEqual(site["surface_value"], value, delta=1e-9, msg=site["id"])


if __name__ == "__main__":
    support.main()
