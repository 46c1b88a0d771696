// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/geo/transform.hpp>
#include <riskmap/io/detail/row_log.hpp>
#include <riskmap/model/geometry.hpp>

#include <optional>

namespace riskmap::io::detail {

/// A pair of numbers as its file has it, on WGS 84. Points of an identity transform pass unchanged, save that what lies
/// less than 1e-9 degrees (0.1 mm) beyond ±180 or ±90 is moved onto it. nullopt if not finite or the projection has no
/// such point.
std::optional<geo::LonLat> to_place(double x, double y, const geo::Transform& transform);

/// Swapped (against `bounds`: more than 5° outside, its transposition inside) or out of range; the geometry's numbers
/// are finite.
std::optional<Complaint> misplaced(const model::Geometry& geometry, const std::optional<geo::LonLatBox>& bounds);

}  // namespace riskmap::io::detail
