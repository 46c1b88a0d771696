#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""`surface --at`: one event against the formula, the JSON schema, the default map against its published values."""
import math
import support

YEARS = 366 / 365.25
PEAK = 3 / (math.pi * 25**2) / YEARS * 1000  # quartic at its centre, events per 1000 km² a year
METRES_PER_DEGREE = 111_320.0


class SurfaceTest(support.ToolTest):
    def value_at(self, *places, arguments=()):
        asked = [word for lon, lat in places for word in ("--at", f"{lon},{lat}")]
        return self.run_json("surface", "small.json", *asked, *arguments)["values"]

    def test_the_schema(self):
        answer = self.run_json("surface", "small.json", "--at", "64,26", "--at", "68.5,28")
        self.assertEqual(list(answer), ["surface", "unit", "values"])
        self.assertEqual((answer["surface"], answer["unit"]), ("risk", "events per 1000 km² a year"))
        self.assertEqual(list(answer["values"][0]), ["longitude", "latitude", "value", "relative_standard_error", "state"])
        self.assertEqual([v["state"] for v in answer["values"]], ["ok", "none-in-reach"])
        self.assertEqual((answer["values"][1]["longitude"], answer["values"][1]["latitude"], answer["values"][1]["value"]), (68.5, 28, 0))

    def test_one_event_peaks_at_three_over_pi_h_squared_at_any_latitude(self):
        for latitude in (24.0, 36.0):
            with self.subTest(latitude=latitude):
                self.write("incidents.csv", support.HEADER + f"a,64.0,{latitude},2020-06-01\n")
                arguments = ["--set", "riskmap:bounds=[60,20,70,40]"]
                north = 25_100 / METRES_PER_DEGREE * 1.005
                values = self.value_at((64.0, latitude), (64.0, latitude + north), arguments=arguments)
                self.assertAlmostEqual(values[0]["value"] / PEAK, 1, delta=1e-3)
                self.assertEqual((values[1]["value"], values[1]["state"]), (0, "none-in-reach"))
                self.assertAlmostEqual(values[0]["relative_standard_error"], 1, delta=1e-3)

    def test_values_are_whole_encoding_steps(self):
        value = self.value_at((64.05, 26.05))[0]["value"]
        self.assertAlmostEqual(value / support.STEP, round(value / support.STEP), delta=1e-6)

    def test_settings_change_it(self):
        half = self.value_at((64, 26), arguments=["--set", "riskmap:surfaces.risk.bandwidth=50km"])[0]["value"]
        self.assertAlmostEqual(half / PEAK, 0.25, delta=1e-3)
        longer = self.value_at((64, 26), arguments=["--from", "2019-01-01"])[0]["value"]
        self.assertAlmostEqual(longer / PEAK, 366 / 731, delta=1e-3)

    def test_a_filter_leaves_events_out(self):
        self.write("incidents.csv", support.ONE_EVENT + "b,66.0,26.0,2020-06-01\n")
        kept, left_out = self.value_at((64, 26), (66, 26), arguments=["--filter", '["==", ["get", "id"], "a"]'])
        self.assertEqual((kept["state"], left_out["state"]), ("ok", "none-in-reach"))

    def test_the_same_bytes_on_one_and_two_threads(self):
        arguments = ["surface", "small.json", "--at", "64.1,26.1", "--json"]
        self.assertEqual(self.run_tool(*arguments, "--threads", "1")[0], self.run_tool(*arguments, "--threads", "2")[0])

    def test_text(self):
        out, _ = self.run_tool("surface", "small.json", "--at", "64,26", "--at", "68,28")
        self.assertRegex(out, r"^64,26: 1\.52\d events per 1000 km² a year, relative standard error 1\.00\n68,28: no listed event in reach\n$")

    def test_the_default_map(self):
        # The published values of the method; Dasu as sites.csv places it.
        expected = {(62.333, 25.113): 1.60, (67.34, 24.775): 0.078, (73.193, 35.317): 0.017}
        asked = [word for lon, lat in expected for word in ("--at", f"{lon},{lat}")]
        for (place, value), got in zip(expected.items(), self.run_json("surface", *asked)["values"]):
            with self.subTest(place):
                self.assertAlmostEqual(got["value"] / value, 1, delta=0.03)
                self.assertEqual(got["state"], "ok")


if __name__ == "__main__":
    support.main()
