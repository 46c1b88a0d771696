// SPDX-License-Identifier: MIT
// Where we are stricter than the specification's validator on purpose: it takes what MapLibre would draw nothing of, or what is no file
// here. Each a pattern of our message and the reason.
const rules = [
  [/does not support identity functions/, "a function within a function"],
  [/never be drawn/, "a layer whose zooms exclude each other"],
  [/is not among riskmap:patterns/, "a pattern that is not there"],
  [/cannot draw source/, "a layer over a source it cannot draw"],
  [/can only be used in/, "the input of a ramp outside its ramp"],
  [/^a ramp must be|^Could not parse color from value|yields no color$/, "a ramp MapLibre draws nothing of"],
  [/^the ramp must be transparent/, "a risk ramp that colours no risk"],
  [/refused unless --allow-network|names no tiles that can be read|missing required property "url"/, "a source that is no file"],
  [/a path or a GeoJSON object expected|requires valid geojson/, "GeoJSON that is none"],
  [/needs "encoding": "custom"|must be positive|must be s·65536|baseShift must be 0|is not among riskmap:surfaces/, "a surface whose numbers cannot be stored"],
];
const bounds = /(less than the minimum|greater than the maximum) value/;

/** The reason why a mistake of ours that the specification's validator does not see is one, or undefined. */
export function isDeliberate({ path, message }) {
  if (bounds.test(message) && /line-dasharray|tileSize/.test(path)) return "a dash or a tile of impossible size";
  if (/expected, \w+ found$|expected, length \d+ found$/.test(message) && /promoteId|clusterProperties/.test(path)) return "an id or a sum that is none";
  if (/^Expected boolean but found/.test(message) && /\.filter/.test(path)) return "a filter that is no condition: MapLibre refuses it when it draws";
  if (/expressions not supported|may only be used as input/.test(message) && /^(sky|light|projection)/.test(path)) return "a light or a sky that asks a feature";
  if (/^array length at least 1/.test(message) && /\.tiles$/.test(path)) return "a source that is no file";
  if (/not found$/.test(message) && /^metadata\.riskmap:/.test(path)) return "a surface over a source that is not there";
  return rules.find(([pattern]) => pattern.test(message))?.[1];
}
