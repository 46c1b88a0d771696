// SPDX-License-Identifier: MIT
#include <riskmap/io/detail/place_check.hpp>

#include <riskmap/io/detail/text.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace riskmap::io::detail {
namespace {

constexpr double rounding = 1e-9;      // degrees
constexpr double swap_distance = 5.0;  // degrees

double settled(double value, double limit) {
  return std::abs(value) <= limit + rounding ? std::clamp(value, -limit, limit) : value;
}

bool looks_swapped(const geo::LonLatBox& box, const geo::LonLatBox& bounds) {
  if (bounds.grown(swap_distance).intersects(box)) return false;
  const bool low = bounds.contains(box.min_y, box.min_x), high = bounds.contains(box.max_y, box.max_x);
  return low && high;
}

Complaint out_of_range(const std::string& field, double value, int limit) {
  return {field, field + " out of range",
          with_value(fmt::format("not within -{0} to {0} degrees", limit), fmt::format("{}", value))};
}

}  // namespace

std::optional<geo::LonLat> to_place(double x, double y, const geo::Transform& transform) {
  if (!std::isfinite(x) || !std::isfinite(y)) return std::nullopt;
  const auto place = transform.is_identity() ? geo::LonLat{x, y} : transform.to_lonlat(x, y);
  if (!place) return std::nullopt;
  return geo::LonLat{settled(place->lon, 180.0), settled(place->lat, 90.0)};
}

std::optional<Complaint> misplaced(const model::Geometry& geometry, const std::optional<geo::LonLatBox>& bounds) {
  const auto box = geometry.box();
  if (bounds && looks_swapped(box, *bounds)) {
    return Complaint{"longitude", "looks swapped",
                     with_value("longitude and latitude look swapped", fmt::format("{}, {}", box.min_x, box.min_y))};
  }
  if (box.max_x > 180.0) return out_of_range("longitude", box.max_x, 180);
  if (box.min_x < -180.0) return out_of_range("longitude", box.min_x, 180);
  if (box.max_y > 90.0) return out_of_range("latitude", box.max_y, 90);
  if (box.min_y < -90.0) return out_of_range("latitude", box.min_y, 90);
  return std::nullopt;
}

}  // namespace riskmap::io::detail
