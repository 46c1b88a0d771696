// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/geo/lonlat.hpp>

#include <memory>
#include <optional>
#include <string>

namespace riskmap::geo {

/// From any CRS PROJ knows (an EPSG code, WKT or PROJ string, e.g. "EPSG:32642") to WGS 84 longitude/latitude, and
/// back, with x/longitude first on both sides whatever the authority's axis order. Not shared between threads: copy
/// makes a clone.
class Transform {
 public:
  /// \throws DataError if PROJ does not know the CRS; EnvironmentError if PROJ's database is missing (package
  /// proj-data)
  explicit Transform(const std::string& crs);
  Transform(const Transform& other);
  Transform& operator=(const Transform&) = delete;
  ~Transform();

  /// nullopt where the projection has no such point.
  std::optional<LonLat> to_lonlat(double x, double y) const;
  struct Plane {
    double x, y;
  };
  std::optional<Plane> from_lonlat(LonLat p) const;
  const std::string& crs() const { return m_crs; }
  /// True if the CRS is longitude/latitude on WGS 84 already, so that points pass unchanged.
  bool is_identity() const { return m_identity; }

 private:
  struct Handles;
  std::string m_crs;
  bool m_identity = false;
  std::unique_ptr<Handles> m_handles;
};

}  // namespace riskmap::geo
