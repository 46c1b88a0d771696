#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Proves a PMTiles v3 archive against its specification, with nothing of ours: what `pmtiles verify` (go-pmtiles) checks, and the
clustered order it does not.

    verify_pmtiles.py FILE      prints the counts as JSON; exit 1 and a line for each rule broken
"""
import gzip
import json
import struct
import sys

HEADER = struct.Struct("<7sB8Q3Q6B4iB2i")


def varint(data, at):
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return value, at


def directory(packed):
    data = gzip.decompress(packed)
    count, at = varint(data, 0)
    columns = []
    for _ in range(4):
        column = []
        for _ in range(count):
            value, at = varint(data, at)
            column.append(value)
        columns.append(column)
    assert at == len(data), "bytes follow a directory"
    entries, tile_id, offset = [], 0, None
    for step, run, length, stored in zip(*columns):
        tile_id += step
        offset = stored - 1 if stored else offset + entries[-1][2]
        entries.append((tile_id, run, length, offset))
    return entries


def zoom_of(tile_id):
    zoom, base = 0, 0
    while tile_id >= base + 4**zoom:
        base += 4**zoom
        zoom += 1
    return zoom


def main():
    data = open(sys.argv[1], "rb").read()
    broken = []

    def rule(holds, what):
        if not holds:
            broken.append(what)

    (magic, version, root_at, root_size, meta_at, meta_size, leaf_at, leaf_size, data_at, data_size, addressed, entry_count, contents,
     clustered, internal, tile_compression, tile_type, low, high, west, south, east, north, centre_zoom, lon, lat) = HEADER.unpack_from(data)
    rule(magic == b"PMTiles" and version == 3, "magic and version")
    rule(HEADER.size == 127 and root_at == 127 and root_at + root_size <= 16384, "the root in the first 16384 bytes")
    rule(all((root_at, meta_at, leaf_at, data_at)), "offsets are not zero")
    rest = meta_size + leaf_size + data_size
    rule(len(data) in (127 + root_size + rest, 16384 + rest), "the size is the sum of the sections")
    rule(internal == 2 and tile_compression == 1 and tile_type == 2 and clustered == 1, "gzip directories, plain PNG tiles, clustered")
    metadata = json.loads(gzip.decompress(data[meta_at:meta_at + meta_size]))
    rule(isinstance(metadata, dict), "metadata is an object")

    root = directory(data[root_at:root_at + root_size])
    leaves = [e for e in root if e[1] == 0]
    entries = [] if leaves else root
    for _, _, length, offset in leaves:
        entries += directory(data[leaf_at + offset:leaf_at + offset + length])
    rule(not leaves or len(leaves) == len(root), "one level of leaves")
    rule(sum(e[2] for e in leaves) == leaf_size, "the leaves fill their section")

    free, seen, stored = 0, {}, 0
    for tile_id, run, length, offset in entries:
        rule(tile_id >= free and run > 0 and length > 0, f"id {tile_id}: ids grow, runs do not overlap")
        free = tile_id + run
        rule(offset == stored or (offset in seen and seen[offset] == length), f"id {tile_id}: clustered order")
        if offset == stored:
            seen[offset] = length
            stored += length
    digests = metadata.get("riskmap", {}).get("digests", {"offset": stored, "length": 0})
    rule(digests["offset"] == stored and digests["length"] in (0, 8 * addressed), "digests follow the last tile, 8 bytes each")
    rule(stored + digests["length"] == data_size, "tile data without gaps")
    rule(addressed == sum(e[1] for e in entries) and entry_count == len(entries) and contents == len(seen), "the counts")
    merged = all(a[0] + a[1] != b[0] or a[3] != b[3] for a, b in zip(entries, entries[1:]))
    rule(merged, "equal neighbours are one run")
    rule(low == zoom_of(entries[0][0]) and high == zoom_of(free - 1), "the zooms are those of the first and last id")
    rule(low <= centre_zoom <= high and west <= lon <= east and south <= lat <= north, "the centre lies inside")
    rule(west < east and south < north, "the bounds have an area")
    if broken:
        print("\n".join(broken), file=sys.stderr)
        return 1
    print(json.dumps({"addressed": addressed, "entries": entry_count, "contents": contents, "leaves": len(leaves), "data": data_size}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
