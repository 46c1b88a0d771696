// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/density/detail/source_index.hpp>
#include <riskmap/density/surface.hpp>

#include <memory>
#include <vector>

namespace riskmap::density {

/// Σ amount · K(place) in 1/m², the pilot's value up to its norm. Up to 10,000 contributions: exact sums within 1e-6.
/// Longer lists: as a surface is drawn (detail/field.hpp), within 1e-4 of the largest value, and summed exactly where
/// the pilot is below a five-hundredth of that. O(contributions + places).
std::vector<double> pilot_values(const std::vector<Contribution>& pilot, const std::vector<geo::LonLat>& places,
                                 const Kernel& kernel, unsigned threads,
                                 std::size_t max_memory = std::size_t{2} << 30U);

/// γ, the geometric mean of f̃^(−1/2) weighted by ω.
double abramson_mean(const std::vector<double>& pilot, const std::vector<double>& weights);

/// Abramson's (1982) square-root law with the trim of Hall & Marron (1988): fᵢ = min(f̃ᵢ^(−1/2) / γ, trim). f̃ need not
/// be normed: γ takes the norm out.
std::vector<double> abramson_factors(const std::vector<double>& pilot, const std::vector<double>& weights, double trim);

/// The same law anywhere, for the uniform edge correction. Immutable, thread-safe.
class AbramsonLaw {
 public:
  /// \pre kernel outlives this
  AbramsonLaw(const std::vector<Contribution>& pilot, const Kernel& kernel, double mean, double trim);
  /// Σ amount · K(place) in 1/m², without edge correction.
  double pilot_at(geo::LonLat place) const;
  /// The bandwidth in units of h₀ where the pilot has this value.
  double factor(double pilot) const;

 private:
  std::shared_ptr<const detail::SourceIndex> m_pilot;
  const Kernel* m_kernel;
  double m_mean, m_trim;
};

}  // namespace riskmap::density
