// SPDX-License-Identifier: MIT
#include <riskmap/density/detail/week_permutations.hpp>

#include <riskmap/base/random.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace riskmap::density::detail {
namespace {

std::uint32_t weeks_in(const Period& period) {
  return static_cast<std::uint32_t>(std::max(1.0, std::ceil((period.until - period.from).value() / 7.0)));
}

std::uint32_t week_in(const Period& period, Days moment) {
  return static_cast<std::uint32_t>((moment - period.from).value() / 7.0);
}

}  // namespace

WeekPermutations::WeekPermutations(const ChangeOptions& options)
    : m_before(options.before),
      m_after(options.after),
      m_before_count(weeks_in(options.before)),
      m_count(m_before_count + weeks_in(options.after)),
      m_permutations(options.permutations),
      m_dealt(std::size_t{m_count} * m_permutations, 0.0F) {
  std::vector<std::uint32_t> weeks(m_count);
  for (unsigned p = 0; p < m_permutations; ++p) {
    Random random(options.seed, p);
    std::iota(weeks.begin(), weeks.end(), 0U);
    for (std::uint32_t i = 0; i < m_before_count; ++i) std::swap(weeks[i], weeks[i + random.below(m_count - i)]);
    for (std::uint32_t i = m_before_count; i < m_count; ++i) m_dealt[std::size_t{weeks[i]} * m_permutations + p] = 1.0F;
  }
}

std::uint32_t WeekPermutations::of(Days moment) const {
  if (moment < m_before.until) return std::min(week_in(m_before, moment), m_before_count - 1);
  return m_before_count + std::min(week_in(m_after, moment), m_count - m_before_count - 1);
}

WeekPermutations::Sums WeekPermutations::sums(const std::vector<double>& by_event,
                                              const std::vector<std::uint32_t>& week_of_event) const {
  std::vector<double> by_week(m_count, 0.0);
  for (std::size_t i = 0; i < by_event.size(); ++i) by_week[week_of_event[i]] += by_event[i];
  Sums out;
  for (std::uint32_t week = 0; week < m_count; ++week) {
    if (by_week[week] <= 0.0) continue;
    out.weeks.emplace_back(week, by_week[week]);
    (is_after(week) ? out.after : out.before) += by_week[week];
  }
  return out;
}

double WeekPermutations::two_sided_p(const Sums& sums) const {
  std::vector<double> after(m_permutations, 0.0);
  for (const auto& [week, amount] : sums.weeks) {
    const float* dealt = m_dealt.data() + std::size_t{week} * m_permutations;
    for (unsigned p = 0; p < m_permutations; ++p) after[p] += amount * static_cast<double>(dealt[p]);
  }
  const double same = 1e-12 * (sums.before + sums.after);  // sums in another order are equal sums
  double above = 1.0, below = 1.0;                         // the list as it is
  for (const double sum : after) {
    if (sum >= sums.after - same) ++above;
    if (sum <= sums.after + same) ++below;
  }
  return std::min(1.0, 2.0 * std::min(above, below) / (m_permutations + 1.0));
}

}  // namespace riskmap::density::detail
