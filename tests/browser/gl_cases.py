# SPDX-License-Identifier: MIT
"""Small documents, one for each thing a layer can do: drawn by RiskMap and by MapLibre GL JS side by side. Places are pixels of one
512-px tile at a style zoom, so that a case reads like a drawing."""
import math

SIDE = 512
TILE = (42, 26)  # of style zoom 6: 30° north, 60° east
ZOOM = 6
TERRAIN_ZOOM = 7  # tiles of 256 px are drawn there at zoom 6


def place(x, y, zoom=ZOOM):
    """Longitude and latitude of a pixel of the tile, which at other zooms than 6 is the one with the same corner."""
    world = SIDE * 2**ZOOM
    mx, my = TILE[0] * SIDE + x * 2 ** (ZOOM - zoom), TILE[1] * SIDE + y * 2 ** (ZOOM - zoom)
    return [mx / world * 360 - 180, math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * my / world))))]


def feature(kind, coordinates, **properties):
    return {"type": "Feature", "properties": properties, "geometry": {"type": kind, "coordinates": coordinates}}


def line(*points, zoom=ZOOM, **properties):
    return feature("LineString", [place(x, y, zoom) for x, y in points], **properties)


def polygon(*rings, **properties):
    return feature("Polygon", [[place(x, y) for x, y in [*ring, ring[0]]] for ring in rings], **properties)


def point(x, y, **properties):
    return feature("Point", place(x, y), **properties)


def star(x, y, radius, spikes=5, inner=0.4):
    points = []
    for i in range(2 * spikes):
        r, angle = radius * (1 if i % 2 == 0 else inner), math.pi * i / spikes
        points.append((x + r * math.sin(angle), y - r * math.cos(angle)))
    return points


def wave(x0, x1, y, height, count=60, turns=2.0):
    step = (x1 - x0) / count
    return [(x0 + i * step, y + height * math.sin(2 * math.pi * turns * i / count)) for i in range(count + 1)]


ZIGZAG = [(0, 0), (60, 20), (70, 60), (130, 10), (150, 15), (150, 60), (170, 60), (200, 20)]


def zigzag(x, y, scale=1.0):
    return [(x + scale * u, y + scale * v) for u, v in ZIGZAG]


STARS = [polygon(star(140, 140, 120), star(140, 140, 45), c="#c51f2b", k=2), polygon(star(260, 260, 150), c="#1f5a7a", k=1),
         polygon([(300, 60), (480, 40), (460, 200), (330, 180)], c="#5a7a1f", k=3),
         polygon([(60, 330), (160, 300), (220, 480), (40, 470)], [(90, 360), (140, 350), (150, 430), (90, 440)], c="#7a5a1f", k=4)]
LINES = [line(*zigzag(20, 20 + 80 * i, 2.2 if i < 2 else 1.6), k=i, w=[1, 2, 4, 7, 11][i], c=["#57524a", "#c51f2b", "#1f5a7a", "#5a7a1f", "#7a5a1f"][i])
         for i in range(5)] + [line(*wave(260, 500, 260, 30), k=5, w=6, c="#333366"), line(*star(400, 400, 80), star(400, 400, 80)[0], k=6, w=3, c="#663333")]
