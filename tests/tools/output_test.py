#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What image, legend, poster and web make, and how failing output is told (exit 4)."""
import os
import struct

import support


def png_size(data):
    assert data[:8] == b"\x89PNG\r\n\x1a\n", data[:8]
    return struct.unpack(">II", data[16:24])


class PictureTest(support.ToolTest):
    def test_sizes(self):
        cases = [
            (["--width", "300", "--height", "200"], (300, 200)),
            (["--width", "300", "--height", "200", "--scale", "2"], (600, 400)),
            (["--center", "64,26", "--zoom", "5.5", "--width", "120", "--height", "100"], (120, 100)),
            (["--bbox", "63,25,65,27", "--width", "100"], (100, 111)),  # two degrees at 26° N: 1/cos(26°) high
        ]
        for arguments, size in cases:
            with self.subTest(" ".join(arguments)):
                report = self.run_json("image", "small.json", "-o", "a.png", *arguments)
                self.assertEqual(png_size(self.read("a.png")), size)
                self.assertEqual((report["width"], report["height"], report["bytes"]), (*size, len(self.read("a.png"))))

    def test_webp_is_lossless_and_of_that_size(self):
        self.run_tool("image", "small.json", "-o", "a.webp", "--width", "300", "--height", "200")
        data = self.read("a.webp")
        self.assertEqual(data[:4] + data[8:16], b"RIFFWEBPVP8L")
        size = struct.unpack("<I", data[21:25])[0]
        self.assertEqual(((size & 0x3FFF) + 1, (size >> 14 & 0x3FFF) + 1), (300, 200))

    def test_a_shipped_style_by_its_name(self):
        report = self.run_json("check", "overlay")
        self.assertTrue(report["valid"])

    def test_pages(self):
        for name, start in (("a.pdf", b"%PDF-"), ("a.svg", b"<?xml"), ("poster.pdf", b"%PDF-"), ("legend.svg", b"<?xml")):
            verb = name.split(".")[0] if "." in name and name[0] != "a" else "image"
            with self.subTest(name):
                self.run_tool(verb, "small.json", "-o", name)
                self.assertTrue(self.read(name).startswith(start))
                first = self.read(name)
                self.run_tool(verb, "small.json", "-o", name)
                self.assertTrue(self.read(name) == first, "the same input gives the same bytes")

    def test_threads_do_not_change_a_picture(self):
        pictures = set()
        for threads in ("1", "2"):
            self.run_tool("image", "small.json", "-o", "a.png", "--width", "700", "--height", "1300", "--threads", threads)
            pictures.add(self.read("a.png"))
        self.assertEqual(len(pictures), 1)

    def test_legend(self):
        report = self.run_json("legend", "small.json", "-o", "a.png", "--width", "200", "--scale", "2")
        self.assertEqual(png_size(self.read("a.png")), (400, report["height"]))
        english = self.read("a.png")
        self.run_tool("legend", "small.json", "-o", "a.png", "--width", "200", "--scale", "2", "--lang", "ur")
        self.assertNotEqual(self.read("a.png"), english)

    def test_poster(self):
        self.run_tool("poster", "small.json", "-o", "a.png", "--size", "300x200mm", "--dpi", "127")
        self.assertEqual(png_size(self.read("a.png")), (1500, 1000))

    def test_picture_on_stdout(self):
        out, _ = self.run_tool("image", "small.json", "-o", "-", "--width", "64", "--height", "64", binary=True)
        self.assertEqual(png_size(out), (64, 64))


class FailingOutputTest(support.ToolTest):
    def test_a_folder_that_is_not_there(self):
        _, err = self.run_tool("image", "small.json", "-o", "no/such/a.png", "--width", "64", code=4)
        self.assertIn("no/such/a.png", err)

    def test_an_output_that_is_a_folder(self):
        self.write("a.png/x", "")
        self.run_tool("image", "small.json", "-o", "a.png", "--width", "64", code=4)

    def test_a_full_disk(self):
        with open("/dev/full", "wb") as full:
            _, err = self.run_tool("surface", "small.json", "--at", "64,26", code=4, stdout=full)
        self.assertIn("No space left on device", err)

    def test_a_broken_pipe(self):
        reader, writer = os.pipe()
        os.close(reader)
        try:
            _, err = self.run_tool("tile", "small.json", "6/43/27", code=4, stdout=writer)
        finally:
            os.close(writer)
        self.assertIn("Broken pipe", err)

    def test_json_cannot_share_stdout(self):
        self.run_tool("image", "small.json", "-o", "-", "--json", code=2)


class WebTest(support.ToolTest):
    def test_a_page(self):
        self.run_json("web", "small.json", "-o", "web", "--zoom", "4-5")
        self.assertIn("index.html", self.names("web"))
        self.run_tool("web", "small.json", "-o", "web", "--zoom", "4-4")

    def test_a_folder_of_somebody_else_is_refused(self):
        self.write("web/diary.txt", "dear")
        self.run_tool("web", "small.json", "-o", "web", "--zoom", "4", code=4)
        self.assertEqual(self.names("web"), ["diary.txt"])


if __name__ == "__main__":
    support.main()
