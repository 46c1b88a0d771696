#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Bad rows are rejected, named and counted, and the work goes on; a broken file ends it with nothing written."""
import support

GOOD = support.ONE_EVENT


class DataTest(support.ToolTest):
    def draws(self, csv, *expected):
        self.write("incidents.csv", csv)
        _, err = self.run_tool("image", "small.json", "-o", "a.png", "--width", "200")
        for text in expected:
            self.assertIn(text, err)
        self.assertTrue(self.read("a.png").startswith(b"\x89PNG"))
        return err

    def refuses(self, csv, *expected, arguments=()):
        self.write("incidents.csv", csv)
        before = self.names()
        _, err = self.run_tool("image", "small.json", "-o", "a.png", "--width", "200", *arguments, code=3)
        for text in expected:
            self.assertIn(text, err)
        self.assert_nothing_written(before)

    def test_counts_are_told(self):
        self.draws(GOOD, "rows: 1 read, 1 used, 0 rejected")

    def test_a_latitude_that_is_no_number(self):
        self.draws(GOOD + "b,64.1,NaN,2020-06-02\n", "incidents.csv:3: latitude", "rows: 2 read, 1 used, 1 rejected")

    def test_infinite_and_out_of_range(self):
        self.draws(GOOD + "b,inf,26,2020-06-02\nc,64,126,2020-06-02\n", "incidents.csv:3: longitude", "incidents.csv:4: latitude", "2 rejected")

    def test_a_swapped_pair(self):
        self.draws(GOOD + "b,26.0,64.0,2020-06-02\n", "incidents.csv:3", "swapped", "1 rejected")

    def test_a_bad_date(self):
        self.draws(GOOD + "b,64,26,2020-02-30\n", "incidents.csv:3: date_start", "1 rejected")

    def test_a_duplicate_id(self):
        self.draws(GOOD + "a,64.1,26,2020-02-03\n", "incidents.csv:3: id")

    def test_control_characters_do_not_reach_the_terminal(self):
        err = self.draws(GOOD + "b,64,26,\x1b[31mred\n")
        self.assertNotIn("\x1b", err)
        self.assertIn("\\x1B", err)

    def test_at_most_twenty_are_listed(self):
        err = self.draws(GOOD + "".join(f"b{i},64,NaN,2020-06-02\n" for i in range(33)), "riskmap: and 13 more", "33 rejected")
        self.assertEqual(sum(": latitude" in line for line in err.splitlines()), 20)

    def test_quiet_says_nothing_of_it(self):
        self.write("incidents.csv", GOOD + "b,64.1,NaN,2020-06-02\n")
        _, err = self.run_tool("image", "small.json", "-o", "a.png", "--width", "200", "--quiet")
        self.assertEqual(err, "")

    def test_strict(self):
        self.refuses(GOOD + "b,64.1,NaN,2020-06-02\n", "incidents.csv:3: latitude", arguments=["--strict"])

    def test_strict_covers_dates(self):
        self.refuses(GOOD + "b,64.1,26,soon\n", "incidents.csv:3: date_start", arguments=["--strict"])

    def test_an_unclosed_quote(self):
        self.refuses(GOOD + '"b,64.1,26,2020-06-02\n', "incidents.csv")

    def test_a_missing_column(self):
        self.refuses("id,longitude,latitude\na,64,26\n", "incidents.csv", "date_start")
        self.refuses("id,lon,latitude,date_start\na,64,26,2020-01-01\n", "incidents.csv", "longitude")

    def test_no_usable_row(self):
        self.refuses(support.HEADER + "a,NaN,26,2020-06-01\n", "incidents.csv")
        self.refuses(support.HEADER, "incidents.csv")

    def test_a_file_that_is_not_what_its_name_says(self):
        style = support.small_style()
        style["sources"]["incidents"]["url"] = "incidents.gpkg"
        self.write_style(style)
        self.write("incidents.gpkg", "not a database")
        _, err = self.run_tool("image", "small.json", "-o", "a.png", code=3)
        self.assertIn("incidents.gpkg", err)

    def test_input_is_never_changed(self):
        before = {name: self.read(name) for name in self.names()}
        self.run_tool("image", "small.json", "-o", "a.png", "--width", "200")
        self.assertEqual({name: self.read(name) for name in before}, before)
        self.assertEqual(self.names(), sorted([*before, "a.png"]))


if __name__ == "__main__":
    support.main()
