# SPDX-License-Identifier: MIT
"""What every step of the data build shares: the window, reading by OGR, writing one layer.

All geometry is EPSG:4326 in longitude, latitude order; lengths are degrees unless a name says km.
"""
import math
import os
import sys

os.environ["OGR_CURRENT_DATE"] = "2024-01-01T00:00:00.000Z"  # a GeoPackage stores its time of making

from osgeo import gdal, ogr, osr  # noqa: E402
from shapely import wkb  # noqa: E402
from shapely.geometry import box  # noqa: E402

gdal.UseExceptions()
ogr.UseExceptions()

WEST, SOUTH, EAST, NORTH = 55.0, 20.0, 85.0, 40.0
WINDOW = box(WEST, SOUTH, EAST, NORTH)
KM_PER_DEGREE = 111.195

PROVINCES = {  # id: (English name, parts of the Natural Earth set, scope)
    "PK-BA": ("Balochistan", ("PK-BA",), "full"),
    "PK-SD": ("Sindh", ("PK-SD",), "full"),
    "PK-PB": ("Punjab", ("PK-PB",), "selective"),
    "PK-KP": ("Khyber Pakhtunkhwa", ("PK-NW", "PK-TA"), "selective"),
    "PK-IS": ("Islamabad Capital Territory", ("PK-IS",), "selective"),
    "PK-JK": ("Azad Jammu and Kashmir", ("PK-JK",), "selective"),
    "PK-GB": ("Gilgit-Baltistan", ("PK-NA",), "selective"),
}

COUNTRIES = {
    "AFG": "Afghanistan", "ARE": "United Arab Emirates", "CHN": "China", "IND": "India", "IRN": "Iran",
    "KGZ": "Kyrgyzstan", "NPL": "Nepal", "OMN": "Oman", "PAK": "Pakistan", "SAU": "Saudi Arabia",
    "TJK": "Tajikistan", "TKM": "Turkmenistan", "UZB": "Uzbekistan",
}


def log(text):
    print(f"data: {text}", file=sys.stderr, flush=True)


def read(path, layer=0, encoding=None):
    """Yields (attributes, shapely geometry) of every feature that touches the window's surroundings."""
    options = [f"ENCODING={encoding}"] if encoding else []
    source = gdal.OpenEx(path, gdal.OF_VECTOR, open_options=options)
    features = source.GetLayer(layer)
    for feature in features:
        geometry = feature.GetGeometryRef()
        if geometry is None:
            continue
        west, east, south, north = geometry.GetEnvelope()
        if east < WEST - 1 or west > EAST + 1 or north < SOUTH - 1 or south > NORTH + 1:
            continue
        yield feature.items(), wkb.loads(bytes(geometry.ExportToWkb()))


def lines_of(geometry):
    """Every LineString inside a geometry of any type, the degenerate ones left out."""
    if geometry.is_empty:
        return []
    if geometry.geom_type in ("LineString", "LinearRing"):
        return [geometry] if geometry.length > 0 else []
    if hasattr(geometry, "geoms"):
        return [line for part in geometry.geoms for line in lines_of(part)]
    return []


def polygons_of(geometry):
    """Every Polygon inside a geometry of any type."""
    if geometry.is_empty:
        return []
    if geometry.geom_type == "Polygon":
        return [geometry]
    if hasattr(geometry, "geoms"):
        return [polygon for part in geometry.geoms for polygon in polygons_of(part)]
    return []


def area_km2(polygon):
    return polygon.area * KM_PER_DEGREE ** 2 * math.cos(math.radians(polygon.centroid.y))


def distance_km(a, b):
    """Between two (longitude, latitude) pairs, on the local plane: good to 0.5 % below 100 km."""
    scale = math.cos(math.radians((a[1] + b[1]) / 2))
    return KM_PER_DEGREE * math.hypot((a[0] - b[0]) * scale, a[1] - b[1])


FIELD_TYPES = {"text": ogr.OFTString, "integer": ogr.OFTInteger, "real": ogr.OFTReal}
GEOMETRY_TYPES = {"point": ogr.wkbPoint, "lines": ogr.wkbMultiLineString, "polygons": ogr.wkbMultiPolygon}


def write_layer(target, name, kind, fields, rows):
    """Appends a layer to an open GeoPackage. `fields`: {name: type}; `rows`: [(geometry, {name: value})]."""
    wgs84 = osr.SpatialReference()
    wgs84.ImportFromEPSG(4326)
    layer = target.CreateLayer(name, wgs84, GEOMETRY_TYPES[kind], ["FID=fid", "GEOMETRY_NAME=geom"])
    for field, field_type in fields.items():
        layer.CreateField(ogr.FieldDefn(field, FIELD_TYPES[field_type]))
    layer.StartTransaction()
    for geometry, values in rows:
        feature = ogr.Feature(layer.GetLayerDefn())
        shape = ogr.CreateGeometryFromWkb(wkb.dumps(geometry))
        if kind == "lines":
            shape = ogr.ForceToMultiLineString(shape)
        elif kind == "polygons":
            shape = ogr.ForceToMultiPolygon(shape)
        feature.SetGeometryDirectly(shape)
        for field, value in values.items():
            if value is not None:
                feature.SetField(field, value)
        layer.CreateFeature(feature)
    layer.CommitTransaction()
    log(f"{name}: {len(rows)}")
