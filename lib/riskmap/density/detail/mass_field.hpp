// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/density/edge.hpp>

#include <array>
#include <cstdint>
#include <unordered_map>

namespace riskmap::density::detail {

/// How much of the kernel of one radius lies inside a study area, as a field: EdgeMass at nodes 0.7 of the kernel's
/// standard deviation apart, each evaluated when it is first needed, bicubic between. Within 0.005 of EdgeMass where
/// the outline is no finer than the nodes. For one thread.
class MassField {
 public:
  /// \pre edge outlives this
  MassField(const EdgeMass& edge, const Kernel& kernel, double radius);
  double inside(geo::LonLat place);

 private:
  using Cell =
      std::array<std::array<double, 4>, 4>;  // rows from the south, columns from the west, one beyond each side
  double at_node(std::int32_t column, std::int32_t row);

  const EdgeMass& m_edge;
  double m_radius, m_step;  // degrees of latitude and of longitude
  std::unordered_map<std::uint64_t, double> m_nodes;
  std::uint64_t m_last = ~std::uint64_t{0};  // neighbours in a row ask for the same cell
  Cell m_cell{};
};

}  // namespace riskmap::density::detail
