// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/density/change.hpp>

#include <cstdint>
#include <utility>
#include <vector>

namespace riskmap::density::detail {

/// The weeks of two periods, each counted from its period's start, dealt anew to the periods many times.
class WeekPermutations {
 public:
  explicit WeekPermutations(const ChangeOptions& options);

  /// The week of a moment. \pre it lies in one of the periods
  std::uint32_t of(Days moment) const;
  bool is_after(std::uint32_t week) const { return week >= m_before_count; }
  std::uint32_t before_count() const { return m_before_count; }
  std::uint32_t after_count() const { return m_count - m_before_count; }

  /// What events add up to, by week (those with none left out) and by period.
  struct Sums {
    std::vector<std::pair<std::uint32_t, double>> weeks;
    double before = 0.0, after = 0.0;
  };
  Sums sums(const std::vector<double>& by_event, const std::vector<std::uint32_t>& week_of_event) const;

  /// Twice the smaller share of permutations whose sum after is at least, or at most, as large; at most 1. Since the
  /// sum of both periods stays, any ratio of the two rises with it, so this is the p of the log ratio too.
  double two_sided_p(const Sums& sums) const;

 private:
  Period m_before, m_after;
  std::uint32_t m_before_count, m_count;
  unsigned m_permutations;
  std::vector<float> m_dealt;  ///< by week, then by permutation: 1 if the week is dealt to the period after, else 0
};

}  // namespace riskmap::density::detail
