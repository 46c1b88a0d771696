// SPDX-License-Identifier: MIT
// Random expressions, well and ill typed, through the specification's own package and through `riskmap eval`:
//
//     node tests/style/fuzz_cases.mjs RISKMAP [COUNT] [SEED]
//
// prints each on which the two differ, and fails if any does. What makes the package itself stumble (a TypeError of its own)
// is passed over and counted; so are halves of UTF-16 pairs, which UTF-8 cannot write.
import {execFileSync} from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {expectedOf, isClose} from './reference.mjs';

const [program, count = '5000', seed = '1'] = process.argv.slice(2);
let state = Number(seed) >>> 0;

// mulberry32
function random() {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}
const chance = (share) => random() < share;
const pick = (list) => list[Math.floor(random() * list.length)];
const times = (most, make) => Array.from({length: Math.floor(random() * (most + 1))}, make);
const some = (most, make) => [make(), ...times(most - 1, make)];

const names = ['n', 's', 't', 'a', 'o', 'c', 'x'];
const numbers = [0, 1, 2, -1, 3, 0.5, -2.5, 10, 255, 256, 1e21, 1e-7, 360];
const strings = ['', 'a', 'abc', 'b', 'A', 'é', '😀z', '1', ' 2 ', '0x1f', 'red', 'x', 'top', 'true', 'null'];
const colors = ['red', '#abc', '#aabbcc80', 'rgba(10,20,30,0.5)', 'hsl(200,50%,40%)', 'transparent', 'white', 'black', 'gray'];
const types = ['number', 'string', 'boolean', 'color', 'array', 'object', 'value', 'formatted', 'image', 'collator', 'numbers'];

const scalar = () => pick([() => pick(numbers), () => pick(strings), () => chance(0.5), () => null])();
const anything = (depth = 2) =>
  depth <= 0 || chance(0.7) ? scalar()
    : chance(0.5) ? times(3, () => anything(depth - 1))
      : Object.fromEntries(times(2, () => [pick(names), anything(depth - 1)]));
const label = () => pick([pick(strings), pick([0, 1, 2, 3]), [pick(strings), pick(strings)], [1, 2]]);

const choice = (type, depth) =>
  pick([
    () => ['case', ...some(2, () => [make('boolean', depth), make(type, depth)]).flat(), make(type, depth)],
    () => ['match', make(pick(['value', 'string', 'number']), depth), ...some(3, () => [label(), make(type, depth)]).flat(),
           make(type, depth)],
    () => ['coalesce', ...some(3, () => make(chance(0.7) ? type : 'value', depth))],
    () => ['step', make('number', depth), make(type, depth), ...ascending().flatMap((label) => [label, make(type, depth)])],
    () => ['let', pick(['p', 'q']), make(pick(types), depth), make(type, depth)],
    () => ['at', pick([0, 1, ['number', ['get', 'n']]]), make('array', depth)],
    () => ['get', pick(names)],
    () => ['get', pick(names), make('object', depth)],
    () => ['var', pick(['p', 'q'])],
    () => ['step', ['zoom'], make(type, depth), ...ascending().flatMap((label) => [label, make(type, depth)])]
  ])();
const ascending = () => {
  let label = pick([-1, 0, 2]);
  return some(3, () => (label += chance(0.95) ? pick([1, 2, 0.5]) : 0));
};
const curve = () =>
  pick([['linear'], ['linear'], ['exponential', pick([1, 2, 0.5, 1.5])],
        ['cubic-bezier', pick([0, 0.25, 0.5]), pick([0, 0.1, 1]), pick([0.25, 0.5, 1]), pick([0, 0.9, 1])]]);
const comparisons = ['==', '!=', '<', '<=', '>', '>='];
const maybe_collator = (depth) => (chance(0.2) ? [make('collator', depth)] : []);
const interpolation = (type, depth, operator = 'interpolate') =>
  [operator, curve(), chance(0.3) ? ['zoom'] : make('number', depth), ...ascending().flatMap((label) => [label, make(type, depth)])];

