// SPDX-License-Identifier: MIT
#include <riskmap/render/detail/plot_axis.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace riskmap::render::detail {
namespace {

constexpr double slack = 1e-9;  // of a step: a tick at the end of the range is on it

double round_step(double rough) {
  const double power = std::pow(10.0, std::floor(std::log10(rough)));
  for (const double factor : {1.0, 2.0, 5.0})
    if (rough <= factor * power * (1.0 + slack)) return factor * power;
  return 10.0 * power;
}

std::pair<double, double> drawable(double low, double high, bool log) {
  const bool usable = std::isfinite(low) && std::isfinite(high) && low <= high && (!log || low > 0.0);
  if (!usable) return log ? std::pair{1.0, 10.0} : std::pair{0.0, 1.0};
  const double middle = low + (high - low) / 2.0;
  const bool flat = !(high - low > 1e-12 * std::max(std::abs(low), std::abs(high)));
  if (!flat) return {low, high};
  if (log) return {middle / 2.0, middle * 2.0};
  const double half = middle == 0.0 ? 1.0 : std::abs(middle) / 2.0;
  return {middle - half, middle + half};
}

void group_thousands(std::string& digits) {
  const auto point = std::min(digits.find('.'), digits.size());
  for (std::size_t at = point; at > 3 && digits[at - 4] != '-'; at -= 3) digits.insert(at - 3, ",");
}

void use_minus_sign(std::string& text) {
  for (auto at = text.find('-'); at != std::string::npos; at = text.find('-', at)) text.replace(at, 1, "−");
}

}  // namespace

PlotAxis::PlotAxis(double low, double high, bool log, int wanted, Fit fit) : m_low(low), m_high(high), m_log(log) {
  std::tie(m_low, m_high) = drawable(low, high, log);
  wanted = std::clamp(wanted, 2, 10);
  if (m_log)
    place_log_ticks(wanted);
  else
    place_linear_ticks(wanted);
  if (fit == Fit::to_ticks && !m_log && m_ticks.size() > 1) {
    const double step = m_ticks[1] - m_ticks[0];
    const auto within = [&](double rest) { return rest > slack * step; };
    if (within(m_ticks.front() - m_low)) m_ticks.insert(m_ticks.begin(), m_ticks.front() - step);
    if (within(m_high - m_ticks.back())) m_ticks.push_back(m_ticks.back() + step);
    m_low = std::min(m_low, m_ticks.front());
    m_high = std::max(m_high, m_ticks.back());
  }
}

void PlotAxis::place_linear_ticks(int wanted) {
  m_ticks.clear();
  const double step = round_step((m_high - m_low) / (wanted - 1));
  const double first = std::ceil(m_low / step - slack), last = std::floor(m_high / step + slack);
  for (double k = first; k <= last && m_ticks.size() < 12; ++k) m_ticks.push_back(k == 0.0 ? 0.0 : k * step);
  const double largest = std::max(std::abs(m_low), std::abs(m_high));
  m_decimals = std::max(0, static_cast<int>(-std::floor(std::log10(step) + slack)));
  if (largest >= 1e7 || largest < 1e-4) m_decimals = -1;
}

// 1, 2, 5 of each decade while they are few, then whole decades, then every second and so on. A range too short for
// any of these has round numbers as a linear axis would.
void PlotAxis::place_log_ticks(int wanted) {
  const double decades = std::log10(m_high / m_low);
  const int stride = std::max(1, static_cast<int>(std::ceil(decades / wanted)));
  const bool fine = 3.0 * decades <= wanted + 2;
  const int first = static_cast<int>(std::floor(std::log10(m_low))),
            last = static_cast<int>(std::ceil(std::log10(m_high)));
  for (int decade = first; decade <= last; ++decade) {
    for (const double factor : {1.0, 2.0, 5.0}) {
      const double tick = factor * std::pow(10.0, decade);
      const bool chosen = fine || (factor == 1.0 && decade % stride == 0);
      if (chosen && tick >= m_low * (1.0 - slack) && tick <= m_high * (1.0 + slack)) m_ticks.push_back(tick);
    }
  }
  if (m_ticks.size() < 3) return place_linear_ticks(wanted);
  const bool far = m_ticks.back() >= 1e7 || m_ticks.front() < 1e-4;
  m_decimals = far ? -1 : -2;
}

double PlotAxis::share(double value) const {
  return m_log ? std::log(value / m_low) / std::log(m_high / m_low) : (value - m_low) / (m_high - m_low);
}

bool PlotAxis::can_show(double value) const { return std::isfinite(value) && (!m_log || value > 0.0); }

std::string PlotAxis::text(double tick) const {
  std::string out = m_decimals == -1   ? fmt::format("{:.6g}", tick)
                    : m_decimals == -2 ? fmt::format("{:g}", tick)
                                       : fmt::format("{:.{}f}", tick, m_decimals);
  if (out.find('e') == std::string::npos) group_thousands(out);
  use_minus_sign(out);
  return out;
}

}  // namespace riskmap::render::detail
