// SPDX-License-Identifier: MIT
#pragma once
#include <string>
#include <vector>

namespace riskmap::render::detail {

/// One axis of a plot: a range, linear or logarithmic, with round ticks (Heckbert 1990, Nice numbers for graph labels:
/// steps of 1, 2 or 5 times a power of ten; on a logarithmic axis 1, 2 and 5 of each decade, or whole decades).
class PlotAxis {
 public:
  enum class Fit : unsigned char { tight, to_ticks };  ///< to_ticks: the range grows to the ticks around it

  /// About `wanted` ticks, never more than 12. A range that is empty, not finite or (logarithmic) not positive is
  /// replaced by one that can be drawn.
  PlotAxis(double low, double high, bool log, int wanted, Fit fit);

  /// 0 at the low end, 1 at the high end; beyond them outside [0, 1].
  double share(double value) const;
  bool can_show(double value) const;  ///< finite, and positive on a logarithmic axis
  double low() const { return m_low; }
  double high() const { return m_high; }
  const std::vector<double>& ticks() const { return m_ticks; }
  /// "0.05", "1,000", "−2": all ticks with the same number of decimals; far from 1 like "2e−07".
  std::string text(double tick) const;

 private:
  void place_linear_ticks(int wanted);
  void place_log_ticks(int wanted);

  double m_low, m_high;
  bool m_log;
  int m_decimals = 0;  ///< −1: scientific
  std::vector<double> m_ticks;
};

}  // namespace riskmap::render::detail
