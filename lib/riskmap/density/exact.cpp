// SPDX-License-Identifier: MIT
// Sums at single places: quick ones by chords, and the oracle by Karney's geodesics.
#include <riskmap/density/detail/edge_field.hpp>
#include <riskmap/density/detail/engine.hpp>
#include <riskmap/geo/geodesic.hpp>

#include <algorithm>
#include <cmath>
#include <utility>

namespace riskmap::density {
namespace {

constexpr double near_rim = 3e-5;     // of the radius: what a chord may be wrong by
constexpr double safely_wide = 2e-3;  // of the widest radius: no geodesic differs so much from its chord's estimate

/// Calls with(event, a) for each contribution that reaches a place. Where the kernel jumps at its rim a distance that
/// close to it is taken exactly: a micrometre decides there.
template <typename TEngine, typename TVisitor>
void for_each_reaching(const TEngine& engine, geo::LonLat place, TVisitor&& with) {
  const Kernel& kernel = *engine.parts().kernel;
  const bool jumps = kernel.profile(1.0) > 0.0;
  engine.index().for_each_near(place, jumps ? near_rim * engine.widest_radius() : 0.0,
                               [&](const detail::Source& source, double squared) {
                                 double u = std::sqrt(squared) / source.radius;
                                 if (jumps && std::abs(u - 1.0) < near_rim)
                                   u = geo::geodesic(source.where, place).length.value() / source.radius;
                                 if (u < 1.0) with(source.event, source.amount * kernel.profile(u));
                                 return true;
                               });
}

}  // namespace

double Surface::value(geo::LonLat place) const {
  if (m_engine->parts().exact) return exact_value(place);
  if (!covers(place)) return 0.0;
  double sum = 0.0;
  for_each_reaching(*m_engine, place, [&](std::uint32_t, double a) { sum += a; });
  const auto& uniform = m_engine->parts().uniform;
  return sum > 0.0 && uniform != nullptr ? sum * uniform->factor(place) : sum;
}

double Surface::exact_value(geo::LonLat place) const {
  if (!covers(place)) return 0.0;
  double sum = 0.0;
  m_engine->index().for_each_near(place, safely_wide * m_engine->widest_radius(),
                                  [&](const detail::Source& source, double) {
                                    const double u = geo::geodesic(source.where, place).length.value() / source.radius;
                                    if (u < 1.0) sum += source.amount * kernel().profile(u);
                                    return true;
                                  });
  const auto& uniform = m_engine->parts().uniform;
  return sum > 0.0 && uniform != nullptr ? sum * uniform->factor(place) : sum;
}

double Surface::relative_standard_error(geo::LonLat place) const {
  if (!covers(place)) return 0.0;
  std::vector<std::pair<std::uint32_t, double>> added;
  for_each_reaching(*m_engine, place, [&](std::uint32_t event, double a) { added.emplace_back(event, a); });
  std::stable_sort(added.begin(), added.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  double sum = 0.0, squares = 0.0;
  for (std::size_t i = 0; i < added.size();) {
    const std::uint32_t event = added[i].first;
    double of_event = 0.0;
    for (; i < added.size() && added[i].first == event; ++i) of_event += added[i].second;
    sum += of_event;
    squares += of_event * of_event;
  }
  return sum > 0.0 ? std::sqrt(squares) / sum : 0.0;
}

void Surface::add_event_values(geo::LonLat place, std::vector<double>& by_event) const {
  const auto& uniform = m_engine->parts().uniform;
  const double factor = uniform != nullptr ? uniform->factor(place) : 1.0;
  for_each_reaching(*m_engine, place, [&](std::uint32_t event, double a) { by_event[event] += factor * a; });
}

}  // namespace riskmap::density