const makers = {
  number: (d) => pick([
    () => pick(numbers),
    () => [pick(['+', '*', 'min', 'max']), ...times(3, () => make('number', d))],
    () => [pick(['-', '/', '%', '^']), make('number', d), make('number', d)],
    () => [pick(['-', 'abs', 'ceil', 'floor', 'round', 'sqrt', 'ln', 'log10', 'log2', 'sin', 'cos', 'atan', 'acos', 'asin', 'tan']),
           make('number', d)],
    () => [pick(['pi', 'e', 'ln2', 'heatmap-density', 'line-progress', 'elevation'])],
    () => ['to-number', ...some(2, () => make('value', d))],
    () => ['number', ...some(2, () => make('value', d))],
    () => ['length', make(pick(['string', 'array', 'value']), d)],
    () => ['index-of', make('value', d), make(pick(['string', 'array', 'value']), d), ...times(1, () => make('number', d))],
    () => interpolation('number', d),
    () => ['distance', {type: 'Point', coordinates: [1, 2]}],
    () => choice('number', d)
  ])(),
  string: (d) => pick([
    () => pick(strings),
    () => ['concat', ...times(3, () => make('value', d))],
    () => [pick(['upcase', 'downcase']), make('string', d)],
    () => ['to-string', make('value', d)],
    () => ['string', ...some(2, () => make('value', d))],
    () => ['typeof', make('value', d)],
    () => ['geometry-type'],
    () => ['join', make('array', d), make('string', d)],
    () => ['slice', make('string', d), make('number', d), ...times(1, () => make('number', d))],
    () => ['number-format', make('number', d), pick([{}, {locale: 'de'}, {currency: 'EUR'}, {'max-fraction-digits': make('number', d)},
                                                     {'min-fraction-digits': 1}, {unit: 'meter'}])],
    () => ['resolved-locale', make('collator', d)],
    () => ['error', make('string', d)],
    () => choice('string', d)
  ])(),
  boolean: (d) => pick([
    () => chance(0.5),
    () => [pick(comparisons), make('value', d), make('value', d), ...maybe_collator(d)],
    () => [pick(comparisons), make('number', d), make('number', d), ...maybe_collator(d)],
    () => [pick(comparisons), make('string', d), make('string', d), ...maybe_collator(d)],
    () => [pick(['all', 'any']), ...times(3, () => make('boolean', d))],
    () => ['!', make('boolean', d)],
    () => ['has', pick(names)],
    () => ['has', make('string', d), make('object', d)],
    () => ['in', make('value', d), make(pick(['string', 'array', 'value']), d)],
    () => ['to-boolean', make('value', d)],
    () => ['boolean', ...some(2, () => make('value', d))],
    () => ['is-supported-script', make('string', d)],
    () => ['within', {type: 'Polygon', coordinates: [[[0, 0], [3, 0], [3, 3], [0, 0]]]}],
    () => choice('boolean', d)
  ])(),
  color: (d) => pick([
    () => pick(colors),
    () => ['to-color', ...some(2, () => make('value', d))],
    () => ['rgb', make('number', d), 2, 3],
    () => ['rgba', 1, make('number', d), 3, pick([0, 0.5, 1, 2])],
    () => interpolation('color', d, pick(['interpolate', 'interpolate-hcl', 'interpolate-lab'])),
    () => choice('color', d)
  ])(),
  array: (d) => pick([
    () => ['literal', times(4, () => anything(1))],
    () => ['literal', pick([[1, 2], ['a', 'b'], [], [[1], [2]], ['top', [1, 2]], ['red', 'blue']])],
    () => ['array', make('value', d)],
    () => ['array', pick(['number', 'string', 'boolean']), ...times(1, () => pick([1, 2, 3, null])), make('value', d)],
    () => ['semiliteral', times(3, () => make('value', d))],
    () => ['split', make('string', d), make('string', d)],
    () => ['slice', make('array', d), make('number', d), ...times(1, () => make('number', d))],
    () => ['to-rgba', make('color', d)],
    () => choice('array', d)
  ])(),
  numbers: (d) => pick([
    () => ['literal', [pick(numbers), pick(numbers)]],
    () => ['array', 'number', 2, make('value', d)],
    () => interpolation('numbers', d),
    () => pick(numbers),
    () => choice('numbers', d)
  ])(),
  object: (d) => pick([
    () => ['literal', Object.fromEntries(times(3, () => [pick([...names, '2', '10']), anything(1)]))],
    () => ['object', make('value', d)],
    () => ['properties'],
    () => choice('object', d)
  ])(),
  formatted: (d) => pick([
    () => ['format', ...some(3, () => [make(pick(['string', 'value', 'image']), d), ...(chance(0.5) ? [section(d)] : [])]).flat()],
    () => make('string', d),
    () => choice('formatted', d)
  ])(),
  image: (d) => pick([
    () => ['image', make('string', d)],
    () => ['coalesce', ['image', 'i'], ['image', make('string', d)]],
    () => choice('image', d)
  ])(),
  collator: (d) => ['collator', {
    ...(chance(0.5) ? {'case-sensitive': make('boolean', d)} : {}),
    ...(chance(0.5) ? {'diacritic-sensitive': make('boolean', d)} : {}),
    ...(chance(0.5) ? {locale: pick(['de', 'en', 'sv', 'xx'])} : {})
  }],
  value: (d) => pick([
    () => scalar(),
    () => ['get', pick(names)],
    () => ['get', pick(names)],
    () => [pick(['id', 'accumulated', 'geometry-type', 'properties', 'zoom'])],
    () => [pick(['feature-state', 'global-state']), pick(names)],
    () => ['get', pick(names), make('object', d)],
    () => make(pick(types), d),
    () => choice('value', d)
  ])()
};
const section = (d) => ({
  ...(chance(0.3) ? {'font-scale': make('number', d)} : {}),
  ...(chance(0.3) ? {'text-font': ['literal', ['A', 'B']]} : {}),
  ...(chance(0.3) ? {'text-color': make('color', d)} : {}),
  ...(chance(0.3) ? {'vertical-align': pick(['top', 'middle', ['concat', ['get', 's'], 'x']])} : {})
});

