// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/number_format.hpp>

#include <riskmap/style/detail/javascript.hpp>
#include <riskmap/style/detail/locale.hpp>
#include <riskmap/style/expression.hpp>

#include <fmt/format.h>
#include <unicode/measunit.h>
#include <unicode/numberformatter.h>
#include <unicode/ucurr.h>
#include <unicode/uloc.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <set>
#include <string_view>

namespace riskmap::style {

struct NumberFormat::Formatter {
  icu::number::LocalizedNumberFormatter icu;
};

namespace {

// ECMA-402, IsSanctionedSingleUnitIdentifier
constexpr std::array<std::string_view, 45> sanctioned_units = {
    "acre",       "bit",         "byte",        "celsius", "centimeter",  "day",        "degree",
    "fahrenheit", "fluid-ounce", "foot",        "gallon",  "gigabit",     "gigabyte",   "gram",
    "hectare",    "hour",        "inch",        "kilobit", "kilobyte",    "kilogram",   "kilometer",
    "liter",      "megabit",     "megabyte",    "meter",   "microsecond", "mile",       "mile-scandinavian",
    "milliliter", "millimeter",  "millisecond", "minute",  "month",       "nanosecond", "ounce",
    "percent",    "petabyte",    "pound",       "second",  "stone",       "terabit",    "terabyte",
    "week",       "yard",        "year"};

bool is_sanctioned(std::string_view unit) {
  const auto known = [](std::string_view name) {
    return std::find(sanctioned_units.begin(), sanctioned_units.end(), name) != sanctioned_units.end();
  };
  const auto per = unit.find("-per-");
  return per == std::string_view::npos ? known(unit) : known(unit.substr(0, per)) && known(unit.substr(per + 5));
}

icu::Locale find_locale(const std::optional<std::string>& said) {
  static const auto known = [] {
    std::set<std::string, std::less<>> tags;
    for (int i = 0; i < uloc_countAvailable(); ++i) add_tags_of(uloc_getAvailable(i), tags);
    return tags;
  }();
  const auto tag = said ? canonical_tag(*said) : default_locale;
  const auto resolved = resolve_locale(tag, known);
  auto status = U_ZERO_ERROR;
  // what the tag says beyond its language (numerals) stays
  const bool as_said = said && tag.starts_with(resolved);
  auto locale = icu::Locale::forLanguageTag(as_said ? *said : resolved, status);
  return U_SUCCESS(status) ? locale : icu::Locale("en", "US");
}

icu::CurrencyUnit find_currency(const std::string& code) {
  const bool good = code.size() == 3 && std::all_of(code.begin(), code.end(), [](char c) {
                      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
                    });
  if (!good) throw EvaluationError(fmt::format("Invalid currency code : {}", code));
  auto status = U_ZERO_ERROR;
  return {icu::UnicodeString::fromUTF8(to_upper(code)).getTerminatedBuffer(), status};
}

icu::MeasureUnit find_unit(const std::string& name) {
  auto status = U_ZERO_ERROR;
  auto unit = is_sanctioned(name) ? icu::MeasureUnit::forIdentifier(name, status) : icu::MeasureUnit();
  if (!is_sanctioned(name) || U_FAILURE(status))
    throw EvaluationError(fmt::format("Invalid unit argument for Intl.NumberFormat() '{}'", name));
  return unit;
}

struct Digits {
  int least, most;
};

std::optional<int> checked(const std::optional<double>& digits, const char* name) {
  if (!digits) return std::nullopt;
  if (!(*digits >= 0 && *digits <= 20)) throw EvaluationError(fmt::format("{} value is out of range.", name));
  return static_cast<int>(*digits);
}

// ECMA-402, SetNumberFormatDigitOptions
Digits find_digits(const NumberFormat::Options& options, Digits usual) {
  const auto least = checked(options.least_digits, "minimumFractionDigits");
  const auto most = checked(options.most_digits, "maximumFractionDigits");
  if (least && most && *least > *most) throw EvaluationError("maximumFractionDigits value is out of range.");
  const Digits digits{least.value_or(usual.least), most.value_or(usual.most)};
  if (!least) return {std::min(digits.least, digits.most), digits.most};
  return {digits.least, std::max(digits.least, digits.most)};
}

}  // namespace

NumberFormat::NumberFormat(const Options& options) {
  auto format = icu::number::NumberFormatter::withLocale(find_locale(options.locale))
                    .roundingMode(UNUM_ROUND_HALFUP)
                    .unitWidth(UNUM_UNIT_WIDTH_SHORT);
  Digits usual{0, 3};
  if (options.currency) {
    const auto currency = find_currency(*options.currency);
    auto status = U_ZERO_ERROR;
    usual.least = usual.most = ucurr_getDefaultFractionDigits(currency.getISOCurrency(), &status);
    format = format.unit(currency);
  } else if (options.unit) {
    format = format.unit(find_unit(*options.unit));
  }
  const auto digits = find_digits(options, usual);
  m_formatter = std::make_shared<const Formatter>(
      Formatter{format.precision(icu::number::Precision::minMaxFraction(digits.least, digits.most))});
}

std::string NumberFormat::text(double number) const {
  auto status = U_ZERO_ERROR;
  std::string text;
  // ICU shows the sign that NaN may have
  m_formatter->icu.formatDouble(std::isnan(number) ? std::numeric_limits<double>::quiet_NaN() : number, status)
      .toString(status)
      .toUTF8String(text);
  if (U_FAILURE(status)) throw EvaluationError(fmt::format("A number cannot be written: {}", u_errorName(status)));
  return text;
}

}  // namespace riskmap::style
