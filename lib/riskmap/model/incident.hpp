// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/base/quantity.hpp>
#include <riskmap/geo/lonlat.hpp>

#include <cstdint>
#include <string>

namespace riskmap::model {

/// A geocoded event as the density sees it: numbers only.
struct Incident {
  std::string id;
  geo::LonLat where;
  Days begin;  ///< start of its first day
  Days end;    ///< end of its last day; end > begin
  double weight = 1.0;
  Metres uncertainty;     ///< radius of a disc that surely holds the place; 0 if exact
  std::uint64_t row = 0;  ///< in its file, for reports
};

}  // namespace riskmap::model
