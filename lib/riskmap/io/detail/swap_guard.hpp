// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/geo/lonlat.hpp>

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace riskmap::io::detail {

/// Tells longitude and latitude that changed places from how the other rows of the country lie. A row looks swapped if
/// nine in ten (or all but one) of its country's first 200 places (at least five) lie within 15° of their median, it
/// lies more than 20° from that, and the other way round it lies within 10° and four times as near.
class SwapGuard {
 public:
  void learn(std::string_view country, geo::LonLat place);
  bool looks_swapped(std::string_view country, geo::LonLat place) const;

 private:
  struct Country {
    std::vector<geo::LonLat> places;
    geo::LonLat median;
    bool concentrated = false;
    void settle();
  };
  struct Hash : std::hash<std::string_view> {
    using is_transparent = void;
  };
  std::unordered_map<std::string, Country, Hash, std::equal_to<>> m_countries;
};

}  // namespace riskmap::io::detail
