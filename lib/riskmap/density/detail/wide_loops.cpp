// SPDX-License-Identifier: MIT
#include <riskmap/density/detail/profile_table.hpp>
#include <riskmap/density/detail/wide_loops.hpp>

// The choice is made by an ifunc, which runs before the sanitizers' own start; clang has no need of it in our builds.
#if defined(__GNUC__) && !defined(__clang__) && defined(__x86_64__) && !defined(__SANITIZE_ADDRESS__) && \
    !defined(__SANITIZE_THREAD__)
#define RISKMAP_WIDE __attribute__((target_clones("default", "avx2", "avx512f")))
#else
#define RISKMAP_WIDE
#endif

namespace riskmap::density::detail {
namespace {

constexpr std::size_t lane_count = 16;
constexpr std::size_t vectors = correlated_columns / lane_count;  // as many sums stay in registers
using Lanes = float __attribute__((vector_size(lane_count * sizeof(float))));
using Unaligned = float __attribute__((vector_size(lane_count * sizeof(float)), aligned(alignof(float)), may_alias));
/// Whether a row holds nothing in [first, last).
inline bool is_empty(const CorrelationRow& row, std::size_t first, std::size_t last) {
  const std::size_t low = first / row.segment, count = (last - 1) / row.segment - low + 1;
  const std::uint64_t seen = count >= 64 ? ~0ULL : ((1ULL << count) - 1) << low;
  return (row.occupied & seen) == 0;
}

using Four = double __attribute__((vector_size(4 * sizeof(double))));
using UnalignedFour = double __attribute__((vector_size(4 * sizeof(double)), aligned(alignof(double)), may_alias));

}  // namespace

RISKMAP_WIDE void add_kernel_row(double* sums, const double* half_sin, const double* half_cos, std::size_t count,
                                 const KernelRow& row, const ProfileTable& profile) {
  const double* const values = profile.values();
  const double* const slopes = profile.slopes();
  constexpr auto steps = static_cast<double>(ProfileTable::steps);
  const KernelRow k = row;
  for (std::size_t i = 0; i < count; ++i) {
    const double half = half_sin[i] * k.half_cos - half_cos[i] * k.half_sin;
    const double chord2 = k.vertical2 + k.across * half * half;
    const double u2 = chord2 * (1.0 + chord2 * (k.second + chord2 * k.fourth)) * k.inverse_radius2;
    const double place = (u2 < 1.0 ? u2 : 1.0) * steps;
    const int entry = static_cast<int>(place);
    sums[i] += k.amount * (values[entry] + slopes[entry] * (place - static_cast<double>(entry)));
  }
}

RISKMAP_WIDE void kernel_weights(float* weights, const double* half_sin, std::size_t count, const KernelRow& row,
                                 const ProfileTable& profile) {
  const double* const values = profile.values();
  const double* const slopes = profile.slopes();
  constexpr auto steps = static_cast<double>(ProfileTable::steps);
  const KernelRow k = row;
  for (std::size_t i = 0; i < count; ++i) {
    const double chord2 = k.vertical2 + k.across * half_sin[i] * half_sin[i];
    const double u2 = chord2 * (1.0 + chord2 * (k.second + chord2 * k.fourth)) * k.inverse_radius2;
    const double place = (u2 < 1.0 ? u2 : 1.0) * steps;
    const int entry = static_cast<int>(place);
    weights[i] = static_cast<float>(k.amount * (values[entry] + slopes[entry] * (place - static_cast<double>(entry))));
  }
}

RISKMAP_WIDE void correlate(float* out, std::size_t count, const CorrelationRow* rows, std::size_t row_count) {
  for (std::size_t start = 0; start < count; start += correlated_columns) {
    Lanes sum[vectors] = {};
    for (std::size_t r = 0; r < row_count; ++r) {
      const CorrelationRow row = rows[r];
      if (is_empty(row, row.offset + start, row.offset + start + correlated_columns + 2 * row.reach)) continue;
      const float* at = row.at + start;
      for (std::size_t d = 0; d <= 2 * row.reach; ++d, ++at) {
        const float weight = row.weights[d < row.reach ? row.reach - d : d - row.reach];
        for (std::size_t i = 0; i < vectors; ++i)
          sum[i] += weight * *reinterpret_cast<const Unaligned*>(at + i * lane_count);
      }
    }
    for (std::size_t i = 0; i < vectors; ++i) *reinterpret_cast<Unaligned*>(out + start + i * lane_count) = sum[i];
  }
}

RISKMAP_WIDE void add_interpolated(float* out, std::size_t count, const ColumnWeights& columns, const float* row) {
  const std::int32_t* const first = columns.first;
  const float *const a = columns.weights[0], *const b = columns.weights[1], *const c = columns.weights[2],
                     *const d = columns.weights[3];
  for (std::size_t i = 0; i < count; ++i) {
    const float* const at = row + first[i];
    out[i] += (a[i] * at[0] + b[i] * at[1]) + (c[i] * at[2] + d[i] * at[3]);
  }
}

RISKMAP_WIDE void add_scaled(float* row, const float* nodes, std::size_t count, float weight) {
  for (std::size_t i = 0; i < count; ++i) row[i] += weight * nodes[i];
}

// The four weights at once, as cubics of the fraction.
RISKMAP_WIDE void add_stamps(double* nodes, std::size_t stride, const Stamp* stamps, std::size_t count) {
  const Four c0 = {1.0 / 6, 4.0 / 6, 1.0 / 6, 0.0}, c1 = {-0.5, 0.0, 0.5, 0.0}, c2 = {0.5, -1.0, 0.5, 0.0},
             c3 = {-1.0 / 6, 0.5, -0.5, 1.0 / 6};
  for (std::size_t n = 0; n < count; ++n) {
    const auto column = static_cast<std::int32_t>(stamps[n].column), row = static_cast<std::int32_t>(stamps[n].row);
    const double s = stamps[n].column - static_cast<double>(column), t = stamps[n].row - static_cast<double>(row);
    const Four across = c0 + s * (c1 + s * (c2 + s * c3));
    const Four along = stamps[n].amount * (c0 + t * (c1 + t * (c2 + t * c3)));
    double* at = nodes + static_cast<std::size_t>(row) * stride + static_cast<std::size_t>(column);
    for (std::size_t i = 0; i < 4; ++i, at += stride) {
      auto& four = *reinterpret_cast<UnalignedFour*>(at);
      four = four + along[i] * across;
    }
  }
}

}  // namespace riskmap::density::detail
