// SPDX-License-Identifier: MIT
// The style specification's own validator over styles: node validate.mjs FILE-OR-FOLDER…
import { readFileSync, readdirSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const packages = createRequire(fileURLToPath(new URL("../node/package.json", import.meta.url)));
const { validateStyleMin } = packages("@maplibre/maplibre-gl-style-spec");

const filesOf = (path) =>
  statSync(path).isDirectory() ? readdirSync(path).filter((name) => name.endsWith(".json")).map((name) => join(path, name)) : [path];

let mistakes = 0;
const files = process.argv.slice(2).flatMap(filesOf);
for (const file of files) {
  const found = validateStyleMin(JSON.parse(readFileSync(file, "utf8")));
  for (const { message, line } of found) console.error(`${file}: ${line ?? ""} ${message}`);
  mistakes += found.length;
}
if (files.length < 2) {
  console.error(`only ${files.length} styles to look at`);
  mistakes += 1;
}
console.log(`${files.length} styles, ${mistakes} mistakes`);
process.exit(mistakes === 0 ? 0 : 1);
