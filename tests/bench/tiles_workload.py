#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""One map for tile renderers: tiles_workload.py FOLDER [--points N] [--places N] [--detail K].

A risk surface (weighted events of one year, gaussian, 25 km) under country outlines and haloed names, over 60–78 E, 23–37 N.
RiskMap gets the events; the peers get what a user would give them: the same surface as a coloured picture with overviews.
FOLDER then holds
    events.csv places.gpkg outlines.gpkg          what our styles read
    all.json plain.json surface.json              our styles: everything; without the surface; the surface alone
    surface.tif surface_opaque.tif places.shp outlines.shp    the peers', EPSG:3857
    pyramid.txt z10.txt block.txt                 lists of tiles, z/x/y: z0–8, 500 spread over z10, 12 × 12 neighbours at z10
The outlines are world-atlas' countries of 1:10 million, an npm package; FOLDER/countries-10m.json if it is there already.
Packages: gdal-bin python3-gdal python3-numpy python3-scipy npm, and mapnik-utils for the index of the shapefiles.
"""
import argparse
import json
import math
import pathlib
import shutil
import subprocess
import sys

import numpy as np

import make_workload as workload

HERE = pathlib.Path(__file__).resolve().parent
WEST, EAST, SOUTH, NORTH = workload.WEST, workload.EAST, workload.SOUTH, workload.NORTH
MARGIN = 1.5  # degrees: the surface is soft beyond the last event
KILOMETRES = 25
BACKGROUND = "#f4f1ea"
RAMP = np.array([[255, 255, 204], [255, 217, 117], [252, 140, 59], [227, 26, 28], [128, 0, 38]], float)
LEVELS = 255  # of the ramp, over the square root of the value
EARTH = 6378137.0
WORLD = 2 * math.pi * EARTH


def mercator(lon, lat):
    return EARTH * np.radians(lon), EARTH * np.log(np.tan(np.pi / 4 + np.radians(lat) / 2))


# ---- tiles -------------------------------------------------------------------------------------------------------------

def tile_at(lon, lat, zoom):
    x, y = mercator(lon, lat)
    return int((x / WORLD + 0.5) * 2**zoom), int((0.5 - y / WORLD) * 2**zoom)


def tiles_of(zoom):
    (x0, y0), (x1, y1) = tile_at(WEST, NORTH, zoom), tile_at(EAST, SOUTH, zoom)
    return [(zoom, x, y) for x in range(x0, x1 + 1) for y in range(y0, y1 + 1)]


def spread(tiles, count):
    return [tiles[i * len(tiles) // count] for i in range(min(count, len(tiles)))]


def write_tiles(path, tiles):
    path.write_text("".join(f"{z}/{x}/{y}\n" for z, x, y in tiles))


def write_lists(folder):
    write_tiles(folder / "pyramid.txt", [tile for zoom in range(9) for tile in tiles_of(zoom)])
    write_tiles(folder / "z10.txt", spread(tiles_of(10), 500))
    x, y = tile_at(67.0, 30.2, 10)
    write_tiles(folder / "block.txt", [(10, x + i, y + j) for i in range(12) for j in range(12)])


# ---- the surface -------------------------------------------------------------------------------------------------------

def colours():
    """RGBA of each level: the ramp, transparent at nothing, 200/255 opaque from level 33 on."""
    steps = np.linspace(0, 1, LEVELS + 1)
    table = np.zeros((LEVELS + 1, 4))
    for k in range(3):
        table[:, k] = np.interp(steps, np.linspace(0, 1, len(RAMP)), RAMP[:, k])
    table[:, 3] = np.clip(np.arange(LEVELS + 1) * 6, 0, 200)
    return np.round(table).astype(np.uint8)


def density(lon, lat, weight, cells):
    """Events per 1000 km² a year on square Mercator cells, `cells` of them over the box; their edges; by bins and FFT."""
    import scipy.fft
    size = (mercator(EAST, 0)[0] - mercator(WEST, 0)[0]) / cells
    left, top = mercator(WEST - MARGIN, NORTH + MARGIN)
    right, bottom = mercator(EAST + MARGIN, SOUTH - MARGIN)
    columns, rows = math.ceil((right - left) / size), math.ceil((top - bottom) / size)
    x, y = mercator(lon, lat)
    at = ((top - y) / size).astype(int) * columns + ((x - left) / size).astype(int)
    bins = np.bincount(at, weights=weight, minlength=rows * columns).reshape(rows, columns)
    sigma = 1000 * KILOMETRES / math.cos(math.radians((SOUTH + NORTH) / 2)) / size
    padded = [scipy.fft.next_fast_len(n + int(5 * sigma), True) for n in (rows, columns)]
    down = np.exp(-0.5 * (2 * np.pi * np.fft.fftfreq(padded[0]) * sigma) ** 2)[:, None]
    across = np.exp(-0.5 * (2 * np.pi * np.fft.rfftfreq(padded[1]) * sigma) ** 2)[None]
    smooth = scipy.fft.irfft2(scipy.fft.rfft2(bins, padded) * down * across, padded)[:rows, :columns].clip(0)
    latitudes = 2 * np.arctan(np.exp((top - (np.arange(rows) + 0.5) * size) / EARTH)) - np.pi / 2
    ground = (size * np.cos(latitudes)) ** 2 / 1e9  # 1000 km² a cell
    return smooth / ground[:, None], (left, top, size)


def opaque(table):
    """The colours as they look on the background."""
    below = np.array([int(BACKGROUND[i:i + 2], 16) for i in (1, 3, 5)])
    alpha = table[:, 3:] / 255
    return np.rint(table[:, :3] * alpha + below * (1 - alpha)).astype(np.uint8)


def write_raster(path, values, most, grid, table):
    from osgeo import gdal, osr
    gdal.UseExceptions()
    picture = table[np.rint(np.sqrt(values / most).clip(0, 1) * LEVELS).astype(np.uint8)]
    left, top, size = grid
    rows, columns, bands = picture.shape
    out = gdal.GetDriverByName("GTiff").Create(str(path), columns, rows, bands, gdal.GDT_Byte,
                                               ["TILED=YES", "COMPRESS=NONE", "PHOTOMETRIC=RGB",
                                                "ALPHA=YES" if bands == 4 else "ALPHA=NO"])
    out.SetGeoTransform([left, size, 0, top, 0, -size])
    system = osr.SpatialReference()
    system.ImportFromEPSG(3857)
    out.SetProjection(system.ExportToWkt())
    for band in range(bands):
        out.GetRasterBand(band + 1).WriteArray(np.ascontiguousarray(picture[:, :, band]))
    out.BuildOverviews("AVERAGE", [2, 4, 8, 16, 32])


# ---- our styles --------------------------------------------------------------------------------------------------------

def color(row):
    r, g, b, a = (int(v) for v in row)
    return f"rgba({r},{g},{b},{a / 255:.6f})"


def levels_ramp(most, step):
    """The levels of the peers' picture, one class each: the same map."""
    table = colours()
    stops = [0, color(table[0])]
    for level in range(1, LEVELS + 1):
        begins = most * ((level - 0.5) / LEVELS) ** 2
        stops += [begins - step, color(table[level - 1]), begins, color(table[level])]
    return ["interpolate", ["linear"], ["elevation"], *stops]


