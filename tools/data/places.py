# SPDX-License-Identifier: MIT
"""Towns (GeoNames) and airports (OurAirports)."""
import csv
import json
import unicodedata

from shapely.geometry import Point

import common

TOWNS = {"PPL", "PPLA", "PPLA2", "PPLA3", "PPLA4", "PPLC", "PPLG", "PPLF", "PPLL"}   # no sections of towns, ruins, former places
RANKS = ((5_000_000, 1), (1_000_000, 2), (300_000, 3), (100_000, 4), (30_000, 5))
ISO3 = {"AF": "AFG", "AE": "ARE", "CN": "CHN", "IN": "IND", "IR": "IRN", "KG": "KGZ", "NP": "NPL", "OM": "OMN",
        "PK": "PAK", "SA": "SAU", "TJ": "TJK", "TM": "TKM", "UZ": "UZB"}
DUPLICATE_KM = 3.0       # of like name, or of any name when both lie this near with the same population
AIRPORT_KINDS = {"large_airport": "large", "medium_airport": "medium", "small_airport": "small"}


def plain(name):
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return "".join(letter for letter in letters if letter.isalpha())


def geonames(path):
    with open(path, encoding="utf-8", newline="") as lines:
        for row in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            longitude, latitude = float(row[5]), float(row[4])
            if row[7] in TOWNS and row[8] in ISO3 and common.WEST <= longitude <= common.EAST \
                    and common.SOUTH <= latitude <= common.NORTH:
                yield {"name": row[2] or row[1], "at": (longitude, latitude), "code": row[7], "iso": row[8],
                       "population": int(row[14] or 0)}


def kind_of(code):
    return {"PPLC": "capital", "PPLA": "province capital"}.get(code, "town")


def rank_of(town):
    if town["code"] == "PPLC":
        return 1
    by_size = next((rank for floor, rank in RANKS if town["population"] >= floor), 6)
    if town["code"] == "PPLA":
        return min(by_size, 2 if town["iso"] == "PK" else 4)
    return by_size


def adjustments(path):
    """{(plain name, country): row} of place_adjustments.csv."""
    with open(path, encoding="utf-8", newline="") as lines:
        return {(plain(row["match"]), row["country"]): row for row in csv.DictReader(lines)}


def towns(path, adjustments_path, names):
    changes = adjustments(adjustments_path)
    unused, chosen = dict(changes), []
    order = {"PPLC": 0, "PPLA": 1}
    cells = {}
    for town in sorted(geonames(path), key=lambda t: (order.get(t["code"], 2), -t["population"], t["name"], t["at"])):
        town["rank"] = rank_of(town)
        key = (plain(town["name"]), ISO3[town["iso"]])
        change = unused.get(key)
        if change:
            wanted = (float(change["longitude"]), float(change["latitude"])) if change["longitude"] else town["at"]
            if common.distance_km(wanted, town["at"]) <= 30:
                del unused[key]
                town["name"] = change["name"] or town["name"]
                town["rank"] = int(change["rank"]) if change["rank"] else town["rank"]
                if change["drop"]:
                    continue
        near = [other for dx in (-1, 0, 1) for dy in (-1, 0, 1)
                for other in cells.get((int(town["at"][0] * 20) + dx, int(town["at"][1] * 20) + dy), [])]
        if any(duplicates(town, other) for other in near):
            continue
        cells.setdefault((int(town["at"][0] * 20), int(town["at"][1] * 20)), []).append(town)
        chosen.append(town)
    for (name, country), change in sorted(unused.items()):
        if change["drop"]:
            continue
        if not (change["longitude"] and change["rank"]):
            raise RuntimeError(f"place_adjustments.csv: no town for '{change['match']}' ({country}), and no place and rank to add it")
        chosen.append({"name": change["name"] or change["match"], "at": (float(change["longitude"]), float(change["latitude"])),
                       "code": "PPL", "iso": next(iso for iso, a3 in ISO3.items() if a3 == country), "population": 0,
                       "rank": int(change["rank"])})
    rows = []
    for town in sorted(chosen, key=lambda t: (t["rank"], -t["population"], t["name"], t["at"])):
        urdu, chinese = names.get(town["name"], (None, None)) if town["iso"] == "PK" else (None, None)
        rows.append((Point(town["at"]), {
            "name": town["name"], "name_ur": urdu, "name_zh": chinese, "country": ISO3[town["iso"]],
            "population": town["population"] or None, "kind": kind_of(town["code"]), "rank": town["rank"]}))
    return rows


def duplicates(a, b):
    km = common.distance_km(a["at"], b["at"])
    if km > DUPLICATE_KM:
        return False
    first, second = plain(a["name"]), plain(b["name"])
    return first in second or second in first or km < 1.2 or (a["population"] == b["population"] and a["population"] > 0)


def airports(path):
    with open(path, encoding="utf-8") as file:
        records = json.load(file)
    rows = []
    for record in records:
        at = (float(record["longitude_deg"]), float(record["latitude_deg"]))
        kind = AIRPORT_KINDS.get(record["type"])
        if kind and common.WINDOW.contains(Point(at)) and record["iso_country"] in ISO3:
            rows.append((Point(at), {"name": record["name"].strip(), "iata": record["iata_code"] or None, "kind": kind,
                                     "country": ISO3[record["iso_country"]]}))
    kinds = list(AIRPORT_KINDS.values())
    return sorted(rows, key=lambda row: (kinds.index(row[1]["kind"]), row[1]["name"], row[0].coords[0]))
