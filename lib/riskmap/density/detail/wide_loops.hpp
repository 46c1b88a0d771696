// SPDX-License-Identifier: MIT
// The innermost loops of the room, each compiled for any x86-64, for AVX2 and for AVX-512; the processor picks. All do
// the same operations on each number in the same order, without contraction, so they give the same bits.
#pragma once
#include <riskmap/density/detail/lattice.hpp>
#include <riskmap/density/surface.hpp>

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
/// sums[i] += amount · profile(s²/r²) for the columns whose half longitudes have these sines and cosines. \pre the sums
/// lie apart from all else
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
};
/// out[j] = Σ over rows Σ over d of weights[|d|] · samples[j + d], j in [0, count), count a multiple of
/// correlated_columns.
constexpr std::size_t correlated_columns = 96;
void correlate(float* out, std::size_t count, const CorrelationRow* rows, std::size_t row_count);

/// The same with weights for two results, which are neighbours and take from the same rows.
struct PairRow {
  const float* at;
  const float *weights, *weights_next;
  std::size_t reach;
  std::size_t offset;      ///< of `at` in the row it is part of
  std::uint64_t occupied;  ///< which segments of that row hold anything but 0
  std::size_t segment;     ///< columns
};
void correlate_pair(float* out, float* next, std::size_t count, const PairRow* rows, std::size_t row_count);

/// out[i] = Σₖ weights[k][i] · row[first[i] + k].
struct ColumnWeights {
  const std::int32_t* first;
  std::array<const float*, 4> weights;
};
void interpolate(float* out, std::size_t count, const ColumnWeights& columns, const float* row);
/// out[i] += Σ weight · row[i].
struct WeightedRow {
  const float* row;
  float weight;
};
using FourRows = std::array<WeightedRow, 4>;
void add_four_rows(float* out, std::size_t count, const FourRows& rows);

/// What is below `least` becomes 0.
void clear_below(float* out, std::size_t count, float least);
/// out[i] += sums[i], rounded once.
void add_sums(float* out, std::size_t count, const double* sums);

/// out[i] between row[first[i]] and the next, by its share.
void blend_columns(float* out, std::size_t count, const std::int32_t* first, const float* shares, const float* row);
/// out[i] between upper[i] and lower[i].
void blend_rows(float* out, std::size_t count, const float* upper, const float* lower, float share);

/// One weighted point between nodes: how far behind the second of four columns and rows, and where the first is.
struct Stamp {
  double column, row, amount;
  std::int64_t first;
};
/// nodes[row + i][column + j] += amount · B(i) · B(j), B the four cubic B-spline weights of the fractions.
void add_stamps(double* nodes, std::size_t stride, const Stamp* stamps, std::size_t count);
/// The same for points on a lattice, `stride` nodes to its rows.
void add_points(double* nodes, std::size_t stride, const Lattice& lattice, const Contribution* points,
                std::size_t count);

/// What holds a list: places and numbers from the smallest to the largest.
struct Bounds {
  geo::LonLatBox places;
  double smallest, largest;  ///< radii
  double amount;             ///< the largest

  /// Whether others' places and radii lie within these.
  bool hold(const Bounds& others) const {
    return others.places.min_x >= places.min_x && others.places.max_x <= places.max_x &&
           others.places.min_y >= places.min_y && others.places.max_y <= places.max_y && others.smallest >= smallest &&
           others.largest <= largest;
  }
};
/// \pre count > 0
Bounds bounds_of(const Contribution* points, std::size_t count);

}  // namespace riskmap::density::detail