def smooth_ramp(most, step):
    """Some stops with every colour between them: finer than the peers' picture."""
    levels = [1, 2, 4, 6, 8, 11, 14, 17, 20, 23, 26, 29, 32, 33, 34, *range(48, 256, 16), 255]
    table = colours()
    stops = [0, "rgba(255,255,204,0)", 1.5 * step, "rgba(255,255,204,0)"]
    for level in levels:
        stops += [float(f"{most * (level / LEVELS) ** 2:.7g}"), color(table[level])]
    return ["interpolate", ["linear"], ["elevation"], *stops]


def style(most, shown):
    step = 1.25 * most / 2**24
    document = {
        "version": 8, "name": "Race", "metadata": {"riskmap:bounds": [WEST, SOUTH, EAST, NORTH]},
        "sources": {"outlines": {"type": "vector", "url": "outlines.gpkg"}, "places": {"type": "vector", "url": "places.gpkg"}},
        "layers": [{"id": "paper", "type": "background", "paint": {"background-color": BACKGROUND}}]}
    if shown != "plain":
        document["metadata"]["riskmap:surfaces"] = {"risk": {
            "incidents": {"source": "events"}, "kernel": "gaussian", "bandwidth": f"{KILOMETRES}km", "weight": ["get", "weight"],
            "edge-correction": "none", "from": "2024-01-01", "as-of": "2024-12-31"}}
        document["sources"]["events"] = {"type": "vector", "url": "events.csv"}
        document["sources"]["risk"] = {
            "type": "raster-dem", "tiles": ["riskmap://risk/{z}/{x}/{y}"], "encoding": "custom", "tileSize": 256,
            "redFactor": 65536 * step, "greenFactor": 256 * step, "blueFactor": step, "baseShift": 0}
        document["layers"].append({"id": "risk", "type": "color-relief", "source": "risk",
                                   "paint": {"color-relief-color": (smooth_ramp if shown == "smooth" else levels_ramp)(most, step)}})
    if shown != "surface":
        document["layers"] += [
            {"id": "outlines", "type": "line", "source": "outlines", "source-layer": "outlines",
             "layout": {"line-join": "round"}, "paint": {"line-color": "#333", "line-width": 1.2}},
            {"id": "names", "type": "symbol", "source": "places", "source-layer": "places",
             "layout": {"text-field": ["get", "name"], "text-font": ["Noto Sans Regular"], "text-size": 11, "text-padding": 0},
             "paint": {"text-color": "#111", "text-halo-color": "#fff", "text-halo-width": 1.5}}]
    else:
        del document["sources"]["outlines"], document["sources"]["places"]
    return document


