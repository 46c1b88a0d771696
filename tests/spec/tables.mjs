// SPDX-License-Identifier: MIT
// Every property of every layer type of the style specification beside our tables: node tables.mjs STYLE_REFERENCE
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

const reference = JSON.parse(readFileSync(new URL("../node/node_modules/@maplibre/maplibre-gl-style-spec/dist/latest.json", import.meta.url)));
const ours = JSON.parse(execFileSync(process.argv[2], ["tables"], { maxBuffer: 1e8 }));

// What we say otherwise on purpose, with the reason.
const deliberate = new Map([["text-font.default", "our fonts: Debian's Noto, where the specification names fonts of a server"]]);
const words = { pixels: "px", milliseconds: "ms", meters: "m", "factor of the original icon size": "times its size" };
const plain = (value) => (typeof value === "string" ? value.replaceAll(" ", "") : value);

const found = [];
const differ = (layer, name, what, theirs, mine) => {
  const key = `${name}.${what}`;
  if (!deliberate.has(key)) found.push(`${layer}: ${name}: ${what} is ${JSON.stringify(mine)}, the specification says ${JSON.stringify(theirs)}`);
};

const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

function compare(layer, name, group, theirs, mine) {
  const check = (what, expected, actual) => {
    if (!same(expected, actual)) differ(layer, name, what, expected, actual);
  };
  check("layout", group === "layout", mine.layout);
  check("type", theirs.type, mine.type);
  check("item", theirs.type === "array" ? theirs.value : "", mine.item);
  check("default", plain(theirs.default ?? null), plain(mine.default));
  if (theirs.units) check("unit", words[theirs.units] ?? theirs.units, words[mine.unit] ?? mine.unit);
  check("values", Object.keys(theirs.values ?? {}).sort(), [...mine.values].sort());
  const list = ["numberArray", "colorArray", "padding"].includes(theirs.type);  // their validator holds lists against no bounds
  if (!list || mine.minimum !== null) check("minimum", theirs.minimum ?? null, mine.minimum);
  if (!list || mine.maximum !== null) check("maximum", theirs.maximum ?? null, mine.maximum);
  check("length", theirs.length ?? 0, mine.length);
  const kind = theirs["property-type"];
  check("ramp", kind === "color-ramp", mine.ramp);
  check("constant", kind === "constant", mine.constant);
  if (kind === "constant") return;
  const parameters = theirs.expression.parameters;
  check("per_feature", kind === "data-driven" || kind === "cross-faded-data-driven", mine.per_feature);
  if (kind !== "color-ramp") check("per_zoom", parameters.includes("zoom"), mine.per_zoom);
  if (theirs.type === "number") check("interpolated", theirs.expression.interpolated, mine.interpolated);
  if (group === "paint") check("transition", theirs.transition ?? false, mine.transition);
}

let rows = 0;
for (const type of Object.keys(reference.layer.type.values)) {
  const layer = ours.layers.find((candidate) => candidate.type === type);
  if (!layer) {
    found.push(`${type}: no table`);
    continue;
  }
  const known = new Set(["visibility"]);
  for (const group of ["layout", "paint"]) {
    for (const [name, theirs] of Object.entries(reference[`${group}_${type}`] ?? {})) {
      if (name === "visibility") continue;
      known.add(name);
      rows += 1;
      const mine = layer.properties.find((property) => property.name === name);
      if (!mine) found.push(`${type}: no row ${name} (${group}): ${JSON.stringify({ ...theirs, doc: undefined, example: undefined, "sdk-support": undefined })}`);
      else compare(type, name, group, theirs, mine);
    }
  }
  for (const mine of layer.properties) if (!known.has(mine.name)) found.push(`${type}: ${mine.name} is no property of the specification`);
}
const operators = new Set(ours.operators.map((operator) => operator.name));
const missing = Object.keys(reference.expression_name.values).filter((name) => !operators.has(name));
for (const name of missing) found.push(`no operator ${name}`);
for (const line of found) console.error(line);
console.log(`${rows} properties, ${operators.size} operators, ${found.length} differences`);
process.exit(found.length === 0 && rows > 130 ? 0 : 1);
