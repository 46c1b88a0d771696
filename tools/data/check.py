#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Proves the committed map data valid: check.py GEODATA-FOLDER. Prints one line a check; exits 1 if any failed."""
import csv
import datetime
import math
import os
import sys
import warnings

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
warnings.filterwarnings("ignore", category=DeprecationWarning)

import common  # noqa: E402
from osgeo import gdal  # noqa: E402
from shapely.geometry import LineString, MultiLineString, Point, box  # noqa: E402
from shapely.ops import unary_union  # noqa: E402
from shapely.validation import explain_validity  # noqa: E402

TILING_KM2 = 0.001        # gap or overlap borne between areas, each
NEAR_KM = 5.0             # an incident or site may lie this far outside its province
ASHORE_KM = 1.0           # a site may lie this far off the study area
LARGEST_BYTES = 6_000_000

LAYERS = {   # what styles may count on: layer, columns, fewest features
    "ocean": ((), 1),
    "countries": (("name", "name_ur", "name_zh", "a3"), 13),
    "tidal_flats": (("country",), 2),
    "provinces": (("id", "name", "name_ur", "name_zh", "scope"), 7),
    "study_area": (("id", "name", "scope"), 7),
    "province_lines": (("status", "country"), 200),
    "borders": (("status", "name"), 20),
    "disputed_borders": (("status", "name"), 5),
    "rivers": (("class", "kind"), 400),
    "lakes": (("kind", "area_km2"), 50),
    "named_rivers": (("name", "name_ur", "name_zh", "scalerank"), 30),
    "sea_names": (("name", "name_ur", "name_zh"), 1),
    "places": (("name", "name_ur", "name_zh", "country", "population", "kind", "rank"), 2500),
    "airports": (("name", "iata", "kind", "country"), 100),
}
POLYGONS = ("ocean", "countries", "tidal_flats", "provinces", "study_area", "lakes")
STATUS = {"borders": {"international", "line of control", "disputed"}, "province_lines": {"province"},
          "disputed_borders": {"disputed claim"}}
ALLOWED = {("rivers", "kind"): {"bank", "river", "intermittent", "canal"}, ("lakes", "kind"): {"lake", "river"},
           ("places", "kind"): {"capital", "province capital", "town"}, ("places", "rank"): set(range(1, 7)),
           ("airports", "kind"): {"large", "medium", "small"}, ("provinces", "scope"): {"full", "selective"},
           ("study_area", "scope"): {"full", "selective"}}
# Official areas in km2 (Pakistan Bureau of Statistics), to tell a blunder: Gilgit-Baltistan's counts land China holds.
OFFICIAL_KM2 = {"PK-BA": 347190, "PK-SD": 140914, "PK-PB": 205345, "PK-KP": 101741, "PK-IS": 906, "PK-JK": 13297, "PK-GB": 72496}
INCIDENT_COLUMNS = ("id,date_start,date_end,date_precision,place,district,province,longitude,latitude,location_precision,"
                    "location_uncertainty_km,event_type,target,claimed_by,killed,killed_chinese,attackers_killed,injured,site,"
                    "source,note").split(",")
SITE_COLUMNS = "id,name_en,name_ur,name_zh,province,longitude,latitude,location_uncertainty_km,kind,primary,note".split(",")
NAME_COLUMNS = "name_en,name_ur,name_zh".split(",")

failures = 0


def report(good, text):
    global failures
    failures += not good
    print(f"{'ok  ' if good else 'FAIL'}  {text}")


def km2(area):
    return sum(common.area_km2(part) for part in common.polygons_of(area))


def rows_of(folder, name, columns):
    with open(os.path.join(folder, name), encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines, strict=True)
        rows = list(reader)
        report(reader.fieldnames == columns, f"{name}: {len(rows)} rows, {len(columns)} columns as documented")
        report(all(None not in row and None not in row.values() for row in rows), f"{name}: every row has every column")
        report(len({row[columns[0]] for row in rows}) == len(rows), f"{name}: {columns[0]} is unique")
    return rows