const operators = ['+', '-', 'get', 'has', 'at', 'case', 'match', 'let', 'var', 'literal', 'array', 'format', 'image', 'step',
                   'interpolate', 'in', 'slice', 'all', 'any', 'to-color', 'rgb', 'number-format', 'collator', 'coalesce', 'concat', 'nonsense',
                   'semiliteral', 'within', 'index-of', 'zoom', 'pi', 'length'];
function make(type, depth) {
  if (chance(0.03)) return [pick(operators), ...times(4, () => (chance(0.5) ? scalar() : make(pick(types), depth - 1)))];
  if (chance(0.04)) type = pick(types);
  if (depth <= 0) {
    if (type === 'number') return chance(0.5) ? pick(numbers) : ['get', 'n'];
    if (type === 'string') return chance(0.5) ? pick(strings) : ['get', 's'];
    if (type === 'boolean') return chance(0.5) ? chance(0.5) : ['get', 't'];
    if (type === 'color') return chance(0.5) ? pick(colors) : ['get', 'c'];
    if (type === 'array' || type === 'numbers') return chance(0.5) ? ['literal', [1, 2]] : ['get', 'a'];
    if (type === 'object') return chance(0.5) ? ['literal', {}] : ['get', 'o'];
    return chance(0.5) ? scalar() : ['get', pick(names)];
  }
  return makers[type](depth - 1);
}

