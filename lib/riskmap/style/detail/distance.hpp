// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/style/detail/cheap_ruler.hpp>

namespace riskmap::style {

/// The least distance in metres between two things in longitude and latitude, or `known` if that is less; found by
/// halving the longer of two lists and passing over halves whose boxes lie farther off (style-spec 26.6, "distance").
/// Nothing below is called with an empty list.
struct PointSet {
  const PlaneLine& points;
  bool is_line;  ///< points joined, else points each for itself
};
double distance_between(const PointSet& a, const PointSet& b, const CheapRuler& ruler, double known);
double distance_between(const PointSet& a, const PlaneRings& polygon, const CheapRuler& ruler, double known);
double distance_between(const PlaneRings& a, const PlaneRings& b, const CheapRuler& ruler, double known);

}  // namespace riskmap::style
