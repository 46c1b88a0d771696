#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""A peer's tiles for tiles_race.py: tiles_peer.py mapnik|mapserver FOLDER SHOWN TILES FORMAT [--processes N] [--out FOLDER].

Prints one line of JSON with the keys of tiles_race: seconds of the wall's and the process's clock for loading and for drawing, mean
milliseconds of drawing and of encoding a tile, and bytes. With more processes the wall's clock runs from the first that
draws to the last, after all have loaded.
"""
import argparse
import concurrent.futures
import importlib
import json
import multiprocessing
import pathlib
import re
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
HALF = 20037508.342789244


def box_of(z, x, y):
    size = 2 * HALF / 2**z
    return -HALF + x * size, HALF - (y + 1) * size, -HALF + (x + 1) * size, HALF - y * size


def clocks():
    return time.perf_counter(), time.process_time()


def peak_mib():
    return int(re.search(r"VmHWM:\s*(\d+)", pathlib.Path("/proc/self/status").read_text())[1]) // 1024


def race(arguments, tiles, gate):
    start = clocks()
    module = importlib.import_module(f"tiles_{arguments.peer}")
    draw, encode = module.map_of(arguments.folder, arguments.shown, arguments.format)
    loaded = clocks()
    gate.wait()
    begun = clocks()
    painting = encoding = size = 0
    for tile in tiles:
        before = time.process_time()
        image = draw(box_of(*tile))
        drawn = time.process_time()
        data = encode(image, arguments.format)
        encoding += time.process_time() - drawn
        painting += drawn - before
        size += len(data)
        if arguments.out:
            (arguments.out / "{}_{}_{}.png".format(*tile)).write_bytes(data)
    done = clocks()
    return {"load": [loaded[i] - start[i] for i in (0, 1)], "begun": begun[0], "done": done[0], "cpu": done[1] - begun[1],
            "paint": painting, "encode": encoding, "bytes": size}


def start(gate):
    global started
    started = gate


def race_together(arguments, tiles):
    return race(arguments, tiles, started)


def run(arguments, tiles):
    count = arguments.processes
    gate = multiprocessing.Barrier(count, timeout=60)
    if count == 1:
        return [race(arguments, tiles, gate)]
    with concurrent.futures.ProcessPoolExecutor(count, initializer=start, initargs=(gate,)) as pool:
        return list(pool.map(race_together, [arguments] * count, [tiles[i::count] for i in range(count)]))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("peer", choices=("mapnik", "mapserver"))
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("shown", choices=("all", "plain", "surface"))
    parser.add_argument("tiles", type=pathlib.Path)
    parser.add_argument("format")
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--out", type=pathlib.Path)
    arguments = parser.parse_args()
    arguments.folder = arguments.folder.resolve()
    if arguments.out:
        arguments.out.mkdir(parents=True, exist_ok=True)
    tiles = [tuple(map(int, line.split("/"))) for line in arguments.tiles.read_text().split()]
    parts = run(arguments, tiles)
    count = len(tiles)
    print(json.dumps({
        "tiles": count, "empty": 0, "bytes": sum(part["bytes"] for part in parts), "load": parts[0]["load"], "prepare": [0, 0],
        "draw": [max(part["done"] for part in parts) - min(part["begun"] for part in parts), sum(part["cpu"] for part in parts)],
        "paint_ms": 1e3 * sum(part["paint"] for part in parts) / count,
        "encode_ms": 1e3 * sum(part["encode"] for part in parts) / count,
        "peak_mib": peak_mib()}))


if __name__ == "__main__":
    main()
