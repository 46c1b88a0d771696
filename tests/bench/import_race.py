#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""`riskmap import` against `ogr2ogr` on the same made-up file in ACLED's form: wall time, processor time and peak memory, by turns
(A B A B), so that what else the machine does hits both.

    import_race.py RISKMAP [--rows 1000000] [--rounds 3] [--folder DIR]

The file is made once (seeded: the same bytes everywhere) and kept in the folder. Nothing in it happened."""
import argparse
import csv
import datetime
import os
import pathlib
import random
import shutil
import sys
import time

COLUMNS = ("event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 assoc_actor_1 inter1 actor2 "
           "assoc_actor_2 inter2 interaction civilian_targeting iso region country admin1 admin2 admin3 location latitude longitude "
           "geo_precision source source_scale notes fatalities tags timestamp").split()
KINDS = [
    ("Political violence", "Battles", "Armed clash", "armed"),
    ("Political violence", "Explosions/Remote violence", "Remote explosive/landmine/IED", "armed"),
    ("Political violence", "Explosions/Remote violence", "Suicide bomb", "armed"),
    ("Political violence", "Violence against civilians", "Attack", "armed"),
    ("Political violence", "Violence against civilians", "Abduction/forced disappearance", "unknown"),
    ("Demonstrations", "Protests", "Peaceful protest", "crowd"),
    ("Demonstrations", "Riots", "Violent demonstration", "crowd"),
    ("Strategic developments", "Strategic developments", "Looting/property destruction", "armed"),
]
WORDS = ("on the morning of the day unidentified men opened fire at a checkpoint near the town killing two and injuring others while "
         "police said that no group had claimed responsibility by evening local sources reported, however, more casualties; a convoy "
         "was delayed and the road closed for hours as a \"search operation\" began in the surrounding hills of the district").split()


def make_row(chance, number):
    day = datetime.date(2010, 1, 1) + datetime.timedelta(chance.randrange(5600))
    disorder, kind, sub_kind, who = chance.choice(KINDS)
    group = chance.randrange(400)
    actor = {"armed": f"G{group}: Made-up Front {group} of the North", "unknown": "Unidentified Armed Group (Pakistan)",
             "crowd": "Protesters (Pakistan)"}[who]
    town, province = chance.randrange(4000), chance.randrange(8)
    place = random.Random(town)
    notes = f"On {day:%d %B %Y}, " + " ".join(chance.choices(WORDS, k=chance.randrange(25, 70))) + "."
    return [f"PAK{number}", day.isoformat(), day.year, chance.choices((1, 2, 3), (90, 7, 3))[0], disorder, kind, sub_kind, actor, "",
            "Rebel group", "Military Forces of Pakistan (2018-2022)" if who == "armed" else "", "", "State forces", "State forces-Rebel group",
            "Civilian targeting" if kind.startswith("Violence") else "", 586, "South Asia", "Pakistan", f"Province {province}",
            f"District {town % 130}", f"Tehsil {town % 600}", f"Town {town}", round(24 + 12 * place.random(), 4),
            round(61 + 15 * place.random(), 4), chance.choices((1, 2, 3), (70, 25, 5))[0], "Made-up Daily; Invented News", "National",
            notes, chance.choices((0, 1, 2, 5, 20), (60, 20, 10, 8, 2))[0], "", 1700000000 + number]


def make_file(path, rows):
    source = random.Random(2024)
    part = path.with_suffix(".part")
    with open(part, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for number in range(rows):
            writer.writerow(make_row(source, number))
    part.rename(path)


def timed(command, out):
    for leftover in out.parent.glob(out.name + "*"):
        leftover.unlink()
    begin = time.monotonic()
    child = os.spawnvp(os.P_NOWAIT, command[0], [str(word) for word in command])
    _, status, usage = os.wait4(child, 0)
    wall = time.monotonic() - begin
    if status != 0:
        sys.exit(f"failed: {' '.join(map(str, command))}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("riskmap")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--folder", type=pathlib.Path, default=pathlib.Path("/var/tmp/riskmap-race"))
    options = parser.parse_args()
    if shutil.which("ogr2ogr") is None:
        sys.exit("ogr2ogr is missing (package gdal-bin)")
    options.folder.mkdir(parents=True, exist_ok=True)
    data = options.folder / f"acled-{options.rows}.csv"
    if not data.exists():
        make_file(data, options.rows)
    packed, table, theirs = (options.folder / name for name in ("ours.gpkg", "ours.csv", "theirs.gpkg"))
    runs = {
        "ogr2ogr .gpkg": (["ogr2ogr", "-f", "GPKG", theirs, data, "-oo", "X_POSSIBLE_NAMES=longitude", "-oo", "Y_POSSIBLE_NAMES=latitude"], theirs),
        "riskmap .gpkg": ([options.riskmap, "import", data, "-o", packed, "--quiet"], packed),
        "riskmap .csv": ([options.riskmap, "import", data, "-o", table, "--quiet"], table),
    }
    print(f"{data.name}: {data.stat().st_size / 1e6:.0f} MB")
    best = {}
    for round_number in range(1, options.rounds + 1):
        for name, (command, out) in runs.items():
            figures = timed(command, out)
            best[name] = min(best.get(name, figures), figures)
            print("round {}  {:<14} {:7.2f} s wall {:7.2f} s processor {:7.0f} MiB".format(round_number, name, *figures), flush=True)
    for name, figures in best.items():
        print("best     {:<14} {:7.2f} s wall {:7.2f} s processor {:7.0f} MiB".format(name, *figures))


if __name__ == "__main__":
    main()
