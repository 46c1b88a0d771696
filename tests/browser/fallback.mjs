// SPDX-License-Identifier: MIT
// The page opened from a folder, and in a browser without WebGL 2: node fallback.mjs SITE PICTURES
import assert from "node:assert/strict";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

import { launch, openPage, shown } from "./browser.mjs";
import { serve } from "./server.mjs";

const [site, pictures] = process.argv.slice(2).map((path) => resolve(path));

async function checkTiles(page) {
  const widths = await page.locator("img.leaflet-tile").evaluateAll((tiles) => tiles.map((tile) => tile.naturalWidth));
  assert.ok(widths.length >= 4, `${widths.length} tiles`);
  assert.ok(widths.every((width) => width === 256), `widths ${widths}`);
}

async function checkFolder(browser) {
  const home = pathToFileURL(site).href;
  const { page, complaints, close } = await openPage(browser, home, { viewport: { width: 1280, height: 860 } });
  await page.goto(`${home}/index.html`);
  await shown(page, "leaflet");
  await checkTiles(page);
  assert.match(await page.locator("#notice").innerText(), /^Opened from a folder/);
  assert.ok(await page.locator("#legend img").isVisible());
  await page.click('[data-site="gwadar-port"]');
  await page.waitForTimeout(1500);
  await checkTiles(page);
  await page.screenshot({ path: join(pictures, "folder.png") });
  assert.deepEqual(complaints, []);
  await close();
}

// Plain tiles, but the numbers can still be read.
async function checkWithoutWebGL(browser) {
  const server = await serve(site);
  const { page, complaints, close } = await openPage(browser, server.address, { viewport: { width: 1000, height: 700 } });
  await page.addInitScript(() => {
    const getContext = HTMLCanvasElement.prototype.getContext;
    HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
      return kind.startsWith("webgl") ? null : getContext.call(this, kind, ...rest);
    };
  });
  await page.goto(server.address);
  await shown(page, "leaflet");
  await checkTiles(page);
  assert.match(await page.locator("#notice").innerText(), /no WebGL 2/);
  await page.click('[data-site="gwadar-port"]');
  await page.waitForSelector("#readout[data-value]");
  assert.deepEqual(complaints, []);
  await close();
  server.close();
}

const browser = await launch();
try {
  await checkFolder(browser);
  await checkWithoutWebGL(browser);
} finally {
  await browser.close();
}
