#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Mistakes on the command line: exit 2 (6 for limits), one line each that names the option, nothing written."""
import support


class UsageTest(support.ToolTest):
    def refused(self, arguments, *expected, code=2):
        before = self.names()
        out, err = self.run_tool(*arguments, code=code)
        self.assertEqual(out, "")
        for text in expected:
            self.assertIn(text, err)
        self.assertTrue(all(line.startswith("riskmap: ") for line in err.splitlines()), err)
        self.assert_nothing_written(before)

    def test_no_verb(self):
        self.refused([], "VERB: is missing")

    def test_unknown_verb(self):
        self.refused(["draw"], "draw: is no verb of riskmap", "verbs: backtest, bandwidth,")
        self.refused(["--draw"], "--draw: is no option of riskmap itself")

    def test_unknown_options_are_all_named(self):
        self.refused(["image", "-o", "a.png", "--colour", "red", "--x"], "riskmap: --colour: there is no such option", "riskmap: --x: there is no such option")

    def test_one_argument_too_many(self):
        self.refused(["image", "small.json", "other.json", "-o", "a.png"], "other.json: is one argument too many")

    def test_missing_arguments_and_values(self):
        self.refused(["tile", "-o", "a.png"], "Z/X/Y: is missing")
        self.refused(["new"], "DIR: is missing")
        self.refused(["image", "small.json"], "--out: is required")
        self.refused(["image", "small.json", "-o"], "--out: needs a value")
        self.refused(["surface", "small.json"], "--at: is required")
        self.refused(["tiles", "small.json"], "--out: is required")

    def test_an_option_given_twice(self):
        self.refused(["tiles", "small.json", "-o", "a", "--zoom", "1", "--zoom", "2"], "--zoom: is given twice")

    def test_values_are_checked_before_anything_is_opened(self):
        image = ["image", "no-such.json", "-o", "a.png"]
        self.refused([*image, "--threads", "0"], "--threads: '0' is not a whole number from 1 to 256")
        self.refused([*image, "--threads", "two"], "--threads: 'two'")
        self.refused([*image, "--max-memory", "2"], "--max-memory: ")
        self.refused([*image, "--max-memory", "1MiB"], "--max-memory: '1MiB' is less than 64MiB")
        self.refused([*image, "--as-of", "2023-02-30"], "--as-of: '2023-02-30' is not a date")
        self.refused([*image, "--lang", "fr"], "--lang: 'fr' is not one of en, ur, zh")
        self.refused([*image, "--set", "x"], "--set: 'x' lacks")
        self.refused([*image, "--data", "incidents"], "--data: 'incidents' lacks")
        self.refused([*image, "--filter", "[\"==\""], "--filter: ", "not valid JSON")
        self.refused([*image, "--bbox", "70,23,60,30"], "--bbox: ", "antimeridian")
        self.refused([*image, "--bbox", "60,23,nan,30"], "--bbox: ")
        self.refused([*image, "--center", "64,26"], "--center: needs --zoom")
        self.refused([*image, "--zoom", "4"], "--zoom: needs --center")
        self.refused(["image", "no-such.json", "-o", "a.gif"], "--out: 'a.gif' has none of the suffixes .png, .webp, .pdf, .svg")
        self.refused(["tile", "no-such.json", "6/99/27", "-o", "a.png"], "'6/99/27' lies outside the pyramid")
        self.refused(["tile", "no-such.json", "6/43/27", "-o", "a.png", "--tile-size", "300"], "--tile-size: '300' is not one of 256, 512")
        self.refused(["tiles", "no-such.json", "-o", "a", "--zoom", "9-4"], "--zoom: ")
        self.refused(["surface", "no-such.json", "--at", "26,640"], "--at: ", "longitude first")
        self.refused(["poster", "no-such.json", "-o", "a.png", "--size", "A9"], "--size: ")

    def test_negative_numbers_are_values(self):
        self.refused(["surface", "no-such.json", "--at", "-70.5,-20"], "no-such.json: cannot be read")

    def test_no_such_document(self):
        self.refused(["image", "no-such.json", "-o", "a.png"], "no-such.json: cannot be read: no such file")

    def test_no_such_style(self):
        self.refused(["image", "nigt", "-o", "a.png"], "STYLE: 'nigt' is neither a file nor a style that comes with riskmap (briefing, change,", "did you mean 'night'?")

    def test_no_such_surface_or_source(self):
        self.refused(["surface", "small.json", "--at", "64,26", "--surface", "danger"], "no surface 'danger' (has: risk)")
        self.refused(["image", "small.json", "-o", "a.png", "--data", "events=x.csv"], "--data: the document has no source 'events' (has: incidents, risk)")

    def test_mistakes_in_the_document_are_all_listed_with_their_place(self):
        style = support.small_style()
        style["layers"][0]["paint"]["background-colour"] = "#fff"
        style["layers"][2]["paint"]["circle-radius"] = "wide"
        self.write_style(style)
        self.refused(["image", "small.json", "-o", "a.png"], "layers[0].paint.background-colour", "layers[2].paint.circle-radius")

    def test_a_document_that_is_no_json(self):
        self.write("small.json", '{"version": 8,\n "layers": [}')
        self.refused(["image", "small.json", "-o", "a.png"], "small.json:2:13")

    def test_hard_limits(self):
        self.refused(["image", "no-such.json", "-o", "a.png", "--width", "70000", "--height", "10"], "--width: a side of 70000 px is over the limit of 65535 px", code=6)
        self.refused(["image", "no-such.json", "-o", "a.png", "--width", "60000", "--height", "60000"], "--max-pixels raises it", code=6)
        self.refused(["image", "small.json", "-o", "a.png", "--width", "9000", "--height", "9000", "--max-memory", "64MiB"], "--max-memory: ", code=6)
        self.refused(["tiles", "small.json", "-o", "a", "--zoom", "0-20"], "--max-tiles raises it", code=6)
        self.refused(["poster", "no-such.json", "-o", "a.png", "--size", "A0", "--dpi", "1200"], "--max-pixels raises it", code=6)


if __name__ == "__main__":
    support.main()
