// SPDX-License-Identifier: MIT
#pragma once
#include <memory>
#include <optional>
#include <string>

namespace riskmap::style {

/// Numbers for people, as ECMA-402's Intl.NumberFormat writes them (by ICU): grouped, rounded half away from zero to at
/// most three fraction digits, or as many as the currency has. Immutable, shared between threads.
class NumberFormat {
 public:
  struct Options {
    std::optional<std::string> locale = {};  ///< a BCP 47 tag; absent: American English
    std::optional<std::string> currency = {};
    std::optional<std::string> unit = {};  ///< one that ECMA-402 sanctions: "kilometer", "kilometer-per-hour"
    std::optional<double> least_digits = {}, most_digits = {};  ///< of the fraction
  };
  /// \throws EvaluationError with the words of ECMAScript's RangeError
  explicit NumberFormat(const Options& options);
  std::string text(double number) const;

 private:
  struct Formatter;
  std::shared_ptr<const Formatter> m_formatter;
};

}  // namespace riskmap::style
