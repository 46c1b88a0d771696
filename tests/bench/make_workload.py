#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A made-up list of events, and places to name, for benchmarks: make_workload.py OUTDIR N [N …] writes OUTDIR/points_N.f64.

Each point is five little-endian doubles: longitude, latitude, weight, and x, y in metres on a spherical Lambert azimuthal
equal-area plane about 69 E 30 N, which is what the planar peers are given. Four fifths lie in 200 clusters (5 to 60 km wide,
shares as 1/rank^0.7), the rest anywhere in 60–78 E, 23–37 N; weights are log-normal. The random numbers are a counter's
hash (splitmix64; Steele, Lea & Flood 2014), so every version of numpy gives the same bytes.
"""
import pathlib
import sys

import numpy as np

SEED = 20261121
WEST, EAST, SOUTH, NORTH = 60.0, 78.0, 23.0, 37.0
EARTH = 6371008.8
CLUSTERS = 200


def hashed(counter):
    with np.errstate(over="ignore"):
        z = (counter + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return z ^ (z >> np.uint64(31))


def uniform(stream, count):
    start = hashed(np.array([SEED * 1000 + stream], dtype=np.uint64))[0]
    with np.errstate(over="ignore"):
        bits = hashed(np.arange(count, dtype=np.uint64) + start)
    return (bits >> np.uint64(11)).astype(np.float64) / 2.0**53 + 2.0**-54


def normal(stream, count):
    return np.sqrt(-2 * np.log(uniform(stream, count))) * np.cos(2 * np.pi * uniform(stream + 1, count))


def plane(lon, lat):
    centre = np.radians(30.0)
    lam, phi = np.radians(lon - 69.0), np.radians(lat)
    k = np.sqrt(2 / (1 + np.sin(centre) * np.sin(phi) + np.cos(centre) * np.cos(phi) * np.cos(lam)))
    return (EARTH * k * np.cos(phi) * np.sin(lam),
            EARTH * k * (np.cos(centre) * np.sin(phi) - np.sin(centre) * np.cos(phi) * np.cos(lam)))


def centres():
    return WEST + 0.5 + (EAST - WEST - 1) * uniform(1, CLUSTERS), SOUTH + 0.5 + (NORTH - SOUTH - 1) * uniform(2, CLUSTERS)


def points(count):
    """Longitudes, latitudes, weights."""
    centre_lon, centre_lat = centres()
    width = 5e3 * 12.0 ** uniform(3, CLUSTERS)
    share = np.cumsum(np.arange(1, CLUSTERS + 1) ** -0.7)
    cluster = np.minimum(np.searchsorted(share / share[-1], uniform(11, count)), CLUSTERS - 1)
    degrees = np.degrees(width[cluster] / EARTH)
    lat = centre_lat[cluster] + degrees * normal(12, count)
    lon = centre_lon[cluster] + degrees * normal(14, count) / np.cos(np.radians(centre_lat[cluster]))
    scattered = uniform(10, count) < 0.2
    lon = np.where(scattered, WEST + (EAST - WEST) * uniform(16, count), lon)
    lat = np.where(scattered, SOUTH + (NORTH - SOUTH) * uniform(17, count), lat)
    weight = np.exp(0.8 * normal(18, count))
    return np.clip(lon, WEST, EAST), np.clip(lat, SOUTH, NORTH), np.round(weight, 3)


SYLLABLES = ("kar ach lah ore mul tan pesh awar quet ta hy der abad suk kur gil git sia lkot ban nu dera gha zi khan pur "
             "nag ar kot mir chi tral").split()


def places(count):
    """Names, longitudes, latitudes: the centres of the clusters first, then anywhere."""
    more = max(0, count - CLUSTERS)
    centre_lon, centre_lat = centres()
    lon = np.concatenate([centre_lon, WEST + 0.3 + (EAST - WEST - 0.6) * uniform(20, more)])[:count]
    lat = np.concatenate([centre_lat, SOUTH + 0.3 + (NORTH - SOUTH - 0.6) * uniform(21, more)])[:count]
    picks = (uniform(22, 3 * count).reshape(count, 3) * len(SYLLABLES)).astype(int)
    lengths = 2 + (uniform(23, count) * 2).astype(int)
    names = ["".join(SYLLABLES[i] for i in pick[:length]).capitalize() for pick, length in zip(picks, lengths)]
    return names, lon, lat


if __name__ == "__main__":
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for count in map(int, sys.argv[2:]):
        lon, lat, weight = points(count)
        np.stack([lon, lat, weight, *plane(lon, lat)], 1).astype("<f8").tofile(folder / f"points_{count}.f64")
