// SPDX-License-Identifier: MIT
#include <riskmap/density/classify.hpp>

#include <riskmap/base/error.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <charconv>
#include <cmath>
#include <functional>
#include <limits>

namespace riskmap::density {
namespace {

using Bin = LandHistogram::Bin;

constexpr double steps_per_octave = 4096.0;
constexpr double least_quantile = 0.05;  // where "geometric" begins
constexpr int digits = 3, most_digits = 15;

std::int64_t key_of(double value) {
  int exponent = 0;
  const double fraction = std::frexp(value, &exponent);  // in [1/2, 1)
  return static_cast<std::int64_t>(exponent) * static_cast<std::int64_t>(steps_per_octave) +
         static_cast<std::int64_t>((fraction - 0.5) * 2.0 * steps_per_octave);
}

/// The value below which this share of the ground lies.
double quantile(const std::vector<Bin>& bins, double share) {
  double all = 0, below = 0;
  for (const auto& bin : bins) all += bin.area;
  for (const auto& bin : bins) {
    below += bin.area;
    if (below > share * all) return bin.value;
  }
  return bins.back().value;
}

std::vector<double> quantile_breaks(const std::vector<Bin>& bins, unsigned classes) {
  std::vector<double> breaks;
  for (unsigned i = 1; i < classes; ++i) breaks.push_back(quantile(bins, static_cast<double>(i) / classes));
  return breaks;
}

std::vector<double> geometric_breaks(const std::vector<Bin>& bins, unsigned classes) {
  const double low = quantile(bins, least_quantile), high = bins.back().value;
  std::vector<double> breaks;
  for (unsigned i = 1; i < classes; ++i) breaks.push_back(low * std::pow(high / low, static_cast<double>(i) / classes));
  return breaks;
}

/// The finest of …, 0.1, 0.2, 0.5, 1, 2, … of which `classes` reach beyond `most`.
double pretty_step(double most, unsigned classes) {
  const double least = most / classes;
  const double power = std::pow(10.0, std::floor(std::log10(least)));
  for (const double factor : {1.0, 2.0, 5.0}) {
    if (factor * power >= least) return factor * power;
  }
  return 10.0 * power;
}

std::vector<double> pretty_breaks(const std::vector<Bin>& bins, unsigned classes) {
  const double most = bins.back().value, step = pretty_step(most, classes);
  std::vector<double> breaks;
  for (unsigned i = 1; i < classes && step * i <= most; ++i) breaks.push_back(step * i);
  return breaks;
}

/// Fisher's optimal grouping. cost(i, j): the weighted squares of bins [i, j) about their mean.
class OptimalGroups {
 public:
  explicit OptimalGroups(const std::vector<Bin>& bins) : m_count(bins.size()) {
    // About the mean of all, so that the difference of sums keeps its digits.
    double area = 0, product = 0;
    for (const auto& bin : bins) area += bin.area, product += bin.area * bin.value;
    const double middle = product / area;
    Sums sums;
    m_sums.push_back(sums);
    for (const auto& bin : bins) {
      const double value = bin.value - middle;
      sums.area += bin.area, sums.first += bin.area * value, sums.second += bin.area * value * value;
      m_sums.push_back(sums);
    }
  }

  /// The first bin of each group but the first.
  std::vector<std::size_t> cut(std::size_t groups) {
    m_last.resize(m_count + 1);
    for (std::size_t end = 0; end <= m_count; ++end) m_last[end] = cost(0, end);
    for (std::size_t k = 1; k < groups; ++k) add_group(k);
    std::vector<std::size_t> starts;
    for (std::size_t k = groups - 1, end = m_count; k > 0; --k) {
      end = m_starts[k - 1][end];
      starts.push_back(end);
    }
    std::reverse(starts.begin(), starts.end());
    return starts;
  }

 private:
  struct Sums {
    double area = 0, first = 0, second = 0;
  };

  double cost(std::size_t from, std::size_t end) const {
    if (from >= end) return 0;
    const auto &a = m_sums[from], &b = m_sums[end];
    const double first = b.first - a.first;
    return std::max(0.0, b.second - a.second - first * first / (b.area - a.area));
  }

  /// From the best k groups of the first bins to the best k + 1.
  void add_group(std::size_t k) {
    m_next.assign(m_count + 1, std::numeric_limits<double>::infinity());
    m_starts.emplace_back(m_count + 1, 0U);
    fill(k + 1, m_count, k, m_count - 1);
    m_last = m_next;
  }