def check_layers(path):
    source = gdal.OpenEx(path, gdal.OF_VECTOR)
    present = {source.GetLayer(i).GetName() for i in range(source.GetLayerCount())}
    report(set(LAYERS) <= present, f"base.gpkg: {len(LAYERS)} layers" + "".join(f", no {name}" for name in sorted(set(LAYERS) - present)))
    layers = {}
    for name, (columns, fewest) in LAYERS.items():
        if name not in present:
            continue
        layers[name] = list(common.read(path, name))
        declared = source.GetLayer(name).GetFeatureCount()
        missing = [c for c in columns if layers[name] and c not in layers[name][0][0]]
        report(len(layers[name]) == declared >= fewest and not missing,
               f"{name}: {declared} features" + "".join(f", no column {c}" for c in missing))
        outside = sum(not box(55 - 1e-6, 20 - 1e-6, 85 + 1e-6, 40 + 1e-6).contains(g) for _, g in layers[name])
        empty = sum(g.is_empty for _, g in layers[name])
        report(outside == empty == 0, f"{name}: {outside} outside 55-85 E, 20-40 N; {empty} empty")
    return layers


def check_values(layers):
    for name in POLYGONS:
        bad = [explain_validity(g) for _, g in layers[name] if not g.is_valid]
        report(not bad, f"{name}: valid polygons" + "".join(f"; {b}" for b in bad[:3]))
    for name, known in STATUS.items():
        found = {v["status"] for v, _ in layers[name]}
        report(found <= known, f"{name}: status {', '.join(sorted(map(str, found)))}")
    for (name, column), known in ALLOWED.items():
        strange = {v[column] for v, _ in layers[name]} - known
        report(not strange, f"{name}.{column}: known values" + (f", but {strange}" if strange else ""))


def check_tiling(layers):
    provinces = {v["id"]: g for v, g in layers["provinces"]}
    pakistan = next(g for v, g in layers["countries"] if v["a3"] == "PAK")
    report(set(provinces) == set(common.PROVINCES), "provinces: " + " ".join(sorted(provinces)))
    together = unary_union(list(provinces.values()))
    gap, excess = km2(pakistan.difference(together)), km2(together.difference(pakistan))
    report(max(gap, excess) <= TILING_KM2, f"provinces cover Pakistan: {gap:.6f} km2 missing, {excess:.6f} km2 too much (at most {TILING_KM2})")
    areas = [*provinces.values(), *(g for v, g in layers["countries"] if v["a3"] != "PAK"), layers["ocean"][0][1]]
    overlap = sum(km2(a.intersection(b)) for i, a in enumerate(areas) for b in areas[i + 1:] if a.intersects(b))
    report(overlap <= TILING_KM2, f"provinces, countries and ocean overlap by {overlap:.6f} km2 (at most {TILING_KM2})")
    rest = common.WINDOW.difference(unary_union(areas))
    gaps = [p for p in common.polygons_of(rest) if common.area_km2(p) > TILING_KM2]
    report(not gaps, f"countries and ocean cover the window: {km2(rest):.6f} km2 missing"
           + "".join(f"; {p.representative_point().wkt}" for p in gaps[:3]))
    for key, official in ((key, km2_of) for key, km2_of in OFFICIAL_KM2.items() if key in provinces):
        area = km2(provinces[key])
        report(abs(area / official - 1) < 0.1, f"{key}: {area:,.0f} km2, officially {official:,} ({100 * (area / official - 1):+.1f} %)")


