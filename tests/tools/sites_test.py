#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""`sites`: one event against the formula, the JSON schema, CSV, GeoJSON, own sites, towns, mistakes."""
import csv
import io
import json
import math
import support

YEARS = 366 / 365.25
NEXT = 1 / YEARS  # what one event adds
RADIUS_KEYS = [
    "radius_km", "land_area_km2", "recorded_rate", "recorded_lower", "recorded_upper", "surface_rate", "surface_lower",
    "surface_upper", "bandwidth_km", "smoothed_wider", "chance_of_one", "chance_lower", "chance_upper", "observed", "possible",
    "last_365_days", "last_3_years", "before", "trend", "rank_among_sites", "rank_among_places"]
SITES = "id,name,longitude,latitude\nhere,Here,64.0,26.0\nfar,\"Far, away\",68.0,28.0\n"


class SitesTest(support.ToolTest):
    def setUp(self):
        super().setUp()
        self.write("mine.csv", SITES)

    def sites(self, *arguments):
        return self.run_json("sites", "small.json", "--sites", "mine.csv", *arguments)

    def test_the_schema(self):
        answer = self.sites("--radii", "10km,5km")
        self.assertEqual(list(answer), ["surface", "unit", "from", "as_of", "confidence", "places", "sites", "scope", "provenance"])
        self.assertEqual((answer["from"], answer["as_of"], answer["confidence"]), ("2020-01-01", "2020-12-31", 0.9))
        here, far = answer["sites"]
        self.assertEqual((here["id"], here["name"], far["name"]), ("here", "Here", "Far, away"))
        self.assertEqual([r["radius_km"] for r in here["radii"]], [5, 10])
        self.assertEqual(list(here["radii"][0]), RADIUS_KEYS)
        self.assertEqual(answer["provenance"]["data"][-1]["file"], "mine.csv")
        self.assertEqual(answer["provenance"]["data"][-1]["rows"], {"read": 2, "used": 2, "rejected": 0})

    def test_one_event_against_the_formulas(self):
        here, far = self.sites("--radii", "10km")["sites"]
        near, none = here["radii"][0], far["radii"][0]
        self.assertAlmostEqual(near["recorded_rate"] / NEXT, 1, delta=1e-5)
        self.assertAlmostEqual(near["recorded_upper"] / NEXT, 4.7439, delta=1e-3)  # Garwood's upper limit of one event
        self.assertAlmostEqual(near["chance_of_one"], 1 - math.exp(-NEXT), delta=1e-5)
        self.assertAlmostEqual(near["surface_rate"] / NEXT, 1 - (1 - 0.16) ** 3, delta=1e-3)  # the quartic's mass within 10 of 25 km
        self.assertTrue(near["smoothed_wider"])
        self.assertEqual((near["observed"], none["observed"], none["recorded_rate"], none["recorded_lower"]), (1, 0, 0, 0))
        self.assertAlmostEqual(none["recorded_upper"] / NEXT, 2.9957, delta=1e-3)
        self.assertEqual((near["rank_among_sites"], none["rank_among_sites"]), (1, 2))
        self.assertEqual((here["nearest"]["date"], here["nearest"]["distance_km"]), ("2020-06-01", 0))
        self.assertEqual(far["last"], None)
        self.assertEqual(near["land_area_km2"], None)  # no study area: land is not known

    def test_the_surface_s_value_is_that_of_surface_at(self):
        told = self.run_json("surface", "small.json", "--at", "64,26")["values"][0]
        here = self.sites("--radii", "5km")["sites"][0]
        self.assertEqual((here["surface_value"], here["state"]), (told["value"], told["state"]))

    def test_casualties_and_blanks(self):
        self.write("incidents.csv", "id,longitude,latitude,date_start,killed\na,64.0,26.0,2020-06-01,3\nb,64.0,26.0,2020-07-01,\n")
        near = self.sites("--radii", "5km")["sites"][0]["radii"][0]
        self.assertEqual((near["killed"], near["killed_unknown"], near["observed"]), (3, 1, 2))
        out, _ = self.run_tool("sites", "small.json", "--sites", "mine.csv", "--radii", "5km", "--quiet")
        self.assertIn("3 + 1?", out)

    def test_csv_has_a_row_for_each_site_and_radius(self):
        self.run_tool("sites", "small.json", "--sites", "mine.csv", "--radii", "5km,10km", "-o", "out.csv")
        rows = list(csv.DictReader(io.StringIO(self.read("out.csv").decode("utf-8"))))
        self.assertEqual([(r["id"], r["radius_km"]) for r in rows], [("here", "5.0"), ("here", "10.0"), ("far", "5.0"), ("far", "10.0")])
        self.assertEqual((rows[2]["name"], rows[2]["last_date"], rows[2]["land_area_km2"]), ("Far, away", "", ""))
        self.assertAlmostEqual(float(rows[0]["recorded_rate"]) / NEXT, 1, delta=1e-5)
        self.assertEqual(rows[0]["trend_direction"], "cannot tell")

    def test_geojson_has_a_point_for_each_site(self):
        self.run_tool("sites", "small.json", "--sites", "mine.csv", "--radii", "5km,2500m", "-o", "out.geojson")
        collection = json.loads(self.read("out.geojson"))
        self.assertEqual(collection["type"], "FeatureCollection")
        self.assertIn("generator", collection["provenance"])
        here, far = collection["features"]
        self.assertEqual(here["geometry"], {"type": "Point", "coordinates": [64, 26]})
        self.assertAlmostEqual(here["properties"]["recorded_rate_5km"] / NEXT, 1, delta=1e-5)
        self.assertEqual(far["properties"]["observed_2.5km"], 0)
        self.assertEqual(list(here["properties"]), list(far["properties"]))

    def test_json_file_and_stdout_agree(self):
        self.run_tool("sites", "small.json", "--sites", "mine.csv", "-o", "out.json")
        self.assertEqual(json.loads(self.read("out.json")), self.sites())

    def test_geojson_sites_are_read_back(self):
        self.run_tool("sites", "small.json", "--sites", "mine.csv", "--radii", "5km", "-o", "out.geojson")
        answer = self.run_json("sites", "small.json", "--sites", "out.geojson", "--radii", "5km")
        self.assertEqual([(s["id"], s["name"]) for s in answer["sites"]], [("here", "Here"), ("far", "Far, away")])

    def test_ranks_among_towns(self):
        style = support.small_style()
        style["sources"]["towns"] = {"type": "vector", "url": "towns.csv"}
        style["layers"].append({"id": "towns", "type": "circle", "source": "towns", "source-layer": "towns"})
        self.write_style(style)
        self.write("towns.csv", "name,longitude,latitude,population\nA,64.0,26.0,60000\nB,66.0,27.0,50001\nVillage,64.0,26.0,50000\n")
        answer = self.sites("--radii", "10km", "--places", "towns/towns")
        self.assertEqual(answer["places"], 2)
        self.assertEqual([s["radii"][0]["rank_among_places"] for s in answer["sites"]], [1, 2])
        self.assertEqual([s["value_rank_among_places"] for s in answer["sites"]], [1, 2])

    def test_the_same_bytes_on_one_and_two_threads(self):
        arguments = ["sites", "small.json", "--sites", "mine.csv", "--json", "--quiet", "--threads"]
        self.assertEqual(self.run_tool(*arguments, "1")[0], self.run_tool(*arguments, "2")[0])

    def test_text(self):
        out, _ = self.run_tool("sites", "small.json", "--sites", "mine.csv", "--radii", "10km", "--quiet")
        self.assertIn("Here (here), 64.0000 26.0000\n", out)
        self.assertIn("1.00 (0.051–4.73)", out)
        self.assertIn("No listed event within 10 km of Far, away: if the list is complete, up to 2.99 a year would be no surprise.", out)
        self.assertTrue(out.endswith("what was never listed is not in them, and 0 is not safe.\n"), out[-200:])
        tables = [line for line in out.splitlines() if "a year (90 %)" in line or line.startswith("      10  ")]
        self.assertEqual(len({len(line) for line in tables[:2]}), 1, "the columns are not aligned")

    def test_mistakes(self):
        before = self.names()
        for arguments, code, words in (
            (["--radii", "10"], 2, "--radii"),
            (["--radii", "10km,,20km"], 2, "--radii"),
            (["--radii", "900km"], 2, "'900km' is not between 100m and 500km"),
            (["--places", "towns/towns"], 2, "the map opens no layer 'towns/towns'"),
            (["-o", "out.xlsx"], 2, "'out.xlsx' has none of the suffixes .csv, .json, .geojson"),
            (["--surface", "other"], 2, "the document has no surface 'other' (has: risk)"),
        ):
            with self.subTest(arguments):
                _, err = self.run_tool("sites", "small.json", "--sites", "mine.csv", *arguments, code=code)
                self.assertIn(words, err)
        _, err = self.run_tool("sites", "small.json", code=2)
        self.assertIn("--sites: the document names no sites (riskmap:sites) (give a file of your own)", err)
        _, err = self.run_tool("sites", "small.json", "--sites", "nowhere.csv", code=2)
        self.assertIn("nowhere.csv", err)
        self.assert_nothing_written(before)

    def test_bad_rows_of_sites(self):
        self.write("mine.csv", SITES + "bad,Bad,200,26\nhere,Again,64,26\n")
        _, err = self.run_tool("sites", "small.json", "--sites", "mine.csv", "--radii", "5km")
        self.assertIn("mine.csv:4: longitude", err)
        self.assertIn("rows: 4 read, 2 used, 2 rejected", err)
        before = self.names()
        self.run_tool("sites", "small.json", "--sites", "mine.csv", "--strict", "-o", "out.csv", code=3)
        self.assert_nothing_written(before)

    def test_the_default_map(self):
        # The published rates, with two decimals.
        answer = self.run_json("sites", "--radii", "10km,25km")
        found = {(s["id"], r["radius_km"]): r for s in answer["sites"] for r in s["radii"]}
        for key, rate, upper in ((("gwadar-port", 10), 0.53, 1.49), (("gwadar-port", 25), 0.73, 1.78), (("dasu", 25), 0.10, 0.89)):
            self.assertAlmostEqual(found[key]["recorded_rate"], rate, delta=max(0.0051, 0.02 * rate))
            self.assertAlmostEqual(found[key]["recorded_upper"], upper, delta=0.02 * upper)
        self.assertEqual(found["saindak", 25]["recorded_rate"], 0)
        self.assertAlmostEqual(found["saindak", 25]["recorded_upper"], 0.76, delta=0.0152)
        self.assertGreater(answer["places"], 100)
        # Half of the disc around Gwadar is sea.
        self.assertTrue(300 < found["gwadar-port", 25]["land_area_km2"] < 1000)
        self.assertAlmostEqual(found["dasu", 25]["land_area_km2"], math.pi * 625, delta=2)


if __name__ == "__main__":
    support.main()
