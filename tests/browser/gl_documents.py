# SPDX-License-Identifier: MIT
"""Documents for the comparison with MapLibre GL JS: gl_documents.py RISKMAP STYLES OUT
OUT/NAME/map.json is what RiskMap draws; OUT/NAME/gl.json the same for a browser, its files turned into what a browser reads: features
into GeoJSON, risk surfaces and elevations into tiles. OUT/documents.json lists them with their views."""
import csv
import json
import math
import pathlib
import sqlite3
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import gl_cases  # noqa: E402
import numpy  # noqa: E402
from osgeo import gdal  # noqa: E402

gdal.UseExceptions()
ROOT = pathlib.Path(__file__).resolve().parents[2]
SIDE = gl_cases.SIDE
PLACES = {"gwadar": (62.33, 25.12), "quetta": (67.0, 30.2), "karachi": (67.1, 24.9), "dasu": (73.2, 35.3)}
EARTH = 20037508.342789244


def view_at(place, zoom):
    lon, lat = PLACES[place]
    world = SIDE * 2**zoom
    y = (1 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2 * world
    return {"zoom": zoom, "left": round((lon + 180) / 360 * world) - SIDE // 2, "top": round(y) - SIDE // 2}


def lonlat(view, x, y):
    world = SIDE * 2 ** view["zoom"]
    latitude = math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * (view["top"] + y) / world))))
    return (view["left"] + x) / world * 360 - 180, latitude


def bounds_of(view, margin=0):
    west, south = lonlat(view, -margin, SIDE + margin)
    east, north = lonlat(view, SIDE + margin, -margin)
    return west, max(south, -85), east, min(north, 85)


def rows_of(path):
    """The points of a table; a column is of numbers if every cell that is not blank is one."""
    with open(path, encoding="utf-8", newline="") as text:
        rows = list(csv.DictReader(text))
    for name in rows[0]:
        cells = [row[name].strip() for row in rows]
        try:
            values = [float(cell) if cell else None for cell in cells]
        except ValueError:
            values = [cell or None for cell in cells]
        for row, value in zip(rows, values):
            row[name] = value
    for row in rows:
        yield {"type": "Feature", "properties": row, "geometry": {"type": "Point", "coordinates": [row["longitude"], row["latitude"]]}}


