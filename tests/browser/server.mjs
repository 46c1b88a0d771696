// SPDX-License-Identifier: MIT
// A static file server on 127.0.0.1, as small as a page needs: no Range, no listing, nothing outside its folder.
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

const types = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
};

async function answer(folder, request, response) {
  const path = normalize(decodeURIComponent(new URL(request.url, "http://localhost").pathname));
  const file = join(folder, path.endsWith("/") ? path + "index.html" : path);
  const found = file.startsWith(folder) && (await stat(file).catch(() => null));
  if (!found || !found.isFile()) return response.writeHead(404).end();
  response.writeHead(200, { "Content-Type": types[extname(file)] ?? "application/octet-stream", "Content-Length": found.size });
  createReadStream(file).pipe(response);
}

/** Serves a folder; resolves to {address, close}. */
export async function serve(folder) {
  const server = createServer((request, response) => answer(normalize(folder), request, response).catch(() => response.destroy()));
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { address: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}
