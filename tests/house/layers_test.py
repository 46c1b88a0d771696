#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""layers.py does fail on includes that point the wrong way."""
import pathlib
import subprocess
import sys
import tempfile
import unittest

LAYERS = pathlib.Path(__file__).with_name("layers.py")


def run_on(files):
    with tempfile.TemporaryDirectory() as folder:
        for name, text in files.items():
            path = pathlib.Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        done = subprocess.run([sys.executable, LAYERS, folder], capture_output=True, text=True, check=False)
        return done.returncode, done.stdout


class LayersTest(unittest.TestCase):
    def fails_with(self, files, line):
        code, said = run_on(files)
        self.assertEqual((code, said.strip()), (1, line))

    def passes(self, files):
        code, said = run_on(files)
        self.assertEqual(code, 0, said)

    def test_a_lower_room_may_not_look_up(self):
        self.fails_with({"lib/riskmap/geo/x.hpp": "#include <riskmap/density/surface.hpp>\n"}, "geo/x.hpp:1: room 'geo' may not include 'density'")

    def test_neighbours_may_not_see_each_other(self):
        self.fails_with({"lib/riskmap/io/archives/a.cpp": "\n#include <riskmap/style/value.hpp>\n"}, "io/archives/a.cpp:2: room 'io' may not include 'style'")
        self.fails_with({"lib/riskmap/render/a.cpp": "#include <riskmap/assess/exposure.hpp>\n"}, "render/a.cpp:1: room 'render' may not include 'assess'")

    def test_the_library_may_not_see_the_tool(self):
        self.fails_with({"lib/riskmap/web/a.cpp": "#include <riskmap/options.hpp>\n"}, "web/a.cpp:1: room 'web' may not include 'tools'")

    def test_third_party_headers_have_one_door(self):
        self.fails_with({"lib/riskmap/geo/a.cpp": "#include <gdal.h>\n"}, "geo/a.cpp:1: room 'geo' may not include <gdal.h> (only 'io' may)")
        self.fails_with({"tools/riskmap/a.cpp": "#include <cairo.h>\n"}, "tools/a.cpp:1: room 'tools' may not include <cairo.h> (only 'render' may)")
        self.fails_with({"lib/riskmap/io/a.cpp": "#include <CLI/CLI.hpp>\n"}, "io/a.cpp:1: room 'io' may not include <CLI/CLI.hpp> (only 'tools' may)")

    def test_an_unknown_room_is_named(self):
        self.fails_with({"lib/riskmap/cellar/a.cpp": ""}, "cellar/a.cpp:1: there is no room 'cellar'")

    def test_includes_that_point_the_right_way_pass(self):
        self.passes({
            "lib/riskmap/web/a.cpp": "#include <riskmap/base/error.hpp>\n#include <riskmap/poster/compose.hpp>\n#include <vector>\n",
            "lib/riskmap/geo/b.cpp": "#include <proj.h>\n// #include <gdal.h>\n",
            "lib/riskmap/riskmap.hpp": "#include <riskmap/web/site.hpp>\n",
            "tools/riskmap/commands/c.cpp": "#include <riskmap/command.hpp>\n#include <riskmap/commands_catalogue.hpp>\n",
        })


if __name__ == "__main__":
    unittest.main()
