// SPDX-License-Identifier: MIT
#include <riskmap/density/detail/spline.hpp>
#include <riskmap/density/detail/wide_loops.hpp>

#include <algorithm>
#include <cmath>
#include <vector>

namespace riskmap::density::detail {
namespace {

using Taps = std::array<float, spline_reach + 1>;

/// √3 z^|j| and a 720th of its fourth difference, made to sum to 1 so that a constant stays itself. The fourth
/// difference of z^|j| is (z − 2 + 1/z)² = 36 times itself but for the two taps whose difference reaches across 0.
Taps spline_taps() {
  const double z = std::sqrt(3.0) - 2.0;
  const auto power = [z](std::size_t j) { return std::pow(z, static_cast<double>(j)); };
  std::array<double, spline_reach + 1> taps{};
  double sum = 0.0;
  for (std::size_t j = 0; j <= spline_reach; ++j) {
    double fourth = 36.0 * power(j);
    if (j == 0) fourth = 6.0 - 8.0 * power(1) + 2.0 * power(2);
    if (j == 1) fourth = 7.0 * power(1) - 4.0 - 4.0 * power(2) + power(3);
    taps[j] = power(j) + fourth / 720.0;
    sum += j == 0 ? taps[j] : 2.0 * taps[j];
  }
  Taps rounded{};
  for (std::size_t j = 0; j <= spline_reach; ++j) rounded[j] = static_cast<float>(taps[j] / sum);
  return rounded;
}

}  // namespace

// Along rows, then along columns. Rows are filtered in whole tiles of correlate(), so they get room behind them.
void to_coefficients(float* samples, std::size_t columns, std::size_t rows) {
  static const Taps taps = spline_taps();
  const std::size_t wide = (columns + correlated_columns - 1) / correlated_columns * correlated_columns;
  std::vector<float> row(wide + 2 * spline_reach, 0.0F), filtered(wide * rows), out(wide);
  for (std::size_t j = 0; j < rows; ++j) {
    std::copy(samples + j * columns, samples + (j + 1) * columns, row.begin() + spline_reach);
    const CorrelationRow one{.at = row.data(), .weights = taps.data(), .reach = spline_reach};
    correlate(&filtered[j * wide], wide, &one, 1);
  }
  std::vector<CorrelationRow> near;
  for (std::size_t j = 0; j < rows; ++j) {
    near.clear();
    for (std::size_t k = j - std::min(j, spline_reach); k < std::min(rows, j + spline_reach + 1); ++k)
      near.push_back({.at = &filtered[k * wide], .weights = &taps[j < k ? k - j : j - k], .reach = 0});
    correlate(out.data(), wide, near.data(), near.size());
    std::copy(out.begin(), out.begin() + static_cast<std::ptrdiff_t>(columns), samples + j * columns);
  }
}

}  // namespace riskmap::density::detail
