#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Makes the shipped styles from styles/briefing.json: restyle.py [--check] [FOLDER, default styles/].

briefing.json is edited by hand. The others are its map in other colours (night, print), or with another surface (change, uncertainty),
or what is laid over someone else's map (overlay); what is their own stands here or, for change and uncertainty, in their own name, metadata,
surface and surface layer, which stay. --check changes nothing and exits 1 if a file is not what it would be.
"""
import copy
import json
import pathlib
import sys

WIDTH = 150


def zoomed(*stops):
    return ["interpolate", ["linear"], ["zoom"], *stops]


def classes(breaks, colours, clear="rgba(0,0,0,0)"):
    """A ramp of hard classes: colours[i] from breaks[i] on, nothing below."""
    ramp = ["interpolate", ["linear"], ["elevation"], 0, clear]
    below = clear
    for at, colour in zip(breaks, colours):
        ramp += [round(at * 0.9998, 9), below, at, colour]
        below = colour
    return ramp


BREAKS = [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1]

# Dark: more risk is lighter. Lightness (CIE L*) climbs in even steps from the ground's 15 to 95.
NIGHT_RAMP = ["#3b2450", "#5c2a66", "#842f6c", "#ad3a66", "#d24f55", "#ec7447", "#f9a54c", "#fcdf8b"]
NIGHT = {
    "paper": {"background-color": "#12151a"},
    "land": {"fill-color": "#1a1e24"},
    "pakistan": {"fill-color": "#22272e"},
    "relief": {"hillshade-shadow-color": "#06080b", "hillshade-highlight-color": "#3c4550", "hillshade-accent-color": "#161a20"},
    "sea": {"fill-color": "#0d1722"},
    "tidal-flats": {"fill-color": "#18212a"},
    "selective-coverage": {},
    "coast": {"line-color": "#3f5a70"},
    "lakes": {"fill-color": "#0f1c2a"},
    "rivers": {"line-color": "#35536b"},
    "province-lines-abroad": {"line-color": "#3c424b"},
    "province-lines": {"line-color": "#8c929c"},
    "borders-casing": {"line-color": "#0b0d10", "line-opacity": 0.7},
    "borders": {"line-color": "#c3c7cd"},
    "line-of-control": {"line-color": "#c3c7cd"},
    "disputed-borders": {"line-color": "#c3c7cd"},
    "disputed-claims": {"line-color": "#868d97"},
    "sheet-edge": {"line-color": "#3c424b"},
    "incidents-casing": {"circle-stroke-color": "#0b0d10"},
    "incidents": {"circle-color": "#dfe6f2", "circle-stroke-color": "#eef2f8"},
    "town-dots": {"circle-color": ["match", ["get", "kind"], "capital", "#f2efe9", "#12151a"], "circle-stroke-color": "#e4e0d8"},
    "other-sites": {"circle-color": "#7fc4ea", "circle-stroke-color": "#0b0d10"},
    "sites": {"circle-color": "#9bd7f7", "circle-stroke-color": "#0b0d10"},
    "site-icons": {"icon-color": "#0b1a26"},
    "airports": {"icon-color": "#b8bfca", "icon-halo-color": "rgba(14,17,21,0.9)", "text-color": "#b8bfca", "text-halo-color": "rgba(14,17,21,0.92)"},
    "river-names": {"text-color": "#7fa9c8", "text-halo-color": "rgba(14,17,21,0.9)"},
    "border-names": {"text-color": "#b3b8c0", "text-halo-color": "rgba(14,17,21,0.9)"},
    "claim-names": {"text-color": "#9aa0aa", "text-halo-color": "rgba(14,17,21,0.9)"},
    "neighbour-names": {"text-color": "#999fa9", "text-halo-color": "rgba(26,30,36,0.9)"},
    "sea-names": {"text-color": "#7fa3bf", "text-halo-color": "rgba(13,23,34,0.9)"},
    "province-names": {"text-color": "#b9b4ab", "text-halo-color": "rgba(14,17,21,0.8)"},
    "narrow-province-names": {"text-color": "#b9b4ab", "text-halo-color": "rgba(14,17,21,0.8)"},
    "town-names": {"text-color": ["case", ["==", ["get", "country"], "PAK"], "#ece8e0", "#a8a59e"], "text-halo-color": "rgba(10,12,15,0.9)"},
    "other-site-names": {"text-color": "#8fcdf0", "text-halo-color": "rgba(10,12,15,0.92)"},
    "site-names": {"text-color": "#b4e1fa", "text-halo-color": "rgba(10,12,15,0.95)"},
    "city-names": {"text-color": "#fbf8f1", "text-halo-color": "rgba(10,12,15,0.92)"},
}

# Paper: six classes whose greys an office printer keeps apart (L* 96, 85, 71, 56, 40, 22), white ground, black lines, no tint that matters.
PRINT_BREAKS = [0.005, 0.02, 0.05, 0.1, 0.2, 0.5]
PRINT_RAMP = ["#fff3c4", "#fccf85", "#f0a15a", "#d4733f", "#a54326", "#5e1a1b"]
PRINT = {
    "paper": {"background-color": "#ffffff"},
    "land": {"fill-color": "#f4f4f2"},
    "pakistan": {"fill-color": "#ffffff"},
    "relief": {"hillshade-exaggeration": zoomed(3, 0.25, 6, 0.15, 8, 0), "hillshade-shadow-color": "#9a9a98", "hillshade-highlight-color": "#ffffff",
               "hillshade-accent-color": "#c4c4c2"},
    "sea": {"fill-color": "#e3ebf0"},
    "tidal-flats": {"fill-color": "#eef2f3"},
    "coast": {"line-color": "#5f7583"},
    "lakes": {"fill-color": "#d5e1e8"},
    "rivers": {"line-color": "#7b98a8"},
    "province-lines-abroad": {"line-color": "#9a9a98"},
    "province-lines": {"line-color": "#4c4c4a"},
    "borders-casing": {"line-color": "#ffffff", "line-opacity": 0.9},
    "borders": {"line-color": "#111111"},
    "line-of-control": {"line-color": "#111111"},
    "disputed-borders": {"line-color": "#111111"},
    "disputed-claims": {"line-color": "#555553"},
    "sheet-edge": {"line-color": "#9a9a98"},
    "incidents-casing": {"circle-stroke-opacity": 0.9, "circle-stroke-width": zoomed(3, 1.5, 9, 2.7)},
    "incidents": {"circle-color": "#ffffff", "circle-opacity": ["case", ["==", ["get", "killed"], None], 0, 0.35], "circle-stroke-color": "#000000",
                  "circle-stroke-width": zoomed(3, 0.7, 9, 1.3), "circle-stroke-opacity": 1},
    "town-dots": {"circle-color": ["match", ["get", "kind"], "capital", "#000000", "#ffffff"], "circle-stroke-color": "#000000"},
    "other-sites": {"circle-color": "#333333"},
    "sites": {"circle-color": "#000000"},
    "airports": {"icon-color": "#333333", "icon-halo-color": "#ffffff", "text-color": "#333333", "text-halo-color": "#ffffff"},
    "river-names": {"text-color": "#3c5666", "text-halo-color": "#ffffff"},
    "border-names": {"text-color": "#333333", "text-halo-color": "#ffffff"},
    "claim-names": {"text-color": "#4a4a48", "text-halo-color": "#ffffff"},
    "neighbour-names": {"text-color": "#55534f", "text-halo-color": "rgba(255,255,255,0.95)"},
    "sea-names": {"text-color": "#40596a", "text-halo-color": "rgba(255,255,255,0.9)"},
    "province-names": {"text-color": "#3a3733", "text-halo-color": "rgba(255,255,255,0.95)"},
    "narrow-province-names": {"text-color": "#3a3733", "text-halo-color": "rgba(255,255,255,0.95)"},
    "town-names": {"text-color": ["case", ["==", ["get", "country"], "PAK"], "#000000", "#4a4a48"], "text-halo-color": "rgba(255,255,255,0.97)"},
    "other-site-names": {"text-color": "#222222", "text-halo-color": "#ffffff"},
    "site-names": {"text-color": "#000000", "text-halo-color": "#ffffff", "text-halo-width": 2.2},
    "city-names": {"text-color": "#000000", "text-halo-color": "rgba(255,255,255,0.97)"},
}

# What lies over another map: the surface and its limits, incidents, sites and their names.
OVERLAY = ["risk", "selective-coverage", "incidents-casing", "incidents", "other-sites", "sites", "site-icons", "other-site-names", "site-names"]


def titled(style, name, titles):
    style["name"] = name
    for language, title in titles.items():
        style["metadata"]["riskmap:title"][language] = title


def painted(style, colours, ramp):
    for layer in style["layers"]:
        layer.setdefault("paint", {}).update(copy.deepcopy(colours.get(layer["id"], {})))
        if layer["id"] == "risk":
            layer["paint"]["color-relief-color"] = ramp
    unknown = set(colours) - {layer["id"] for layer in style["layers"]}
    assert not unknown, unknown


def layer_of(style, name):
    return next(layer for layer in style["layers"] if layer["id"] == name)


def night(briefing):
    style = copy.deepcopy(briefing)
    style["name"] = "Listed attacks: Balochistan and Sindh, dark"
    painted(style, NIGHT, classes(BREAKS, NIGHT_RAMP))
    states = layer_of(style, "risk")["metadata"]["riskmap:states"]
    states["few-events"]["color"] = "rgba(230,232,238,0.3)"
    states["none-in-reach"] = "rgba(58,64,74,0.6)"
    style["metadata"]["riskmap:patterns"]["selective-coverage"]["color"] = "rgba(168,184,208,0.3)"
    return style


def printed(briefing):
    style = copy.deepcopy(briefing)
    style["name"] = "Listed attacks: Balochistan and Sindh, for print"
    painted(style, PRINT, classes(PRINT_BREAKS, PRINT_RAMP))
    states = layer_of(style, "risk")["metadata"]["riskmap:states"]
    states["few-events"].update({"color": "rgba(0,0,0,0.42)", "spacing": 4, "width": 0.6})
    states["none-in-reach"] = "rgba(232,232,232,0.9)"
    style["metadata"]["riskmap:patterns"]["selective-coverage"].update({"color": "rgba(0,0,0,0.4)", "width": 0.8})
    return style


def overlay(briefing):
    style = copy.deepcopy(briefing)
    style["name"] = "Listed attacks, to lay over another map"
    style["layers"] = [layer for layer in style["layers"] if layer["id"] in OVERLAY]
    used = {layer.get("source") for layer in style["layers"]}
    style["sources"] = {name: source for name, source in style["sources"].items() if name in used | {"base"}}
    risk = layer_of(style, "risk")
    risk["paint"]["color-relief-opacity"] = 0.75
    risk["metadata"]["riskmap:states"]["none-in-reach"] = "rgba(120,124,138,0.16)"
    return style


def resurfaced(briefing, own):
    """briefing's map with the surface, name and words of `own`."""
    style = copy.deepcopy(briefing)
    surface = next(iter(own["metadata"]["riskmap:surfaces"]))
    style["name"], style["metadata"] = own["name"], own["metadata"]
    style["sources"] = {name if name != "risk" else surface: source if name != "risk" else own["sources"][surface]
                        for name, source in style["sources"].items()}
    layer = layer_of(own, surface)
    style["layers"] = [layer if one["id"] == "risk" else one for one in style["layers"]]
    return style


