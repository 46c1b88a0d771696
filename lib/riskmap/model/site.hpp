// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/base/quantity.hpp>
#include <riskmap/geo/lonlat.hpp>

#include <string>

namespace riskmap::model {

/// A project site.
struct Site {
  std::string id;
  std::string name;
  geo::LonLat where;
  Metres uncertainty;
  bool primary = false;
};

}  // namespace riskmap::model
