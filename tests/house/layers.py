#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Holds the #includes against the order of rooms, and each third-party library against the one room that may see it.

    layers.py ROOT      checks ROOT/lib/riskmap and ROOT/tools/riskmap; prints "geo/x.hpp:1: room 'geo' may not include 'density'"
"""
import pathlib
import re
import sys

# Each room with the rooms right below it; what those use, it may use as well.
BELOW = {
    "base": [],
    "geo": ["base"],
    "model": ["geo"],
    "io": ["model"],
    "density": ["model"],
    "style": ["model"],
    "map": ["io", "density", "style"],
    "render": ["map"],
    "assess": ["map"],
    "output": ["render", "assess"],
    "poster": ["render", "assess", "output"],
    "web": ["output", "poster"],
    "tools": ["web"],
}

# Headers by how they begin, and the room that is their door.
DOORS = {
    r"proj(_.*)?\.h|geodesic\.h|GeographicLib/": ["geo"],
    r"geos": ["model"],
    r"gdal|ogr_|ogrsf|cpl_|vrt|sqlite3|libdeflate|isa-l|zlib": ["io"],
    r"cairo|pango|fontconfig/|hb|harfbuzz/|ft2build|freetype/|glib|librsvg/": ["render"],
    r"unicode/": ["style"],
    r"openssl/": ["base"],
    r"spng|webp/|protozero/": ["output"],
    r"CLI/": ["tools"],
    r"boost/math/": ["assess"],
    r"boost/(?!math/)": [],
}

INCLUDE = re.compile(r'\s*#\s*include\s*([<"])([^>"]+)[>"]')


def reachable(room):
    rooms = {room}
    for lower in BELOW[room]:
        rooms |= reachable(lower)
    return rooms


def room_of_header(header):
    """riskmap/geo/box.hpp lies in 'geo'; riskmap/options.hpp and riskmap/commands_catalogue.hpp in 'tools'."""
    parts = header.split("/")
    return parts[1] if len(parts) > 2 and parts[1] != "commands" else "tools"


def mistake_in(header, room, quoted):
    if header.startswith("riskmap/"):
        target = room_of_header(header)
        if target not in BELOW:
            return f"there is no room '{target}'"
        if target not in reachable(room):
            return f"room '{room}' may not include '{target}'"
    elif quoted:
        return f'"{header}": write #include <riskmap/…>'
    for pattern, rooms in DOORS.items():
        if re.match(pattern, header) and room not in rooms:
            door = f"only '{rooms[0]}' may" if rooms else "only tests may"
            return f"room '{room}' may not include <{header}> ({door})"
    return None


def mistakes(root):
    places = [(path, path.relative_to(root / "lib/riskmap")) for path in (root / "lib/riskmap").rglob("*.[hc]pp")]
    places += [(path, "tools" / path.relative_to(root / "tools/riskmap")) for path in (root / "tools/riskmap").rglob("*.[hc]pp")]
    for path, shown in sorted(places):
        if "node_modules" in path.parts or len(shown.parts) == 1:  # the umbrella header lies above all rooms
            continue
        room = shown.parts[0]
        if room not in BELOW:
            yield f"{shown}:1: there is no room '{room}'"
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if found := INCLUDE.match(line):
                if mistake := mistake_in(found[2], room, found[1] == '"'):
                    yield f"{shown}:{number}: {mistake}"


def main():
    found = list(mistakes(pathlib.Path(sys.argv[1])))
    print("\n".join(found) or "every include points the right way")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
