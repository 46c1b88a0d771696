#!/bin/bash
# SPDX-License-Identifier: MIT
# Writes GSHHG's shores, lakes and rivers of the window as text: gshhg.sh SOURCES-FOLDER
# `gmt coast -M` prints the pieces its database keeps, one multi-segment record each, the level in the header.
set -euo pipefail
cd "$1"
GMT_USERDIR=$(mktemp -d)
export GMT_USERDIR
trap 'rm -rf "$GMT_USERDIR"' EXIT

coast() { gmt coast -Df -M --DIR_GSHHG="$PWD/gshhg" --FORMAT_FLOAT_OUT=%.7f --GMT_HISTORY=false "$@"; }

coast -R55/85/20/40 -Ia > rivers.txt                       # every level, intermittent rivers and canals too
coast -R55/85/20/40 -W2 -A0/2/2+l > lakes.txt              # lakes that are no part of a river
coast -R55/85/20/40 -W2 -A0/2/2+r > wide_rivers.txt        # rivers wide enough to be areas
coast -R55/85/20/40 -W3 -A0/3/4 > islands.txt              # islands in either
coast -R66/73/22/26 -W1 > shore.txt                        # the shore about the Indus delta and the Rann of Kutch