# ---- vectors -----------------------------------------------------------------------------------------------------------

def run(*command):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{command[0]} failed: {done.stderr.strip()}")


def atlas(folder):
    """world-atlas' file of countries, fetched once."""
    kept = folder / "countries-10m.json"
    if kept.exists():
        return kept
    if shutil.which("npm") is None:
        raise SystemExit(f"{kept} is missing and there is no npm to fetch it: it is in the npm package world-atlas")
    fetched = subprocess.run(["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", folder / "npm",
                              "world-atlas@2"])
    if fetched.returncode:
        raise SystemExit(f"npm could not fetch world-atlas; put its countries-10m.json at {kept}")
    shutil.copy(folder / "npm/node_modules/world-atlas/countries-10m.json", kept)
    return kept


def halves(a, b):
    """The point between two that makes a line rougher; the same from either end, so that shared borders stay shared."""
    (ax, ay), (bx, by) = sorted((a, b))
    seed = workload.hashed(np.array([abs(hash((ax, ay, bx, by))) & 0xFFFFFFFF], dtype=np.uint64))[0]
    bend = 0.3 * (float(seed >> np.uint64(11)) * 2.0**-53 - 0.5)
    return [(ax + bx) / 2 - bend * (by - ay), (ay + by) / 2 + bend * (bx - ax)]


def detailed(ring, factor):
    while factor > 1:
        ring = [point for a, b in zip(ring, ring[1:]) for point in (a, halves(a, b))] + [ring[-1]]
        factor //= 2
    return ring