def check_study_area(layers, sites):
    land = {v["id"]: (v, g) for v, g in layers["study_area"]}
    provinces = {v["id"]: (v, g) for v, g in layers["provinces"]}
    same = len(land) == len(layers["study_area"]) and {k: (v["name"], v["scope"]) for k, (v, _) in land.items()} == \
        {k: (v["name"], v["scope"]) for k, (v, _) in provinces.items()}
    report(same, "study_area: one feature a province, of its name and scope")
    flats = unary_union([g for _, g in layers["tidal_flats"]])
    gap = excess = overlap = dry = 0.0
    for key in set(land) & set(provinces):
        province, area = provinces[key][1], land[key][1]
        together = unary_union([area, flats.intersection(province)])
        gap, excess = gap + km2(province.difference(together)), excess + km2(together.difference(province))
        overlap, dry = overlap + km2(area.intersection(flats)), dry + km2(area)
    report(max(gap, excess) <= TILING_KM2, f"study_area and tidal_flats make the provinces: {gap:.6f} km2 missing, {excess:.6f} km2 too much "
           f"(at most {TILING_KM2})")
    report(overlap <= TILING_KM2, f"study_area: {dry:,.0f} km2, {overlap:.6f} km2 of it tidal flats (at most {TILING_KM2})")
    everything = unary_union([g for _, g in land.values()])
    off = []
    for row in sites:
        try:
            at = Point(number(row["longitude"], common.WEST, common.EAST), number(row["latitude"], common.SOUTH, common.NORTH))
        except ValueError:
            continue              # check_points tells
        if not everything.contains(at):
            scale = math.cos(math.radians(at.y))
            off.append((min(_distance_km(at, line, scale) for line in common.lines_of(everything.boundary)), row["id"]))
    report(all(km <= ASHORE_KM for km, _ in off), f"sites.csv: every site in the study area or within {ASHORE_KM:g} km of it, {len(off)} of {len(sites)} outside")
    for km, name in off:
        print(f"        {name}: {km:.1f} km off")


def segments(geometries):
    """Every segment of the lines or rings, whichever way it runs."""
    found = set()
    for geometry in geometries:
        for line in common.lines_of(geometry.boundary if geometry.geom_type.endswith("Polygon") else geometry):
            points = list(line.coords)
            found.update((a, b) if a < b else (b, a) for a, b in zip(points, points[1:]))
    return found


def check_lines(layers):
    lines = segments(g for _, g in layers["borders"])
    off = lines - segments(g for _, g in layers["countries"])
    report(not off, f"borders: {len(lines)} segments, {len(off)} off the countries' edges")
    lines = segments(g for v, g in layers["province_lines"] if v["country"] == "PAK")
    off = lines - segments(g for _, g in layers["provinces"])
    report(bool(lines) and not off, f"Pakistan's province lines: {len(lines)} segments, {len(off)} off the provinces' edges")
    for name in ("borders", "disputed_borders"):
        parts = [line for _, g in layers[name] for line in common.lines_of(g)]
        drawn, once = sum(p.length for p in parts), unary_union(MultiLineString(parts)).length
        report(abs(drawn - once) < 1e-6, f"{name}: no stretch is drawn twice ({drawn - once:.7f} degrees)")
    controlled = [g for v, g in layers["borders"] if v["status"] == "line of control"]
    near = unary_union(controlled).distance(Point(74.35, 34.75))   # the Line of Control above the Neelum valley
    report(near < 0.1, f"the Line of Control passes the Neelum valley ({near:.3f} degrees)")


def check_names(layers, names):
    shown = {}
    for name in ("countries", "provinces", "named_rivers", "sea_names", "places"):
        for values, _ in layers[name]:
            shown.setdefault(values["name"], []).append((values["name_ur"], values["name_zh"]))
    lacking = [row["name_en"] for row in names if (row["name_ur"], row["name_zh"]) not in shown.get(row["name_en"], [])]
    report(not lacking, "every name of names.csv is on the map in Urdu and Chinese" + "".join(f", but {n}" for n in lacking))


def number(text, low, high):
    value = float(text)
    if not (math.isfinite(value) and low <= value <= high):
        raise ValueError(f"{text} is out of range")
    return value


def check_points(layers, name, rows):
    areas = {v["name"]: g for v, g in layers["provinces"]}
    wrong, exceptions = [], []
    for row in rows:
        try:
            at = Point(number(row["longitude"], common.WEST, common.EAST), number(row["latitude"], common.SOUTH, common.NORTH))
            number(row["location_uncertainty_km"], 0, 100)
        except ValueError as error:
            wrong.append(f"{row['id']}: {error}")
            continue
        area = areas.get(row["province"])
        if area is None:
            wrong.append(f"{row['id']}: no province '{row['province']}'")
        elif not area.contains(at):
            scale = math.cos(math.radians(at.y))
            here = min((_distance_km(at, line, scale) for line in common.lines_of(area.boundary)))
            (exceptions if here <= NEAR_KM else wrong).append(f"{row['id']}: {here:.1f} km outside {row['province']}")
    report(not wrong, f"{name}: every point in its province or within {NEAR_KM:g} km of it, {len(exceptions)} of {len(rows)} outside")
    for text in exceptions:
        print(f"        {text}")
    for text in wrong:
        print(f"        {text}")


