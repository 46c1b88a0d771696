#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What every file of ours looks like: SPDX line first, #pragma once, no tab, no trailing space, a newline at the end; and nothing in
it names a machine's own folders, which no reader of the project has.

    text.py ROOT
"""
import os
import pathlib
import re
import sys

SKIPPED = {"node_modules", ".git", "geodata", "out", "__pycache__", ".ci"}
CODE = {".cpp", ".hpp", ".py", ".sh", ".cmake", ".css", ".js"}
PROSE = {".md", ".txt", ".json", ".yml", ".html"}
FOREIGN = re.compile(r"(?<![\w.$}])/(work|home|root)/|\.\./shared\b")


def paths(root):
    """All but what lies in folders that are not ours: other tests write there, and take away, at the same time."""
    for folder, folders, names in os.walk(root):
        at_top = pathlib.Path(folder) == root
        folders[:] = sorted(name for name in folders if name not in SKIPPED and not (at_top and name.startswith("build")))
        yield from (pathlib.Path(folder, name) for name in sorted(names))


def files(root):
    for path in paths(root):
        if path.name in SKIPPED or not path.is_file() or path.name == "package-lock.json":
            continue
        script = path.suffix == "" and path.open("rb").read(2) == b"#!"
        if path.suffix in CODE | PROSE or script or path.name == "CMakeLists.txt":
            yield path, path.suffix in CODE or script or path.name == "CMakeLists.txt"


def mistakes_in(path, is_code):
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines()
    if is_code and not any("SPDX-License-Identifier: MIT" in line for line in lines[:2]):
        yield 1, "the SPDX line is missing (// SPDX-License-Identifier: MIT)"
    if path.suffix == ".hpp" and "#pragma once" not in lines[:6]:
        yield 1, "#pragma once is missing below the SPDX line"
    if text and not text.endswith("\n"):
        yield len(lines), "no newline at the end"
    for number, line in enumerate(lines, 1):
        if is_code and "\t" in line:
            yield number, "a tab"
        if is_code and line != line.rstrip():
            yield number, "a space at the end of the line"
        if FOREIGN.search(line) and path.name != "text.py":
            yield number, "names a folder of one machine"


def main():
    root = pathlib.Path(sys.argv[1])
    found = [f"{path.relative_to(root)}:{number}: {what}" for path, is_code in files(root) for number, what in mistakes_in(path, is_code)]
    print("\n".join(found) or "every file is in order")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
