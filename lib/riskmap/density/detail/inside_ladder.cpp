// SPDX-License-Identifier: MIT
#include <riskmap/base/parallel.hpp>
#include <riskmap/density/detail/inside_ladder.hpp>

#include <algorithm>
#include <cmath>

namespace riskmap::density::detail {
namespace {

const double log_step = std::log(1.3);

}  // namespace

InsideLadder::InsideLadder(const EdgeMass& edge, const std::vector<geo::LonLat>& places, double least_radius,
                           double most_radius, unsigned threads)
    : m_log_least(std::log(least_radius)),
      m_count(static_cast<std::size_t>(std::ceil((std::log(most_radius) - m_log_least) / log_step)) + 2),
      m_inside(places.size() * m_count) {
  parallel_for(places.size(), threads, [&](std::size_t i) { climb(edge, places[i], &m_inside[i * m_count]); });
}

// From the widest down: once a whole kernel lies inside, so does every narrower one.
void InsideLadder::climb(const EdgeMass& edge, geo::LonLat place, float* rungs) const {
  constexpr double whole = 0.9999;
  bool cut = true;
  for (std::size_t k = m_count; k-- > 0;) {
    const double radius = std::exp(m_log_least + log_step * static_cast<double>(k));
    rungs[k] = cut ? static_cast<float>(edge.inside(place, radius)) : 1.0F;
    cut = rungs[k] < whole;
  }
}

double InsideLadder::inside(std::size_t index, double radius) const {
  const float* rungs = &m_inside[index * m_count];
  const double place = std::clamp((std::log(radius) - m_log_least) / log_step, 0.0, static_cast<double>(m_count - 1));
  const std::size_t k = std::min(static_cast<std::size_t>(place), m_count - 2);
  const double t = place - static_cast<double>(k);
  const double b = rungs[k], c = rungs[k + 1];
  const double a = k > 0 ? rungs[k - 1] : b, d = k + 2 < m_count ? rungs[k + 2] : c;
  const double cubic = b + 0.5 * t * (c - a + t * (2.0 * a - 5.0 * b + 4.0 * c - d + t * (3.0 * (b - c) + d - a)));
  return std::clamp(cubic, 1e-6, 1.0);
}

}  // namespace riskmap::density::detail
