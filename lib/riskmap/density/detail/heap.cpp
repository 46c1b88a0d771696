// SPDX-License-Identifier: MIT
#include <riskmap/density/detail/heap.hpp>

#include <algorithm>
#include <cmath>

namespace riskmap::density::detail {
namespace {

constexpr double rungs_per_octave = 8.0;

}  // namespace

Ladder::Ladder(double smallest, double largest) : m_base(smallest) {
  if (largest <= smallest * (1.0 + 1e-9)) {
    m_rungs.push_back(smallest);
    return;
  }
  const double between = std::ceil(rungs_per_octave * std::log2(largest / smallest));
  for (double i = -1.0; i <= between + 1.0; ++i) m_rungs.push_back(smallest * std::exp2(i / rungs_per_octave));
}

Ladder::Share Ladder::share_of(double radius) const {
  Share share;
  if (m_rungs.size() == 1) return share;
  const double place = rungs_per_octave * std::log2(radius / m_base);
  const double below = std::clamp(std::floor(place), 0.0, static_cast<double>(m_rungs.size()) - 4.0);
  const double t = place - below;
  share.first = static_cast<std::size_t>(below);  // the rung before `below`: they begin one before the base
  share.count = 4;
  share.weights[0] = -t * (t - 1.0) * (t - 2.0) / 6.0;
  share.weights[1] = (t + 1.0) * (t - 1.0) * (t - 2.0) / 2.0;
  share.weights[2] = -(t + 1.0) * t * (t - 2.0) / 2.0;
  share.weights[3] = (t + 1.0) * t * (t - 1.0) / 6.0;
  return share;
}

}  // namespace riskmap::density::detail
