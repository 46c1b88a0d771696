// SPDX-License-Identifier: MIT
// Colours: what a browser shows, and what a style's ramp says it should.

/** [r, g, b] of one pixel of the page as a reader sees it. */
export async function pixelAt(page, x, y) {
  const picture = await page.screenshot({ clip: { x: Math.floor(x), y: Math.floor(y), width: 1, height: 1 } });
  return page.evaluate(async (source) => {
    const image = new Image();
    image.src = source;
    await image.decode();
    const context = document.createElement("canvas").getContext("2d");
    context.drawImage(image, 0, 0);
    return [...context.getImageData(0, 0, 1, 1).data.slice(0, 3)];
  }, `data:image/png;base64,${picture.toString("base64")}`);
}

/** A CSS colour as premultiplied [r, g, b, a]: rgb 0–255, a 0–1. */
function parseColor(text) {
  const hex = /^#(..)(..)(..)(..)?$/.exec(text);
  if (hex) {
    const [r, g, b, a] = hex.slice(1).map((part) => (part === undefined ? 255 : parseInt(part, 16)));
    return [r, g, b].map((c) => (c * a) / 255).concat(a / 255);
  }
  const rgba = /^rgba?\(([^)]*)\)$/.exec(text);
  if (!rgba) throw new Error(`a colour this test cannot read: ${text}`);
  const [r, g, b, a = 1] = rgba[1].split(",").map(Number);
  return [r * a, g * a, b * a, a];
}

/** The colour of a value on a ["interpolate", ["linear"], ["elevation"], …] ramp, over what lies below. */
export function rampColor(ramp, value, opacity, below) {
  const stops = [];
  for (let i = 3; i < ramp.length; i += 2) stops.push([ramp[i], parseColor(ramp[i + 1])]);
  const next = stops.findIndex(([stop]) => stop > value);
  const mix = () => {
    if (next === 0) return stops[0][1];
    if (next < 0) return stops.at(-1)[1];
    const [[from, low], [to, high]] = [stops[next - 1], stops[next]];
    const t = (value - from) / (to - from);
    return low.map((c, i) => c + t * (high[i] - c));
  };
  const [r, g, b, a] = mix().map((c) => c * opacity);
  return [r, g, b].map((c, i) => c + (1 - a) * below[i]);
}

export const distance = (a, b) => Math.max(...a.map((c, i) => Math.abs(c - b[i])));
