// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/map/scene.hpp>

#include <cstdint>
#include <span>
#include <vector>

namespace riskmap::assess {

/// The relative standard error of a surface at places, by drawing the weeks of its window again with replacement
/// (block bootstrap, Künsch 1989; Efron & Tibshirani 1993): each draw weighs a week's events by how often it came up,
/// and the standard deviation of the surface over the draws is divided by its value. Beside √Σaᵢ²/Σaᵢ, which takes
/// events to be independent, it counts attacks of one week as one accident; empty weeks are drawn too. Bandwidths and
/// edge factors stay those of the list as it is, so it leaves out, like the other, what choosing them adds, and
/// under-reporting. An event known to several days belongs to the week of their middle.
/// 0 where no event reaches. The same numbers for a seed on any number of threads.
/// Cost: one Surface::add_event_values a place, and resamples × weeks in which an event reaches it.
/// \pre resamples ≥ 2, places lie in the study area or get 0
std::vector<double> bootstrap_errors(const map::SceneSurface& surface, std::span<const geo::LonLat> places,
                                     unsigned resamples, std::uint64_t seed, unsigned threads);

}  // namespace riskmap::assess
