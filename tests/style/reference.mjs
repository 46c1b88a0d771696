// SPDX-License-Identifier: MIT
// What the specification's own package makes of a case: {"expression", "propertySpec"?, "inputs"} gives {"compiled", "outputs"}
// as in the specification's test files. A case with "filter" is compiled by featureFilter, one with "function" and "as" by
// createFunction: what they give for each input, null where a property would take its own default.
import {createRequire} from 'node:module';
import {pathToFileURL} from 'node:url';
import path from 'node:path';

const here = import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname);
const require = createRequire(path.join(here, '../node/package.json'));
const found = path.dirname(require.resolve('@maplibre/maplibre-gl-style-spec/package.json'));
const spec = await import(pathToFileURL(path.join(found, 'dist/index.mjs')));
const {createPropertyExpression, convertFunction, createFunction, isFunction, featureFilter, toString, interpolates} = spec;
console.warn = () => {};  // what a feature fails on is told here otherwise

const extent = 8192;

function tilePoint([lon, lat], {z, x, y}) {
  const tiles = 2 ** z;
  const east = (180 + lon) / 360;
  const south = (180 - (180 / Math.PI) * Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360))) / 360;
  return {x: Math.round(east * tiles * extent) - x * extent, y: Math.round(south * tiles * extent) - y * extent};
}

function tileGeometry(feature, {type, coordinates}, tile) {
  const point = (place) => tilePoint(place, tile);
  const line = (places) => places.map(point);
  feature.type = type.replace('Multi', '');
  if (type === 'Point') feature.geometry = [[point(coordinates)]];
  if (type === 'MultiPoint') feature.geometry = coordinates.map((place) => [point(place)]);
  if (type === 'LineString') feature.geometry = [line(coordinates)];
  if (type === 'MultiLineString' || type === 'Polygon') feature.geometry = coordinates.map(line);
  if (type === 'MultiPolygon') feature.geometry = coordinates.flat().map(line);
}

function readInput([globals, said]) {
  const tile = 'canonicalID' in globals ? globals.canonicalID : null;
  const feature = {properties: said.properties || {}};
  if ('id' in said) feature.id = said.id;
  if ('geometry' in said) {
    if (tile) tileGeometry(feature, said.geometry, tile);
    else feature.type = said.geometry.type;
  }
  return {globals, feature, state: said.featureState || {}, tile, images: globals.availableImages || []};
}

const plain = (value) => JSON.parse(JSON.stringify(value === undefined ? null : value));

function evaluate(expression, type, input) {
  const {globals, feature, state, tile, images} = readInput(input);
  try {
    let value = expression.evaluateWithoutErrorHandling(globals, feature, state, tile, images);
    if (type.kind === 'color') value = [value.r, value.g, value.b, value.a];
    return plain(value);
  } catch (error) {
    return {error: error.message};
  }
}

function expressionCase({expression, propertySpec, inputs}) {
  const shape = {...propertySpec};
  if (!shape['property-type']) shape['property-type'] = 'data-driven';
  if (!shape.expression) shape.expression = {interpolated: true, parameters: ['zoom', 'feature']};
  const made = createPropertyExpression(isFunction(expression) ? convertFunction(expression, shape) : expression, 'case', shape);
  if (made.result === 'error')
    return {compiled: {result: 'error', errors: made.value.map(({key, message}) => ({key, error: message}))}};
  const {kind, _styleExpression} = made.value;
  const type = _styleExpression.expression.type;
  const compiled = {
    result: 'success',
    isFeatureConstant: kind === 'constant' || kind === 'camera',
    isZoomConstant: kind === 'constant' || kind === 'source',
    type: toString(type)
  };
  return inputs ? {compiled, outputs: inputs.map((input) => evaluate(made.value, type, input))} : {compiled};
}

function filterCase({filter, inputs}) {
  const made = featureFilter(filter, 'case').filter;
  return {outputs: inputs.map((input) => {
    const {globals, feature, tile} = readInput(input);
    return Boolean(made(globals, feature, tile));
  })};
}

// The reference's row for a property of that kind; `as` is one of number, color, string, boolean, enum and so on.
function functionCase({function: said, as, interpolated = true, values, inputs}) {
  const shape = {type: as, values, 'property-type': 'data-driven',
                 expression: {interpolated, parameters: ['zoom', 'feature']}};
  const made = createFunction(said, shape);
  return {outputs: inputs.map((input) => {
    const {globals, feature} = readInput(input);
    try {
      const value = made.evaluate(globals, feature);
      if (as === 'color' && value) return [value.r, value.g, value.b, value.a];
      return plain(value);
    } catch (error) {
      return null;
    }
  })};
}

export function expectedOf(test) {
  if ('filter' in test) return filterCase(test);
  return 'function' in test ? functionCase(test) : expressionCase(test);
}

const rounded = (text) => text.replace(/-?\d+\.\d{9,}/g, (digits) => Number(digits).toPrecision(9));

// Equal but for the last digits of numbers, which mathematical libraries round differently.
export function isClose(a, b) {
  if (typeof a === 'string' && typeof b === 'string') return a === b || rounded(a) === rounded(b);
  if (typeof a === 'number' && typeof b === 'number') return a === b || Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => key in b && isClose(a[key], b[key]));
}
