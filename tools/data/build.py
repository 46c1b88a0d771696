#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Builds base.gpkg from the unpacked sources: build.py SOURCES-FOLDER NAMES.csv OUTPUT.gpkg"""
import csv
import os
import sys
import warnings

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
warnings.filterwarnings("ignore", category=DeprecationWarning)   # Shapely 1.8 announcing 2.0
warnings.filterwarnings("ignore", message=".*STRtree.*")

import common  # noqa: E402
import land  # noqa: E402
import places  # noqa: E402
import water  # noqa: E402
from osgeo import gdal  # noqa: E402
from shapely.geometry import Point  # noqa: E402

FIELDS = {   # layer: (geometry, columns), in the order of drawing
    "ocean": ("polygons", {}),
    "countries": ("polygons", {"name": "text", "name_ur": "text", "name_zh": "text", "a3": "text"}),
    "tidal_flats": ("polygons", {"country": "text"}),
    "provinces": ("polygons", {"id": "text", "name": "text", "name_ur": "text", "name_zh": "text", "scope": "text"}),
    "study_area": ("polygons", {"id": "text", "name": "text", "scope": "text"}),   # to count by, not to draw
    "lakes": ("polygons", {"kind": "text", "area_km2": "real"}),
    "rivers": ("lines", {"class": "integer", "kind": "text"}),
    "named_rivers": ("lines", {"name": "text", "name_ur": "text", "name_zh": "text", "scalerank": "integer"}),
    "province_lines": ("lines", {"status": "text", "country": "text", "name": "text"}),
    "borders": ("lines", {"status": "text", "name": "text", "left_a3": "text", "right_a3": "text", "featurecla": "text"}),
    "disputed_borders": ("lines", {"status": "text", "name": "text"}),
    "sea_names": ("point", {"name": "text", "name_ur": "text", "name_zh": "text"}),
    "airports": ("point", {"name": "text", "iata": "text", "kind": "text", "country": "text"}),
    "places": ("point", {"name": "text", "name_ur": "text", "name_zh": "text", "country": "text", "population": "integer",
                         "kind": "text", "rank": "integer"}),
}


SEA_NAMES = {"Arabian Sea": Point(63.6, 23.3), "Gulf of Oman": Point(58.9, 24.7)}   # by hand, where a label has room


def names_of(path):
    with open(path, encoding="utf-8", newline="") as lines:
        return {row["name_en"]: (row["name_ur"] or None, row["name_zh"] or None) for row in csv.DictReader(lines)}


def with_names(rows, key, english, names):
    for _, values in rows:
        values["name"] = english(values[key])
        values["name_ur"], values["name_zh"] = names.get(values["name"], (None, None))
    return rows


def main(folder, names_path, output):
    names = names_of(names_path)
    source = {name: os.path.join(folder, name) for name in os.listdir(folder)}
    layers = land.build({
        "countries": source["countries.geojson"], "seas": source["seas.gpkg"], "shore": source["shore.txt"], "provinces": source["provinces"],
        "borders": os.path.join(source["natural_earth"], "ne_10m_admin_0_boundary_lines_land.shp"),
        "province_lines": os.path.join(source["natural_earth"], "ne_10m_admin_1_states_provinces_lines.shp"),
        "claims": source["world_map.gpkg"],
    })
    with_names(layers["countries"], "a3", common.COUNTRIES.get, names)
    with_names(layers["provinces"], "id", lambda key: common.PROVINCES[key][0], names)
    for _, values in layers["provinces"]:
        values["scope"] = common.PROVINCES[values["id"]][2]
    for _, values in layers["study_area"]:
        values["name"], _, values["scope"] = common.PROVINCES[values["id"]]
    ocean = layers["ocean"][0][0]
    layers["lakes"] = water.lakes({"lake": source["lakes.txt"], "river": source["wide_rivers.txt"]}, source["islands.txt"], ocean)
    layers["rivers"] = water.rivers(source["rivers.txt"], ocean, layers["lakes"])
    layers["named_rivers"] = water.named_rivers(
        os.path.join(source["natural_earth"], "ne_10m_rivers_lake_centerlines.shp"), ocean, names)
    layers["sea_names"] = [(at, {"name": name, "name_ur": names.get(name, (None, None))[0],
                                 "name_zh": names.get(name, (None, None))[1]}) for name, at in SEA_NAMES.items()]
    here = os.path.dirname(os.path.abspath(__file__))
    layers["places"] = places.towns(source["cities500.txt"], os.path.join(here, "place_adjustments.csv"), names)
    layers["airports"] = places.airports(source["airports.json"])

    draft = output + ".draft.gpkg"
    if os.path.exists(draft):
        os.remove(draft)
    target = gdal.GetDriverByName("GPKG").Create(draft, 0, 0, 0, gdal.GDT_Unknown, ["ADD_GPKG_OGR_CONTENTS=YES"])
    for layer, (kind, fields) in FIELDS.items():
        common.write_layer(target, layer, kind, fields, layers[layer])
    target.ExecuteSQL("VACUUM")
    target = None
    os.replace(draft, output)


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
