// SPDX-License-Identifier: MIT
// The page of `riskmap web` behind a web server: node web.mjs RISKMAP SITE PICTURES
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";

import { launch, openPage, shown } from "./browser.mjs";
import { distance, pixelAt, rampColor } from "./pixels.mjs";
import { serve } from "./server.mjs";

const [riskmap, site, pictures] = process.argv.slice(2).map((path) => resolve(path));
const style = JSON.parse(readFileSync(join(site, "style.json"), "utf8"));
const places = {
  gwadar: { at: [62.3254, 25.1216], button: "gwadar-port", least: 1 },
  dasu: { at: [73.193, 35.317], button: "dasu", least: 0.01 },
};

/** What `riskmap surface --at` prints for places. */
function printed(places) {
  const at = places.flatMap(([lon, lat]) => ["--at", `${lon},${lat}`]);
  return JSON.parse(execFileSync(riskmap, ["surface", ...at, "--json", "--quiet"], { encoding: "utf8" })).values;
}

/** Moves the map there and waits until it stands still, all tiles drawn. */
const moveTo = (page, center, zoom) =>
  page.evaluate(([to, level]) => new Promise((done) => {
    riskmap.map.jumpTo({ center: to, zoom: level });
    riskmap.map.once("idle", done);
    riskmap.map.triggerRepaint();
  }), [center, zoom]);

const show = (page, layers, visible) =>
  page.evaluate(([ids, visibility]) => new Promise((done) => {
    for (const id of ids) riskmap.map.setLayoutProperty(id, "visibility", visibility);
    riskmap.map.once("idle", done);
    riskmap.map.triggerRepaint();
  }), [layers, visible ? "visible" : "none"]);

async function middle(page) {
  const box = await page.locator("#map canvas").boundingBox();
  return [box.x + box.width / 2, box.y + box.height / 2];
}

const risk = style.layers.find((layer) => layer.type === "color-relief");
const above = style.layers.filter((layer, i) => i > style.layers.indexOf(risk)).map((layer) => layer.id);
const paint = risk.paint["color-relief-color"];
const opacity = risk.paint["color-relief-opacity"] ?? 1;

/** The surface stands alone at a place in its ramp's colour, over what lies below it. */
async function checkColour(page, { at, least }) {
  const [{ value }] = printed([at]);
  assert.ok(value >= least, `the value at ${at} is ${value}, under ${least}`);
  await moveTo(page, at, 8);
  await show(page, [...above, risk.id], false);
  const below = await pixelAt(page, ...(await middle(page)));
  await show(page, [risk.id], true);
  const seen = await pixelAt(page, ...(await middle(page)));
  await show(page, above, true);
  const expected = rampColor(paint, value, opacity, below);
  assert.ok(distance(seen, expected) <= 3, `at ${at}, value ${value}: shows ${seen}, the ramp says ${expected}, below ${below}`);
  assert.ok(distance(seen, below) > 8, `at ${at} nothing is drawn`);
}

const forget = (page) => page.locator("#readout").evaluate((readout) => delete readout.dataset.value);

/** A click reads back what the command line prints. */
async function checkClick(page, { at }) {
  await moveTo(page, at, 8);
  await forget(page);
  await page.mouse.click(...(await middle(page)));
  await page.waitForSelector("#readout[data-value]");
  const { value, state } = await page.locator("#readout").evaluate((readout) => ({ ...readout.dataset }));
  const [told] = printed([at]);
  assert.ok(Math.abs(value - told.value) <= 0.03 * told.value, `at ${at} the page reads ${value}, riskmap prints ${told.value}`);
  assert.equal(state, told.state, `the state at ${at}`);
  assert.match(await page.locator(".maplibregl-popup").innerText(), /per 1000 km²/);
}

/** A net of places over the map: each in the state, and nearly each with the value, that the command line prints. */
async function checkStates(page) {
  const net = [];
  for (let lon = 60.7; lon < 77.5; lon += 1.13) for (let lat = 23.6; lat < 37.2; lat += 0.97) net.push([Number(lon.toFixed(3)), Number(lat.toFixed(3))]);
  const told = printed(net);
  const read = await page.evaluate((places) => Promise.all(places.map((place) => riskmap.read(...place))), net);
  assert.deepEqual(new Set(told.map(({ state }) => state)), new Set(["ok", "few-events", "none-in-reach", "outside"]));
  const wrong = net.filter((_, i) => read[i].state !== told[i].state);
  assert.ok(wrong.length <= net.length / 100, `states differ at ${JSON.stringify(wrong)}`); // a pixel is 300 m wide
  for (const [i, { value, state }] of told.entries())
    if (state === "ok") assert.ok(Math.abs(read[i].value - value) <= 0.02 * value + 0.002, `at ${net[i]}: ${read[i].value}, told ${value}`);
  const [far] = await page.evaluate(() => Promise.all([riskmap.read(10, 50)]));
  assert.deepEqual(far, { state: "outside", value: 0 }, "beyond the tiles");
}

