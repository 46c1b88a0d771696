// SPDX-License-Identifier: MIT
// What the npm reader makes of a gzipped vector tile, as JSON: layers by name, each feature as GeoJSON.
//     node read_mvt.mjs FILE Z/X/Y
import {readFile} from "node:fs/promises";
import {gunzipSync} from "node:zlib";
import {VectorTile} from "@mapbox/vector-tile";
import {PbfReader} from "pbf";

const [path, name] = process.argv.slice(2);
const [z, x, y] = name.split("/").map(Number);
const tile = new VectorTile(new PbfReader(gunzipSync(await readFile(path))));
const layers = {};
for (const [key, layer] of Object.entries(tile.layers)) {
  const features = [];
  for (let i = 0; i < layer.length; ++i) features.push(layer.feature(i).toGeoJSON(x, y, z));
  layers[key] = {version: layer.version, extent: layer.extent, features};
}
console.log(JSON.stringify(layers));
