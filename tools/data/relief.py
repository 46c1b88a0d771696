#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Cuts and smooths ETOPO5: relief.py ETOPO5.cdf OUTPUT.tif

The source has one height every 5 arc-minutes and bears the grid's marks (rows and columns that stand out in a hillshade).
A Gaussian of SIGMA cells takes them away; a cubic spline then gives a cell every 2.5 minutes, so that interpolated slopes
have no kinks. Metres, Int16. Good for a soft hillshade up to zoom 6, and for nothing that measures height.
"""
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import numpy  # noqa: E402
from osgeo import gdal, osr  # noqa: E402

import common  # noqa: E402

CELL = 1 / 12
MARGIN = 8       # source cells read around the window
SIGMA = 0.9      # source cells


def smooth(heights, axis):
    reach = 4
    weights = numpy.exp(-0.5 * (numpy.arange(-reach, reach + 1) / SIGMA) ** 2)
    weights /= weights.sum()
    padded = numpy.pad(heights, [(reach, reach) if a == axis else (0, 0) for a in (0, 1)], mode="edge")
    size = heights.shape[axis]
    return sum(weight * numpy.take(padded, range(shift, shift + size), axis) for shift, weight in enumerate(weights))


def main(source_path, output):
    source = gdal.Open(source_path)
    column = round(common.WEST / CELL) - MARGIN            # cell centres lie on multiples of 5 minutes, from 0 E and 90 N
    row = round((90 - common.NORTH) / CELL) - MARGIN
    columns = round((common.EAST - common.WEST) / CELL) + 1 + 2 * MARGIN
    rows = round((common.NORTH - common.SOUTH) / CELL) + 1 + 2 * MARGIN
    heights = source.GetRasterBand(1).ReadAsArray(column, row, columns, rows).astype("float64")
    if not (numpy.isfinite(heights).all() and -11000 < heights.min() and heights.max() < 9000):
        raise RuntimeError("ETOPO5: heights out of range")
    heights = smooth(smooth(heights, 0), 1)

    wgs84 = osr.SpatialReference()
    wgs84.ImportFromEPSG(4326)
    memory = gdal.GetDriverByName("MEM").Create("", columns, rows, 1, gdal.GDT_Float64)
    memory.SetProjection(wgs84.ExportToWkt())
    memory.SetGeoTransform(((column - 0.5) * CELL, CELL, 0, 90 - (row - 0.5) * CELL, 0, -CELL))
    memory.GetRasterBand(1).WriteArray(heights)
    draft = output + ".draft.tif"
    width, height = round((common.EAST - common.WEST) / CELL * 2), round((common.NORTH - common.SOUTH) / CELL * 2)
    result = gdal.Warp(draft, memory, width=width, height=height, resampleAlg="cubicspline", outputType=gdal.GDT_Int16,
                       outputBounds=(common.WEST, common.SOUTH, common.EAST, common.NORTH),
                       creationOptions=["COMPRESS=DEFLATE", "PREDICTOR=2", "ZLEVEL=9", "TILED=NO"])
    result = None  # noqa: F841  closes the file
    os.replace(draft, output)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
