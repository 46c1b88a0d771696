// SPDX-License-Identifier: MIT
#include <riskmap/density/detail/row_sums.hpp>
#include <riskmap/density/detail/wide_loops.hpp>

#include <algorithm>
#include <cmath>

namespace riskmap::density::detail {
namespace {

/// Degrees of longitude that surely hold half a chord's share of the diameter: asin(x) < x + x³/5 below one half.
double half_width(double sine2) {
  if (sine2 >= 0.25) return sine2 < 1.0 ? 1.0001 * 2.0 * std::asin(std::sqrt(sine2)) / geo::degrees_to_radians : 360.0;
  return 2.0002 * std::sqrt(sine2) * (1.0 + 0.2 * sine2) / geo::degrees_to_radians;
}

}  // namespace

void RowSums::add(const Source& source, const ProfileTable& profile, double* sums) const {
  if (std::abs(source.where.lat - m_lat) > latitude_reach(source.radius)) return;
  const double inwards = m_parallel.from_axis - source.parallel.from_axis,
               up = m_parallel.height - source.parallel.height;
  const double vertical2 = inwards * inwards + up * up, across = 4.0 * m_parallel.from_axis * source.parallel.from_axis;
  const double room = m_arc.chord_squared_of(source.radius) * (1.0 + 1e-5) - vertical2;
  if (room <= 0.0) return;
  const double wide = across > 0.0 ? half_width(room / across) : 360.0;
  const KernelRow row{vertical2,
                      across,
                      source.half.sine,
                      source.half.cosine,
                      m_arc.second(),
                      m_arc.fourth(),
                      1.0 / (source.radius * source.radius),
                      source.amount};
  const auto count = static_cast<double>(m_meridians.size());
  const double west = m_meridians.lons.front(), east = m_meridians.lons.back();
  const auto column = [&](double lon) {
    const double step = m_meridians.size() > 1 ? (east - west) / (count - 1.0) : 1.0;
    return static_cast<std::size_t>(std::clamp(std::ceil((lon - west) / step), 0.0, count));
  };
  for (const double turn : {0.0, -360.0, 360.0}) {
    if (turn != 0.0 && wide >= 180.0) return;  // all columns are done
    const double lon = source.where.lon + turn, reach = wide >= 180.0 ? 720.0 : wide;
    if (lon - reach > east || lon + reach <= west) continue;
    const std::size_t first = column(lon - reach), last = column(lon + reach);
    if (first >= last) continue;
    add_kernel_row(sums + first, &m_meridians.half_sines[first], &m_meridians.half_cosines[first], last - first, row,
                   profile);
  }
}

}  // namespace riskmap::density::detail