/** The buttons say of their sites what the command line says, on the water's edge too. */
async function checkSites(page) {
  const sites = await page.evaluate(() => JSON.parse(document.getElementById("site").textContent).sites);
  const command = ["sites", "--radii", "10km,25km", "--json", "--quiet"];
  const exposure = JSON.parse(execFileSync(riskmap, command, { encoding: "utf8", maxBuffer: 1 << 24 })).sites;
  for (const { id, longitude, latitude } of sites) {
    const [told] = printed([[longitude, latitude]]);
    await forget(page);
    await page.click(`[data-site="${id}"]`);
    await page.waitForSelector("#readout[data-value]");
    const { value, state } = await page.locator("#readout").evaluate((readout) => ({ ...readout.dataset }));
    assert.equal(state, told.state, id);
    assert.ok(Math.abs(value - told.value) <= 0.03 * told.value, `${id}: ${value}, told ${told.value}`);
    checkSiteNumbers(await page.locator("#readout .site").innerText(), exposure.find((entry) => entry.id === id));
  }
}

/** The panel's rates on record are those of `riskmap sites`, two digits of them. */
function checkSiteNumbers(text, told) {
  assert.ok(text.includes(told.name), text);
  for (const { radius_km, recorded_rate, recorded_upper } of told.radii) {
    const [, rate, upper] = text.match(new RegExp(`^${radius_km} km\\s+([\\d.]+) \\([<\\d.]+–([\\d.]+)\\)`, "m")) ?? [];
    assert.ok(Math.abs(rate - recorded_rate) <= 0.005 + 0.05 * recorded_rate, `${told.id}, ${radius_km} km: ${text}`);
    assert.ok(Math.abs(upper - recorded_upper) <= 0.005 + 0.05 * recorded_upper, `${told.id}, ${radius_km} km: ${text}`);
  }
  if (told.nearest) assert.ok(text.includes(told.nearest.date), text);
}

async function checkKeyboard(page, { at }) {
  await moveTo(page, at, 8);
  await forget(page);
  await page.locator("#map canvas").focus();
  await page.keyboard.press("Enter");
  await page.waitForSelector("#readout[data-value]");
}

async function checkFurniture(page) {
  const [canvas, stage] = await Promise.all(["#map canvas", ".stage"].map((part) => page.locator(part).boundingBox()));
  assert.ok(Math.abs(canvas.height - stage.height) <= 1, `the map is ${canvas.height} px high in a stage of ${stage.height}`);
  const legend = page.locator("#legend img");
  assert.ok(await legend.isVisible());
  assert.ok((await legend.evaluate((image) => image.naturalHeight)) > 100, "the legend is empty");
  assert.match(await legend.getAttribute("alt"), /1000 km²/);
  assert.ok(await page.locator("#attribution").isVisible());
  assert.match(await page.locator("#attribution").innerText(), /\w{3}/);
  assert.match(await page.locator("footer").innerText(), /not a forecast/);
  assert.match(await page.locator("h1").innerText(), /^Listed attacks/);
  assert.equal(await page.locator("#sites button").count(), 3);
}

async function checkButton(page, { button, at }) {
  await page.click(`[data-site="${button}"]`);
  await page.waitForFunction(([lon, lat]) => {
    const { lng, lat: north } = riskmap.map.getCenter();
    return !riskmap.map.isMoving() && Math.hypot(lng - lon, north - lat) < 0.1;
  }, at, { timeout: 60_000 });
}

async function checkDesk(browser, address) {
  const { page, complaints, close } = await openPage(browser, address, { viewport: { width: 1280, height: 860 } });
  await page.goto(address);
  await shown(page, "maplibre");
  await checkFurniture(page);
  await page.screenshot({ path: join(pictures, "desk.png") });
  for (const place of Object.values(places)) {
    await checkColour(page, place);
    await checkClick(page, place);
  }
  await page.screenshot({ path: join(pictures, "desk-dasu.png") });
  await checkStates(page);
  await checkSites(page);
  await checkKeyboard(page, places.gwadar);
  await checkButton(page, places.gwadar);
  await page.screenshot({ path: join(pictures, "desk-gwadar.png") });
  assert.deepEqual(complaints, []);
  await close();
}

async function checkPhone(browser, address) {
  const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true };
  const { page, complaints, close } = await openPage(browser, address, phone);
  await page.goto(address);
  await shown(page, "maplibre");
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(width <= 390, `the page is ${width} px wide on a screen of 390`);
  await page.screenshot({ path: join(pictures, "phone.png"), fullPage: true });
  assert.deepEqual(complaints, []);
  await close();
}

const server = await serve(site);
const browser = await launch();
try {
  await checkDesk(browser, server.address);
  await checkPhone(browser, server.address);
} finally {
  await browser.close();
  server.close();
}
