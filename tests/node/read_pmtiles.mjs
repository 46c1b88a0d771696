// SPDX-License-Identifier: MIT
// What the npm reader makes of a PMTiles archive, as JSON: header, metadata, and of each Z/X/Y asked for its size and SHA-256.
//     node read_pmtiles.mjs FILE [Z/X/Y…]
import {createHash} from "node:crypto";
import {open} from "node:fs/promises";
import {PMTiles} from "pmtiles";

const [path, ...asked] = process.argv.slice(2);
const file = await open(path);
const source = {
  getKey: () => path,
  getBytes: async (offset, length) => {
    const buffer = new ArrayBuffer(length);
    const {bytesRead} = await file.read(new Uint8Array(buffer), 0, length, offset);
    return {data: buffer.slice(0, bytesRead)};
  },
};
const archive = new PMTiles(source);
const tiles = {};
for (const name of asked) {
  const tile = await archive.getZxy(...name.split("/").map(Number));
  const bytes = tile && Buffer.from(tile.data);
  tiles[name] = bytes ? {bytes: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex")} : null;
}
console.log(JSON.stringify({header: await archive.getHeader(), metadata: await archive.getMetadata(), tiles}));
await file.close();
