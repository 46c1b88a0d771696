// SPDX-License-Identifier: MIT
// Small valid documents that together use every property of every layer type, every source type and every key of the root.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

const sources = {
  geojson: { type: "geojson", data: "a.geojson", lineMetrics: true },
  vector: { type: "vector", url: "a.gpkg" },
  raster: { type: "raster", url: "a.tif", tileSize: 256 },
  "raster-dem": { type: "raster-dem", url: "dem.tif" },
};
const sourceOf = { raster: "raster", hillshade: "raster-dem", "color-relief": "raster-dem" };
const ramps = { "line-gradient": "line-progress", "heatmap-color": "heatmap-density", "color-relief-color": "elevation" };
const samples = {
  boolean: true, color: "#b00020", padding: [1, 2, 3, 4], numberArray: [10, 20], colorArray: ["red", "#00f"], resolvedImage: "hatch",
  formatted: "text", variableAnchorOffsetCollection: ["top", [0, 1], "left", [1, 0]], string: "text", projectionDefinition: "mercator",
};

function sampleOf(spec, name) {
  if (ramps[name]) return ["interpolate", ["linear"], [ramps[name]], 0, "rgba(0,0,0,0)", 1, "red"];
  if (spec.type === "enum") return Object.keys(spec.values)[0];
  if (spec.type === "number") return Math.min(spec.maximum ?? 2, Math.max(spec.minimum ?? 0, 0.5));
  if (spec.type !== "array") return samples[spec.type];
  const item = spec.value === "number" ? 1 : spec.value === "enum" ? Object.keys(spec.values)[0] : "Noto Sans Regular";
  return Array.from({ length: spec.length ?? 2 }, () => item);
}

// The property as a constant, in zoom curves, as of the feature, and in the old syntax: where the specification takes each.
function valuesOf(spec, name) {
  const constant = sampleOf(spec, name);
  const values = [constant];
  const parameters = spec.expression?.parameters ?? [];
  const literal = Array.isArray(constant) && !ramps[name] ? ["literal", constant] : constant;
  if (parameters.includes("zoom")) values.push(["step", ["zoom"], literal, 5, literal], { stops: [[4, constant], [10, constant]] });
  if (parameters.includes("zoom") && spec.expression.interpolated && spec.type !== "variableAnchorOffsetCollection")
    values.push(["interpolate", ["linear"], ["zoom"], 4, literal, 10, literal]);
  if (parameters.includes("feature")) {
    values.push(["case", ["has", "p"], literal, literal], { type: "categorical", property: "p", stops: [["a", constant], ["b", constant]] });
    if (name !== "text-font") values.push({ type: "identity", property: "p" });
  }
  if (parameters.includes("feature-state")) values.push(["case", ["boolean", ["feature-state", "hover"], false], literal, literal]);
  return values;
}

function layerDocument(type, group, properties) {
  const source = sourceOf[type] ?? "geojson";
  const layer = { id: "a", type, [group]: properties };
  if (type !== "background") layer.source = source;
  const metadata = { "riskmap:patterns": { hatch: { color: "#000" } } };
  return { version: 8, metadata, sources: { [source]: sources[source] }, layers: [layer] };
}

function ofProperties(reference) {
  const documents = [];
  for (const type of Object.keys(reference.layer.type.values)) {
    for (const group of ["layout", "paint"]) {
      for (const [name, spec] of Object.entries(reference[`${group}_${type}`] ?? {})) {
        for (const value of valuesOf(spec, name)) documents.push(layerDocument(type, group, { [name]: value }));
        if (group === "paint" && spec.transition)
          documents.push(layerDocument(type, group, { [`${name}-transition`]: { duration: 300, delay: 10 } }));
      }
    }
  }
  return documents;
}

const bare = { version: 8, sources: {}, layers: [] };
const ofRoot = [
  { ...bare, name: "n", metadata: { a: 1 }, center: [67, 25], centerAltitude: 10, zoom: 4, bearing: 20, pitch: 30, roll: 5 },
  { ...bare, state: { hover: { default: false } }, transition: { duration: 300, delay: 0 } },
  { ...bare, light: { anchor: "map", position: [1, 200, 30], color: ["interpolate", ["linear"], ["zoom"], 0, "red", 9, "blue"], intensity: 0.4, "intensity-transition": { duration: 1 } } },
  { ...bare, sky: { "sky-color": "#88C6FC", "horizon-color": "white", "fog-color": "white", "fog-ground-blend": 0.5, "horizon-fog-blend": 0.8, "sky-horizon-blend": 0.8, "atmosphere-blend": ["interpolate", ["linear"], ["zoom"], 0, 1, 9, 0] } },
  { ...bare, projection: { type: ["interpolate", ["linear"], ["zoom"], 10, "vertical-perspective", 12, "mercator"] } },
  { ...bare, terrain: { source: "dem", exaggeration: 1.5 } },
  { ...bare, sprite: [{ id: "default", url: "sprite" }, { id: "more", url: "more" }], glyphs: "fonts/{fontstack}/{range}.pbf" },
  { ...bare, sprite: "sprite", "font-faces": { A: "a.ttf", B: [{ url: "b.ttf", "unicode-range": ["U+26", "U+0-7F", "U+4??"] }] } },
];

