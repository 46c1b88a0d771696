#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""`surface` written out: GeoTIFF, isobands, ramps, places from a CSV. GDAL's own programs look at what was made."""
import csv
import io
import json
import math
import subprocess
import support

MORE_EVENTS = support.ONE_EVENT + "b,64.2,26.1,2020-06-01\nc,64.1,26.2,2020-07-01\nd,67.0,28.0,2020-08-01\n"
LAND = {"type": "Polygon", "coordinates": [[[62, 25], [68, 25], [68, 29], [65, 28.5], [64.1, 26.1], [62, 28], [62, 25]]]}


def style_with_land():
    """The small map with a study area whose border runs right through the events."""
    style = support.small_style()
    style["sources"]["land"] = {"type": "geojson", "data": {"type": "Feature", "properties": {}, "geometry": LAND}}
    style["metadata"]["riskmap:surfaces"]["risk"].update({"study-area": {"source": "land"}, "edge-correction": "diggle", "minimum-events": 2})
    style["layers"][1]["paint"]["color-relief-color"] = [
        "interpolate", ["linear"], ["elevation"], 0, "rgba(0,0,0,0)", 0.0099, "rgba(0,0,0,0)",
        0.01, "#ffffcc", 0.0999, "#ffffcc", 0.1, "#fd8d3c", 0.999, "#fd8d3c", 1, "#bd0026"]
    return style


class SurfaceOutTest(support.ToolTest):
    def setUp(self):
        super().setUp()
        self.write_style(style_with_land())
        self.write("incidents.csv", MORE_EVENTS)

    def make(self, *arguments):
        return self.run_json("surface", "small.json", *arguments)

    def gdal(self, *words, stdin=None):
        return subprocess.run(words, cwd=self.folder, input=stdin, capture_output=True, text=True, check=True).stdout

    def values_at(self, places):
        answers = []
        for start in range(0, len(places), 200):
            asked = [word for lon, lat in places[start:start + 200] for word in ("--at", f"{lon!r},{lat!r}")]
            answers += self.make(*asked)["values"]
        return answers

    def bands(self, *arguments):
        self.make("--isobands", "bands.geojson", *arguments)
        return json.loads(self.read("bands.geojson"))


