#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""How the cost of our tiles grows: tiles_growth.py BUILD_FOLDER [--rounds 3] [--folder F] [--tiles 120].

With the map of tiles_workload.py: over zooms 4 to 14; at zoom 8 over the number of events (10³ to 10⁶), of vertices of the
outlines (×1, ×4, ×16) and of places to name (300, 3000, 30000). Lossless PNG, one thread, processor time, medians of the rounds,
tables in Markdown: reading with the estimate, planning a zoom, painting and encoding a tile, its bytes, the process's memory.
"""
import argparse
import json
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
import tiles_workload  # noqa: E402

COLUMNS = (("read and estimate, ms", lambda run: 1e3 * run["load"][1]), ("plan, ms", lambda run: 1e3 * run["prepare"][1]),
           ("digest, ms", lambda run: run["digest_ms"]), ("paint, ms", lambda run: run["paint_ms"]), ("encode, ms", lambda run: run["encode_ms"]),
           ("bytes", lambda run: run["bytes"] / run["tiles"]), ("MiB", lambda run: run["peak_mib"]))


class Growth:
    def __init__(self, arguments, scratch):
        self.build, self.rounds, self.count = arguments.build.resolve(), arguments.rounds, arguments.tiles
        self.folder, self.scratch = (arguments.folder or scratch / "maps").resolve(), scratch

    def map(self, points=10000, places=300, detail=1):
        folder = self.folder / f"{points}-{places}-{detail}"
        kept = self.folder / "countries-10m.json"
        folder.mkdir(parents=True, exist_ok=True)
        if kept.exists():
            shutil.copy(kept, folder)
        tiles_workload.make(folder, points, places, detail, peers=False)
        shutil.copy(folder / "countries-10m.json", kept)
        return folder

    def row(self, folder, zoom):
        tiles = self.scratch / f"{zoom}.txt"
        tiles_workload.write_tiles(tiles, tiles_workload.spread(tiles_workload.tiles_of(zoom), self.count))
        command = [self.build / "bin/tiles_race", folder / "all.json", tiles]
        runs = [json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
                for _ in range(self.rounds)]
        return [statistics.median(value(run) for run in runs) for _, value in COLUMNS]

    def table(self, title, rows):
        print(f"\n| {title} | " + " | ".join(name for name, _ in COLUMNS) + " |\n" + "|---" * (1 + len(COLUMNS)) + "|")
        for label, folder, zoom in rows:
            print(f"| {label} | " + " | ".join(f"{value:.3g}" if value < 1000 else f"{value:.0f}"
                                               for value in self.row(folder, zoom)) + " |", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--tiles", type=int, default=120, help="at most so many of each zoom")
    parser.add_argument("--folder", type=pathlib.Path, help="keeps the maps between runs")
    with tempfile.TemporaryDirectory() as scratch:
        growth = Growth(parser.parse_args(), pathlib.Path(scratch))
        growth.table("zoom", ((zoom, growth.map(), zoom) for zoom in range(4, 15)))
        growth.table("events", ((points, growth.map(points=points), 8) for points in (1000, 10000, 100000, 1000000)))
        growth.table("vertices", ((f"×{detail}", growth.map(detail=detail), 8) for detail in (1, 4, 16)))
        growth.table("places", ((places, growth.map(places=places), 8) for places in (300, 3000, 30000)))


if __name__ == "__main__":
    sys.exit(main())