def elevations(file, zoom, columns, rows, side, out):
    """Tiles of a raster's elevations, coded as Terrarium codes them."""
    size = 2 * EARTH / 2**zoom
    box = (columns[0] * size - EARTH, EARTH - (rows[-1] + 1) * size, (columns[-1] + 1) * size - EARTH, EARTH - rows[0] * size)
    warped = gdal.Warp("", str(file), format="MEM", dstSRS="EPSG:3857", outputBounds=box, width=side * len(columns), height=side * len(rows),
                       resampleAlg="cubic", outputType=gdal.GDT_Float64, errorThreshold=0, dstNodata=0)
    metres = warped.ReadAsArray() + 32768
    bands = [metres // 256, metres % 256 // 1, metres % 1 * 256]
    for j, row in enumerate(rows):
        for i, column in enumerate(columns):
            tile = gdal.GetDriverByName("MEM").Create("", side, side, 3)
            for band in range(3):
                part = bands[band][j * side:(j + 1) * side, i * side:(i + 1) * side]
                tile.GetRasterBand(band + 1).WriteArray(numpy.floor(part).astype("uint8"))
            path = out / str(zoom) / str(column) / f"{row}.png"
            path.parent.mkdir(parents=True, exist_ok=True)
            gdal.GetDriverByName("PNG").CreateCopy(str(path), tile)


class Rewriter:
    """One document's sources, as a browser reads them."""

    def __init__(self, riskmap, folder, document, views):
        self.riskmap, self.folder, self.document, self.views = riskmap, folder, document, views
        self.sources = {}

    def find(self, path):
        return next(p for p in (self.folder / path, ROOT / path) if p.exists())

    def source_of(self, layer):
        """The name of the browser's source that holds a layer's features."""
        name = layer["source"]
        spec = self.document["sources"][name]
        if spec["type"] == "raster-dem" and spec.get("tiles", [""])[0].startswith("riskmap:"):
            return self.surface(name, spec)
        made = name if "source-layer" not in layer else f"{name}:{layer['source-layer']}"
        if made not in self.sources:
            self.sources[made] = getattr(self, spec["type"].replace("-", "_"))(made, spec, layer)
        return made

    def geojson(self, made, spec, layer):
        return {**spec, "attribution": ""}

    def vector(self, made, spec, layer):
        file = f"{made.replace(':', '-')}.geojson"
        path = self.find(spec["url"])
        if path.suffix == ".csv":
            (self.folder / file).write_text(json.dumps({"type": "FeatureCollection", "features": list(rows_of(path))}))
        else:
            gdal.VectorTranslate(str(self.folder / file), gdal.OpenEx(str(path), gdal.OF_VECTOR), format="GeoJSON", layers=[layer["source-layer"]],
                                 layerCreationOptions=["COORDINATE_PRECISION=9"])
        return {"type": "geojson", "data": file}

    def tiles(self, folder, *arguments):
        """Tiles that RiskMap draws, for all views; the addresses of the deepest ones."""
        for number, view in enumerate(self.views):
            zoom, box = round(view["zoom"]) + 1, ",".join(f"{v:.6f}" for v in bounds_of(view))
            out = self.folder / folder / str(number)
            if not out.exists():  # by another source
                out.parent.mkdir(exist_ok=True)
                subprocess.run([self.riskmap, "tiles", self.folder / "map.json", "--data-root", ROOT, "--quiet", "-o", out, "--zoom", str(zoom), f"--bbox={box}", *arguments], check=True)
        return {"tiles": [f"{folder}/{{view}}/{{z}}/{{x}}/{{y}}.png"], "tileSize": 256, "bounds": self.document["metadata"]["riskmap:bounds"]}

    def surface(self, name, spec):
        surface = spec["tiles"][0].split("/")[2]
        drawn = {k: v for k, v in spec.items() if k not in ("tiles", "attribution")}
        self.sources[name] = {**drawn, **self.tiles(f"surface-{surface}", "--format", "surface", "--surface", surface)}
        self.sources[f"mask:{surface}"] = {"type": "raster", **self.tiles(f"mask-{surface}", "--format", "mask", "--surface", surface)}
        return name

    def raster(self, made, spec, layer):
        return {"type": "raster", "tiles": ["../tiles/picture/{z}/{x}/{y}.png"], "tileSize": spec.get("tileSize", 512), "maxzoom": 7}

    def raster_dem(self, made, spec, layer):
        """Tiles of 512 px, coded as Terrarium codes them, whose pixels lie on those of the views; or those of an archive."""
        if spec["url"].endswith(".mbtiles"):
            return {**{key: value for key, value in spec.items() if key != "url"}, "tiles": ["../tiles/terrain/{z}/{x}/{y}.png"], "maxzoom": gl_cases.TERRAIN_ZOOM}
        file = self.find(spec["url"])
        for number, view in enumerate(self.views):
            zoom = round(view["zoom"])
            columns, rows = (range(int(view[side] * 2 ** (zoom - view["zoom"]) // SIDE) - 1, int((view[side] + SIDE) * 2 ** (zoom - view["zoom"]) // SIDE) + 2)
                             for side in ("left", "top"))
            elevations(file, zoom, columns, rows, SIDE, self.folder / "dem" / str(number))
        return {"type": "raster-dem", "encoding": "terrarium", "tileSize": SIDE, "tiles": ["dem/{view}/{z}/{x}/{y}.png"]}

    def layers(self):
        for layer in self.document["layers"]:
            written = {k: v for k, v in layer.items() if k not in ("metadata", "source-layer")}
            if "source" in layer:
                written["source"] = self.source_of(layer)
            yield written
            spec = self.document["sources"].get(layer.get("source"), {})
            if layer["type"] == "color-relief" and "baseShift" in spec:
                surface = spec["tiles"][0].split("/")[2]
                yield {"id": f"mask:{layer['id']}", "type": "raster", "source": f"mask:{surface}", "paint": {"raster-fade-duration": 0}}

    def write(self):
        layers = list(self.layers())
        patterns = self.document.get("metadata", {}).get("riskmap:patterns", {})
        text = json.dumps({"version": 8, "metadata": {"patterns": patterns}, "sources": self.sources, "layers": layers})
        (self.folder / "gl.json").write_text(text)


def without_text(document):
    return {**document, "layers": [layer for layer in document["layers"] if layer["type"] != "symbol"]}


def picture(riskmap, out):
    """A map whose tiles are the raster cases' picture: an archive for RiskMap, a folder for the browser."""
    document = gl_cases.case("picture", "fill", gl_cases.STARS, {"fill-color": gl_cases.COLOR},
                             after=[{"id": "b", "type": "line", "source": "s", "paint": {"line-color": "#ffcc00", "line-width": 6}}])["document"]
    document["layers"][0] = {"id": "g", "type": "background", "paint": {"background-color": "rgba(120,180,160,0.7)"}}
    out.mkdir(parents=True, exist_ok=True)
    (out / "map.json").write_text(json.dumps(document))
    for target in ("picture.mbtiles", "picture"):
        if not (out / target).exists():
            subprocess.run([riskmap, "tiles", out / "map.json", "--quiet", "-o", out / target, "--zoom", "4-7", "--bbox=50,20,70,40"], check=True)


def terrain(out):
    """Elevations as tiles of 256 px: an archive for RiskMap, a folder for the browser."""
    if (out / "terrain.mbtiles").exists():
        return
    with sqlite3.connect(out / "terrain.mbtiles") as database:
        database.execute("create table metadata (name text, value text)")
        database.executemany("insert into metadata values (?, ?)", [("name", "terrain"), ("format", "png"), ("bounds", "50,20,70,40")])
        database.execute("create table tiles (zoom_level integer, tile_column integer, tile_row integer, tile_data blob)")
        for zoom in (gl_cases.TERRAIN_ZOOM - 1, gl_cases.TERRAIN_ZOOM):
            first = [place * 2**zoom // 2**gl_cases.ZOOM - 2 for place in gl_cases.TILE]
            columns, rows = (range(at, at + 8) for at in first)
            elevations(ROOT / "geodata/relief.tif", zoom, columns, rows, 256, out / "terrain")
            for x in columns:
                for y in rows:
                    data = (out / "terrain" / str(zoom) / str(x) / f"{y}.png").read_bytes()
                    database.execute("insert into tiles values (?, ?, ?, ?)", (zoom, x, 2**zoom - 1 - y, data))


def documents(riskmap, styles):
    for file in sorted(pathlib.Path(styles).glob("*.json")):
        views = [view_at("quetta", 4), view_at("gwadar", 6), view_at("karachi", 8), view_at("dasu", 7)]
        yield {"name": file.stem, "document": without_text(json.loads(file.read_text())), "views": views}
    yield from gl_cases.all_cases()


def main(riskmap, styles, out, only=""):
    out = pathlib.Path(out)
    picture(riskmap, out / "tiles")
    terrain(out / "tiles")
    made = []
    for entry in documents(riskmap, styles):
        if only and only not in entry["name"]:
            continue
        folder = out / entry["name"]
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "map.json").write_text(json.dumps(entry["document"]))
        Rewriter(riskmap, folder, entry["document"], entry["views"]).write()
        for view in entry["views"]:
            view["center"] = lonlat(view, SIDE / 2, SIDE / 2)
        made.append({"name": entry["name"], "views": entry["views"]})
    (out / "documents.json").write_text(json.dumps(made))


if __name__ == "__main__":
    main(*sys.argv[1:])