def _distance_km(at, line, scale):
    flat = LineString([((x - at.x) * scale, y - at.y) for x, y in line.coords])
    return flat.distance(Point(0, 0)) * common.KM_PER_DEGREE


def check_incidents(rows, sites):
    bad = []
    for row in rows:
        try:
            start, end = (datetime.date.fromisoformat(row[c]) for c in ("date_start", "date_end"))
            if end < start:
                bad.append(f"{row['id']}: ends before it starts")
            for column in ("killed", "killed_chinese", "attackers_killed", "injured"):
                if row[column] and int(row[column]) < 0:     # blank is "not known", which is not zero
                    bad.append(f"{row['id']}: {column} below zero")
            if row["killed"] and row["killed_chinese"] and int(row["killed_chinese"]) > int(row["killed"]):
                bad.append(f"{row['id']}: more Chinese killed than killed")
        except ValueError as error:
            bad.append(f"{row['id']}: {error}")
        if row["site"] and row["site"] not in {site["id"] for site in sites}:
            bad.append(f"{row['id']}: no site '{row['site']}'")
        if row["date_precision"] not in ("day", "month", "year") or row["location_precision"] not in ("exact", "place", "district", "province"):
            bad.append(f"{row['id']}: unknown precision")
        if not row["source"]:
            bad.append(f"{row['id']}: no source")
    report(not bad, "incidents.csv: dates, counts, precisions, sites and sources" + "".join(f"; {b}" for b in bad))


def check_relief(path):
    raster = gdal.Open(path)
    west, width, _, north, _, height = raster.GetGeoTransform()
    box_is = (west, north + height * raster.RasterYSize, west + width * raster.RasterXSize, north)
    lowest, highest = raster.GetRasterBand(1).ComputeRasterMinMax(False)
    same = all(abs(a - b) < 1e-6 for a, b in zip(box_is, common.WINDOW.bounds))
    report(same and raster.RasterCount == 1 and raster.GetSpatialRef().GetAuthorityCode(None) == "4326" and -6000 < lowest < 0 and 5000 < highest < 8850,
           f"relief.tif: {raster.RasterXSize} x {raster.RasterYSize}, {lowest:.0f} to {highest:.0f} m, EPSG:4326")
    report(os.path.getsize(path) < 500_000, f"relief.tif: {os.path.getsize(path):,} bytes")


def check_documents(folder):
    with open(os.path.join(folder, "LICENSES.md"), encoding="utf-8") as file:
        licences = file.read()
    with open(os.path.join(folder, "README.md"), encoding="utf-8") as file:
        readme = file.read()
    missing = [n for n in (*LAYERS, "relief.tif", "incidents.csv", "sites.csv", "names.csv") if f"`{n}`" not in readme or n not in licences]
    report(not missing, "README.md and LICENSES.md name every layer and file" + "".join(f", but {n}" for n in missing))


def main(folder):
    layers = check_layers(os.path.join(folder, "base.gpkg"))
    check_values(layers)
    check_tiling(layers)
    check_lines(layers)
    incidents = rows_of(folder, "incidents.csv", INCIDENT_COLUMNS)
    sites = rows_of(folder, "sites.csv", SITE_COLUMNS)
    names = rows_of(folder, "names.csv", NAME_COLUMNS)
    check_names(layers, names)
    check_incidents(incidents, sites)
    check_points(layers, "incidents.csv", incidents)
    check_points(layers, "sites.csv", sites)
    check_study_area(layers, sites)
    check_relief(os.path.join(folder, "relief.tif"))
    check_documents(folder)
    size = sum(os.path.getsize(os.path.join(folder, name)) for name in os.listdir(folder))
    report(size <= LARGEST_BYTES, f"geodata: {size:,} bytes (at most {LARGEST_BYTES:,})")
    print(f"{failures} failed" if failures else "all good")
    return 1 if failures else 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1]))
