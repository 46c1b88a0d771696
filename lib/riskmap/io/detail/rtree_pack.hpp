// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/geo/lonlat.hpp>
#include <riskmap/io/database.hpp>

#include <span>
#include <string>

namespace riskmap::io::detail {

/// Fills an empty R*-tree table of SQLite (`USING rtree(id, minx, maxx, miny, maxy)`) with points, the first with the
/// id 1: packed from sorted tiles (Leutenegger, Lopez & Edgington 1997, "STR"), each node full, written into the
/// module's own tables in the form sqlite.org/rtree.html, section 6 describes. For a million points a second's work,
/// where inserting them one by one takes fifteen. \throws OutputError
void pack_rtree(Database& database, const std::string& table, std::span<const geo::LonLat> points);

}  // namespace riskmap::io::detail