def dumped(value, indent=0):
    """JSON in lines of readable length, one layer or source after another."""
    flat = json.dumps(value, ensure_ascii=False)
    if len(flat) + indent <= WIDTH or not isinstance(value, (dict, list)) or not value:
        return flat
    pad = " " * (indent + 2)
    if isinstance(value, list) and not any(isinstance(item, dict) for item in value):
        return filled(value, indent)
    if isinstance(value, list):
        parts = [dumped(item, indent + 2) for item in value]
        return "[\n" + ",\n".join(pad + part for part in parts) + "\n" + " " * indent + "]"
    parts = [f"{json.dumps(key, ensure_ascii=False)}: {dumped(item, indent + 2)}" for key, item in value.items()]
    return "{\n" + ",\n".join(pad + part for part in parts) + "\n" + " " * indent + "}"


def filled(items, indent):
    """A list of expressions and numbers, as many a line as fit."""
    pad = " " * (indent + 2)
    lines, line = [], ""
    for number, item in enumerate(items):
        text = dumped(item, indent + 2) + ("," if number + 1 < len(items) else "")
        if line and len(pad) + len(line) + 1 + len(text) > WIDTH:
            lines.append(line)
            line = ""
        line = f"{line} {text}".strip()
    return "[" + ("\n" + pad).join([*lines, line]) + "]"


def main():
    arguments = [argument for argument in sys.argv[1:] if argument != "--check"]
    folder = pathlib.Path(arguments[0]) if arguments else pathlib.Path(__file__).resolve().parent.parent / "styles"
    read = lambda name: json.loads((folder / name).read_text(encoding="utf-8"))
    briefing = read("briefing.json")
    made = {"night.json": night(briefing), "print.json": printed(briefing), "overlay.json": overlay(briefing),
            "change.json": resurfaced(briefing, read("change.json")), "uncertainty.json": resurfaced(briefing, read("uncertainty.json"))}
    stale = []
    for name, style in made.items():
        text = dumped(style) + "\n"
        path = folder / name
        if path.is_file() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(name)
        if "--check" not in sys.argv:
            path.write_text(text, encoding="utf-8")
    if "--check" in sys.argv and stale:
        print(f"styles/{', '.join(stale)}: not what tools/restyle.py makes of briefing.json", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
