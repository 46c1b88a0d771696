#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""`bandwidth`: five methods beside the document's own, their curves in text, JSON, PNG and SVG."""
import math
import random
import re
import support

METHODS = ["scott", "silverman", "oversmoothing", "lscv", "lcv"]


def cluster(count=60, spread_km=30.0):
    random.seed(7)
    rows = [support.HEADER]
    for i in range(count):
        longitude = 64 + random.gauss(0, spread_km) / (111.32 * math.cos(math.radians(26)))
        latitude = 26 + random.gauss(0, spread_km) / 110.8
        rows.append(f"e{i},{longitude:.5f},{latitude:.5f},2020-06-01\n")
    return "".join(rows)


class BandwidthTest(support.ToolTest):
    def setUp(self):
        super().setUp()
        self.write("incidents.csv", cluster())

    def by_method(self, *arguments):
        answer = self.run_json("bandwidth", "small.json", *arguments)
        return {entry["method"]: entry for entry in answer["methods"]}

    def test_the_schema(self):
        answer = self.run_json("bandwidth", "small.json")
        self.assertEqual(list(answer), ["surface", "kernel", "adaptive", "in_use", "methods", "advice"])
        self.assertEqual((answer["surface"], answer["kernel"], answer["adaptive"]), ("risk", "quartic", False))
        self.assertEqual(answer["in_use"], {"sigma_km": 8.839, "bandwidth_km": 25})
        self.assertEqual([m["method"] for m in answer["methods"]], METHODS)
        for entry in answer["methods"]:
            self.assertAlmostEqual(entry["bandwidth_km"] / entry["sigma_km"], math.sqrt(8), delta=2e-3)
            self.assertEqual("curve" in entry, entry["method"] in ("lscv", "lcv"))

    def test_rules_follow_the_spread_of_the_list(self):
        methods = self.by_method()
        self.assertAlmostEqual(methods["scott"]["sigma_km"] / (30 * 60 ** (-1 / 6)), 1, delta=0.2)
        self.assertAlmostEqual(methods["oversmoothing"]["sigma_km"] / methods["silverman"]["sigma_km"], 1.0846, delta=1e-3)

    def test_the_search_has_limits_that_are_told(self):
        methods = self.by_method("--min", "2km", "--max", "6km")
        self.assertTrue(methods["lcv"]["at_limit"])
        self.assertIn("no answer", methods["lcv"]["note"])
        self.assertEqual([methods["lcv"]["curve"][i]["bandwidth_km"] for i in (0, -1)], [2, 6])

    def test_the_text_has_the_table_the_curve_and_the_warning(self):
        out, _ = self.run_tool("bandwidth", "small.json")
        self.assertRegex(out, r"(?m)^in use +8\.8 +25\.0  as the document says$")
        for method in METHODS:
            self.assertRegex(out, rf"(?m)^{method} +\d+\.\d +\d+\.\d  \w")
        self.assertEqual(len(re.findall(r"(?m)^ +\d+\.\d +[-\d.e+]+[* ] +[-\d.]+\*?$", out)), 25)
        self.assertEqual(out.count("*"), 3)
        self.assertIn("disagree wildly", out)

    def test_the_kernel_and_adaptation_are_the_documents(self):
        fixed = self.by_method()["lcv"]
        gaussian = self.by_method("--set", "riskmap:surfaces.risk.kernel=gaussian")["lcv"]
        self.assertEqual(gaussian["sigma_km"], gaussian["bandwidth_km"])
        adaptive = self.by_method("--set", "riskmap:surfaces.risk.adaptive=true",
                                  "--set", "riskmap:surfaces.risk.bandwidth=60km")["lcv"]
        self.assertNotEqual(adaptive["curve"], fixed["curve"])

    def test_pictures(self):
        self.run_tool("bandwidth", "small.json", "-o", "curve.png")
        png = self.read("curve.png")
        self.assertEqual(png[:8], b"\x89PNG\r\n\x1a\n")
        self.assertEqual((int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")), (1200, 1360))
        self.run_tool("bandwidth", "small.json", "-o", "curve.svg")
        self.assertIn(b"<svg", self.read("curve.svg"))
        first = self.read("curve.svg")
        self.run_tool("bandwidth", "small.json", "-o", "curve.svg", "--threads", "1")
        self.assertEqual(self.read("curve.svg"), first)

    def test_mistakes(self):
        before = self.names()
        for arguments, code, message in [
                (["--min", "5"], 2, "--min"),
                (["--min", "50km", "--max", "20km"], 2, "--max: is not above --min"),
                (["-o", "curve.pdf"], 2, ".png"),
                (["--surface", "nowhere"], 2, "nowhere")]:
            with self.subTest(arguments):
                _, err = self.run_tool("bandwidth", "small.json", *arguments, code=code)
                self.assertIn(message, err)
        self.assert_nothing_written(before)

    def test_two_places_are_too_few(self):
        self.write("incidents.csv", support.ONE_EVENT + "b,64.5,26.0,2020-06-01\n")
        _, err = self.run_tool("bandwidth", "small.json", code=3)
        self.assertIn("2 distinct places: a bandwidth is chosen from at least 3", err)


if __name__ == "__main__":
    support.main()