class GeoTiffTest(SurfaceOutTest):
    def test_its_cells_hold_the_very_numbers_of_at(self):
        made = self.make("-o", "risk.tif", "--resolution", "10km")["geotiff"]
        width, height = made["cell_degrees"]
        west, south, east, north = made["bounds"]
        self.assertAlmostEqual(east, west + made["columns"] * width, delta=1e-9)
        cells = [(i, j) for j in range(0, made["rows"], 3) for i in range(0, made["columns"], 3)]
        places = [(west + (i + 0.5) * width, north - (j + 0.5) * height) for i, j in cells]
        read = self.gdal("gdallocationinfo", "-valonly", "risk.tif", stdin="".join(f"{i} {j}\n" for i, j in cells)).split()
        states = set()
        for text, answer in zip(read, self.values_at(places)):
            states.add(answer["state"])
            if answer["state"] == "outside":
                self.assertEqual(text, "nan")
            else:
                self.assertEqual(round(float(text) / support.STEP, 6), answer["value"] / support.STEP)  # printed to 15 digits
        self.assertEqual(states, {"ok", "few-events", "none-in-reach", "outside"})

    def test_what_gdal_says_of_it(self):
        self.make("-o", "risk.tif", "--resolution", "500m")
        info = json.loads(self.gdal("gdalinfo", "-json", "risk.tif"))
        self.assertEqual(info["metadata"]["IMAGE_STRUCTURE"]["LAYOUT"], "COG")
        self.assertEqual((info["metadata"]["IMAGE_STRUCTURE"]["COMPRESSION"], info["metadata"]["IMAGE_STRUCTURE"]["PREDICTOR"]), ("DEFLATE", "3"))
        band = info["bands"][0]
        self.assertEqual((band["type"], band["noDataValue"], band["description"], band["unit"], band["block"]),
                         ("Float32", "NaN", "risk", "events per 1000 km² a year", [512, 512]))
        self.assertGreaterEqual(len(band["overviews"]), 1)
        self.assertIn('ID["EPSG",4326]', info["coordinateSystem"]["wkt"])
        provenance = json.loads(info["metadata"][""]["RISKMAP_PROVENANCE"])
        self.assertEqual((provenance["projection"], provenance["surface"], provenance["resolution_m"]), ("EPSG:4326", "risk", 500))
        rows = {source["source"]: source["rows"] for source in provenance["data"]}
        self.assertEqual((rows["incidents"]["read"], rows["incidents"]["used"]), (4, 4))
        self.assertEqual(len(provenance["data"][0]["sha256"]), 64)
        self.assertEqual(provenance["surfaces"][0]["bandwidth_km"], 25)
        self.assertNotIn("TIFFTAG_DATETIME", info["metadata"][""])

    def test_a_cell_is_square_on_the_ground_in_the_middle(self):
        made = self.make("-o", "risk.tif", "--resolution", "2km")["geotiff"]
        width, height = made["cell_degrees"]
        self.assertAlmostEqual(height * 110.8, 2, delta=0.01)
        self.assertAlmostEqual(width * 111.32 * math.cos(math.radians(27)), 2, delta=0.01)

    def test_the_default_resolution_follows_the_bandwidth_and_is_bounded(self):
        self.assertEqual(self.make("-o", "a.tif")["geotiff"]["resolution_m"], 1000)  # 25 km / 20, rounded down
        style = style_with_land()
        style["metadata"]["riskmap:surfaces"]["risk"]["bandwidth"] = "3km"
        style["sources"]["risk"].update({"redFactor": 64, "greenFactor": 0.25, "blueFactor": 2.0**-10})
        self.write_style(style)
        fine = self.make("-o", "a.tif")["geotiff"]
        self.assertEqual(fine["resolution_m"], 200)  # 100 m, a 30th, would have 6,000 columns
        self.assertLessEqual(fine["columns"], 4096)

    def test_a_box_cuts_it(self):
        made = self.make("-o", "a.tif", "--bbox", "64,20,65,26", "--resolution", "5km")["geotiff"]
        self.assertEqual((made["bounds"][0], made["bounds"][3]), (64, 26))
        self.assertLess(made["bounds"][1], 25.001)
        _, err = self.run_tool("surface", "small.json", "-o", "b.tif", "--bbox", "10,20,11,21", code=2)
        self.assertIn("--bbox: the box misses the study area", err)

    def test_the_same_bytes_on_one_and_two_threads(self):
        for threads in "12":
            self.make("-o", f"{threads}.tif", "--isobands", f"{threads}.geojson", "--threads", threads)
        self.assertEqual(self.read("1.tif"), self.read("2.tif"))
        self.assertEqual(self.read("1.geojson"), self.read("2.geojson"))

    def test_limits_name_the_resolution(self):
        before = self.names()
        _, err = self.run_tool("surface", "small.json", "-o", "a.tif", "--resolution", "1m", code=6)
        self.assertIn("--resolution: ", err)
        _, err = self.run_tool("surface", "small.json", "-o", "a.tif", "--resolution", "50m", "--max-memory", "256MiB", code=6)
        self.assertIn("--resolution: ", err)
        self.assertIn("--max-memory", err)
        self.assert_nothing_written(before)


class IsobandsTest(SurfaceOutTest):
    def test_the_bands_are_the_classes_of_the_ramp(self):
        made = self.bands()
        self.assertEqual(made["name"], "risk")
        self.assertEqual(made["provenance"]["projection"], "EPSG:4326")
        properties = [feature["properties"] for feature in made["features"]]
        self.assertEqual([(p["lower"], p["upper"], p["colour"], p["label"]) for p in properties],
                         [(0.01, 0.1, "#ffffcc", "0.01 – 0.1"), (0.1, 1, "#fd8d3c", "0.1 – 1"), (1, None, "#bd0026", "1 and more")])
        self.assertEqual({p["unit"] for p in properties}, {"events per 1000 km² a year"})
        self.assertTrue(all(p["area_km2"] > 100 for p in properties))

    def test_polygons_are_wound_as_rfc_7946_asks(self):
        def area(ring):
            return sum(ax * by - bx * ay for (ax, ay), (bx, by) in zip(ring, ring[1:]))
        holes = 0
        for feature in self.bands()["features"]:
            geometry = feature["geometry"]
            for polygon in geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]:
                self.assertGreater(area(polygon[0]), 0)
                holes += len(polygon) - 1
                self.assertTrue(all(area(hole) < 0 for hole in polygon[1:]))
        self.assertGreater(holes, 0)

    def test_areas_agree_with_the_cells(self):
        made = self.make("--isobands", "bands.geojson", "-o", "risk.tif", "--resolution", "500m")
        width, height = made["geotiff"]["cell_degrees"]
        north, rows = made["geotiff"]["bounds"][3], made["geotiff"]["rows"]
        self.gdal("gdal_translate", "-q", "-of", "XYZ", "risk.tif", "cells.xyz")
        sums = [0.0, 0.0, 0.0]
        for line in self.read("cells.xyz").decode().splitlines():
            _, lat, value = map(float, line.split())
            if value >= 0.01:
                sums[0 if value < 0.1 else 1 if value < 1 else 2] += height * 110.79 * width * 111.32 * math.cos(math.radians(lat))
        self.assertGreater(rows * north, 0)
        for band, cells in zip(made["isobands"]["bands"], sums):
            self.assertAlmostEqual(band["area_km2"] / cells, 1, delta=0.01)

    def test_a_map_can_show_them(self):
        self.bands()
        style = style_with_land()
        style["sources"]["bands"] = {"type": "geojson", "data": "bands.geojson"}
        style["layers"][1:] = [{"id": "bands", "type": "fill", "source": "bands",
                                "paint": {"fill-color": ["to-color", ["get", "colour"]], "fill-antialias": False}}]
        self.write_style(style, "shown.json")
        self.run_tool("image", "shown.json", "-o", "shown.png", "--width", "200")

    def test_without_a_layer_they_need_classes(self):
        style = style_with_land()
        style["layers"] = style["layers"][:1]
        self.write_style(style)
        _, err = self.run_tool("surface", "small.json", "--isobands", "a.geojson", code=2)
        self.assertIn("--isobands: no color-relief layer shows the surface 'risk' (--classify makes classes)", err)
        made = self.make("--isobands", "a.geojson", "--classify", "geometric", "--classes", "4")
        self.assertEqual(len(made["isobands"]["bands"]), 4)


