#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""docs/style.md, written from the tables of the library: every property of every layer type, every operator with an example.

    reference.py STYLE_REFERENCE --check     fails if docs/style.md is not what would be written
    reference.py STYLE_REFERENCE --write

Its pictures (docs/pictures/style/*.png) are drawn by draw_pictures.py from pictures.json.
"""
import json
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
PAGE = ROOT / "docs" / "style.md"
TYPE_WORDS = {"*": "any value", "enum": "word", "resolvedImage": "image", "formatted": "text", "numberArray": "number or list of numbers",
              "colorArray": "colour or list of colours", "color": "colour", "padding": "1 to 4 numbers",
              "variableAnchorOffsetCollection": "anchors with offsets", "projectionDefinition": "projection"}
ORDER = ["background", "fill", "line", "circle", "symbol", "raster", "hillshade", "color-relief", "heatmap", "fill-extrusion"]

HEAD = """# Styles: properties and operators

<!-- Written by tests/spec/reference.py from the library's own tables: change those, then `reference.py STYLE_REFERENCE --write`. -->

Everything a layer may say, as RiskMap reads it: the style specification of MapLibre, 26.6.0. What stands around the layers (sources,
surfaces, patterns) is told in [map-document.md](map-document.md); `riskmap check` finds every mistake, and `riskmap eval` evaluates an
expression. Where a property takes an expression, *zoom* means it may depend on the zoom, *feature* on the feature's attributes and
the zoom; a property without either takes a constant. Functions of the old syntax, `{"stops": [[4, 1], [10, 3]]}`, are read as well.

Every layer has `layout.visibility`: `visible` or `none`. `NAME-transition`, `["feature-state", …]`, and the root's `light`, `sky`,
`terrain`, `transition`, `pitch` and `bearing` are read and have no effect: a still map does not move, is not turned, and nobody points
at it.

Text is UTF-8, which has no halves of characters: `["split", "😀", ""]` yields the one character, where MapLibre's package, which counts in
UTF-16, yields two halves that are no text and have no glyph. All other operators count as MapLibre does.
"""


def cell(text):
    return text.replace("|", "\\|").replace("\n", " ")


def shortened(value):
    """Without the last digits of numbers, in which processors may differ."""
    if isinstance(value, float):
        return float(f"{value:.6g}")
    return [shortened(item) for item in value] if isinstance(value, list) else value


def code(value):
    return "`" + json.dumps(value, ensure_ascii=False) + "`"


def type_text(row):
    if row["ramp"]:
        return "colour ramp"
    if row["type"] == "array":
        items = {"number": "numbers", "string": "strings", "enum": "words"}[row["item"]]
        return f"{row['length']} {items}" if row["length"] else f"list of {items}"
    return TYPE_WORDS.get(row["type"], row["type"])


def range_text(row):
    low, high = row["minimum"], row["maximum"]
    if low is not None and high is not None:
        return f", {low:g} to {high:g}"
    return f", at least {low:g}" if low is not None else f", at most {high:g}" if high is not None else ""


def depends_text(row):
    if row["constant"]:
        return "–"
    if row["ramp"]:
        return "its ramp's input"
    return "feature" if row["per_feature"] else "zoom" if row["per_zoom"] else "state"


def meaning(row):
    words = " ".join(f"`{word}`" for word in row["values"])
    parts = [row["help"], f"One of {words}." if words else "", f"**No effect:** {row['no_effect']}." if row["no_effect"] else "",
             f"**In a browser:** {row['in_browser']}." if row["in_browser"] else ""]
    return " ".join(part for part in parts if part)


def layer_text(layer, pictures):
    lines = [f"\n## {layer['type']}\n"]
    sources = layer["sources"].replace("|", ", ")
    lines.append(f"Draws sources of type {sources}.\n" if sources else "Needs no source.\n")
    if not layer["drawn"]:
        lines[-1] = "Read and checked, but not drawn.\n"
    shown = [row["name"] for row in layer["properties"] if row["name"] in pictures]
    if shown:
        lines.append("| " + " | ".join(f"`{name}`" for name in shown[:4]) + " |")
        lines.append("|" + "---|" * min(len(shown), 4))
        for start in range(0, len(shown), 4):
            names = shown[start:start + 4]
            if start:
                lines.append("| " + " | ".join(f"`{name}`" for name in names) + " |")
            lines.append("| " + " | ".join(f"![{name}](pictures/style/{name}.png)<br>{pictures[name]['caption']}" for name in names) + " |")
        lines.append("")
    lines += ["| property | under | type | default | depends on | meaning |", "|---|---|---|---|---|---|"]
    for row in sorted(layer["properties"], key=lambda row: not row["layout"]):
        unit = f" {row['unit']}" if row["unit"] else ""
        default = code(row["default"]) if row["default"] is not None else ""
        fields = [f"`{row['name']}`", "layout" if row["layout"] else "paint", type_text(row) + range_text(row) + (f",{unit}" if unit else ""),
                  default, depends_text(row), meaning(row)]
        lines.append("| " + " | ".join(cell(field) for field in fields) + " |")
    return "\n".join(lines) + "\n"


def evaluate(program, examples):
    asked = "".join(json.dumps(example) + "\n" for example in examples)
    answer = subprocess.run([program, "evaluate"], input=asked, capture_output=True, text=True, check=True).stdout
    return [json.loads(line) for line in answer.splitlines()]


def given_text(example):
    given = [f"{name} {json.dumps(example[name])}" for name in ("zoom", "elevation", "line-progress", "heatmap-density", "id", "point", "state") if name in example]
    if example.get("properties"):
        given.append("of " + json.dumps(example["properties"], ensure_ascii=False))
    return f" ({', '.join(given)})" if given else ""


def operators_text(program, operators, groups):
    known = {operator["name"]: operator for operator in operators}
    grouped = {name for group in groups.values() for name in group}
    missing = sorted(set(known) - grouped)
    if missing:
        sys.exit(f"tests/spec/operators.json has no example of {', '.join(missing)}")
    lines = ["\n## Operators\n", "Each stands as the first element of an array: `[\"get\", \"name\"]`. An example and its value stand beside each.\n"]
    for title, group in groups.items():
        group = {name: example for name, example in group.items() if name in known}
        if not group:
            continue
        lines += [f"### {title}\n", "| operator | | example | value |", "|---|---|---|---|"]
        for (name, example), answer in zip(group.items(), evaluate(program, group.values())):
            value = code(shortened(answer["value"])) if "value" in answer else f"error: {answer['error']}"
            fields = [f"`{known[name]['signature']}`", known[name]["summary"],
                      f"`{json.dumps(example['expression'], ensure_ascii=False)}`{given_text(example)}", value]
            lines.append("| " + " | ".join(cell(field) for field in fields) + " |")
        lines.append("")
    return "\n".join(lines)


def page(program):
    tables = json.loads(subprocess.run([program, "tables"], capture_output=True, text=True, check=True).stdout)
    pictures = json.loads((HERE / "pictures.json").read_text(encoding="utf-8"))
    layers = sorted(tables["layers"], key=lambda layer: ORDER.index(layer["type"]))
    text = HEAD + "".join(layer_text(layer, pictures) for layer in layers)
    return text + operators_text(program, tables["operators"], json.loads((HERE / "operators.json").read_text(encoding="utf-8")))


def main():
    program, mode = sys.argv[1:3]
    text = page(program)
    if mode == "--write":
        PAGE.write_text(text, encoding="utf-8")
        return
    pictures = json.loads((HERE / "pictures.json").read_text(encoding="utf-8"))
    gone = [name for name in pictures if not (PAGE.parent / "pictures" / "style" / f"{name}.png").is_file()]
    if gone:
        sys.exit(f"no picture of {', '.join(gone)}: run tests/spec/draw_pictures.py")
    if not PAGE.is_file() or PAGE.read_text(encoding="utf-8") != text:
        sys.exit("docs/style.md is not what the tables say: run tests/spec/reference.py STYLE_REFERENCE --write")
    print(f"docs/style.md: {len(text.splitlines())} lines, {len(pictures)} pictures")


if __name__ == "__main__":
    main()
