#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""`riskmap backtest` and `riskmap change`: the look-ahead is refused, the files are what the man pages say, a seed decides."""
import csv
import io
import json
import random
import support


def events(count=120, turn=None):
    """Events of 2015 to 2020 around one town; from the year `turn` on around another."""
    rng = random.Random(5)
    rows = [support.HEADER.strip()]
    for i in range(count):
        year = 2015 + i * 6 // count
        lon, lat = (67.0, 28.0) if turn and year >= turn else (63.0, 26.0)
        rows.append(f"e{i},{lon + rng.uniform(-0.3, 0.3):.4f},{lat + rng.uniform(-0.3, 0.3):.4f},{year}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}")
    return "\n".join(rows) + "\n"


class Longer(support.ToolTest):
    def setUp(self):
        super().setUp()
        style = support.small_style()
        style["metadata"]["riskmap:surfaces"]["risk"].update({"from": "2015-01-01", "as-of": "2020-12-31"})
        style["sources"]["risk"].update({"redFactor": 1.0, "greenFactor": 2.0**-8, "blueFactor": 2.0**-16})
        self.write_style(style)
        self.write("incidents.csv", events())


class BacktestTest(Longer):
    QUICK = ("--cell", "20km", "--resamples", "200")

    def test_a_look_ahead_exits_2_and_opens_nothing(self):
        self.write("incidents.csv", "not a table")
        for arguments in (["--as-of", "2020-06-30"], ["--set", "riskmap:surfaces.risk.as-of=2020-06-30"]):
            with self.subTest(arguments):
                _, err = self.run_tool("backtest", "small.json", "--train-until", "2019-12-31", *arguments, code=2)
                self.assertEqual(err, "riskmap: --train-until: 2019-12-31 with an as-of of 2020-06-30 after it is a look-ahead: the surface would be "
                                      "trained on what it is tested on (leave --as-of out; training ends at --train-until, tests at the document's own as-of)\n")
        _, err = self.run_tool("backtest", "small.json", "--train-until", "2019-12-31", "--as-of", "2019-12-31", code=2)
        self.assertIn("leaves no day to test before the as-of of 2019-12-31", err)

    def test_a_cut_beyond_the_data_exits_2(self):
        _, err = self.run_tool("backtest", "small.json", *self.QUICK, "--train-until", "2020-12-31", code=2)
        self.assertIn("train-until: 2020-12-31 leaves no day to test: the data end 2020-12-31 (choose an earlier day)", err)
        _, err = self.run_tool("backtest", "small.json", *self.QUICK, "--train-until", "2014-12-31", code=2)
        self.assertIn("train-until: 2014-12-31 is before the window, which begins 2015-01-01", err)

    def test_the_json(self):
        self.run_tool("backtest", "small.json", *self.QUICK, "-o", "out.json")
        written = json.loads(self.read("out.json"))
        self.assertEqual(list(written), ["verdicts", "settings", "number_test", "cuts", "methods", "comparisons", "calibration", "notes", "surface", "provenance"])
        self.assertEqual(written, self.run_json("backtest", "small.json", *self.QUICK))
        self.assertTrue(written["settings"]["default_cuts"])
        surface, uniform = written["methods"][:2]
        self.assertEqual((surface["key"], uniform["key"]), ("surface", "uniform"))
        self.assertGreater(surface["all"]["disc"]["areas"][0]["pai"], 20)
        self.assertAlmostEqual(uniform["all"]["disc"]["areas"][0]["pai"], 1, delta=1e-6)
        self.assertEqual(sum(cut["events_tested"] for cut in written["cuts"]), written["number_test"]["observed"])

    def test_the_csv_has_a_row_for_each_method_cut_scoring_and_area(self):
        cuts = ["2018-12-31", "2019-12-31"]
        asked = [word for cut in cuts for word in ("--train-until", cut)]
        self.run_tool("backtest", "small.json", *self.QUICK, *asked, "--horizon", "1y", "-o", "out.csv")
        rows = list(csv.DictReader(io.StringIO(self.read("out.csv").decode())))
        self.assertEqual({row["train_until"] for row in rows}, {"all", *cuts})
        self.assertEqual(len(rows), 7 * 3 * 2 * 5)
        pooled = next(row for row in rows if row["method"] == "surface" and row["train_until"] == "all")
        self.assertAlmostEqual(float(pooled["pai"]), float(pooled["hit_rate"]) / 0.01, delta=1e-3)

    def test_the_words(self):
        out, _ = self.run_tool("backtest", "small.json", *self.QUICK)
        self.assertIn("No baseline beats the surface, counting each event over the disc its place is known to.", out)
        self.assertIn("The surface beats uniform (", out)
        self.write("incidents.csv", events(turn=2018))
        out, _ = self.run_tool("backtest", "small.json", *self.QUICK, "--train-until", "2017-12-31", "--horizon", "1y")
        self.assertIn("A baseline wins, counting each event over the disc its place is known to: uniform (", out)

    def test_a_seed_decides_not_the_threads(self):
        arguments = ["backtest", "small.json", *self.QUICK, "--json"]
        one, _ = self.run_tool(*arguments, "--threads", "1")
        self.assertEqual(self.run_tool(*arguments, "--threads", "2")[0], one)
        self.assertNotEqual(self.run_tool(*arguments, "--seed", "2")[0], one)

    def test_the_plot(self):
        self.run_tool("backtest", "small.json", *self.QUICK, "--plot", "curve.svg", "-o", "out.json")
        self.assertIn(b"<svg", self.read("curve.svg")[:300])
        _, err = self.run_tool("backtest", "small.json", "--plot", "curve.pdf", code=2)
        self.assertIn("riskmap: --plot: 'curve.pdf' has none of the suffixes .png, .svg", err)


