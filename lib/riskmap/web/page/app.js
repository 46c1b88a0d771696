// SPDX-License-Identifier: MIT
// The page of a RiskMap site: MapLibre GL JS over tiles beside it; Leaflet over plain tiles where that cannot run.
// Classic script, no module: a page opened from a folder may not load modules.
(() => {
  "use strict";

  const site = JSON.parse(document.getElementById("site").textContent);
  const root = new URL(".", document.baseURI).href;
  const [west, south, east, north] = site.bounds; // what the map is of
  const [left, bottom, right, top] = site.box; // how far its tiles reach
  const [lowest, highest] = site.zooms;
  const fromFolder = location.protocol === "file:";
  const byId = (id) => document.getElementById(id);
  /** The page's own words, in the map's language, with what they leave open. */
  const word = (key, open = {}) => site.words[key].replace(/\{(\w+)\}/g, (_, name) => open[name]);

  // --- small helpers -------------------------------------------------------------------------------------------------------

  function element(name, className, text) {
    const made = document.createElement(name);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  }

  function load(name, attributes) {
    return new Promise((resolve, reject) => {
      const made = Object.assign(document.createElement(name), attributes);
      made.onload = resolve;
      made.onerror = () => reject(new Error(`cannot load ${attributes.src || attributes.href}`));
      document.head.append(made);
    });
  }
  const script = (src) => load("script", { src });
  const sheet = (href) => load("link", { rel: "stylesheet", href });

  function say(text) {
    byId("notice").textContent = text;
    byId("notice").hidden = false;
  }

  function hasWebGL() {
    try {
      return Boolean(document.createElement("canvas").getContext("webgl2"));
    } catch {
      return false;
    }
  }

  /** Figures and English inside words that run right to left. */
  const leftToRight = (text) => (document.documentElement.dir === "rtl" ? `\u2066${text}\u2069` : text);

  // --- reading the number back ---------------------------------------------------------------------------------------------

  const tileSize = 256;
  const pictures = new Map(); // the newest few decoded tiles, by address

  /** The tile of the deepest zoom that holds a place, and the place's pixel in it. */
  function locate(lon, lat) {
    const world = 2 ** highest;
    const phi = (lat * Math.PI) / 180;
    const x = ((lon + 180) / 360) * world;
    const y = ((1 - Math.asinh(Math.tan(phi)) / Math.PI) / 2) * world;
    const column = Math.floor(x);
    const row = Math.floor(y);
    const pixel = (v, tile) => Math.min(tileSize - 1, Math.floor((v - tile) * tileSize));
    return { column, row, x: pixel(x, column), y: pixel(y, row) };
  }

  /** A tile's pixels as they are stored (no colour management, no premultiplication). */
  async function pixels(template, at) {
    const address = root + template.replace("{z}", highest).replace("{x}", at.column).replace("{y}", at.row);
    if (!pictures.has(address)) {
      if (pictures.size > 32) pictures.delete(pictures.keys().next().value);
      pictures.set(address, decode(address));
    }
    try {
      return await pictures.get(address);
    } catch (error) {
      pictures.delete(address);
      throw error;
    }
  }

  async function decode(address) {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
    const options = { colorSpaceConversion: "none", premultiplyAlpha: "none" };
    const bitmap = await createImageBitmap(await answer.blob(), options);
    const canvas = Object.assign(document.createElement("canvas"), { width: tileSize, height: tileSize });
    const context = canvas.getContext("2d", { willReadFrequently: true });
    context.drawImage(bitmap, 0, 0);
    return context.getImageData(0, 0, tileSize, tileSize).data;
  }

  const states = ["outside", "none-in-reach", "few-events", "ok"]; // as state tiles number them

  const steps = [[0, 0], [0, -1], [1, 0], [0, 1], [-1, 0], [1, -1], [1, 1], [-1, 1], [-1, -1]];

  /** The place's pixel, or the one beside it if that alone is inside the study area: harbours stand on the edge of the land, and a
   * pixel is coarser than a quay. */
  function ashore(codes, at) {
    for (const [dx, dy] of steps) {
      const [x, y] = [at.x + dx, at.y + dy];
      if (x < 0 || y < 0 || x >= tileSize || y >= tileSize) continue;
      if (codes[4 * (y * tileSize + x)] > 0) return y * tileSize + x;
    }
    return at.y * tileSize + at.x;
  }

  /** {state, value}, the state in the words of `riskmap surface --at`. */
  async function read(lon, lat) {
    const surface = site.surfaces[0];
    if (!surface || lon < left || lon > right || lat < bottom || lat > top) return { state: "outside", value: 0 };
    const at = locate(lon, lat);
    const [numbers, codes] = await Promise.all([pixels(surface.tiles, at), pixels(surface.states, at)]);
    const i = 4 * ashore(codes, at);
    const state = states[codes[i]];
    // Numbers go on a little past the study area's edge, for smooth colour; they mean nothing there.
    const value = state === "outside" ? 0 : surface.step * (65536 * numbers[i] + 256 * numbers[i + 1] + numbers[i + 2]);
    return { state, value };
  }

  // --- saying it -----------------------------------------------------------------------------------------------------------

  /** Two figures that mean something: 1.6, 0.078, 0.017; never more than the method can tell. */
  function figure(value) {
    if (value < 0.001) return word("under", { value: 0.001 });
    return String(Number(value.toPrecision(2)));
  }

  function degrees(value, positive, negative) {
    return `${leftToRight(`${Math.abs(value).toFixed(3)}°`)} ${value < 0 ? negative : positive}`;
  }

  /** The colour of a value's class: hard classes are pairs of stops, so the stop below is the class. */
  function classColor(value) {
    const ramp = site.surfaces[0].ramp;
    let color = "transparent";
    for (const [from, stop] of ramp) if (from <= value) color = stop;
    return color;
  }

  function describe({ state, value }, lon, lat) {
    const box = element("div", "value");
    if (state === "outside") box.append(element("p", "", word("outside")));
    if (state === "none-in-reach") box.append(element("p", "care", word("none-in-reach")));
    if (value > 0) {
      const number = element("p", "number");
      const swatch = element("i");
      swatch.style.background = classColor(value);
      number.append(swatch, figure(value));
      box.append(number, element("p", "", site.words.units[site.surfaces[0].unit] ?? site.surfaces[0].unit));
    }
    if (state === "few-events") box.append(element("p", "care", word("few-events")));
    box.append(element("p", "place", `${degrees(lat, word("north"), word("south"))}, ${degrees(lon, word("east"), word("west"))}`));
    return box;
  }

  // What sites.json says of the sites; a page opened from a folder may not read it.
  const siteNumbers = fromFolder
    ? Promise.resolve({ sites: [] })
    : fetch(`${root}sites.json`).then((answer) => (answer.ok ? answer.json() : { sites: [] })).catch(() => ({ sites: [] }));

  let worldSize = () => 0; // px of the whole world as it is shown; set by the map

  /** The site whose sign was hit, or undefined. */
  async function siteAt(lon, lat) {
    const { sites } = await siteNumbers;
    const onMap = (x, y) => [x / 360, Math.asinh(Math.tan((y * Math.PI) / 180)) / (2 * Math.PI)];
    const [x, y] = onMap(lon, lat);
    const far = ({ longitude, latitude }) => {
      const [u, v] = onMap(longitude, latitude);
      return Math.hypot(u - x, v - y) * worldSize();
    };
    const [nearest] = [...sites].sort((a, b) => far(a) - far(b));
    return nearest && far(nearest) <= 14 ? nearest : undefined;
  }

  function describeSite(place, radii) {
    const box = element("div", "site");
    const title = element("h3", "", place.name);
    title.dir = "auto";
    const table = element("table");
    const row = (name, cells) => {
      const made = element("tr");
      made.append(...cells.map((text) => element(name, "", text)));
      table.append(made);
    };
    row("th", [word("within"), word("on-record"), ...(place.chances ? [word("chance")] : [])]);
    radii.forEach((km, i) => row("td", [word("km", { km }), leftToRight(place.rates[i]), ...(place.chances ? [leftToRight(place.chances[i])] : [])]));
    box.append(title, table);
    if (place.nearest) box.append(element("p", "place", word("nearest", { event: leftToRight(place.nearest) })));
    box.append(element("p", "place", word("last", { km: radii.at(-1), event: place.last ? leftToRight(place.last) : word("none-listed") })));
    return box;
  }

  async function show(lon, lat, popup) {
    let answer, place, radii;
    try {
      [answer, place, { radii_km: radii }] = await Promise.all([read(lon, lat), siteAt(lon, lat), siteNumbers]);
    } catch {
      byId("readout").replaceChildren(element("p", "care", word("unread")));
      return;
    }
    const readout = byId("readout");
    Object.assign(readout.dataset, { state: answer.state, value: answer.value });
    const content = () => (place ? [describeSite(place, radii), describe(answer, lon, lat)] : [describe(answer, lon, lat)]);
    readout.replaceChildren(...content());
    const inPopup = element("div");
    inPopup.dir = document.documentElement.dir; // the map around it runs left to right
    inPopup.append(...content());
    popup?.(lon, lat, inPopup);
  }

  // --- the sites -----------------------------------------------------------------------------------------------------------

  let goTo = () => {}; // set by the map, once there is one

  function addSites() {
    const buttons = site.sites.map((place) => {
      const button = element("button", "", place.name);
      Object.assign(button, { type: "button", dir: "auto" });
      button.dataset.site = place.id;
      button.addEventListener("click", () => goTo(place));
      return button;
    });
    for (const button of buttons) {
      button.addEventListener("click", () => buttons.forEach((b) => b.setAttribute("aria-pressed", String(b === button))));
      const item = element("li");
      item.append(button);
      byId("sites").querySelector("ul").append(item);
    }
    byId("sites").hidden = buttons.length === 0;
  }

  // --- MapLibre GL JS ------------------------------------------------------------------------------------------------------

  /** The site's style with the addresses of its tiles made whole: the worker that loads them knows no base address. */
  async function liveStyle() {
    const answer = await fetch(`${root}style.json`);
    if (!answer.ok) throw new Error(`style.json: ${answer.status}`);
    const style = await answer.json();
    for (const source of Object.values(style.sources)) source.tiles = source.tiles?.map((tile) => root + tile);
    if (style.sprite) style.sprite = root + style.sprite;
    return style;
  }

  async function startMapLibre() {
    const vendor = `${root}vendor/maplibre-gl/`;
    await Promise.all([sheet(`${vendor}maplibre-gl.css`), script(`${vendor}maplibre-gl-csp.js`)]);
    maplibregl.setWorkerUrl(`${vendor}maplibre-gl-csp-worker.js`);
    const linked = location.hash !== ""; // to a place of the reader's own
    const map = new maplibregl.Map({
      container: "map",
      style: await liveStyle(),
      bounds: [west, south, east, north],
      fitBoundsOptions: { padding: 8 },
      minZoom: lowest - 1,
      maxZoom: highest,
      maxBounds: [left, bottom, right, top],
      hash: true,
      renderWorldCopies: false,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      attributionControl: false, // ours is always open
    });
    // Tiles hold the lettering: begin at its own size if that costs little of the edges.
    const wholeZoom = Math.ceil(map.getZoom());
    if (!linked && wholeZoom - map.getZoom() < 0.35) map.setZoom(wholeZoom);
    map.touchZoomRotate.disableRotation();
    map.keyboard.disableRotation();
    map.addControl(new maplibregl.NavigationControl({ showCompass: false }), "top-left");
    map.addControl(new maplibregl.ScaleControl({ unit: "metric" }), "bottom-left");
    worldSize = () => 512 * 2 ** map.getZoom();
    const popup = new maplibregl.Popup({ maxWidth: "260px", focusAfterOpen: false });
    const open = (lon, lat, content) => popup.setLngLat([lon, lat]).setDOMContent(content).addTo(map);
    map.on("click", (event) => show(event.lngLat.lng, event.lngLat.lat, open));
    map.getCanvas().addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      const { lng, lat } = map.getCenter();
      show(lng, lat, open);
    });
    goTo = (place) => {
      popup.remove();
      map.flyTo({ center: [place.longitude, place.latitude], zoom: highest - 1, speed: 1.6 });
      show(place.longitude, place.latitude);
    };
    map.once("idle", () => { document.documentElement.dataset.map = "maplibre"; });
    window.riskmap = { map, read };
  }

  // --- Leaflet: plain tiles, for a page opened from a folder or a browser without WebGL 2 ------------------------------------

  async function startLeaflet(reason) {
    const vendor = `${root}vendor/leaflet/`;
    await Promise.all([sheet(`${vendor}leaflet.css`), script(`${vendor}leaflet.js`)]);
    say(reason);
    const box = [[bottom, left], [top, right]];
    const map = L.map("map", { attributionControl: false, maxZoom: highest + 1, zoomSnap: 0.5, maxBounds: box, maxBoundsViscosity: 1 });
    map.setMinZoom(map.getBoundsZoom(box, true)); // never past the tiles
    map.fitBounds([[south, west], [north, east]]);
    const options = { minNativeZoom: lowest, maxNativeZoom: highest, maxZoom: highest + 1, bounds: box };
    const layer = L.tileLayer(`${root}map/{z}/{x}/{y}.png`, options);
    layer.once("load", () => { document.documentElement.dataset.map = "leaflet"; });
    layer.addTo(map);
    L.control.scale({ imperial: false }).addTo(map);
    worldSize = () => 256 * 2 ** map.getZoom();
    const readable = !fromFolder; // browsers hide the pixels of files from pages
    const open = (lon, lat, content) => L.popup({ maxWidth: 260 }).setLatLng([lat, lon]).setContent(content).openOn(map);
    if (readable) map.on("click", (event) => show(event.latlng.lng, event.latlng.lat, open));
    else byId("readout").replaceChildren(element("p", "", word("unreadable")));
    goTo = (place) => {
      map.setView([place.latitude, place.longitude], highest);
      if (readable) show(place.longitude, place.latitude);
    };
    window.riskmap = { map, read };
  }

  async function start() {
    if (fromFolder)
      return startLeaflet(word("from-folder"));
    if (!hasWebGL()) return startLeaflet(word("no-webgl"));
    return startMapLibre();
  }

  addSites(); // before the map, which takes its size from what is left
  start().catch((error) => say(word("failed", { why: error.message })));
})();
