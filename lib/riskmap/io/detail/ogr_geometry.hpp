// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/geo/transform.hpp>
#include <riskmap/io/detail/row_log.hpp>
#include <riskmap/model/geometry.hpp>

#include <ogr_api.h>

#include <optional>

namespace riskmap::io::detail {

/// Fills `into` from OGR's geometry: curves become lines (arcs in steps of 4°, GDAL's default), Z and M are dropped,
/// every kind becomes its "multi", of a collection the parts of highest dimension stay. A complaint if there is nothing
/// to draw, a number is not finite, a place lies outside its projection or a ring or line is too short.
std::optional<Complaint> to_geometry(OGRGeometryH geometry, const geo::Transform& transform, model::Geometry& into);

}  // namespace riskmap::io::detail
