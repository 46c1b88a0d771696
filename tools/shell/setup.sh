# SPDX-License-Identifier: MIT
# What tools/quickstart, tools/test and tools/nightly have in common. Sourced by them, with the checkout's root in $root.
# shellcheck shell=bash

say() { printf '\n==> %s\n' "$*"; }
fail() { printf '%s: %s\n' "$(basename "$0")" "$*" >&2; exit 1; }

# packages_of SECTION…: "PACKAGE PROGRAM" lines of tools/packages.txt; PROGRAM is "-" where only the package will do.
packages_of() {
  local section
  for section in "$@"; do
    awk -v wanted="[$section]" '/^\[/ {on = ($1 == wanted); next} on && NF && !/^#/ {print $1, ($2 == "or" ? $3 : "-")}' "$root/tools/packages.txt"
  done
}

# missing_packages SECTION…: those that are neither installed nor stood in for by a program.
missing_packages() {
  local package program
  while read -r package program; do
    if [ "$program" != - ] && command -v "$program" >/dev/null 2>&1; then continue; fi
    if [ "$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null)" = installed ]; then continue; fi
    printf '%s\n' "$package"
  done < <(packages_of "$@")
}

as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"; return; fi
  command -v sudo >/dev/null 2>&1 || fail "not root and no sudo here; as root, run: $*"
  sudo "$@"
}

apt_install() { as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@"; }

# install_packages SECTION…: nothing if all is there; the package lists are fetched only if the first try fails without them.
install_packages() {
  command -v dpkg-query >/dev/null 2>&1 || fail "this is no Debian; install what tools/packages.txt lists, then run cmake --preset release"
  local missing
  mapfile -t missing < <(missing_packages "$@")
  if [ "${#missing[@]}" -eq 0 ]; then echo "all there"; return; fi
  echo "installing: ${missing[*]}"
  if compgen -G '/var/lib/apt/lists/*_Packages*' >/dev/null && apt_install "${missing[@]}"; then return; fi
  as_root apt-get update -q
  apt_install "${missing[@]}"
}

# npm_packages FOLDER: what its package-lock.json pins, unless it is there already.
npm_packages() {
  local folder="$root/$1"
  if [ "$folder/node_modules/.package-lock.json" -nt "$folder/package-lock.json" ]; then echo "$1: all there"; return; fi
  echo "$1: npm ci"
  (cd "$folder" && npm ci --no-audit --no-fund --ignore-scripts --loglevel=error)
  touch "$folder/node_modules/.package-lock.json"
}

# configure PRESET [cmake options…]; build PRESET [build options…]
configure() {
  local preset="$1"
  shift
  (cd "$root" && cmake --preset "$preset" "$@")
}
build() {
  local preset="$1"
  shift
  (cd "$root" && cmake --build --preset "$preset" --parallel "$(nproc)" "$@")
}