class ClassifyTest(SurfaceOutTest):
    def classes(self, method, count):
        return self.make("--classify", method, "--classes", str(count), "--resolution", "2km")["classification"]

    def test_quantiles_hold_the_same_land(self):
        made = self.classes("quantile", 5)
        shares = [entry["land_share"] for entry in made["classes"]]
        self.assertEqual(len(shares), 5)
        for share in shares:
            self.assertAlmostEqual(share / sum(shares), 0.2, delta=0.01)
        self.assertLess(sum(shares), 0.5)  # of all the land, most of which has none in reach

    def test_every_method_gives_a_ramp_that_check_takes_and_draws_its_classes(self):
        for method in ("quantile", "jenks", "geometric", "pretty"):
            for count in (3, 9):
                with self.subTest(method, count=count):
                    out, _ = self.run_tool("surface", "small.json", "--classify", method, "--classes", count, "--resolution", "5km")
                    style = style_with_land()
                    style["layers"][1]["paint"]["color-relief-color"] = json.loads(out)
                    self.write_style(style, "pasted.json")
                    _, err = self.run_tool("check", "pasted.json")
                    self.assertNotIn("warning", err)
                    made = self.classes(method, count)["classes"]
                    drawn = self.run_json("surface", "pasted.json", "--isobands", "b.geojson", "--resolution", "2km")["isobands"]["bands"]
                    drawn = {band["lower"]: (band["upper"], band["colour"]) for band in drawn}
                    self.assertGreaterEqual(len(drawn), 2)
                    for entry in made:
                        if entry["lower"] in drawn and entry["lower"] > 1e-4:
                            self.assertEqual(drawn[entry["lower"]][1], entry["colour"])

    def test_the_ramp_is_clear_at_nothing_and_at_one_step(self):
        ramp = self.classes("jenks", 5)["ramp"]
        self.assertEqual(ramp[:5], ["interpolate", ["linear"], ["elevation"], 0, "rgba(0,0,0,0)"])
        self.assertGreaterEqual(ramp[5], support.STEP)
        self.assertEqual(ramp[6], "rgba(0,0,0,0)")
        stops = ramp[3::2]
        self.assertEqual(stops, sorted(set(stops)))
        for at, color in zip(ramp[7::4], ramp[8::4]):
            self.assertRegex(color, "^#[0-9a-f]{6}$")
            self.assertGreater(at, support.STEP)

    def test_it_is_printed_a_class_a_line(self):
        out, err = self.run_tool("surface", "small.json", "--classify", "pretty", "--classes", "4")
        lines = out.splitlines()
        self.assertEqual(lines[0], '["interpolate", ["linear"], ["elevation"],')
        self.assertTrue(lines[1].startswith('  0, "rgba(0,0,0,0)", '))
        self.assertTrue(lines[-1].endswith('"]'))
        self.assertRegex(err, r"riskmap: 1 – 2: [\d.]+ % of the land")