const property = () => ({
  n: pick(numbers),
  s: pick(strings),
  t: chance(0.5),
  a: pick([[1, 2], ['a', 'b'], [], [1, 'a', null], [1, 2, 3]]),
  o: pick([{n: 1}, {s: 'x', 2: [1], 1: null}, {}]),
  c: pick(colors),
  ...(chance(0.3) ? {[pick(names)]: anything()} : {})
});
const input = () => [
  {
    zoom: pick([0, 1, 2.5, 5, 10]),
    ...(chance(0.3) ? {heatmapDensity: 0.5, lineProgress: 0.25, elevation: 100} : {}),
    ...(chance(0.2) ? {availableImages: ['i', 'abc']} : {}),
    ...(chance(0.1) ? {accumulated: scalar(), globalState: {n: scalar()}} : {})
  },
  {
    properties: property(),
    geometry: {type: pick(['Point', 'LineString', 'Polygon'])},
    ...(chance(0.7) ? {id: pick([1, 'a', 2.5])} : {}),
    ...(chance(0.1) ? {featureState: {n: scalar()}} : {})
  }
];
const specs = [
  ['value', undefined], ['number', {type: 'number'}], ['string', {type: 'string'}], ['boolean', {type: 'boolean'}],
  ['color', {type: 'color'}], ['formatted', {type: 'formatted'}], ['image', {type: 'resolvedImage'}],
  ['array', {type: 'array', value: 'number'}], ['numbers', {type: 'array', value: 'number', length: 2}],
  ['array', {type: 'array', value: 'string'}], ['array', {type: 'array'}], ['numbers', {type: 'padding'}],
  ['numbers', {type: 'numberArray'}], ['color', {type: 'colorArray'}], ['array', {type: 'variableAnchorOffsetCollection'}],
  ['string', {type: 'projectionDefinition'}], ['string', {type: 'enum', values: {a: {}, abc: {}}}],
  ['number', {type: 'number', 'property-type': 'data-constant', expression: {interpolated: true, parameters: ['zoom']}}],
  ['string', {type: 'string', expression: {interpolated: false, parameters: ['feature']}}]
];

const stumbled = /Cannot (read|use|convert|destructure)|is not (a function|iterable|defined)|undefined|Invalid array|circular|\\ud[89a-f][0-9a-f]{2}/;
// What the two say of an expression that lacks a part is the same.
const texts = ({compiled, outputs}) =>
  JSON.stringify(outputs ?? (compiled.errors ?? []).map(({error}) => error).filter((text) => !text.startsWith("'undefined'")));
const cases = [];
const expected = [];
let passed = 0;
while (cases.length < Number(count)) {
  const [type, propertySpec] = pick(specs);
  const test = {expression: make(type, pick([1, 2, 3, 4])), ...(propertySpec ? {propertySpec} : {}), inputs: some(3, input)};
  try {
    const answer = expectedOf(structuredClone(test));
    if (stumbled.test(texts(answer))) throw new Error('stumbled');
    expected.push(answer);
    cases.push(test);
  } catch {
    passed += 1;
  }
}

const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'riskmap-fuzz-')), 'cases.json');
fs.writeFileSync(file, JSON.stringify(cases));
const found = JSON.parse(execFileSync(program, ['eval', file], {maxBuffer: 1 << 30}));
fs.rmSync(path.dirname(file), {recursive: true});
let differing = 0;
let good = 0;
cases.forEach((test, i) => {
  if (expected[i].compiled.result === 'success') good += 1;
  if (isClose(expected[i], found[i])) return;
  differing += 1;
  const at = (expected[i].outputs ?? []).findIndex((value, k) => !isClose(value, found[i].outputs?.[k]));
  const same = isClose(expected[i].compiled, found[i].compiled) && at >= 0;
  const shown = (answer) => JSON.stringify(same ? answer.outputs[at] : answer.compiled);
  console.log(`${JSON.stringify(test.expression)} ${JSON.stringify(test.propertySpec ?? null)} ${same ? JSON.stringify(test.inputs[at]) : ''}`);
  console.log(`  package ${shown(expected[i])}\n  riskmap ${shown(found[i])}`);
});
console.log(`${cases.length} expressions (${good} that compile, ${passed} passed over), ${differing} differ`);
process.exitCode = differing > 0 ? 1 : 0;
