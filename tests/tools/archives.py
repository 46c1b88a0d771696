# SPDX-License-Identifier: MIT
"""Readers of tile archives, written from the formats' specifications and sharing nothing with RiskMap."""
import gzip
import sqlite3
import struct


def read_folder(folder):
    return {tuple(int(part) for part in (*path.parent.relative_to(folder).parts, path.stem)): path.read_bytes() for path in folder.glob("*/*/*.png")}


def read_mbtiles(path):
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as database:
        rows = database.execute("select zoom_level, tile_column, tile_row, tile_data from tiles").fetchall()
    return {(z, x, 2**z - 1 - y): bytes(data) for z, x, y, data in rows}


def _varint(data, at):
    value = shift = 0
    while True:
        value |= (data[at] & 0x7F) << shift
        shift += 7
        at += 1
        if data[at - 1] < 0x80:
            return value, at


def _directory(data):
    count, at = _varint(data, 0)
    columns = []
    for _ in range(4):  # tile id deltas, run lengths, lengths, offsets
        column = []
        for _ in range(count):
            value, at = _varint(data, at)
            column.append(value)
        columns.append(column)
    tile, end, entries = 0, 0, []
    for delta, run, length, offset in zip(*columns):
        tile += delta
        start = end if offset == 0 else offset - 1
        end = start + length
        entries.append((tile, run, start, length))
    return entries


def _zxy(tile):
    zoom = 0
    while tile >= 4**zoom:
        tile -= 4**zoom
        zoom += 1
    x = y = 0
    side = 1
    while side < 2**zoom:
        rx, ry = (tile // 2) & 1, (tile ^ (tile // 2)) & 1
        if ry == 0:
            if rx == 1:
                x, y = side - 1 - x, side - 1 - y
            x, y = y, x
        x, y = x + side * rx, y + side * ry
        tile //= 4
        side *= 2
    return zoom, x, y


def read_pmtiles(path):
    data = path.read_bytes()
    assert data[:7] == b"PMTiles" and data[7] == 3, "no PMTiles v3 file"
    root, root_length, _, _, leaves, _, tiles, _ = struct.unpack_from("<8Q", data, 8)
    unpack = gzip.decompress if data[97] == 2 else bytes

    def walk(directory):
        for tile, run, offset, length in _directory(directory):
            if run == 0:
                yield from walk(unpack(data[leaves + offset:leaves + offset + length]))
            for i in range(run):
                yield _zxy(tile + i), data[tiles + offset:tiles + offset + length]

    return dict(walk(unpack(data[root:root + root_length])))