class AtFileTest(SurfaceOutTest):
    PLACES = "id,longitude,latitude,name\n007,64.050,26.00,\"Port, old\"\n008,67,27,inland\n009,62.5,28.9,gap\n010,abc,26,bad\n011,66,26,\n012,640,26,far\n"

    def rows(self, text):
        return list(csv.DictReader(io.StringIO(text)))

    def test_columns_stay_and_four_are_added(self):
        self.write("places.csv", self.PLACES)
        out, err = self.run_tool("surface", "small.json", "--at-file", "places.csv")
        self.assertTrue(out.startswith("id,longitude,latitude,name,value,relative_standard_error,state,unit\n007,64.050,26.00,\"Port, old\","), out)
        rows = self.rows(out)
        self.assertEqual([row["id"] for row in rows], ["007", "008", "009", "011"])
        self.assertEqual([row["state"] for row in rows], ["ok", "none-in-reach", "outside", "none-in-reach"])
        self.assertEqual((rows[2]["value"], rows[2]["relative_standard_error"]), ("", ""))
        self.assertEqual({row["unit"] for row in rows}, {"events per 1000 km² a year"})
        answer = self.values_at([(64.05, 26.0)])[0]
        self.assertEqual(float(rows[0]["value"]), answer["value"])
        self.assertEqual(float(rows[0]["relative_standard_error"]), answer["relative_standard_error"])
        self.assertIn('riskmap: places.csv:5: longitude: not a number (value "abc")', err)
        self.assertIn("places.csv:7: longitude: not within -180 to 180 degrees", err)
        self.assertIn("places.csv: rows: 6 read, 4 used, 2 rejected", err)

    def test_a_file_may_be_written_beside_others(self):
        self.write("places.csv", self.PLACES)
        answer = self.make("--at-file", "places.csv", "-o", "answers.csv", "-o", "risk.tif", "--isobands", "b.json",
                           "--classify", "jenks", "--at", "64,26")
        self.assertEqual(list(answer), ["surface", "unit", "values", "table", "classification", "geotiff", "isobands"])
        self.assertEqual(answer["table"]["rows"], {"read": 6, "used": 4, "rejected": 2})
        self.assertEqual(len(self.rows(self.read("answers.csv").decode())), 4)
        self.assertEqual(self.names(), ["answers.csv", "b.json", "incidents.csv", "places.csv", "risk.tif", "small.json"])

    def test_strict_takes_no_bad_row(self):
        self.write("places.csv", self.PLACES)
        before = self.names()
        self.run_tool("surface", "small.json", "--at-file", "places.csv", "-o", "a.csv", "--strict", code=3)
        self.assert_nothing_written(before)

    def test_broken_files_are_refused(self):
        for text, expected in ((support.HEADER.replace("longitude", "x") + "a,1,2,3\n", "no column 'longitude'"),
                               ("longitude,latitude,value\n64,26,1\n", "places.csv:1: has a column 'value' already"),
                               ("longitude,latitude\n64,\"26\n", "never closed"),
                               ("longitude,latitude\nx,y\n", "no usable row left")):
            with self.subTest(expected):
                self.write("places.csv", text)
                out, err = self.run_tool("surface", "small.json", "--at-file", "places.csv", code=3)
                self.assertEqual(out, "")
                self.assertIn(expected, err)

    def test_a_hundred_thousand_places(self):
        lines = [f"{i},{62 + i % 1000 * 0.006},{25 + i // 1000 * 0.03}" for i in range(100_000)]
        self.write("places.csv", "id,longitude,latitude\n" + "\n".join(lines) + "\n")
        self.run_tool("surface", "small.json", "--at-file", "places.csv", "-o", "a.csv")
        rows = self.rows(self.read("a.csv").decode())
        self.assertEqual(len(rows), 100_000)
        self.assertGreater(sum(row["state"] == "ok" for row in rows), 100)


class UsageTest(SurfaceOutTest):
    def refused(self, expected, *arguments):
        before = self.names()
        out, err = self.run_tool("surface", "small.json", *arguments, code=2)
        self.assertEqual(out, "")
        self.assertIn("riskmap: " + expected, err)
        self.assert_nothing_written(before)

    def test_options_that_do_not_fit(self):
        at = ["--at", "64,26"]
        self.refused("--at: is required, or --at-file, --out, --isobands or --classify")
        self.refused("--out: 'a.png' has none of the suffixes .tif, .tiff, .csv", "-o", "a.png")
        self.refused("--out: is given twice for one kind of file", "-o", "a.tif", "-o", "b.tif")
        self.refused("--out: 'a.csv' needs --at-file", "-o", "a.csv")
        self.refused("--classes: needs --classify", "--classes", "5", *at)
        self.refused("--classes: '2' is not a whole number from 3 to 9", "--classify", "jenks", "--classes", "2")
        self.refused("--classify: 'kmeans' is not one of quantile, jenks, geometric, pretty", "--classify", "kmeans")
        self.refused("--resolution: needs --out X.tif", "--resolution", "1km", *at)
        self.refused("--resolution: '0.5m' is less than 1 m", "--resolution", "0.5m", "-o", "a.tif")
        self.refused("--bbox: needs --out X.tif", "--bbox", "62,25,63,26", *at)
        self.refused("--isobands: 'a.shp' has none of the suffixes .geojson, .json", "--isobands", "a.shp")
        self.refused("--at-file: its answers cannot share stdout", "--at-file", "places.csv", *at)
        self.refused("--json: cannot share stdout with the answers to --at-file", "--at-file", "places.csv", "--json")


if __name__ == "__main__":
    support.main()
