#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Draws docs/gallery.md and its pictures: every shipped style at four zooms, in three languages.
Usage: tools/gallery.py [RISKMAP, default build/release/bin/riskmap] [--only STYLE]"""
import argparse
import json
import pathlib
import subprocess

ROOT = pathlib.Path(__file__).resolve().parent.parent
VIEWS = [("3.7", "67.2,30.1", "Pakistan, zoom 3.7"), ("5.5", "66.0,26.4", "the coast, zoom 5.5"), ("7", "67.2,25.1", "Karachi and Hub, zoom 7"),
         ("9", "62.4,25.2", "Gwadar, zoom 9")]
LANGUAGES = [("en", "English"), ("ur", "اردو"), ("zh", "中文")]
SIZE = (380, 300)
ABOUT = {
    "briefing": "The default: light, for screens and colour printers.",
    "night": "For dark rooms and dark pages: more risk is lighter.",
    "print": "For paper: six classes that a grey office printer keeps apart, black lines, little tint.",
    "overlay": "Transparent: risk, incidents and sites alone, to lay over someone else's base map. (Shown on white here.)",
    "uncertainty": "How sure the rate is: its relative standard error.",
    "change": "Two periods compared, with what chance could do hatched.",
}


def draw(riskmap, style, zoom, centre, language):
    name = f"{style}-{zoom.replace('.', '_')}-{language}.webp"
    command = [riskmap, "image", ROOT / "styles" / f"{style}.json", "--center", centre, "--zoom", zoom, "--width", SIZE[0], "--height", SIZE[1],
               "--lang", language, "--quiet", "-o", ROOT / "docs" / "images" / "gallery" / name]
    subprocess.run([str(part) for part in command], check=True)
    return f"images/gallery/{name}"


def page(pictures):
    lines = ["# Gallery", "", "Every style that comes with RiskMap, at four zooms and in three languages, as `tools/gallery.py` draws it.", ""]
    for style, about in ABOUT.items():
        title = json.loads((ROOT / "styles" / f"{style}.json").read_text(encoding="utf-8"))["name"]
        lines += [f"## {style}", "", f"*{title}.* {about}", ""]
        lines += ["| | " + " | ".join(label for _, _, label in VIEWS) + " |", "|---" * (len(VIEWS) + 1) + "|"]
        for code, language in LANGUAGES:
            cells = [f"![{style}, {label}, {language}]({pictures[style, zoom, code]})" for zoom, _, label in VIEWS]
            lines.append(f"| {language} | " + " | ".join(cells) + " |")
        lines.append("")
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("riskmap", nargs="?", default=ROOT / "build/release/bin/riskmap")
    parser.add_argument("--only", help="draw the pictures of one style")
    arguments = parser.parse_args()
    (ROOT / "docs" / "images" / "gallery").mkdir(parents=True, exist_ok=True)
    pictures = {}
    for style in ABOUT:
        for zoom, centre, _ in VIEWS:
            for code, _ in LANGUAGES:
                if arguments.only in (None, style):
                    pictures[style, zoom, code] = draw(arguments.riskmap, style, zoom, centre, code)
                else:
                    pictures[style, zoom, code] = f"images/gallery/{style}-{zoom.replace('.', '_')}-{code}.webp"
    (ROOT / "docs" / "gallery.md").write_text(page(pictures), encoding="utf-8")


if __name__ == "__main__":
    main()