const ofSources = [
  { type: "geojson", data: "a.geojson", maxzoom: 12, attribution: "a", buffer: 64, filter: ["==", ["get", "a"], 1], tolerance: 0.5, lineMetrics: true, generateId: true, promoteId: "id" },
  { type: "geojson", data: { type: "FeatureCollection", features: [] }, cluster: true, clusterRadius: 40, clusterMaxZoom: 12, clusterMinPoints: 3, clusterProperties: { sum: ["+", ["get", "killed"]], most: [["max", ["accumulated"], ["get", "most"]], ["get", "killed"]] } },
  { type: "vector", url: "a.gpkg", bounds: [60, 23, 78, 38], scheme: "tms", emptyResponse: "missing", minzoom: 2, maxzoom: 12, attribution: "a", promoteId: { roads: "id" }, volatile: true, encoding: "mlt" },
  { type: "raster", url: "a.tif", bounds: [60, 23, 78, 38], minzoom: 2, maxzoom: 12, tileSize: 256, scheme: "xyz", emptyResponse: "blank", attribution: "a", volatile: false },
  { type: "raster-dem", url: "a.tif", minzoom: 2, maxzoom: 12, tileSize: 256, attribution: "a", encoding: "custom", redFactor: 1, greenFactor: 2, blueFactor: 3, baseShift: 4, volatile: false },
  { type: "image", url: "a.png", coordinates: [[60, 38], [78, 38], [78, 23], [60, 23]] },
  { type: "video", urls: ["a.mp4", "a.webm"], coordinates: [[60, 38], [78, 38], [78, 23], [60, 23]] },
].map((source) => ({ ...bare, sources: { s: source } }));

const filters = [
  ["==", ["get", "a"], 1], ["all", ["has", "a"], ["!", ["in", ["get", "b"], ["literal", [1, 2]]]]], ["within", { type: "Polygon", coordinates: [[[0, 0], [1, 0], [1, 1], [0, 0]]] }],
  [">=", "a", 3], ["all", ["==", "$type", "LineString"], ["in", "class", "a", "b"], ["!has", "x"]], ["none", ["!=", "a", "b"], ["!in", "c", 1, 2]], ["any", ["has", "a"], ["==", "$id", 5]], true,
];
const ofLayers = [
  { version: 8, sources: { geojson: sources.geojson, vector: sources.vector }, layers: [
    { id: "a", type: "line", source: "geojson", minzoom: 3, maxzoom: 9.5, filter: ["has", "a"], layout: { visibility: "none" }, metadata: { a: 1 } },
    { id: "b", type: "fill", source: "vector", "source-layer": "l", layout: { visibility: ["case", ["global-state", "shown"], "visible", "none"] } },
    { id: "c", ref: "b", paint: { "fill-color": "red" } }] },
  ...filters.map((filter) => ({ version: 8, sources: { geojson: sources.geojson }, layers: [{ id: "a", type: "line", source: "geojson", filter }] })),
];

// The shipped styles, a layer a document: what a mutation breaks is then quickly read.
function ofStyles(folder) {
  const documents = [];
  for (const name of readdirSync(folder).filter((file) => file.endsWith(".json"))) {
    const style = JSON.parse(readFileSync(join(folder, name), "utf8"));
    const { "riskmap:patterns": patterns = {}, "riskmap:surfaces": surfaces = {} } = style.metadata;
    documents.push({ ...style, layers: [] });
    for (const layer of style.layers) documents.push({ version: 8, metadata: { "riskmap:patterns": patterns, "riskmap:surfaces": surfaces }, sprite: style.sprite, sources: style.sources, layers: [layer] });
  }
  return JSON.parse(JSON.stringify(documents));
}

export const documentsFor = (reference, styles) => [...ofProperties(reference), ...ofRoot, ...ofSources, ...ofLayers, ...ofStyles(styles)];
