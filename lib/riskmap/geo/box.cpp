// SPDX-License-Identifier: MIT
#include <riskmap/geo/box.hpp>

#include <riskmap/base/error.hpp>

#include <fmt/format.h>

#include <charconv>
#include <string>
#include <vector>

namespace riskmap::geo {
namespace {

std::vector<double> parse_numbers(std::string_view text, std::size_t wanted, std::string_view example) {
  std::vector<double> numbers;
  const char* at = text.data();
  const char* const end = text.data() + text.size();
  bool complete = false;
  while (!complete) {
    while (at != end && *at == ' ') ++at;
    double number = 0;
    const auto [stop, error] = std::from_chars(at, end, number);
    if (error != std::errc{} || !std::isfinite(number)) break;
    numbers.push_back(number);
    at = stop;
    while (at != end && *at == ' ') ++at;
    complete = at == end;
    if (!complete && *at++ != ',') break;
  }
  if (!complete || numbers.size() != wanted) {
    throw UsageError(fmt::format("'{}' is not {}", printable(std::string(text)), example));
  }
  return numbers;
}

}  // namespace

MercatorBox to_mercator(const LonLatBox& box) {
  const auto low = to_mercator(LonLat{box.min_x, box.min_y});
  const auto high = to_mercator(LonLat{box.max_x, box.max_y});
  return {low.x, low.y, high.x, high.y};
}

LonLatBox to_lonlat(const MercatorBox& box) {
  const auto low = to_lonlat(MercatorPoint{box.min_x, box.min_y});
  const auto high = to_lonlat(MercatorPoint{box.max_x, box.max_y});
  return {low.lon, low.lat, high.lon, high.lat};
}

LonLatBox parse_box(std::string_view text) {
  const auto n = parse_numbers(text, 4, "a box (write W,S,E,N in degrees, like 60.5,23.4,77.5,37.2)");
  const auto shown = printable(std::string(text));
  if (n[0] >= n[2]) {
    throw UsageError("", fmt::format("'{}': west {} is not less than east {}", shown, n[0], n[2]),
                     "a box across the antimeridian is drawn as two boxes");
  }
  if (n[1] >= n[3])
    throw UsageError("", fmt::format("'{}': south {} is not less than north {}", shown, n[1], n[3]),
                     "the order is W,S,E,N");
  if (!is_valid({n[0], n[1]}) || !is_valid({n[2], n[3]})) {
    throw UsageError("", fmt::format("'{}' leaves the world", shown),
                     "longitudes lie in -180..180, latitudes in -90..90");
  }
  return {n[0], n[1], n[2], n[3]};
}

LonLat parse_lonlat(std::string_view text) {
  const auto n = parse_numbers(text, 2, "a place (write LON,LAT in degrees, like 62.333,25.113)");
  const LonLat place{n[0], n[1]};
  if (!is_valid(place)) {
    throw UsageError("", fmt::format("'{}' leaves the world", printable(std::string(text))),
                     "longitude first, then latitude");
  }
  return place;
}

}  // namespace riskmap::geo
