// SPDX-License-Identifier: MIT
#pragma once
#include <cmath>
#include <numbers>

namespace riskmap::render::detail {

/// Abramowitz & Stegun 4.4.49: off by less than 2e-8, and the same on any processor, which the library's is not. Both
/// sides of each choice are counted, so that a compiler may take many at once.
template <typename T>
[[gnu::always_inline]] inline T arc_tangent(T x) {
  constexpr T half_pi = std::numbers::pi_v<T> / 2;
  constexpr T powers[] = {T(0.0028662257), T(-0.0161657367), T(0.0429096138), T(-0.0752896400),
                          T(0.1065626393), T(-0.1420889944), T(0.1999355085), T(-0.3333314528)};
  const bool steep = std::abs(x) > 1;
  const T inverse = 1 / x, t = steep ? inverse : x, q = t * t;
  T sum = 0;
  for (const T power : powers) sum = q * (power + sum);
  const T near = t * (1 + sum), wall = x < 0 ? -half_pi : half_pi;
  return steep ? wall - near : near;
}

}  // namespace riskmap::render::detail
