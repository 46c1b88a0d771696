// SPDX-License-Identifier: MIT
#include <riskmap/assess/interval.hpp>

#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/gamma.hpp>

#include <algorithm>
#include <cassert>
#include <cmath>

namespace riskmap::assess {
namespace {

constexpr double tail = (1.0 - confidence) / 2.0;

// v/(2S) χ²_p(2S²/v), the chi-square as twice a gamma of half its degrees of freedom
double gamma_quantile(double sum, double squares, double p) {
  return squares / sum * boost::math::gamma_p_inv(sum * sum / squares, p);
}

double odds(double p) { return p / (1.0 - p); }

}  // namespace

Rate gamma_interval(double sum, double squares, double next) {
  assert(sum >= 0.0 && squares >= 0.0 && next >= 0.0);
  Rate out{sum, 0.0, 0.0};
  if (sum > 0.0) out.lower = gamma_quantile(sum, squares, tail);
  if (sum + next > 0.0) out.upper = gamma_quantile(sum + next, squares + next * next, 1.0 - tail);
  return out;
}

Rate chance_of_one(const Rate& rate) {
  return {-std::expm1(-rate.rate), -std::expm1(-rate.lower), -std::expm1(-rate.upper)};
}

std::string_view to_text(Direction direction) {
  switch (direction) {
    case Direction::rising:
      return "rising";
    case Direction::falling:
      return "falling";
    case Direction::cannot_tell:
      break;
  }
  return "cannot tell";
}

Trend trend_of(const TwoSpans& counts) {
  Trend out{counts};
  if (!(counts.later_years > 0.0) || !(counts.earlier_years > 0.0)) return out;
  const double later = static_cast<double>(counts.later), earlier = static_cast<double>(counts.earlier);
  const double per_odds = counts.earlier_years / counts.later_years;
  if (counts.earlier > 0) {
    out.ratio = later / earlier * per_odds;
    out.upper = odds(boost::math::ibeta_inv(later + 1.0, earlier, 1.0 - tail)) * per_odds;
  }
  if (counts.later > 0) out.lower = odds(boost::math::ibeta_inv(later, earlier + 1.0, tail)) * per_odds;
  if (out.lower > 1.0) out.direction = Direction::rising;
  if (out.upper && *out.upper < 1.0) out.direction = Direction::falling;
  return out;
}

}  // namespace riskmap::assess
