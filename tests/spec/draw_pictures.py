#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Draws docs/pictures/style/*.png, the small pictures of docs/style.md, from pictures.json.

    draw_pictures.py RISKMAP [PROPERTY…]

A picture's features stand in px of the picture (160 × 100, drawn at twice that); `center` and `zoom` show the world instead.
"""
import json
import math
import pathlib
import subprocess
import sys
import tempfile

import numpy
from osgeo import gdal

gdal.UseExceptions()
HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
OUT = ROOT / "docs" / "pictures" / "style"
WIDTH, HEIGHT, ZOOM = 160, 100, 8
WORLD = 512 * 2**ZOOM  # px
PATTERNS = {"hatch": {"angle": 45, "spacing": 6, "width": 1.5, "color": "#7a5c3e"},
            "dots": {"kind": "dots", "spacing": 8, "width": 3, "color": "#9fb3a0"}}


def place(pixel):
    x, y = pixel[0] - WIDTH / 2, pixel[1] - HEIGHT / 2
    return [x / WORLD * 360, math.degrees(math.atan(math.sinh(-y / WORLD * 2 * math.pi)))]


def geojson(feature):
    properties = {key: value for key, value in feature.items() if key not in ("point", "line", "polygon")}
    if "point" in feature:
        geometry = {"type": "Point", "coordinates": place(feature["point"])}
    elif "line" in feature:
        geometry = {"type": "LineString", "coordinates": [place(pixel) for pixel in feature["line"]]}
    else:
        ring = feature["polygon"] + feature["polygon"][:1]
        geometry = {"type": "Polygon", "coordinates": [[place(pixel) for pixel in ring[::-1]]]}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def document(picture):
    features = [geojson(feature) for feature in picture.get("features", [])]
    sources = {"relief": {"type": "raster-dem", "url": "geodata/relief.tif"}} if "center" in picture else {}
    if features:
        sources["shapes"] = {"type": "geojson", "lineMetrics": True, "data": {"type": "FeatureCollection", "features": features}}
    layers = [{"id": "paper", "type": "background", "paint": {"background-color": "#f7f5f0"}}]
    for number, layer in enumerate(picture["layers"]):
        own = {} if layer["type"] == "background" or "source" in layer else {"source": "shapes"}
        layers.append({"id": f"layer{number}", **own, **layer})
    return {"version": 8, "metadata": {"riskmap:patterns": PATTERNS}, "sources": sources, "layers": layers}


def draw(riskmap, name, picture):
    with tempfile.TemporaryDirectory() as folder:
        style = pathlib.Path(folder) / "map.json"
        style.write_text(json.dumps(document(picture)), encoding="utf-8")
        center = ",".join(str(number) for number in picture.get("center", [0, 0]))
        options = [f"--center={center}", "--zoom", str(picture.get("zoom", ZOOM)), "--width", str(WIDTH), "--height", str(HEIGHT), "--scale", "2"]
        drawn = pathlib.Path(folder) / "map.png"
        subprocess.run([riskmap, "image", style, *options, "-o", drawn, "--data-root", ROOT, "--quiet"], check=True)
        write_small(drawn, OUT / f"{name}.png")


def fewer(colours, counts, size):
    """Median cut: so many colours that stand for these; the most frequent, the paper, stays as it is."""
    paper = counts.argmax()
    boxes = [numpy.delete(numpy.arange(len(colours)), paper)]
    while len(boxes) < size - 1:
        reach = [numpy.ptp(colours[box], axis=0).max() * counts[box].sum() ** 0.5 for box in boxes]
        box = boxes.pop(int(numpy.argmax(reach)))
        box = box[colours[box][:, numpy.ptp(colours[box], axis=0).argmax()].argsort(kind="stable")]
        half = numpy.clip(numpy.searchsorted(counts[box].cumsum(), counts[box].sum() / 2), 1, len(box) - 1)
        boxes += [box[:half], box[half:]]
    return numpy.array([colours[paper], *(numpy.average(colours[box], axis=0, weights=counts[box]).round() for box in boxes)]).astype(int)


def write_small(drawn, out):
    """Soft shades take room: a picture of more than 256 colours is written in 80."""
    picture = gdal.Open(str(drawn))
    pixels = picture.ReadAsArray()[:3].reshape(3, -1).T.astype(int)
    colours, place, counts = numpy.unique(pixels, axis=0, return_inverse=True, return_counts=True)
    if len(colours) <= 256:
        return out.write_bytes(drawn.read_bytes())
    chosen = fewer(colours, counts, 80)
    table = gdal.ColorTable()
    for number, colour in enumerate(chosen.tolist()):
        table.SetColorEntry(number, tuple(colour))
    paletted = gdal.GetDriverByName("MEM").Create("", picture.RasterXSize, picture.RasterYSize)
    paletted.GetRasterBand(1).SetColorTable(table)
    nearest = ((colours[:, None] - chosen[None]) ** 2).sum(axis=2).argmin(axis=1)
    paletted.GetRasterBand(1).WriteArray(nearest[place].reshape(picture.RasterYSize, -1).astype("uint8"))
    gdal.GetDriverByName("PNG").CreateCopy(str(out), paletted, options=["ZLEVEL=9"])


def main():
    pictures = json.loads((HERE / "pictures.json").read_text(encoding="utf-8"))
    wanted = sys.argv[2:] or list(pictures)
    OUT.mkdir(parents=True, exist_ok=True)
    failed = []
    for name in wanted:
        try:
            draw(sys.argv[1], name, pictures[name])
        except subprocess.CalledProcessError:
            failed.append(name)
    for old in OUT.glob("*.png"):
        if old.stem not in pictures:
            old.unlink()
    print(f"{len(wanted) - len(failed)} pictures in {OUT.relative_to(ROOT)}")
    if failed:
        sys.exit(f"not drawn: {', '.join(failed)}")


if __name__ == "__main__":
    main()
