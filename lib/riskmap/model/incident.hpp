// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/base/quantity.hpp>
#include <riskmap/geo/lonlat.hpp>

#include <cstdint>
#include <memory>
#include <string>

namespace riskmap::model {

class Area;

/// A geocoded event as the density sees it: numbers only.
struct Incident {
  std::string id;
  geo::LonLat where;
  Days begin;  ///< start of its first day
  Days end;    ///< end of its last day; end > begin
  double weight = 1.0;
  Metres uncertainty;                         ///< radius of a disc that surely holds the place; 0 if exact
  std::uint64_t row = 0;                      ///< in its file, for reports
  std::shared_ptr<const Area> known_to = {};  ///< the district or province that is all that is known of the place
};

}  // namespace riskmap::model
