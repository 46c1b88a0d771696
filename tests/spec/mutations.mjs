// SPDX-License-Identifier: MIT
// Broken documents before the specification's validator and before ours: where it finds a mistake we must find one at the same place,
// and what it takes we take. node mutations.mjs STYLE_REFERENCE [--sample N] [--seed N] [--show N]; without --sample: all of them.
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { documentsFor } from "./documents.mjs";
import { isDeliberate } from "./deliberate.mjs";

const packages = createRequire(fileURLToPath(new URL("../node/package.json", import.meta.url)));
const { validateStyleMin, latest } = packages("@maplibre/maplibre-gl-style-spec");
const option = (name, usual) => (process.argv.includes(name) ? Number(process.argv[process.argv.indexOf(name) + 1]) : usual);
const sample = option("--sample", Infinity), shown = option("--show", 12);

// mulberry32: the same choices on any machine.
let state = option("--seed", 1);
function random() {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}

const strangers = [
  null, true, -1, 0.5, 1e9, "", "zzz", "none", "#12", "{token}", [], [1], [1, 2, 3], ["a"], ["zzz", 1], [[1, 2]], {}, { a: 1 },
  ["get", "p"], ["zoom"], ["literal", [1, 2, 3]], ["literal", {}], ["step", ["zoom"], 1, 5, 2], ["interpolate", ["linear"], ["zoom"], 0, 1, 9, 2],
  ["interpolate", ["linear"], ["get", "p"], 0, "red", 9, "blue"], ["match", ["get", "p"], "a", "x", "y"], ["case", true, 1, "a"], ["feature-state", "s"],
  ["to-string", ["get", "p"]], ["to-color", "zzz"], ["+", 1, ["zoom"]], ["global-state", "x"], ["concat", "a", ["get", "p"]], ["image", "hatch"], ["format", "a", {}],
  { stops: [[0, 1], [5, 2]] }, { stops: [[5, "red"], [0, "blue"]] }, { type: "identity", property: "p" }, { property: "p", stops: [[0, 1], [1, 2]] },
  { type: "categorical", property: "p", stops: [["a", "x"]] }, { stops: [] }, { property: "p", type: "interval", stops: [[0, true], [1, false]] },
];
const typo = (key) => (key.length > 3 ? key.slice(0, 2) + key[3] + key[2] + key.slice(4) : key + "x");

// Every place below `node` as [holder, key]; free content and inline data are nobody's business.
function* places(node, path = []) {
  if (typeof node !== "object" || node === null) return;
  for (const key of Object.keys(node)) {
    if ((path.length === 0 && key === "metadata") || (key === "metadata" && path[0] === "layers") || (key === "data" && path[0] === "sources")) continue;
    yield [...path, key];
    yield* places(node[key], [...path, key]);
  }
}

function* mutationsOf(document) {
  const copyAt = (path) => {
    const copy = structuredClone(document);
    return [copy, path.slice(0, -1).reduce((at, key) => at[key], copy), path.at(-1)];
  };
  for (const path of places(document)) {
    for (const stranger of strangers) {
      yield () => { const [copy, at, key] = copyAt(path); at[key] = structuredClone(stranger); return copy; };
    }
    yield () => { const [copy, at, key] = copyAt(path); Array.isArray(at) ? at.splice(Number(key), 1) : delete at[key]; return copy; };
    yield () => { const [copy, at, key] = copyAt(path); if (Array.isArray(at)) at.push(structuredClone(at[key])); else { at[typo(key)] = at[key]; delete at[key]; } return copy; };
    yield () => { const [copy, at, key] = copyAt(path); if (typeof at[key] === "number") at[key] = -at[key] - 1; else if (typeof at[key] === "string") at[key] = typo(at[key]); return copy; };
  }
}

function theirsOf(document) {
  try {
    return validateStyleMin(document).filter((mistake) => mistake.severity !== "warning").map(({ message }) => {
      const found = /^((?:[^:]|:(?! ))*?): /.exec(message);
      return { path: found && !found[1].includes(" ") ? found[1] : "", message };
    });
  } catch {
    return null;  // it has crashed
  }
}

