#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""The colours of the shipped styles: ramps climb or fall in lightness and are told apart by people who confuse colours and, for print, by a
grey printer; text stands out from its halo over whatever lies below (WCAG 2.2, 1.4.3 AA: 4.5 to 1), and signs
are seen on every class (1.4.11: 3 to 1). Usage: colours.py [STYLES_FOLDER].

Colour vision: Machado, Oliveira and Fernandes 2009, full dichromacy, in linear RGB. Lightness and difference: CIELAB, D65, CIE 1976.
"""
import json
import math
import pathlib
import re
import sys
import unittest

STYLES = pathlib.Path(sys.argv.pop()) if len(sys.argv) > 1 and not sys.argv[-1].startswith("-") else \
    pathlib.Path(__file__).resolve().parents[2] / "styles"

VISION = {
    "usual": [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}
LEAST_DIFFERENCE = 7  # CIE76 between neighbouring classes, for any vision
LEAST_GREY_STEP = 9   # L* between neighbouring classes on a grey printer
CONTRAST = 4.5
SIGN_CONTRAST = 3     # WCAG 1.4.11: of what is no text


def parsed(text):
    """A colour as (r, g, b, a) of 1."""
    if text.startswith("#"):
        digits = text[1:] if len(text) == 7 else "".join(c + c for c in text[1:])
        return tuple(int(digits[i:i + 2], 16) / 255 for i in (0, 2, 4)) + (1.0,)
    numbers = [float(n) for n in re.findall(r"[\d.]+", text)]
    return tuple(n / 255 for n in numbers[:3]) + (numbers[3] if len(numbers) > 3 else 1.0,)


def linear(channel):
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def luminance(colour):
    r, g, b = (linear(c) for c in colour[:3])
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def lab(colour, vision="usual"):
    rgb = [linear(c) for c in colour[:3]]
    rgb = [min(1, max(0, sum(m * c for m, c in zip(row, rgb)))) for row in VISION[vision]]
    xyz = [sum(m * c for m, c in zip(row, rgb)) for row in
           ([0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041])]
    f = [t ** (1 / 3) if t > 216 / 24389 else (24389 / 27 * t + 16) / 116 for t in (v / w for v, w in zip(xyz, (0.95047, 1, 1.08883)))]
    return 116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])


def over(colour, ground):
    return tuple(c * colour[3] + g * (1 - colour[3]) for c, g in zip(colour[:3], ground[:3])) + (1.0,)


def contrast(one, other):
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def colours_in(expression):
    """Every colour that an expression may yield."""
    if isinstance(expression, str):
        return [parsed(expression)] if re.match(r"#|rgba?\(", expression) else []
    return [colour for item in expression for colour in colours_in(item)] if isinstance(expression, list) else []


def ramp_of(style):
    ramp = next(layer["paint"]["color-relief-color"] for layer in style["layers"] if layer["type"] == "color-relief")
    classes = []
    for value, colour in zip(ramp[3::2], ramp[4::2]):
        if parsed(colour)[3] > 0 and (not classes or classes[-1][1] != parsed(colour)):
            classes.append((value, parsed(colour)))
    return classes


def styles():
    return [(path.stem, json.loads(path.read_text(encoding="utf-8"))) for path in sorted(STYLES.glob("*.json"))]


class Ramps(unittest.TestCase):
    def test_lightness_goes_one_way(self):
        for name, style in styles():
            light = [lab(colour)[0] for _, colour in ramp_of(style)]
            middle = sum(value < 1 for value, _ in ramp_of(style)) if name == "change" else 0  # grows both ways from "no change"
            for part in ([light[:middle][::-1], light[middle:]] if name == "change" else [light]):
                steps = [b - a for a, b in zip(part, part[1:])]
                self.assertTrue(all(s > 2 for s in steps) or all(s < -2 for s in steps), (name, [round(s, 1) for s in steps]))

    def test_neighbouring_classes_differ_for_everyone(self):
        for name, style in styles():
            for vision in VISION:
                seen = [lab(colour, vision) for _, colour in ramp_of(style)]
                for number, (a, b) in enumerate(zip(seen, seen[1:])):
                    self.assertGreater(math.dist(a, b), LEAST_DIFFERENCE, (name, vision, number))

    def test_print_is_read_in_grey(self):
        light = [lab(colour)[0] for _, colour in ramp_of(dict(styles())["print"])]
        for a, b in zip(light, light[1:]):
            self.assertGreater(abs(a - b), LEAST_GREY_STEP, [round(v) for v in light])


class Text(unittest.TestCase):
    def test_text_stands_out_from_its_halo(self):
        for name, style in styles():
            grounds = [colour for layer in style["layers"] if layer["type"] in ("background", "fill")
                       for key in ("background-color", "fill-color") for colour in colours_in(layer["paint"].get(key, []))]
            grounds += [colour for _, colour in ramp_of(style)]
            if name == "overlay":  # anything may lie below
                grounds += [(0, 0, 0, 1), (1, 1, 1, 1)]
            for layer in style["layers"]:
                if layer["type"] == "symbol" and "text-field" in layer.get("layout", {}):
                    self.check(name, layer, grounds)

    def check(self, name, layer, grounds):
        paint = layer["paint"]
        opacity = paint.get("text-opacity", 1)
        for ground in grounds:
            for halo in colours_in(paint["text-halo-color"]):
                below = over(halo, ground)
                for text in colours_in(paint["text-color"]):
                    seen = over((*text[:3], text[3] * opacity), below)
                    self.assertGreaterEqual(contrast(seen, below), CONTRAST, (name, layer["id"], text, ground))


class Signs(unittest.TestCase):
    def test_incidents_are_seen_on_every_class(self):
        for name, style in styles():
            paint = {layer["id"]: layer["paint"] for layer in style["layers"] if layer["id"].startswith("incidents")}
            for _, ground in ramp_of(style):
                rings = [(*parsed(look["circle-stroke-color"])[:3], look["circle-stroke-opacity"]) for look in paint.values()]
                self.assertEqual(len(rings), 2, name)
                self.assertGreaterEqual(max(contrast(over(ring, ground), ground) for ring in rings), SIGN_CONTRAST, (name, ground))

    def test_icons_stand_out_from_their_halo(self):
        for name, style in styles():
            for layer in style["layers"]:
                if "icon-halo-color" not in layer.get("paint", {}):
                    continue
                for _, ground in ramp_of(style):
                    below = over(parsed(layer["paint"]["icon-halo-color"]), ground)
                    self.assertGreaterEqual(contrast(parsed(layer["paint"]["icon-color"]), below), SIGN_CONTRAST, (name, layer["id"]))


if __name__ == "__main__":
    unittest.main()
