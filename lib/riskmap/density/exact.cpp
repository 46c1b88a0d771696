// SPDX-License-Identifier: MIT
// The oracle: every contribution, distances by Karney's geodesics.
#include <riskmap/density/detail/local_plane.hpp>
#include <riskmap/density/surface.hpp>

#include <cmath>

namespace riskmap::density {
namespace {

/// Calls with(event, amount · K) for each contribution that reaches the place, in 1/m².
template <typename TVisitor>
void for_each_reaching(const Surface::Parts& parts, geo::LonLat place, TVisitor&& with) {
  const detail::LocalPlane plane(place);
  for (const Contribution& c : parts.contributions) {
    // The quick distance, good to 1e-4 at any reach a kernel has, spares the geodesic for the many that are far away.
    if (plane.distance(detail::to_earth(c.where)) > 1.001 * c.radius) continue;
    const double u = geo::geodesic(c.where, place).length.value() / c.radius;
    if (u < 1.0) with(c.event, c.amount * parts.kernel->profile(u) / (c.radius * c.radius));
  }
}

}  // namespace

double Surface::exact_value(geo::LonLat place) const {
  if (!covers(place)) return 0.0;
  double sum = 0.0;
  for_each_reaching(m_parts, place, [&](std::uint32_t, double a) { sum += a; });
  return 1e9 * sum / m_parts.report.effective_years;
}

double Surface::relative_standard_error(geo::LonLat place) const {
  if (!covers(place)) return 0.0;
  double sum = 0.0, squares = 0.0, of_event = 0.0;
  std::uint32_t event = 0;
  const auto close_event = [&] { squares += of_event * of_event, of_event = 0.0; };
  for_each_reaching(m_parts, place, [&](std::uint32_t index, double a) {
    if (index != event) close_event();
    event = index;
    of_event += a;
    sum += a;
  });
  close_event();
  return sum > 0.0 ? std::sqrt(squares) / sum : 0.0;
}

void Surface::add_event_values(geo::LonLat place, std::vector<double>& by_event) const {
  const double scale = 1e9 / m_parts.report.effective_years;
  for_each_reaching(m_parts, place, [&](std::uint32_t event, double a) { by_event[event] += scale * a; });
}

}  // namespace riskmap::density
