# SPDX-License-Identifier: MIT
"""Rivers and lakes of GSHHG (as `gmt coast -M` prints them, bin by bin) and the named rivers of Natural Earth."""
from collections import defaultdict

from shapely.geometry import LineString, MultiLineString, MultiPolygon
from shapely.ops import linemerge, polygonize, unary_union

import common

# GSHHG river levels: 1 permanent major .. 4 permanent minor, 5-7 intermittent, 8-10 canals.
RIVER_KINDS = ((4, "river"), (7, "intermittent"), (10, "canal"))
RIVER_TOLERANCE, LAKE_TOLERANCE = 0.0008, 0.0006
SMALLEST_LAKE_KM2 = 0.3
# The shapefile holds a question mark for every long vowel it could not encode.
MENDED_NAMES = {"God?vari": "Godavari", "Gh?ghara": "Ghaghara", "Mah?na Nad?": "Mahanadi", "Amu  Darya": "Amu Darya",
                "Maquan (Damqogkanbab)": "Maquan", "Atrek (Atrak)": "Atrek"}


def segments(path):
    """Yields (level, points) of each multi-segment record."""
    level, points = None, []
    with open(path, encoding="ascii") as lines:
        for line in lines:
            if line.startswith(">"):
                if len(points) > 1:
                    yield level, points
                level, points = int(line.rsplit("Level", 1)[1]), []
            elif not line.startswith("#"):
                longitude, latitude = line.split()[:2]
                points.append((float(longitude), float(latitude)))
    if len(points) > 1:
        yield level, points


def rivers(path, ocean, lakes_now):
    """Level 0 traces the banks of the wide rivers: they are taken from the polygons instead, to fit them exactly."""
    by_level = defaultdict(list)
    for level, points in segments(path):
        if level > 0:
            by_level[level].append(LineString(points))
    shore = ocean.buffer(1e-6)
    rows = []
    for area, values in lakes_now:
        if values["kind"] == "river":
            banks = common.lines_of(linemerge(common.lines_of(area.boundary.difference(shore))))
            if banks:
                rows.append((MultiLineString(banks), {"class": 1, "kind": "bank"}))
    for level, lines in sorted(by_level.items()):
        kind = next(kind for top, kind in RIVER_KINDS if level <= top)
        for line in sorted(common.lines_of(linemerge(unary_union(lines))), key=lambda l: l.coords[0]):
            line = line.intersection(common.WINDOW)
            if line.intersects(ocean):
                line = line.difference(ocean)
            parts = [p.simplify(RIVER_TOLERANCE, False) for p in common.lines_of(line) if p.length > 0.005]
            if parts:
                rows.append((MultiLineString(parts), {"class": level, "kind": kind}))
    return rows


def lakes(paths, islands_path, ocean):
    """`paths`: {kind: file}. Pieces cut by GSHHG's bins are joined; islands and what overlaps the ocean are cut out."""
    islands = unary_union(list(polygonize(unary_union([LineString(points) for _, points in segments(islands_path)]))))
    rows = []
    for kind, path in paths.items():
        lines = unary_union([LineString(points) for _, points in segments(path)])
        for lake in sorted(polygonize(lines), key=lambda polygon: polygon.bounds):
            lake = lake.difference(islands).simplify(LAKE_TOLERANCE).intersection(common.WINDOW)
            if lake.intersects(ocean):
                lake = lake.difference(ocean)
            parts = [p for p in common.polygons_of(lake) if p.is_valid and common.area_km2(p) >= SMALLEST_LAKE_KM2]
            if parts:
                area = sum(common.area_km2(p) for p in parts)
                rows.append((MultiPolygon(parts), {"kind": kind, "area_km2": round(area, 2)}))
    return rows


def named_rivers(path, ocean, names):
    parts, ranks = defaultdict(list), {}
    for values, geometry in common.read(path):
        name = MENDED_NAMES.get(values["name"], values["name"])
        line = geometry.intersection(common.WINDOW).difference(ocean)
        if not name or line.is_empty:
            continue
        parts[name] += common.lines_of(line)
        ranks[name] = min(ranks.get(name, 99), int(values["scalerank"]))
    rows = []
    for name, lines in sorted(parts.items()):
        urdu, chinese = names.get(name, (None, None))
        merged = common.lines_of(linemerge(lines))
        rows.append((MultiLineString(sorted(merged, key=lambda l: l.coords[0])),
                     {"name": name, "name_ur": urdu, "name_zh": chinese, "scalerank": ranks[name]}))
    return rows
