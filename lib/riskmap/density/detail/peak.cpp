// SPDX-License-Identifier: MIT
#include <riskmap/density/detail/peak.hpp>
#include <riskmap/density/detail/source.hpp>

#include <algorithm>

namespace riskmap::density::detail {
namespace {

constexpr std::size_t most_starts = 2000;
constexpr std::size_t climbed = 12, refined = 3;
constexpr double first_step = 0.25, coarse_step = 1.0 / 64.0, last_step = 1e-4;  // of the radius

struct Start {
  geo::LonLat where;
  double radius, value;
};

bool higher(const Start& a, const Start& b) { return a.value > b.value; }

std::vector<Start> starts_of(const std::vector<Contribution>& contributions,
                             const std::function<double(geo::LonLat)>& value) {
  std::vector<Start> starts;
  const std::size_t step = std::max<std::size_t>(1, contributions.size() / most_starts);
  geo::LonLat last{1e9, 1e9};
  for (std::size_t i = 0; i < contributions.size(); i += step) {
    const Contribution& c = contributions[i];
    if (c.where == last) continue;
    last = c.where;
    starts.push_back({c.where, c.radius, value(c.where)});
  }
  std::stable_sort(starts.begin(), starts.end(), higher);
  return starts;
}

/// The highest, none within a quarter of a radius of a higher one: that climbs the same hill.
std::vector<Start> apart(const std::vector<Start>& starts) {
  std::vector<Start> chosen;
  for (const Start& start : starts) {
    const Target target(start.where);
    const auto same = [&](const Start& other) {
      return target.squared_distance(Source({other.where, 1.0, 1.0, 0}, 1.0, 0)) < 0.0625 * start.radius * start.radius;
    };
    if (std::none_of(chosen.begin(), chosen.end(), same)) chosen.push_back(start);
    if (chosen.size() == climbed) break;
  }
  return chosen;
}

/// Steps to the best of eight neighbours while there is a better one, then halves the step.
void climb(Start& start, double from, double until, const std::function<double(geo::LonLat)>& value) {
  static constexpr double east[] = {1, 0.7, 0, -0.7, -1, -0.7, 0, 0.7}, north[] = {0, 0.7, 1, 0.7, 0, -0.7, -1, -0.7};
  for (double step = from; step >= until;) {
    const double high = latitude_reach(step * start.radius);
    const double wide = high / std::cos(std::min(std::abs(start.where.lat), 85.0) * geo::degrees_to_radians);
    Start best = start;
    for (std::size_t i = 0; i < 8; ++i) {
      const geo::LonLat place{std::clamp(start.where.lon + wide * east[i], -180.0, 180.0),
                              std::clamp(start.where.lat + high * north[i], -90.0, 90.0)};
      if (const double found = value(place); found > best.value) best.where = place, best.value = found;
    }
    if (best.value > start.value * (1.0 + 1e-7))
      start = best;
    else
      step *= 0.5;
  }
}

}  // namespace

double largest_value(const std::vector<Contribution>& contributions, const std::function<double(geo::LonLat)>& value) {
  std::vector<Start> hills = apart(starts_of(contributions, value));
  for (Start& hill : hills) climb(hill, first_step, coarse_step, value);
  std::stable_sort(hills.begin(), hills.end(), higher);
  if (hills.size() > refined) hills.resize(refined);
  for (Start& hill : hills) climb(hill, 0.5 * coarse_step, last_step, value);
  return std::max_element(hills.begin(), hills.end(), [](const Start& a, const Start& b) { return higher(b, a); })
      ->value;
}

}  // namespace riskmap::density::detail
