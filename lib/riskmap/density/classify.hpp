// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace riskmap::density {

/// How much ground bears which value. Values are gathered into steps of 1/4096 of themselves or finer (12 bits of the
/// binary fraction), each remembered by its mean, so that a surface of any size and any range is some ten thousand
/// numbers.
class LandHistogram {
 public:
  struct Bin {
    double value;  ///< mean of what is in it, by area
    double area;
  };

  /// Ground of a value above 0. Any unit of area, the same for all. Others count only in total_area().
  void add(double value, double area);
  LandHistogram& operator+=(const LandHistogram& other);
  /// Ascending.
  std::vector<Bin> bins() const;
  double total_area() const { return m_total; }
  /// The share of total_area() with lower ≤ value < upper.
  double share(double lower, double upper) const;
  bool empty() const { return m_bins.empty(); }

 private:
  struct Sum {
    double area = 0, product = 0;
  };
  std::map<std::int64_t, Sum> m_bins;
  double m_total = 0;
};

/// The least values of the classes a surface is cut into, ascending; the last class has no upper end.
///
/// - "quantile": the same area of ground in every class.
/// - "jenks": least squares within classes, weighted by area (Fisher 1958, JASA 53, 789–798, whom Jenks followed).
///   Exact for the histogram, by dynamic programming; as the range grows the best cut moves one way only, so halving
///   needs O(classes · n log n) (Grønlund et al. 2017, arXiv 1701.07204).
/// - "geometric": a constant ratio from class to class, from the 5 % quantile up to the maximum. (The minimum lies on
///   the rim of the last kernel, where values go to 0, and would rule all breaks.)
/// - "pretty": multiples of 1, 2 or 5 times a power of ten, the finest that need no more than `classes`.
///
/// Breaks are rounded to three significant digits (more where two would meet). The first is `least` whatever the
/// method, so every place with a value is in a class. There are fewer than `classes` where breaks would stand
/// nearer together than `least`. \pre least > 0, 2 ≤ classes \throws UsageError for an unknown method; DataError if no
/// ground has a value of `least` or more
std::vector<double> class_breaks(std::string_view method, const LandHistogram& land, unsigned classes, double least);

/// The methods there are, for help and errors.
const std::vector<std::string>& classify_methods();

}  // namespace riskmap::density
