// SPDX-License-Identifier: MIT
#pragma once
#include <compare>

namespace riskmap {

/// A number with a unit: explicit in, `.value()` out, plus, minus, scale, compare; nothing else.
template <typename TUnit>
class Quantity {
 public:
  constexpr Quantity() = default;
  constexpr explicit Quantity(double value) : m_value(value) {}
  constexpr double value() const { return m_value; }

  friend constexpr Quantity operator+(Quantity a, Quantity b) { return Quantity(a.m_value + b.m_value); }
  friend constexpr Quantity operator-(Quantity a, Quantity b) { return Quantity(a.m_value - b.m_value); }
  friend constexpr Quantity operator*(Quantity a, double k) { return Quantity(a.m_value * k); }
  friend constexpr Quantity operator*(double k, Quantity a) { return Quantity(a.m_value * k); }
  friend constexpr Quantity operator/(Quantity a, double k) { return Quantity(a.m_value / k); }
  friend constexpr double operator/(Quantity a, Quantity b) { return a.m_value / b.m_value; }
  friend constexpr auto operator<=>(Quantity, Quantity) = default;

 private:
  double m_value = 0.0;
};

using Metres = Quantity<struct metres_on_the_ground>;
using MercatorUnits = Quantity<struct epsg3857_units>;  ///< a ground metre is 1 / cos(latitude) of these
using Pixels = Quantity<struct device_pixels>;
/// A moment or a span, in days of 86,400 s; a moment counts from 1970-01-01T00:00Z. A year is 365.25 of them.
using Days = Quantity<struct days_of_86400_s>;

constexpr double days_per_year = 365.25;

namespace literals {
constexpr Metres operator""_km(long double value) { return Metres(static_cast<double>(value) * 1000.0); }
constexpr Metres operator""_km(unsigned long long value) { return Metres(static_cast<double>(value) * 1000.0); }
constexpr Metres operator""_m(long double value) { return Metres(static_cast<double>(value)); }
constexpr Metres operator""_m(unsigned long long value) { return Metres(static_cast<double>(value)); }
}  // namespace literals

}  // namespace riskmap
