// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/density/detail/profile_table.hpp>
#include <riskmap/density/detail/source.hpp>

#include <cstddef>
#include <vector>

namespace riskmap::density::detail {

/// The columns of a picture or of a block of nodes: equal steps of longitude.
class Meridians {
 public:
  Meridians(double first_lon, double lon_step, std::size_t count);
  /// \pre lons ascend in equal steps, within what rounding leaves
  explicit Meridians(const std::vector<double>& lons);
  std::size_t size() const { return m_half_sin.size(); }

 private:
  friend class RowSums;
  double m_first_lon, m_lon_step;
  std::vector<double> m_half_sin, m_half_cos;  ///< of half the longitude
};

/// Exact sums (distances within 1e-6) along one parallel. Cost: about a nanosecond for each column a source reaches.
class RowSums {
 public:
  RowSums(const Meridians& meridians, double lat)
      : m_meridians(meridians), m_parallel(parallel_at(lat)), m_arc(lat), m_lat(lat) {}
  /// sums[i] += source's λ at column i; `sums` has as many numbers as there are columns.
  void add(const Source& source, const ProfileTable& profile, double* sums) const;

 private:
  const Meridians& m_meridians;
  Parallel m_parallel;
  Arc m_arc;
  double m_lat;
};

}  // namespace riskmap::density::detail
