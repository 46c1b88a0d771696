// SPDX-License-Identifier: MIT
// The innermost loops of the room, each compiled for any x86-64, for AVX2 and for AVX-512; the processor picks. All do
// the same operations on each number in the same order, without contraction, so they give the same bits.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>

namespace riskmap::density::detail {

class ProfileTable;

/// A kernel's row: what the squared distance from one source to the columns of one row is made of.
/// c² = vertical2 + across · sin²(Δλ/2), s² = c² (1 + c² (second + c² fourth)).
struct KernelRow {
  double vertical2 = 0.0, across = 0.0;
  double half_sin = 0.0, half_cos = 0.0;  ///< of half the source's longitude
  double second = 0.0, fourth = 0.0;      ///< Arc's
  double inverse_radius2 = 0.0, amount = 0.0;
};
/// sums[i] += amount · profile(s²/r²) for the columns whose half longitudes have these sines and cosines.
void add_kernel_row(double* sums, const double* half_sin, const double* half_cos, std::size_t count,
                    const KernelRow& row, const ProfileTable& profile);

/// weights[i] = amount · profile of the distance over i columns, half_sin[i] = sin(i · step / 2).
void kernel_weights(float* weights, const double* half_sin, std::size_t count, const KernelRow& row,
                    const ProfileTable& profile);

/// One source row of a correlation: its samples, already shifted so that at[d + j] meets weight |d − reach| at column
/// j.
struct CorrelationRow {
  const float* at;
  const float* weights;  ///< of the distances 0 … reach
  std::size_t reach;
  std::size_t offset = 0;           ///< of `at` in the row it is part of
  std::uint64_t occupied = ~0ULL;   ///< which segments of that row hold anything but 0
  std::size_t segment = 1U << 30U;  ///< columns
};
/// out[j] = Σ over rows Σ over d of weights[|d|] · samples[j + d], j in [0, count), count a multiple of
/// correlated_columns.
constexpr std::size_t correlated_columns = 96;
void correlate(float* out, std::size_t count, const CorrelationRow* rows, std::size_t row_count);

/// out[i] += Σₖ weights[k][i] · row[first[i] + k].
struct ColumnWeights {
  const std::int32_t* first;
  std::array<const float*, 4> weights;
};
void add_interpolated(float* out, std::size_t count, const ColumnWeights& columns, const float* row);
/// row[i] += weight · nodes[i].
void add_scaled(float* row, const float* nodes, std::size_t count, float weight);

/// One weighted point between nodes.
struct Stamp {
  double column, row, amount;
};
/// nodes[row + i][column + j] += amount · B(i) · B(j), B the four cubic B-spline weights of the fractions.
void add_stamps(double* nodes, std::size_t stride, const Stamp* stamps, std::size_t count);

}  // namespace riskmap::density::detail