// Theirs names an unknown key by its holder, and parts of light, sky, terrain, projection and raster-dem by their key alone.
const parentOf = (path) => path.replace(/(\.[^.[\]]+|\[\d+\]|^[^.[\]]+)$/, "");
function matches(theirs, mine) {
  if (theirs.path === "" || mine.path === "") return true;
  // A source with a mistake of its own is not said to be missing as well.
  if (/source .* not found|requires a .*source|can only be used with layer type/.test(theirs.message) && mine.path.startsWith("sources")) return true;
  if (mine.path.startsWith(parentOf(theirs.path)) || theirs.path.startsWith(mine.path)) return true;
  return mine.path.split(/[.[]/).includes(theirs.path.split(/[.[]/)[0]);
}

const base = documentsFor(latest, fileURLToPath(new URL("../../styles", import.meta.url)));
const all = base.flatMap((document) => [...mutationsOf(document)]);
const chosen = sample >= all.length ? all : Array.from({ length: sample }, () => all[Math.floor(random() * all.length)]);
const makers = [...base.map((document) => [() => document, true]), ...chosen.map((make) => [make, false])];

const count = { documents: 0, crashed: 0, "both refuse": 0, "both take": 0, deliberate: 0, missed: 0, "wrong place": 0, "too strict": 0 };
const deliberate = new Map(), examples = [];
const tell = (kind, document, theirs, mine) => {
  count[kind] += 1;
  if (examples.length < 2000) examples.push({ kind, theirs: theirs.map(({ message }) => message), mine: mine.map(({ path, message }) => `${path}: ${message}`), document });
};

function judge(document, isBase, theirs, mine) {
  count.documents += 1;
  if (theirs === null) return (count.crashed += 1);
  if (isBase && theirs.length > 0) return tell("missed", document, theirs, [{ path: "", message: "(this document should be valid)" }]);
  if (theirs.length === 0 && mine.length === 0) return (count["both take"] += 1);
  if (theirs.length > 0 && mine.length > 0) {
    const lost = theirs.filter((mistake) => !mine.some((other) => matches(mistake, other)));
    return lost.length === 0 ? (count["both refuse"] += 1) : tell("wrong place", document, lost, mine);
  }
  if (mine.length === 0) return tell("missed", document, theirs, mine);
  const reasons = mine.map((mistake) => isDeliberate(mistake, document));
  if (reasons.some((reason) => !reason)) return tell("too strict", document, theirs, mine);
  count.deliberate += 1;
  for (const reason of new Set(reasons)) deliberate.set(reason, (deliberate.get(reason) ?? 0) + 1);
}

// Ours many at a time: a document a line.
const batch = 4000;
for (let i = 0; i < makers.length; i += batch) {
  const part = makers.slice(i, i + batch).map(([make, isBase]) => [make(), isBase]);
  const input = part.map(([document]) => JSON.stringify(document)).join("\n") + "\n";
  const answer = spawnSync(process.argv[2], ["validate"], { input, maxBuffer: 2 ** 31, encoding: "utf8" });
  const lines = answer.stdout.trim().split("\n").map((line) => JSON.parse(line));
  if (answer.status !== 0 || lines.length !== part.length) {
    console.error(`after ${lines.length} of ${part.length} documents: ${answer.stderr} ${answer.signal ?? ""}\n${JSON.stringify(part[lines.length]?.[0])}`);
    process.exit(1);
  }
  part.forEach(([document, isBase], n) => judge(document, isBase, theirsOf(document), lines[n].mistakes));
}

const order = ["missed", "wrong place", "too strict"];
examples.sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
for (const { kind, theirs, mine, document } of examples.slice(0, shown))
  console.error(`${kind}:\n  ${JSON.stringify({ ...document, metadata: undefined }).slice(0, 600)}\n  theirs: ${theirs.join(" | ")}\n  ours:   ${mine.join(" | ")}`);
const kinds = new Map();
for (const { kind, theirs, mine } of examples) {
  const key = `${kind}: ${(kind === "too strict" ? mine : theirs)[0].replace(/"[^"]*"|[\d.]+|\[[^\]]*\]/g, "…").slice(0, 110)}`;
  kinds.set(key, (kinds.get(key) ?? 0) + 1);
}
for (const [kind, times] of [...kinds].sort((a, b) => b[1] - a[1]).slice(0, 40)) console.error(`${times} × ${kind}`);
for (const [reason, times] of deliberate) console.log(`stricter on purpose, ${times} times: ${reason}`);
console.log(`${chosen.length} of ${all.length} mutations`);
console.log(Object.entries(count).map(([kind, times]) => `${kind} ${times}`).join(", "));
process.exit(count.missed + count["wrong place"] + count["too strict"] === 0 ? 0 : 1);