POINTS = [point(40 + 70 * (i % 7), 60 + 75 * (i // 7), i=i, r=2 + 1.3 * (i % 13), k=-i) for i in range(42)]
COLOR = ["to-color", ["get", "c"]]
PATTERNS = {"riskmap:patterns": {
    "hatch": {"kind": "lines", "angle": 45, "spacing": 9, "width": 2, "color": "rgba(197,31,43,0.8)"},
    "rows": {"kind": "lines", "angle": 0, "spacing": 8, "width": 3, "color": "#1f5a7a"},
    "dots": {"kind": "dots", "angle": 45, "spacing": 12, "width": 5, "color": "#22552a"}}}
GROUND = {"id": "ground", "type": "background", "paint": {"background-color": "#f6f4ef"}}


def case(name, kind, features, paint=None, layout=None, zoom=ZOOM, **more):
    """One layer over a ground; `more`: sources, metadata, and members of the layer."""
    layer = {"id": "a", "type": kind, "source": more.pop("source", "s"), "paint": paint or {}, "layout": layout or {}}
    metadata = more.pop("metadata", {})
    sources = more.pop("sources", {"s": {"type": "geojson", "data": {"type": "FeatureCollection", "features": features}}})
    before, after = more.pop("before", []), more.pop("after", [])
    layer.update(more)
    document = {"version": 8, "name": name, "metadata": {"riskmap:bounds": [55, 25, 65, 32], **metadata}, "sources": sources,
                "layers": [GROUND, *before, layer, *after]}
    return {"name": name, "document": document, "views": [{"zoom": zoom, "left": TILE[0] * SIDE * 2 ** (zoom - ZOOM), "top": TILE[1] * SIDE * 2 ** (zoom - ZOOM)}]}


def fills():
    paint = {"fill-color": COLOR}
    yield case("fill", "fill", STARS, paint)
    yield case("fill-opacity", "fill", STARS, {**paint, "fill-opacity": 0.5})
    yield case("fill-outline", "fill", STARS, {**paint, "fill-opacity": ["match", ["get", "k"], 1, 0.4, 0.9], "fill-outline-color": "#000000"})
    yield case("fill-hard-edges", "fill", STARS, {**paint, "fill-antialias": False, "fill-opacity": 0.8})
    yield case("fill-moved-and-sorted", "fill", STARS, {**paint, "fill-translate": [20, -14.5]}, {"fill-sort-key": ["get", "k"]})
    yield case("fill-pattern", "fill", STARS, {"fill-pattern": ["match", ["get", "k"], 1, "rows", 2, "dots", "hatch"], "fill-opacity": 0.9}, metadata=PATTERNS)
    yield case("background-opacity", "background", [], {"background-color": "#1f5a7a", "background-opacity": 0.35})
    yield case("background-pattern", "background", [], {"background-pattern": "dots", "background-opacity": 0.7}, metadata=PATTERNS)


def lines():
    by_feature = {"line-color": COLOR, "line-width": ["get", "w"]}
    yield case("line-width", "line", LINES, by_feature)
    for cap in ("butt", "round", "square"):
        for join in ("bevel", "round", "miter"):
            yield case(f"line-{cap}-{join}", "line", LINES, {**by_feature, "line-width": 9}, {"line-cap": cap, "line-join": join})
    yield case("line-miter-limit", "line", LINES, {**by_feature, "line-width": 8}, {"line-miter-limit": 1.3})
    yield case("line-round-limit", "line", LINES, {**by_feature, "line-width": 12}, {"line-join": "round", "line-round-limit": 1.3})
    yield case("line-opacity", "line", LINES, {**by_feature, "line-width": 8, "line-opacity": 0.5})
    yield case("line-thin", "line", LINES, {"line-color": COLOR, "line-width": 0.5})
    yield case("line-gap", "line", LINES, {"line-color": COLOR, "line-width": 3, "line-gap-width": 6})
    yield case("line-gap-thin", "line", LINES, {"line-color": COLOR, "line-width": 1, "line-gap-width": 2.5}, {"line-join": "round", "line-cap": "round"})
    yield case("line-offset", "line", LINES, {"line-color": COLOR, "line-width": 3, "line-offset": ["match", ["get", "k"], 1, 9, 2, -9, 5, 6, 4]})
    yield case("line-offset-round", "line", LINES, {"line-color": COLOR, "line-width": 5, "line-offset": -8}, {"line-cap": "round", "line-join": "round"})
    yield case("line-offset-areas", "line", STARS, {"line-color": COLOR, "line-width": 4, "line-offset": 6})
    yield case("line-blur", "line", LINES, {**by_feature, "line-width": 10, "line-blur": ["match", ["get", "k"], 0, 1, 1, 3, 2, 6, 10]})
    yield case("line-blur-gap", "line", LINES, {**by_feature, "line-width": 5, "line-gap-width": 8, "line-blur": 3})
    yield case("line-dash", "line", LINES, {**by_feature, "line-dasharray": [4, 2]})
    yield case("line-dash-odd", "line", LINES, {"line-color": COLOR, "line-width": 4, "line-dasharray": [3, 1.5, 1]})
    yield case("line-dash-round", "line", LINES, {"line-color": COLOR, "line-width": 6, "line-dasharray": [2, 3]}, {"line-cap": "round", "line-join": "round"})
    yield case("line-dash-between-zooms", "line", LINES, {"line-color": COLOR, "line-width": ["interpolate", ["linear"], ["zoom"], 5, 2, 8, 8], "line-dasharray": [3, 2]}, zoom=6.5)
    yield case("line-dash-by-feature", "line", LINES, {"line-color": COLOR, "line-width": 3, "line-dasharray": ["case", ["==", ["get", "k"], 1], ["literal", [1, 1]], ["literal", [5, 2]]]})
    yield case("line-dash-gap-offset", "line", LINES, {"line-color": COLOR, "line-width": 3, "line-gap-width": 5, "line-offset": 3, "line-dasharray": [3, 2]})
    ramp = ["interpolate", ["linear"], ["line-progress"], 0, "#0000ff", 0.3, "#00ffff", 0.6, "#ffff00", 1, "#ff0000"]
    measured = {"s": {"type": "geojson", "lineMetrics": True, "data": {"type": "FeatureCollection", "features": LINES}}}
    yield case("line-gradient", "line", LINES, {"line-width": 9, "line-gradient": ramp}, {"line-cap": "round", "line-join": "round"}, sources=measured)
    step = ["step", ["line-progress"], "#0000ff", 0.3, "#00ffff", 0.6, "rgba(255,255,0,0.5)"]
    yield case("line-gradient-step", "line", LINES, {"line-width": 7, "line-gradient": step, "line-opacity": 0.8}, sources=measured)
    yield case("line-pattern", "line", LINES, {"line-width": 12, "line-pattern": ["match", ["get", "k"], 1, "rows", 2, "dots", "hatch"]}, metadata=PATTERNS)
    yield case("line-moved-and-sorted", "line", LINES, {**by_feature, "line-translate": [-10, 15]}, {"line-sort-key": ["-", 0, ["get", "k"]]})
    yield case("line-of-areas", "line", STARS, {"line-color": COLOR, "line-width": 5})


def circles():
    paint = {"circle-radius": ["get", "r"], "circle-color": "#0b3c5d"}
    yield case("circle", "circle", POINTS, paint)
    yield case("circle-stroke", "circle", POINTS, {**paint, "circle-opacity": 0.4, "circle-stroke-width": 2.5, "circle-stroke-color": "#c51f2b", "circle-stroke-opacity": 0.8})
    yield case("circle-blur", "circle", POINTS, {**paint, "circle-radius": 24, "circle-blur": ["*", ["get", "i"], 0.03]})
    yield case("circle-blur-stroke", "circle", POINTS, {**paint, "circle-radius": 18, "circle-blur": ["*", ["get", "i"], 0.03], "circle-stroke-width": 6, "circle-stroke-color": "#e8502a", "circle-opacity": 0.7})
    yield case("circle-moved-and-sorted", "circle", POINTS, {**paint, "circle-radius": 45, "circle-opacity": 0.8, "circle-color": ["interpolate", ["linear"], ["get", "i"], 0, "#fde725", 42, "#440154"],
                                                             "circle-translate": [15, -9]}, {"circle-sort-key": ["get", "k"]})
    yield case("heatmap", "heatmap", POINTS, {"heatmap-radius": 40, "heatmap-weight": ["/", ["get", "r"], 15], "heatmap-intensity": 1.4})
    yield case("heatmap-color", "heatmap", POINTS, {"heatmap-radius": ["+", 20, ["get", "i"]], "heatmap-opacity": 0.7,
                                                   "heatmap-color": ["interpolate", ["linear"], ["heatmap-density"], 0, "rgba(0,0,0,0)", 0.1, "#ffffcc", 0.5, "#fd8d3c", 1, "#800026"]})


def rasters():
    source = {"picture": {"type": "raster", "url": "picture.mbtiles", "tileSize": 256}}
    looks = {
        "raster": {}, "raster-opacity": {"raster-opacity": 0.5}, "raster-hue": {"raster-hue-rotate": 120},
        "raster-brightness": {"raster-brightness-min": 0.2, "raster-brightness-max": 0.8},
        "raster-saturated": {"raster-saturation": 0.7, "raster-contrast": 0.4}, "raster-grey": {"raster-saturation": -1, "raster-contrast": -0.4}}
    for name, paint in looks.items():
        yield case(name, "raster", [], {**paint, "raster-fade-duration": 0}, sources=source, source="picture")
    yield case("raster-larger", "raster", [], {"raster-fade-duration": 0}, sources=source, source="picture", zoom=8)
    yield case("raster-larger-nearest", "raster", [], {"raster-resampling": "nearest", "raster-fade-duration": 0}, sources=source, source="picture", zoom=8)
    yield case("raster-between-zooms", "raster", [], {"raster-fade-duration": 0}, sources=source, source="picture", zoom=5.6)


def reliefs():
    source = {"dem": {"type": "raster-dem", "url": "geodata/relief.tif"}}
    shade = lambda name, paint, zoom=ZOOM: case(name, "hillshade", [], paint, sources=source, source="dem", zoom=zoom)
    yield shade("hillshade", {})
    yield shade("hillshade-strong", {"hillshade-exaggeration": 0.9, "hillshade-shadow-color": "#3b2a1a", "hillshade-accent-color": "#7a2a2a", "hillshade-illumination-direction": 290})
    yield shade("hillshade-weak", {"hillshade-exaggeration": 0.2, "hillshade-illumination-anchor": "map"}, 4)
    for method in ("basic", "combined", "igor"):
        yield shade(f"hillshade-{method}", {"hillshade-method": method, "hillshade-illumination-altitude": 35, "hillshade-exaggeration": 0.6})
    yield shade("hillshade-multidirectional", {"hillshade-method": "multidirectional", "hillshade-illumination-direction": [270, 315, 0, 45], "hillshade-illumination-altitude": [30, 40, 50, 60],
                                               "hillshade-shadow-color": ["#000066", "#003300", "#330000", "#222222"], "hillshade-highlight-color": ["#ffff99", "#99ffff", "#ff99ff", "#ffffff"]})
    ramp = ["interpolate", ["linear"], ["elevation"], -100, "#2c7fb8", 0, "#c7e9b4", 300, "#ffffcc", 1500, "#d95f0e", 3000, "#ffffff"]
    yield case("color-relief", "color-relief", [], {"color-relief-opacity": 0.8, "color-relief-color": ramp},
               sources=source, source="dem")
    tiles = {"dem": {"type": "raster-dem", "url": "terrain.mbtiles", "encoding": "terrarium", "tileSize": 256}}
    for name, zoom, paint in (("tiles", ZOOM, {}), ("tiles-nearest", ZOOM + 1, {"resampling": "nearest"}), ("tiles-smaller", 5, {})):
        yield case(f"hillshade-{name}", "hillshade", [], {"hillshade-exaggeration": 0.7, **paint}, sources=tiles, source="dem", zoom=zoom)
        yield case(f"color-relief-{name}", "color-relief", [], {"color-relief-color": ramp, **paint}, sources=tiles, source="dem", zoom=zoom)


def all_cases():
    yield from fills()
    yield from lines()
    yield from circles()
    yield from rasters()
    yield from reliefs()