  /// The best starts of the last group for all ends in [low, high] lie in [first, last], in the same order.
  void fill(std::size_t low, std::size_t high, std::size_t first, std::size_t last) {
    if (low > high) return;
    const std::size_t end = low + (high - low) / 2;
    std::size_t best = first;
    for (std::size_t start = first; start <= std::min(last, end - 1); ++start) {
      const double sum = m_last[start] + cost(start, end);
      if (sum < m_next[end]) m_next[end] = sum, best = start;
    }
    m_starts.back()[end] = static_cast<std::uint32_t>(best);
    fill(low, end - 1, first, best);
    fill(end + 1, high, best, last);
  }

  std::size_t m_count;
  std::vector<Sums> m_sums;  // of the first i bins
  std::vector<double> m_last, m_next;
  std::vector<std::vector<std::uint32_t>> m_starts;
};

/// Between the last value of a group and the first of the next.
std::vector<double> jenks_breaks(const std::vector<Bin>& bins, unsigned classes) {
  const auto groups = std::min<std::size_t>(classes, bins.size());
  std::vector<double> breaks;
  for (const auto start : OptimalGroups(bins).cut(groups))
    breaks.push_back(0.5 * (bins[start - 1].value + bins[start].value));
  return breaks;
}

struct Method {
  const char* name;
  std::vector<double> (*breaks)(const std::vector<Bin>&, unsigned);
};
constexpr std::array<Method, 4> methods{{{"quantile", quantile_breaks},
                                         {"jenks", jenks_breaks},
                                         {"geometric", geometric_breaks},
                                         {"pretty", pretty_breaks}}};

const Method& find_method(std::string_view name) {
  const auto* found = std::find_if(methods.begin(), methods.end(), [&](const auto& m) { return name == m.name; });
  if (found != methods.end()) return *found;
  throw UsageError(
      fmt::format("'{}' is not one of {}", printable(std::string(name)), fmt::join(classify_methods(), ", ")));
}

double to_digits(double value, int count) {
  const auto text = fmt::format("{:.{}e}", value, count - 1);
  std::from_chars(text.data(), text.data() + text.size(), value);  // no locale is asked
  return value;
}

bool ascending(const std::vector<double>& values) {
  return std::adjacent_find(values.begin(), values.end(), std::greater_equal<>()) == values.end();
}

/// Rounded to as few digits as keep them apart.
std::vector<double> rounded(const std::vector<double>& exact) {
  for (int count = digits; count < most_digits; ++count) {
    auto breaks = exact;
    std::transform(exact.begin() + 1, exact.end(), breaks.begin() + 1,
                   [&](double value) { return to_digits(value, count); });
    if (ascending(breaks)) return breaks;
  }
  return exact;
}

}  // namespace

void LandHistogram::add(double value, double area) {
  m_total += area;
  if (!(value > 0) || !std::isfinite(value) || !(area > 0)) return;
  auto& sum = m_bins[key_of(value)];
  sum.area += area;
  sum.product += area * value;
}

LandHistogram& LandHistogram::operator+=(const LandHistogram& other) {
  for (const auto& [key, sum] : other.m_bins) {
    auto& mine = m_bins[key];
    mine.area += sum.area;
    mine.product += sum.product;
  }
  m_total += other.m_total;
  return *this;
}

std::vector<Bin> LandHistogram::bins() const {
  std::vector<Bin> bins;
  bins.reserve(m_bins.size());
  for (const auto& [key, sum] : m_bins) bins.push_back({sum.product / sum.area, sum.area});
  return bins;
}

double LandHistogram::share(double lower, double upper) const {
  double area = 0;
  for (const auto& [key, sum] : m_bins) {
    const double value = sum.product / sum.area;
    if (value >= lower && value < upper) area += sum.area;
  }
  return m_total > 0 ? area / m_total : 0;
}

std::vector<double> class_breaks(std::string_view method, const LandHistogram& land, unsigned classes, double least) {
  assert(least > 0 && classes >= 2);
  const auto& chosen = find_method(method);
  auto bins = land.bins();
  std::erase_if(bins, [least](const Bin& bin) { return bin.value < least; });
  if (bins.empty()) throw DataError("", "no place of the surface has a value", "it cannot be cut into classes");
  auto breaks = chosen.breaks(bins, classes);
  breaks.insert(breaks.begin(), least);
  const auto too_near = [least](double a, double b) { return b - a < least; };
  breaks.erase(std::unique(breaks.begin(), breaks.end(), too_near), breaks.end());
  return rounded(breaks);
}

const std::vector<std::string>& classify_methods() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> made;
    for (const auto& method : methods) made.emplace_back(method.name);
    return made;
  }();
  return names;
}

}  // namespace riskmap::density
