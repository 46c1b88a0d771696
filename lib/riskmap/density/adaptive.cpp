// SPDX-License-Identifier: MIT
#include <riskmap/base/parallel.hpp>
#include <riskmap/density/adaptive.hpp>
#include <riskmap/density/detail/field.hpp>

#include <algorithm>
#include <cmath>
#include <optional>

namespace riskmap::density {
namespace {

constexpr std::size_t summed_directly = 10000;
constexpr double surely_drawn = 0.002;  // of the largest: below it the drawn pilot's error would show in a bandwidth
constexpr std::size_t chunk = 1024;     // places handed to a thread at once

std::shared_ptr<const detail::SourceIndex> index_of(const std::vector<Contribution>& contributions) {
  std::vector<detail::Source> sources;
  sources.reserve(contributions.size());
  for (const Contribution& c : contributions) sources.emplace_back(c, 1.0, static_cast<std::uint32_t>(sources.size()));
  return std::make_shared<const detail::SourceIndex>(std::move(sources));
}

/// The contributions of cells that hold a place at hand, and of the cells around those: all that can reach one.
std::vector<Contribution> near(const std::vector<Contribution>& contributions, const std::vector<geo::LonLat>& places) {
  double reach = 0.0, farthest = 0.0;
  for (const Contribution& c : contributions) reach = std::max(reach, c.radius);
  for (const geo::LonLat place : places) farthest = std::max(farthest, std::abs(place.lat));
  const double high = detail::latitude_reach(reach), wide = detail::longitude_reach(reach, farthest);
  const auto columns = static_cast<std::size_t>(360.0 / wide) + 1, rows = static_cast<std::size_t>(180.0 / high) + 1;
  const auto column = [&](geo::LonLat p) {
    return std::min(static_cast<std::size_t>((p.lon + 180.0) / wide), columns - 1);
  };
  const auto row = [&](geo::LonLat p) { return std::min(static_cast<std::size_t>((p.lat + 90.0) / high), rows - 1); };
  std::vector<bool> marked(columns * rows);
  for (const geo::LonLat place : places)
    for (std::size_t j = std::max<std::size_t>(row(place), 1) - 1; j < std::min(rows, row(place) + 2); ++j)
      for (std::size_t i = 0; i < 5; ++i)  // one more on each side, since the last column may be a narrow one
        marked[j * columns + (column(place) + columns + columns + i - 2) % columns] = true;
  std::vector<Contribution> chosen;
  for (const Contribution& c : contributions)
    if (marked[row(c.where) * columns + column(c.where)]) chosen.push_back(c);
  return chosen;
}

double sum_at(geo::LonLat place, const detail::SourceIndex& index, const Kernel& kernel) {
  double sum = 0.0;
  index.for_each_near(place, 0.0, [&](const detail::Source& source, double squared) {
    sum += source.amount * kernel.profile(std::sqrt(squared) / source.radius);
    return true;
  });
  return sum;
}

template <typename TValue>
void fill(std::vector<double>& values, unsigned threads, TValue&& value) {
  parallel_for((values.size() + chunk - 1) / chunk, threads, [&](std::size_t part) {
    for (std::size_t i = part * chunk; i < std::min(values.size(), (part + 1) * chunk); ++i) values[i] = value(i);
  });
}

}  // namespace

std::vector<double> pilot_values(const std::vector<Contribution>& pilot, const std::vector<geo::LonLat>& places,
                                 const Kernel& kernel, unsigned threads, std::size_t max_memory) {
  std::vector<double> values(places.size());
  if (pilot.size() <= summed_directly) {
    const auto index = index_of(pilot);
    fill(values, threads, [&](std::size_t i) { return sum_at(places[i], *index, kernel); });
    return values;
  }
  const detail::Field field(pilot, kernel, {.threads = threads, .max_memory = max_memory});
  fill(values, threads, [&](std::size_t i) { return field.at(places[i]); });
  const double low = surely_drawn * *std::max_element(values.begin(), values.end());
  std::vector<geo::LonLat> faint;
  for (std::size_t i = 0; i < values.size(); ++i)
    if (values[i] < low) faint.push_back(places[i]);
  if (faint.empty()) return values;
  const auto index = index_of(near(pilot, faint));
  fill(values, threads, [&](std::size_t i) { return values[i] < low ? sum_at(places[i], *index, kernel) : values[i]; });
  return values;
}

double abramson_mean(const std::vector<double>& pilot, const std::vector<double>& weights) {
  double total = 0.0, sum = 0.0;
  for (std::size_t i = 0; i < pilot.size(); ++i) {
    if (weights[i] <= 0.0 || pilot[i] <= 0.0) continue;  // 0 · log 0 is 0 here; a pilot of 0 gets the trim below
    total += weights[i];
    sum += weights[i] * -0.5 * std::log(pilot[i]);
  }
  return total > 0.0 ? std::exp(sum / total) : 1.0;
}

std::vector<double> abramson_factors(const std::vector<double>& pilot, const std::vector<double>& weights,
                                     double trim) {
  const double mean = abramson_mean(pilot, weights);
  std::vector<double> factors(pilot.size());
  for (std::size_t i = 0; i < pilot.size(); ++i) factors[i] = std::min(1.0 / (std::sqrt(pilot[i]) * mean), trim);
  return factors;
}

AbramsonLaw::AbramsonLaw(const std::vector<Contribution>& pilot, const Kernel& kernel, double mean, double trim)
    : m_pilot(index_of(pilot)), m_kernel(&kernel), m_mean(mean), m_trim(trim) {}

double AbramsonLaw::pilot_at(geo::LonLat place) const { return sum_at(place, *m_pilot, *m_kernel); }

double AbramsonLaw::factor(double pilot) const { return std::min(1.0 / (std::sqrt(pilot) * m_mean), m_trim); }

}  // namespace riskmap::density