class ChangeTest(Longer):
    PERIODS = ("--before", "2015-01-01/2017-12-31", "--after", "2018-01-01/2020-12-31")

    def test_cells_of_a_change_that_was_made(self):
        self.write("incidents.csv", events(turn=2018))
        self.run_tool("change", "small.json", *self.PERIODS, "-o", "cells.geojson")
        cells = json.loads(self.read("cells.geojson"))
        trends = {(feature["geometry"]["coordinates"][0][0][0] < 65): feature["properties"]["trend"] for feature in cells["features"]
                  if feature["properties"]["trend"] != "cannot tell"}
        self.assertEqual(trends, {True: "falling", False: "rising"})
        about = cells["change"]
        self.assertEqual(about, self.run_json("change", "small.json", *self.PERIODS))
        self.assertEqual((about["overall"]["events_before"], about["overall"]["events_after"]), (60, 60))

    def test_the_csv(self):
        self.run_tool("change", "small.json", *self.PERIODS, "-o", "cells.csv")
        rows = list(csv.DictReader(io.StringIO(self.read("cells.csv").decode())))
        self.assertEqual(list(rows[0]), ["longitude", "latitude", "trend", "factor", "log_ratio", "p", "q", "effective_events", "before", "after", "land_km2"])
        self.assertLessEqual({row["trend"] for row in rows}, {"rising", "falling", "cannot tell"})

    def test_the_words(self):
        out, _ = self.run_tool("change", "small.json", *self.PERIODS)
        self.assertRegex(out, r"(?m)^Overall: 60 events before, 60 after: 1\.00 times as many a year \(90 %: 0\.\d\d to 1\.\d\d, p \d\.\d{3}\)\.$")

    def test_mistakes_exit_2(self):
        for arguments, text in [
            (["--before", "2015-01-01/2017-12-31", "--after", "2017-06-01/2019-01-01"], "--after: begins before the period --before has ended"),
            (["--before", "2015", "--after", "2017-06-01/2019-01-01"], "--before: '2015' is no period (write it like 2019-01-01/2021-12-31)"),
            (["--before", "2017-01-01/2016-12-31", "--after", "2018-01-01/2019-01-01"], "--before: '2017-01-01/2016-12-31' ends before it begins"),
            (["--before", "2015-01-01/2017-12-31", "--after", "2018-01-01/2021-06-30"], "--after: ends 2021-06-30, after the data do"),
        ]:
            with self.subTest(text):
                self.assertIn(text, self.run_tool("change", "small.json", *arguments, code=2)[1])


if __name__ == "__main__":
    support.main()
