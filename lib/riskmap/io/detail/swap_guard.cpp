// SPDX-License-Identifier: MIT
#include <riskmap/io/detail/swap_guard.hpp>

#include <algorithm>
#include <cmath>

namespace riskmap::io::detail {
namespace {

constexpr std::size_t least_places = 5, most_places = 200;
constexpr double core = 15.0, far = 20.0, near = 10.0, times_as_near = 4.0;  // degrees

double apart(geo::LonLat a, geo::LonLat b) { return std::hypot(a.lon - b.lon, a.lat - b.lat); }

double median_of(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

/// Five, ten, twenty … rather than each time.
bool is_time_to_settle(std::size_t count) {
  return count == least_places || count == 10 || count == 20 || count == 50 || count == most_places;
}

}  // namespace

void SwapGuard::Country::settle() {
  std::vector<double> longitudes, latitudes;
  for (const auto place : places) {
    longitudes.push_back(place.lon);
    latitudes.push_back(place.lat);
  }
  median = {median_of(std::move(longitudes)), median_of(std::move(latitudes))};
  const auto within = std::ranges::count_if(places, [&](geo::LonLat place) { return apart(place, median) <= core; });
  const auto outside = places.size() - static_cast<std::size_t>(within);
  concentrated = outside <= std::max<std::size_t>(places.size() / 10, 1);
}

void SwapGuard::learn(std::string_view country, geo::LonLat place) {
  auto found = m_countries.find(country);
  if (found == m_countries.end()) found = m_countries.emplace(std::string(country), Country{}).first;
  auto& known = found->second;
  if (known.places.size() >= most_places) return;
  known.places.push_back(place);
  if (is_time_to_settle(known.places.size())) known.settle();
}

bool SwapGuard::looks_swapped(std::string_view country, geo::LonLat place) const {
  const auto found = m_countries.find(country);
  if (found == m_countries.end() || !found->second.concentrated) return false;
  const double as_it_is = apart(place, found->second.median);
  const double other_way = apart({place.lat, place.lon}, found->second.median);
  return as_it_is > far && other_way < near && other_way * times_as_near < as_it_is;
}

}  // namespace riskmap::io::detail
