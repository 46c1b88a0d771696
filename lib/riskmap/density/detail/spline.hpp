// SPDX-License-Identifier: MIT
#pragma once
#include <array>
#include <cstddef>

namespace riskmap::density::detail {

/// Cubic B-splines through samples (Unser 1999, Splines: a perfect fit for signal and image processing): fourth order,
/// twice differentiable. Samples become coefficients by a symmetric filter of 2 · spline_reach + 1 taps, √3 (√3 −
/// 2)^|j| cut where it has fallen to 3e-6, so a coefficient depends on near samples only and blocks need no more than
/// that rim. A 720th of the fourth difference is added (Blu & Unser 1999, Quantitative Fourier analysis of
/// approximation techniques): the spline then misses nodes and the middles between them alike, with either sign, by
/// half of what interpolation misses the middles by.
constexpr std::size_t spline_reach = 10;

/// The four weights of the coefficients around a place `t` in [0, 1) behind the second of them.
template <typename TReal>
std::array<TReal, 4> spline_weights(TReal t) {
  const TReal r = 1 - t;
  return {r * r * r / 6, (4 + t * t * (3 * t - 6)) / 6, (4 + r * r * (3 * r - 6)) / 6, t * t * t / 6};
}

/// Samples to coefficients, in place, rows of `columns` numbers; beyond the array the samples are 0.
void to_coefficients(float* samples, std::size_t columns, std::size_t rows);

}  // namespace riskmap::density::detail
