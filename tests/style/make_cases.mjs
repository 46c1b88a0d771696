// SPDX-License-Identifier: MIT
// Derives what each case in tests/style/cases must give from the specification's own package.
//
//     node tests/style/make_cases.mjs           writes "expected" anew
//     node tests/style/make_cases.mjs --check   says which differ from what stands there, and fails if any does
import fs from 'node:fs';
import path from 'node:path';
import {expectedOf, isClose} from './reference.mjs';

const folder = path.join(path.dirname(new URL(import.meta.url).pathname), 'cases');
const check = process.argv.includes('--check');
let count = 0;
let differing = 0;

const compact = (test) => `  ${JSON.stringify(test)}`;

for (const name of fs.readdirSync(folder).filter((file) => file.endsWith('.json')).sort()) {
  const file = path.join(folder, name);
  const tests = JSON.parse(fs.readFileSync(file, 'utf8'));
  for (const test of tests) {
    const expected = expectedOf(structuredClone(test));
    count += 1;
    if (check && !isClose(expected, test.expected)) {
      differing += 1;
      console.log(`${name}: ${JSON.stringify(test.expression ?? test.function ?? test.filter)}`);
      console.log(`  stands  ${JSON.stringify(test.expected)}\n  derived ${JSON.stringify(expected)}`);
    }
    test.expected = expected;
  }
  if (!check) fs.writeFileSync(file, `[\n${tests.map(compact).join(',\n')}\n]\n`);
}
console.log(`${count} cases, ${differing} differ`);
process.exitCode = differing > 0 ? 1 : 0;
