#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Each header compiles alone. Where x.cpp includes its x.hpp first, the build has proved it; the others are compiled here.

    headers.py ROOT COMPILER FLAGS…     FLAGS: the include folders, as for any source of the project
"""
import concurrent.futures
import pathlib
import re
import subprocess
import sys

STRICT = ["-std=c++20", "-fsyntax-only", "-Wall", "-Wextra", "-Werror", "-x", "c++", "-"]
FIRST_INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]', re.MULTILINE)


def proved_by_its_source(header, include_root):
    source = header.with_suffix(".cpp")
    found = FIRST_INCLUDE.search(source.read_text(encoding="utf-8")) if source.exists() else None
    return bool(found) and found[1] == str(header.relative_to(include_root))


def compile_alone(compiler, flags, header):
    done = subprocess.run([compiler, *flags, *STRICT], input=f'#include "{header}"\n', capture_output=True, text=True, check=False)
    return done.returncode, done.stderr


def main():
    root, compiler, *flags = sys.argv[1:]
    headers, proved = [], 0
    for include_root in (pathlib.Path(root, "lib"), pathlib.Path(root, "tools")):
        for header in sorted((include_root / "riskmap").rglob("*.hpp")):
            if proved_by_its_source(header, include_root):
                proved += 1
            elif "node_modules" not in header.parts:
                headers.append(header)
    with concurrent.futures.ThreadPoolExecutor(max_workers=2) as pool:
        results = list(pool.map(lambda h: compile_alone(compiler, flags, h), headers))
    failed = 0
    for header, (code, text) in zip(headers, results):
        if code != 0:
            failed += 1
            print(f"{header.relative_to(root)} does not compile alone:\n{text}")
    print(f"{proved} headers are the first include of their source; {len(headers) - failed} of the other {len(headers)} compile alone")
    return 1 if failed or not proved else 0


if __name__ == "__main__":
    sys.exit(main())
