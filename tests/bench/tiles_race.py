#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Our tiles against Mapnik's and MapServer's, in turn: tiles_race.py BUILD_FOLDER [--rounds 5] [--quick] [--folder F] [--json F].

The map of tiles_workload.py over the pyramid z0–8 and over 500 tiles of z10. One thread: processor seconds, which a busy
machine changes least; two threads (of the peers: processes): the wall's clock, and one thread just before each run of two. "drawing" leaves out what each does once
(we: reading, estimating, planning each zoom; they: opening); "whole" is the process from start to end, ours with the estimate, theirs
with the surface as a finished picture. Medians of the rounds; each round runs every peer once, and us before and after each of them.
Peers that are not installed and formats this build has not are left out. Packages: python3-mapnik python3-mapscript and those of
tiles_workload.py.
"""
import argparse
import collections
import importlib.util
import json
import os
import pathlib
import resource
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
import tiles_workload  # noqa: E402

# What is compared: the map's layers, threads, our options, and the peers' formats; "whole": the process from outside.
Contest = collections.namedtuple("Contest", "name shown threads ours mapnik mapserver whole", defaults=(False,))
CONTESTS = (
    Contest("png", "all", 1, ("--format", "png"), "png32", "png24"),
    Contest("png --fast", "all", 1, ("--format", "png", "--fast"), "png32", "png24"),
    Contest("png, whole process", "all", 1, ("--format", "png"), "png32", "png24", True),
    Contest("png, two threads", "all", 2, ("--format", "png"), "png32", "png24"),
    Contest("png, smooth ramp", "smooth", 1, ("--format", "png"), "png32", "png24"),
    Contest("png8", "all", 1, ("--format", "png8"), "png8", "png8"),
    Contest("webp, lossless", "all", 1, ("--format", "webp"), "webp:lossless=1", None),
    Contest("png, no surface", "plain", 1, ("--format", "png"), "png32", "png24"),
    Contest("png, no surface, whole process", "plain", 1, ("--format", "png"), "png32", "png24", True),
    Contest("png8, no surface", "plain", 1, ("--format", "png8"), "png8", "png8"),
)
LISTS = {"z0-8": "pyramid", "z10": "z10"}
PEERS = ("mapnik", "mapserver")


def a_few(tiles):
    """Three runs of twenty: neighbours share work, so lone tiles would say too little for us."""
    return [tile for part in (1, 2, 3) for tile in tiles[part * len(tiles) // 4:][:20]]


def command_of(racer, contest, tiles, build, folder):
    if racer == "riskmap":
        return (build / "bin/tiles_race", folder / f"{contest.shown}.json", tiles, *contest.ours, "--threads", contest.threads,
                *(["--once"] if contest.whole else []))
    name = getattr(contest, racer)
    if name is None:
        return None
    shown = "all" if contest.shown == "smooth" else contest.shown  # their surface has 256 levels
    return (sys.executable, "-B", HERE / "peers/tiles_peer.py", racer, folder, shown, tiles, name,
            "--processes", contest.threads)


def measure(command, contest):
    """One run: what the program says of itself, with `seconds` and `wall` that count; None if it cannot."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True)
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        print(f"left out: {' '.join(map(str, command))}: {done.stderr.strip().splitlines()[-1:]}", file=sys.stderr)
        return None
    said = json.loads(done.stdout)
    outside = (wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    said["wall"], said["processor"] = outside if contest.whole else said["draw"]
    said["seconds"] = said["wall"] if contest.threads > 1 else said["processor"]
    return said


def measure_beside_one(command, contest):
    """The same of more threads, with what one takes just before: A B A B."""
    one = measure(tuple(1 if before == "--threads" else part for before, part in zip(("", *command), command)), contest)
    said = measure(command, contest)
    return said and one and {**said, "one_wall": one["wall"], "one_processor": one["processor"]}


def groups_of(runs):
    """The contests in which the peers do the same: ours of them, and the peers' runs, each once."""
    groups = {}
    for (racer, contest, title), command in runs.items():
        peers = tuple(runs.get((peer, contest, title)) for peer in PEERS)
        ours, theirs = groups.setdefault((peers, contest.threads, contest.whole, title), ({}, {}))
        (ours if racer == "riskmap" else theirs)[racer, contest, title] = command
    return groups.values()


def run(runs, rounds):
    """Samples of each run: ours before and after each peer's, since a machine is now faster and now slower."""
    samples = collections.defaultdict(list)
    broken = set()

    def take(keys):
        shared = {}  # a peer's run counts for each contest in which it does the same
        for key, command in keys.items():
            if command not in broken and command not in shared:
                beside = key[0] == "riskmap" and key[1].threads > 1
                shared[command] = (measure_beside_one if beside else measure)(command, key[1])
                if shared[command] is None:
                    broken.add(command)
            if command not in broken:
                samples[key].append(shared[command])

    for number in range(rounds):
        for ours, theirs in groups_of(runs):
            take(ours)
            for peer in PEERS:
                if found := {key: command for key, command in theirs.items() if key[0] == peer}:
                    take(found)
                    take(ours)
        print(f"round {number + 1} of {rounds}, load {os.getloadavg()[0]:.1f}", file=sys.stderr)
    return samples


def medians(samples):
    flat = [{**{k: v for k, v in s.items() if not isinstance(v, list)}, **{f"{k}_{clock}": s[k][i] for k in ("load", "prepare")
             for i, clock in enumerate(("wall", "processor"))}} for s in samples]
    return {key: statistics.median(sample[key] for sample in flat) for key in flat[0]}


def row_of(racer, contest, middle):
    made = middle["tiles"] - middle["empty"]
    return {"racer": racer, "contest": contest.name, "tiles_per_second": middle["tiles"] / middle["seconds"],
            "ms": 1e3 * middle["seconds"] / middle["tiles"], "bytes_per_tile": middle["bytes"] / max(made, 1), **middle}


def table(rows):
    """Rows of one list of tiles, a contest a line."""
    out = [f"{'':32}{'riskmap':>9}{'paint':>7}{'encode':>7}{'bytes':>8} |{'mapnik':>8}{'paint':>7}{'encode':>7}{'bytes':>8}"
           f"{'ratio':>7}{'size':>6} |{'mapserver':>10}{'paint':>7}{'encode':>7}{'bytes':>8}{'ratio':>7}{'size':>6}"]
    for contest in CONTESTS:
        ours = rows.get(("riskmap", contest))
        if ours is None:
            continue
        line = (f"{contest.name:32}{ours['tiles_per_second']:9.1f}{ours['paint_ms']:7.2f}{ours['encode_ms']:7.2f}"
                f"{ours['bytes_per_tile']:8.0f}")
        for peer, width in (("mapnik", 8), ("mapserver", 10)):
            theirs = rows.get((peer, contest))
            if theirs is None:
                line += " |" + " " * (width + 35)
                continue
            line += (f" |{theirs['tiles_per_second']:{width}.1f}{theirs['paint_ms']:7.2f}{theirs['encode_ms']:7.2f}"
                     f"{theirs['bytes_per_tile']:8.0f}{ours['tiles_per_second'] / theirs['tiles_per_second']:6.1f}×"
                     f"{ours['bytes_per_tile'] / theirs['bytes_per_tile']:6.2f}")
        out.append(line)
    return out


def notes(rows):
    """What the table does not hold: two threads against one, by the same clock, and what we prepare."""
    one, two = (rows.get(("riskmap", contest)) for contest in (CONTESTS[0], CONTESTS[3]))
    if one:
        yield (f"ours, one thread: loading {one['load_processor']:.3f} s, planning {one['prepare_processor']:.3f} s, "
               f"digests {one['digest_ms']:.3f} ms a tile, {one['peak_mib']:.0f} MiB")
    if two:
        yield (f"two threads against one: {two['one_wall'] / two['wall']:.2f} × by the clock, "
               f"{two['processor'] / two['one_processor']:.2f} × the processor time")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--quick", action="store_true", help="two rounds, 60 tiles of each list")
    parser.add_argument("--points", type=int, default=10000)
    parser.add_argument("--folder", type=pathlib.Path, help="keeps the map between runs (default: a new one each time)")
    parser.add_argument("--json", type=pathlib.Path, help="writes the medians there, too")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        scratch = pathlib.Path(name)
        folder = tiles_workload.make((arguments.folder or scratch / "map").resolve(), points=arguments.points)
        peers = [racer for racer, module in zip(PEERS, ("mapnik", "mapscript")) if importlib.util.find_spec(module)]
        runs, lists = {}, {}
        for title, list_name in LISTS.items():
            tiles = [tuple(map(int, line.split("/"))) for line in (folder / f"{list_name}.txt").read_text().split()]
            lists[title] = scratch / f"{list_name}.txt"
            tiles_workload.write_tiles(lists[title], a_few(tiles) if arguments.quick else tiles)
            for contest in CONTESTS:
                for racer in ("riskmap", *peers):
                    command = command_of(racer, contest, lists[title], arguments.build.resolve(), folder)
                    if command is not None:
                        runs[racer, contest, title] = tuple(map(str, command))
        rounds = 2 if arguments.quick else arguments.rounds
        samples = run(runs, rounds)
    rows = {key: row_of(key[0], key[1], medians(found)) for key, found in samples.items()}
    print(f"{rounds} rounds, {arguments.points} points, load {os.getloadavg()[0]:.1f}; tiles a second, milliseconds and bytes a tile")
    for title in LISTS:
        here = {key[:2]: row for key, row in rows.items() if key[2] == title}
        print(f"\n{title}, {here['riskmap', CONTESTS[0]]['tiles']:.0f} tiles", *table(here), *notes(here), sep="\n")
    if arguments.json:
        arguments.json.write_text(json.dumps([{"list": key[2], **row} for key, row in rows.items()], indent=1) + "\n")


if __name__ == "__main__":
    sys.exit(main())