def write_outlines(folder, detail):
    rough, out = folder / "outlines.geojson", folder / "outlines.gpkg"
    for old in (rough, folder / "valid.gpkg", out):
        old.unlink(missing_ok=True)
    run("ogr2ogr", "-f", "GPKG", folder / "valid.gpkg", atlas(folder), "countries", "-a_srs", "EPSG:4326",
        "-spat", 55, 18, 83, 42, "-makevalid", "-nln", "outlines")
    run("ogr2ogr", "-f", "GeoJSON", rough, folder / "valid.gpkg", "-clipsrc", 50, 12, 88, 46, "-nlt", "PROMOTE_TO_MULTI",
        "-lco", "COORDINATE_PRECISION=7")
    if detail > 1:
        collection = json.loads(rough.read_text())
        for feature in collection["features"]:
            feature["geometry"]["coordinates"] = [[detailed(ring, detail) for ring in polygon]
                                                  for polygon in feature["geometry"]["coordinates"]]
        rough.write_text(json.dumps(collection))
    run("ogr2ogr", "-f", "GPKG", out, rough, "-nln", "outlines", "-nlt", "MULTIPOLYGON")


def write_places(folder, count):
    names, lon, lat = workload.places(count)
    table = folder / "places.csv"
    table.write_text("name,longitude,latitude\n" + "".join(f"{n},{x:.5f},{y:.5f}\n" for n, x, y in zip(names, lon, lat)))
    (folder / "places.gpkg").unlink(missing_ok=True)
    run("ogr2ogr", "-f", "GPKG", folder / "places.gpkg", table, "-oo", "X_POSSIBLE_NAMES=longitude",
        "-oo", "Y_POSSIBLE_NAMES=latitude", "-oo", "AUTODETECT_TYPE=YES", "-a_srs", "EPSG:4326", "-nln", "places")


def write_shapefiles(folder):
    for name, kind in (("outlines", "MULTIPOLYGON"), ("places", "POINT")):
        for old in folder.glob(f"{name}.*"):
            if old.suffix in (".shp", ".shx", ".dbf", ".prj", ".cpg", ".index"):
                old.unlink()
        run("ogr2ogr", "-f", "ESRI Shapefile", folder / f"{name}.shp", folder / f"{name}.gpkg", "-nlt", kind,
            "-t_srs", "EPSG:3857", "-lco", "ENCODING=UTF-8")
        if shutil.which("shapeindex"):
            run("shapeindex", folder / f"{name}.shp")


def write_events(path, lon, lat, weight):
    day = (workload.uniform(30, len(lon)) * 366).astype("timedelta64[D]") + np.datetime64("2024-01-01")
    with path.open("w") as out:
        out.write("longitude,latitude,date_start,weight\n")
        out.writelines(f"{x:.6f},{y:.6f},{d},{w:.3f}\n" for x, y, d, w in zip(lon, lat, day, weight))


def make(folder, points=10000, places=300, detail=1, peers=True):
    """Writes the folder; does nothing if it holds just that already."""
    said = json.dumps({"version": 2, "points": points, "places": places, "detail": detail, "peers": peers})
    made = folder / "made.json"
    if made.exists() and made.read_text() == said:
        return folder
    folder.mkdir(parents=True, exist_ok=True)
    made.unlink(missing_ok=True)
    events = workload.points(points)
    write_events(folder / "events.csv", *events)
    values, grid = density(*events, 4096 if peers else 1024)
    most = float(values.max())
    write_outlines(folder, detail)
    write_places(folder, places)
    if peers:
        write_raster(folder / "surface.tif", values, most, grid, colours())
        write_raster(folder / "surface_opaque.tif", values, most, grid, opaque(colours()))
        write_shapefiles(folder)
    for shown in ("all", "smooth", "plain", "surface"):
        (folder / f"{shown}.json").write_text(json.dumps(style(most, shown), indent=1) + "\n")
    write_lists(folder)
    made.write_text(said)
    return folder


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--points", type=int, default=10000)
    parser.add_argument("--places", type=int, default=300)
    parser.add_argument("--detail", type=int, default=1, help="vertices of the outlines times this power of two")
    arguments = parser.parse_args()
    make(arguments.folder, arguments.points, arguments.places, arguments.detail)


if __name__ == "__main__":
    sys.exit(main())
