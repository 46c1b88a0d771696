// SPDX-License-Identifier: MIT
// The default map's inputs, read with a few lines of our own so that this room's tests need no other room.
#pragma once
#include <riskmap/base/units.hpp>
#include <riskmap/density/estimate.hpp>

#include <sqlite3.h>

#include <cstring>
#include <fstream>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace riskmap::test {

/// The cells of one line; quoted cells may hold commas.
inline std::vector<std::string> cells_of(const std::string& line) {
  std::vector<std::string> cells(1);
  bool quoted = false;
  for (const char c : line) {
    if (c == '"')
      quoted = !quoted;
    else if (c == ',' && !quoted)
      cells.emplace_back();
    else if (c != '\r')
      cells.back() += c;
  }
  return cells;
}

inline std::vector<model::Incident> default_incidents(const std::string& root) {
  std::ifstream in(root + "/geodata/incidents.csv");
  std::string line;
  if (!std::getline(in, line)) throw std::runtime_error("no geodata/incidents.csv");
  std::map<std::string, std::size_t> column;
  for (const std::string& name : cells_of(line)) column.emplace(name, column.size());
  std::vector<model::Incident> incidents;
  for (std::uint64_t row = 2; std::getline(in, line); ++row) {
    const auto cells = cells_of(line);
    model::Incident incident;
    incident.id = cells.at(column.at("id"));
    incident.where = {std::stod(cells.at(column.at("longitude"))), std::stod(cells.at(column.at("latitude")))};
    incident.begin = parse_date(cells.at(column.at("date_start"))).value();
    incident.end = parse_date(cells.at(column.at("date_end"))).value() + Days(1.0);
    incident.uncertainty = Metres(1000.0 * std::stod(cells.at(column.at("location_uncertainty_km"))));
    incident.row = row;
    incidents.push_back(incident);
  }
  return incidents;
}

/// A GeoPackage blob's multipolygon: a header, then little-endian WKB (OGC 12-128r18, 2.1.3).
class BlobReader {
 public:
  BlobReader(const unsigned char* bytes, std::size_t count) : m_at(bytes), m_end(bytes + count) {}
  model::Geometry geometry() {
    static constexpr std::size_t envelope[] = {0, 32, 48, 48, 64};
    take(3);
    const auto flags = next<unsigned char>();
    take(4 + envelope[(flags >> 1U) & 7U]);
    model::Geometry geometry;
    geometry.kind = model::Geometry::Kind::polygon;
    if (kind() == 3) {
      geometry.polygons.push_back(polygon());
      return geometry;
    }
    for (auto n = next<std::uint32_t>(); n > 0; --n) kind(), geometry.polygons.push_back(polygon());
    return geometry;
  }

 private:
  void take(std::size_t count) {
    if (static_cast<std::size_t>(m_end - m_at) < count)
      throw std::runtime_error("geodata/base.gpkg: a geometry ends early");
    m_at += count;
  }
  template <typename T>
  T next() {
    const unsigned char* const from = m_at;
    take(sizeof(T));
    T value;
    std::memcpy(&value, from, sizeof(T));
    return value;
  }
  std::uint32_t kind() { return take(1), next<std::uint32_t>(); }
  model::Polygon polygon() {
    model::Polygon polygon;
    for (auto rings = next<std::uint32_t>(), i = 0U; i < rings; ++i) {
      model::Line& ring = i == 0 ? polygon.outer : polygon.holes.emplace_back();
      for (auto n = next<std::uint32_t>(); n > 0; --n) {
        const auto lon = next<double>();
        ring.push_back({lon, next<double>()});
      }
    }
    return polygon;
  }
  const unsigned char *m_at, *m_end;
};

/// The land of the seven provinces, without the tidal flats of the Indus delta and the Rann of Kutch: with them the
/// maximum, at Karachi, would be 1.81, not 2.19.
inline std::shared_ptr<const model::Area> default_study_area(const std::string& root) {
  sqlite3* database = nullptr;
  sqlite3_stmt* rows = nullptr;
  if (sqlite3_open_v2((root + "/geodata/base.gpkg").c_str(), &database, SQLITE_OPEN_READONLY, nullptr) != SQLITE_OK)
    throw std::runtime_error("cannot read geodata/base.gpkg");
  sqlite3_prepare_v2(database, "SELECT geom FROM study_area ORDER BY fid", -1, &rows, nullptr);
  std::vector<model::Geometry> provinces;
  while (rows != nullptr && sqlite3_step(rows) == SQLITE_ROW)
    provinces.push_back(BlobReader(static_cast<const unsigned char*>(sqlite3_column_blob(rows, 0)),
                                   static_cast<std::size_t>(sqlite3_column_bytes(rows, 0)))
                            .geometry());
  sqlite3_finalize(rows);
  sqlite3_close(database);
  std::vector<const model::Geometry*> parts;
  for (const auto& province : provinces) parts.push_back(&province);
  return std::make_shared<const model::Area>(parts);
}

/// Quartic, adaptive, h₀ = 60 km, half-life 3 years, 2015-01-01 to the end of 2025-06-01, Diggle, minimum-events 3.
inline density::EstimateOptions default_options() {
  density::EstimateOptions options;
  options.adaptive = true;
  options.edge = density::EdgeCorrection::diggle;
  options.from = parse_date("2015-01-01").value();
  options.until = parse_date("2025-06-01").value() + Days(1.0);
  options.half_life = Days(3.0 * days_per_year);
  options.minimum_events = 3;
  return options;
}

}  // namespace riskmap::test
