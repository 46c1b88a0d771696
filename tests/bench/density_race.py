#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""The density engine against SciPy, MapServer and spatstat, in turn: density_race.py BUILD_FOLDER [--points N] [--rounds 5].

10^6 weighted points, 25 km, 2048 × 2048 cells over 60–78 E, 23–38 N (the planar peers: a square of 1860 km about 69 E 30 N),
one thread each. Ours, SciPy's and spatstat's times are those of the estimate without reading the points; MapServer can only be
timed whole, less the same map without its density layer. Processor seconds, medians of the rounds; peers that are not installed
are left out. Packages: python3-scipy mapserver-bin gdal-bin r-cran-spatstat.explore.
"""
import argparse
import os
import pathlib
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
CELLS, KILOMETRES = 2048, 25
ENVIRONMENT = dict(os.environ, OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")
PYTHON = sys.executable  # the system's, which has the system's SciPy


def printed(command):
    """The number behind "total" in what a program prints."""
    text = subprocess.run(command, check=True, capture_output=True, text=True, env=ENVIRONMENT).stdout
    return float(re.search(r"total ([0-9.]+)", text)[1])


def whole(command):
    """Processor seconds of a program."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, capture_output=True, env=ENVIRONMENT)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def mapserver(points, folder):
    """A function that times MapServer, or None."""
    if not (shutil.which("map2img") and shutil.which("ogr2ogr")):
        return None
    import numpy as np
    table = folder / "points.csv"
    rows = np.fromfile(points, "<f8").reshape(-1, 5)[:, :3]
    np.savetxt(table, rows, fmt=("%.6f", "%.6f", "%.3f"), delimiter=",", header="lon,lat,weight", comments="")
    source = folder / "points.fgb"
    subprocess.run(["ogr2ogr", "-f", "FlatGeobuf", source, table, "-nln", "points", "-oo", "X_POSSIBLE_NAMES=lon",
                    "-oo", "Y_POSSIBLE_NAMES=lat", "-oo", "AUTODETECT_TYPE=YES"], check=True)
    text = (HERE / "peers/density_mapserver.map.in").read_text()
    radius = round(3 * KILOMETRES * 1000 / (1860000 / CELLS))  # its gaussian's standard deviation is a third
    for old, new in (("@POINTS@", source), ("@CELLS@", CELLS), ("@RADIUS@", radius)):
        text = text.replace(old, str(new))
    drawn, empty = folder / "density.map", folder / "empty.map"
    drawn.write_text(text)
    empty.write_text(text.replace('NAME "heat" TYPE RASTER STATUS DEFAULT', 'NAME "heat" TYPE RASTER STATUS OFF'))
    image = folder / "out.png"
    return lambda: whole(["map2img", "-m", drawn, "-o", image]) - whole(["map2img", "-m", empty, "-o", image])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--points", type=int, default=1000000)
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        subprocess.run([PYTHON, HERE / "make_workload.py", folder, str(arguments.points)], check=True)
        points = folder / f"points_{arguments.points}.f64"
        ours = [arguments.build / "bin/density_race", points]
        racers = {f"riskmap {kernel}": lambda kernel=kernel: printed([*ours, kernel, str(KILOMETRES), str(CELLS), "3"])
                  for kernel in ("gaussian", "quartic")}
        racers["scipy bin + fft"] = lambda: printed(
            [PYTHON, HERE / "peers/density_scipy_fft.py", points, str(CELLS), str(KILOMETRES)])
        if shutil.which("Rscript"):
            racers["spatstat density.ppp"] = lambda: printed(
                ["Rscript", HERE / "peers/density_spatstat.R", points, str(CELLS), str(KILOMETRES)])
        if (draw := mapserver(points, folder)) is not None:
            racers["mapserver kerneldensity"] = draw
        times = {name: [] for name in racers}
        for _ in range(arguments.rounds):
            for name, race in racers.items():
                times[name].append(race())
    best = statistics.median(times["riskmap gaussian"])
    print(f"{arguments.points} points, {arguments.rounds} rounds, load {os.getloadavg()[0]:.1f}")
    for name, measured in times.items():
        middle = statistics.median(measured)
        print(f"{name:26} {middle:8.4f} s  ({min(measured):.4f} to {max(measured):.4f})  {middle / best:7.1f} ×")


if __name__ == "__main__":
    sys.exit(main())
