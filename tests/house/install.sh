#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Installs into a folder of its own, builds a program against that, runs both.   install.sh CMAKE BUILD_FOLDER CONSUMER
set -euo pipefail
cmake="$1" build="$2" consumer="$3"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

"$cmake" --install "$build" --prefix "$work/usr" >"$work/log" || { cat "$work/log"; exit 1; }
flags="$(sed -n 's/^RISKMAP_SANITIZE:STRING=//p' "$build/CMakeCache.txt")"
"$cmake" -S "$consumer" -B "$work/build" -G Ninja -DCMAKE_PREFIX_PATH="$work/usr" -DCMAKE_CXX_FLAGS="${flags:+-fsanitize=$flags}" >"$work/log" || { cat "$work/log"; exit 1; }
"$cmake" --build "$work/build" >"$work/log" || { cat "$work/log"; exit 1; }

cat >"$work/small.json" <<'JSON'
{"version": 8, "metadata": {"riskmap:bounds": [60, 23, 70, 30]}, "sources": {}, "layers": [{"id": "land", "type": "background"}]}
JSON
cd "$work"
[ "$(./build/consumer small.json)" = "64 px" ] || { echo "the consumer did not draw"; exit 1; }
usr/bin/riskmap --version
unset RISKMAP_DATA
usr/bin/riskmap check --quiet | grep -F "$work/usr/share/riskmap/styles/briefing.json: valid"
