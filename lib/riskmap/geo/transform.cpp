// SPDX-License-Identifier: MIT
#include <riskmap/geo/transform.hpp>

#include <riskmap/base/error.hpp>

#include <fmt/format.h>
#include <proj.h>

#include <cmath>

namespace riskmap::geo {

struct Transform::Handles {
  PJ_CONTEXT* context = proj_context_create();
  PJ* pipeline = nullptr;
  Handles() {
    proj_context_set_enable_network(context, 0);
    proj_log_level(context, PJ_LOG_NONE);
  }
  Handles(const Handles&) = delete;
  Handles& operator=(const Handles&) = delete;
  ~Handles() {
    proj_destroy(pipeline);
    proj_context_destroy(context);
  }
};

// What most files are in is known without PROJ, whose database takes some milliseconds to open.
Transform::Transform(const std::string& crs) : m_crs(crs), m_identity(crs == "OGC:CRS84" || crs == "EPSG:4326") {
  if (m_identity) return;
  m_handles = std::make_unique<Handles>();
  auto* context = m_handles->context;
  if (proj_context_get_database_path(context) == nullptr) {
    throw EnvironmentError("PROJ's database proj.db was not found (Debian package proj-data)");
  }
  PJ* made = proj_create_crs_to_crs(context, crs.c_str(), "OGC:CRS84", nullptr);
  if (made == nullptr)
    throw DataError(fmt::format("PROJ does not know the coordinate reference system '{}'", printable(crs)));
  PJ* normalized = proj_normalize_for_visualization(context, made);
  proj_destroy(made);
  if (normalized == nullptr)
    throw DataError(fmt::format("'{}' cannot be transformed to longitude and latitude", printable(crs)));
  m_handles->pipeline = normalized;
  const auto probe = to_lonlat(67.25, 24.75);
  const auto probe2 = to_lonlat(12.5, -41.125);
  const auto same = [](const std::optional<LonLat>& p, double x, double y) {
    return p && std::abs(p->lon - x) < 1e-12 && std::abs(p->lat - y) < 1e-12;
  };
  m_identity = same(probe, 67.25, 24.75) && same(probe2, 12.5, -41.125);
}

Transform::Transform(const Transform& other) : Transform(other.m_crs) {}
Transform::~Transform() = default;

std::optional<LonLat> Transform::to_lonlat(double x, double y) const {
  if (!m_handles) return std::isfinite(x) && std::isfinite(y) ? std::optional(LonLat{x, y}) : std::nullopt;
  proj_errno_reset(m_handles->pipeline);
  const PJ_COORD out = proj_trans(m_handles->pipeline, PJ_FWD, proj_coord(x, y, 0, 0));
  if (!std::isfinite(out.xy.x) || !std::isfinite(out.xy.y)) return std::nullopt;
  return LonLat{out.xy.x, out.xy.y};
}

std::optional<Transform::Plane> Transform::from_lonlat(LonLat p) const {
  if (!m_handles)
    return std::isfinite(p.lon) && std::isfinite(p.lat) ? std::optional(Plane{p.lon, p.lat}) : std::nullopt;
  proj_errno_reset(m_handles->pipeline);
  const PJ_COORD out = proj_trans(m_handles->pipeline, PJ_INV, proj_coord(p.lon, p.lat, 0, 0));
  if (!std::isfinite(out.xy.x) || !std::isfinite(out.xy.y)) return std::nullopt;
  return Plane{out.xy.x, out.xy.y};
}

}  // namespace riskmap::geo
