// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/base/quantity.hpp>
#include <riskmap/base/random.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

namespace riskmap::assess::detail {

/// The weeks of a span of time, counted from its start; the last may be short. Events that come in one week belong
/// together, so weeks are what is drawn again.
class Weeks {
 public:
  Weeks(Days from, Days until)
      : m_from(from), m_count(static_cast<std::size_t>(std::max(1.0, std::ceil((until - from).value() / 7.0)))) {}
  std::size_t count() const { return m_count; }
  /// The week of a moment; one before or after belongs to the first or last.
  std::size_t of(Days moment) const {
    const double week = std::floor((moment - m_from).value() / 7.0);
    return static_cast<std::size_t>(std::clamp(week, 0.0, static_cast<double>(m_count - 1)));
  }

 private:
  Days m_from;
  std::size_t m_count;
};

/// How often each of `count` weeks is drawn when as many are drawn with replacement: the `resample`-th draw of a seed.
inline std::vector<unsigned> drawn_weeks(std::size_t count, std::uint64_t seed, std::uint64_t resample) {
  Random random(seed, resample);
  std::vector<unsigned> drawn(count, 0U);
  for (std::size_t i = 0; i < count; ++i) ++drawn[random.below(count)];
  return drawn;
}

}  // namespace riskmap::assess::detail
