// SPDX-License-Identifier: MIT
// Debian's Chromium without a screen, and a page of it that remembers what went wrong.
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const packages = createRequire(fileURLToPath(new URL("../node/package.json", import.meta.url)));
const { chromium } = packages("playwright-core");

// WebGL in software, and no calls home.
const flags = [
  "--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader",
  "--disable-background-networking", "--disable-quic", "--no-first-run",
];

export const launch = () => chromium.launch({ executablePath: "/usr/bin/chromium", args: flags });

/** A page in a context of its own: {page, complaints, close}. Complaints are console errors and warnings, failed requests, and
 * requests that leave `home`. */
export async function openPage(browser, home, options) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const complaints = [];
  // Swiftshader's own remark on reading pixels back is not the page's doing.
  const expected = (text) => text.includes("GPU stall due to ReadPixels");
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type()) && !expected(message.text())) complaints.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => complaints.push(`page: ${error.message}`));
  page.on("response", (response) => response.status() >= 400 && complaints.push(`${response.status()}: ${response.url()}`));
  page.on("request", (request) => {
    if (!request.url().startsWith(home) && !/^(blob|data):/.test(request.url())) complaints.push(`leaves home: ${request.url()}`);
  });
  return { page, complaints, close: () => context.close() };
}

/** Waits until the page says which map it shows. */
export const shown = (page, kind) => page.waitForSelector(`html[data-map="${kind}"]`, { state: "attached", timeout: 90_000 });
