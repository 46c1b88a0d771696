// SPDX-License-Identifier: MIT
// RiskMap's pictures beside MapLibre GL JS's: node gl_test.mjs RISKMAP PYTHON OUT [NAME]
// Each document of styles/ without its text, and small documents for each thing a layer does. OUT/index.html shows both and what differs.
import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

import { launch, openPage } from "./browser.mjs";
import { serve } from "./server.mjs";

const largestMean = 6, largestBlock = 40;
const here = fileURLToPath(new URL(".", import.meta.url)), root = resolve(here, "../..");
const [riskmap, python, out, only = ""] = process.argv.slice(2);
const pictures = join(resolve(out), "pictures");

/** Anew: tiles of an earlier run would be the pictures of an earlier RiskMap. */
function makeDocuments() {
  if (existsSync(join(out, "documents.json"))) rmSync(out, { recursive: true });
  mkdirSync(pictures, { recursive: true });
  execFileSync(python, [join(here, "gl_documents.py"), resolve(riskmap), join(root, "styles"), resolve(out), only], { stdio: "inherit" });
  copyFileSync(join(here, "gl_page.html"), join(out, "page.html"));
  copyFileSync(join(root, "lib/riskmap/web/page/node_modules/maplibre-gl/dist/maplibre-gl.js"), join(out, "maplibre-gl.js"));
  return JSON.parse(readFileSync(join(out, "documents.json"), "utf8"));
}

/** Our picture, as a file beside the page. */
function drawOurs(name, view, file) {
  const more = ["--data-root", join(out, "tiles"), "--data-root", root, "--width", "512", "--height", "512", "--quiet"];
  execFileSync(riskmap, ["image", join(out, name, "map.json"), `--center=${view.center.join(",")}`, "--zoom", `${view.zoom}`, ...more, "-o", join(pictures, file)]);
}

/** The browser's style with the addresses of this view's tiles. */
function styleOf(name, number, home) {
  const style = JSON.parse(readFileSync(join(out, name, "gl.json"), "utf8"));
  for (const source of Object.values(style.sources)) {
    const address = (path) => decodeURI(new URL(path.replace("{view}", number), `${home}${name}/`).href);
    if (source.tiles) source.tiles = source.tiles.map(address);
    if (typeof source.data === "string") source.data = address(source.data);
  }
  return style;
}

const save = (file, address) => writeFileSync(join(pictures, file), Buffer.from(address.split(",")[1], "base64"));

async function compareView(page, home, { name }, view, number) {
  const stem = `${name}-${number}`;
  drawOurs(name, view, `${stem}-ours.png`);
  const theirs = await page.evaluate(([style, at]) => draw(style, at), [styleOf(name, number, home), view]);
  const { mean, worst, picture } = await page.evaluate(([a, b]) => compare(a, b), [`pictures/${stem}-ours.png`, theirs]);
  save(`${stem}-theirs.png`, theirs);
  save(`${stem}-difference.png`, picture);
  return { stem, zoom: view.zoom, mean, worst, within: mean <= largestMean && worst.value <= largestBlock };
}

function report(results) {
  const row = ({ stem, zoom, mean, worst, within, complaints }) =>
    `<tr class="${within && !complaints.length ? "" : "over"}"><td><b>${stem}</b><br>zoom ${zoom}<br>mean ${mean.toFixed(2)}<br>worst block ${worst.value.toFixed(1)} at ${worst.x}, ${worst.y}` +
    `<br>${complaints.map((text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;")).join("<br>")}</td>` +
    ["ours", "theirs", "difference"].map((kind) => `<td><img src="pictures/${stem}-${kind}.png" width="512" height="512"></td>`).join("") + "</tr>";
  writeFileSync(join(out, "index.html"), `<!doctype html><meta charset="utf-8"><title>RiskMap and MapLibre GL JS</title><style>body{font:14px sans-serif}td{vertical-align:top}.over{background:#fdd}</style>
<h1>RiskMap, MapLibre GL JS, difference × 4</h1><p>In 255ths of a channel; at most ${largestMean} in the mean, ${largestBlock} in a block of 32 px.</p><table>${results.map(row).join("\n")}</table>\n`);
}

const documents = makeDocuments();
const server = await serve(resolve(out)), browser = await launch(), results = [];
try {
  for (const document of documents) {
    for (const [number, view] of document.views.entries()) {
      const { page, complaints, close } = await openPage(browser, server.address, { viewport: { width: 512, height: 512 } });
      await page.goto(`${server.address}page.html`);
      const result = await compareView(page, server.address, document, view, number).catch((error) => ({
        stem: `${document.name}-${number}`, zoom: view.zoom, mean: NaN, worst: { value: NaN, x: 0, y: 0 }, within: false, failure: error.message.slice(0, 500) }));
      results.push({ ...result, complaints: [...complaints, ...(result.failure ? [result.failure] : [])] });
      const { stem, mean, worst, within, complaints: said } = results.at(-1);
      console.log(`${within && !said.length ? "  " : "! "}${stem.padEnd(34)} mean ${mean.toFixed(2).padStart(6)}  worst block ${worst.value.toFixed(1).padStart(6)}  ${said.join("; ")}`);
      await close();
    }
  }
} finally {
  await browser.close();
  server.close();
  report(results);
}
const bad = results.filter(({ within, complaints }) => !within || complaints.length);
console.log(`${results.length} views, ${bad.length} differ; see ${resolve(out, "index.html")}`);
process.exit(bad.length === 0 && results.length > 0 ? 0 : 1);
