#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Is a png8 tile set fit to be seen: tiles_check.py BUILD_FOLDER FOLDER [--peer].

FOLDER is one that tiles_workload.py made. Draws 12 × 12 neighbours at z10 and the pyramid as png and as png8 and compares:
    ambiguous   colours of png that became different colours of png8 in different places or tiles: 0 if one palette serves all
    jumps       pixel pairs across edges of neighbouring tiles that are equal in png and differ in png8
    error       how far png8 is from png, mean and largest, levels of 255
    step        on the surface alone, the largest difference of neighbouring pixels in png8 where png has at most one level
                (banding), and the share of such pairs with more than two levels
--peer: the same of Mapnik's png8. Exits 1 if ours has ambiguous colours or jumps. Packages: python3-numpy python3-pil.
"""
import argparse
import pathlib
import subprocess
import sys
import tempfile

import numpy as np
from PIL import Image

HERE = pathlib.Path(__file__).resolve().parent


def ours(build, folder, shown, tiles, name, out):
    return (build / "bin/tiles_race", folder / f"{shown}.json", tiles, "--format", name, "--once", "--out", out)


def mapnik(_build, folder, shown, tiles, name, out):
    return (sys.executable, "-B", HERE / "peers/tiles_peer.py", "mapnik", folder, shown, tiles,
            {"png": "png32"}.get(name, name), "--out", out)


def drawn(command_of, build, folder, shown, tiles, name):
    """(z, x, y) → pixels, RGB."""
    with tempfile.TemporaryDirectory() as out:
        command = command_of(build, folder, shown, folder / f"{tiles}.txt", name, pathlib.Path(out))
        subprocess.run([str(part) for part in command], check=True, stdout=subprocess.DEVNULL)
        return {tuple(map(int, path.stem.split("_"))): np.array(Image.open(path).convert("RGB")).astype(np.int16)
                for path in sorted(pathlib.Path(out).iterdir())}


def packed(pixels):
    return (pixels.astype(np.int32) * (65536, 256, 1)).sum(axis=-1)


def ambiguous(full, small):
    pairs = np.unique(np.concatenate([np.stack([packed(full[k]).ravel(), packed(small[k]).ravel()], 1) for k in full]), axis=0)
    counts = np.unique(pairs[:, 0], return_counts=True)[1]
    return int((counts > 1).sum()), len(counts)


def edges(tiles):
    """Both sides of each edge between neighbours."""
    for (z, x, y), tile in tiles.items():
        for other, mine, theirs in (((z, x + 1, y), np.s_[:, -1], np.s_[:, 0]), ((z, x, y + 1), np.s_[-1], np.s_[0])):
            if other in tiles:
                yield tile[mine], tiles[other][theirs]


def jumps(full, small):
    found = pairs = 0
    for (a, b), (c, d) in zip(edges(full), edges(small)):
        same = (a == b).all(axis=-1)
        found += int((same & (c != d).any(axis=-1)).sum())
        pairs += len(same)
    return found, pairs


def errors(full, small):
    differences = np.concatenate([np.abs(full[k] - small[k]).max(axis=-1).ravel() for k in full])
    return differences.mean(), differences.max()


def steps(full, small):
    largest = more = pairs = 0
    for k in full:
        for axis in (0, 1):
            smooth = np.abs(np.diff(full[k], axis=axis)).max(axis=-1) <= 1
            jump = np.abs(np.diff(small[k], axis=axis)).max(axis=-1)[smooth]
            largest = max(largest, int(jump.max(initial=0)))
            more += int((jump > 2).sum())
            pairs += len(jump)
    return largest, more / max(pairs, 1)


def check(name, command_of, build, folder):
    bad = 0
    for tiles in ("pyramid", "block"):
        full, small = (drawn(command_of, build, folder, "all", tiles, kind) for kind in ("png", "png8"))
        unclear, colours = ambiguous(full, small)
        jumped, pairs = jumps(full, small)
        mean, most = errors(full, small)
        plain = [drawn(command_of, build, folder, "surface", tiles, kind) for kind in ("png", "png8")]
        step, share = steps(*plain)
        print(f"{name:8} {tiles:8} {len(full):4} tiles: ambiguous {unclear} of {colours} colours; jumps {jumped} of {pairs}; "
              f"error {mean:.2f} mean {most} largest; step {step}, more than 2 at {100 * share:.3f} %")
        bad += unclear + jumped
    return bad


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--peer", action="store_true")
    arguments = parser.parse_args()
    bad = check("riskmap", ours, arguments.build.resolve(), arguments.folder.resolve())
    if arguments.peer:
        check("mapnik", mapnik, arguments.build, arguments.folder.resolve())
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
