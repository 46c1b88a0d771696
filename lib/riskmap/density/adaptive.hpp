// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/density/surface.hpp>

#include <vector>

namespace riskmap::density {

/// Σ amount · K(place) in 1/m², the pilot's value up to its norm: exact sums within 1e-6. O(n) a place, less
/// what lies too far north or south.
std::vector<double> pilot_values(const std::vector<Contribution>& pilot, const std::vector<geo::LonLat>& places,
                                 const Kernel& kernel, unsigned threads);

/// Abramson's (1982) square-root law with the trim of Hall & Marron (1988): fᵢ = min(f̃ᵢ^(−1/2) / γ, trim), γ the
/// geometric mean of f̃^(−1/2) weighted by ω. f̃ need not be normed: γ takes the norm out.
std::vector<double> abramson_factors(const std::vector<double>& pilot, const std::vector<double>& weights, double trim);

}  // namespace riskmap::density
