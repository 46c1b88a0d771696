// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <optional>
#include <string_view>

namespace riskmap::assess {

/// The confidence of every interval here: one true value in twenty lies below it, one above.
constexpr double confidence = 0.90;

/// A rate a year with its interval.
struct Rate {
  double rate = 0, lower = 0, upper = 0;
};

/// The interval of a weighted sum of Poisson counts, Σ Aᵢ, by the gamma method (Fay & Feuer 1997, Confidence intervals
/// for directly standardized rates, Statistics in Medicine 16): lower = v/(2S) χ²₀.₀₅(2S²/v), 0 if nothing was counted;
/// upper = v′/(2S′) χ²₀.₉₅(2S′²/v′) with S′ = S + next, v′ = v + next².
/// \param sum S = Σ Aᵢ  \param squares v = Σ Aᵢ²  \param next what one new event would add: the largest an Aᵢ can be
/// \pre sum, squares and next are finite and not negative; squares = 0 exactly when sum = 0
Rate gamma_interval(double sum, double squares, double next);

/// The chance of at least one event in a year, 1 − e^(−rate), and its range.
Rate chance_of_one(const Rate& rate);

enum class Direction : unsigned char { rising, falling, cannot_tell };
std::string_view to_text(Direction direction);  ///< "rising", "falling", "cannot tell"

/// Events of two spans of time.
struct TwoSpans {
  std::size_t later = 0, earlier = 0;
  double later_years = 0, earlier_years = 0;
};

/// How many times the earlier rate the later one is. Absent where a division by 0 would be.
struct Trend {
  TwoSpans counts;
  std::optional<double> ratio = {};
  double lower = 0;
  std::optional<double> upper = {};
  Direction direction = Direction::cannot_tell;  ///< told only if the interval leaves 1 out
};

/// Given their total, the later count is binomial with p = t₁ρ/(t₁ρ + t₀); Clopper & Pearson's (1934) exact interval of
/// p gives that of the ratio ρ.
Trend trend_of(const TwoSpans& counts);

}  // namespace riskmap::assess
