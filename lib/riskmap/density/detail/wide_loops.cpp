// SPDX-License-Identifier: MIT
#include <riskmap/base/wide.hpp>
#include <riskmap/density/detail/profile_table.hpp>
#include <riskmap/density/detail/wide_loops.hpp>

namespace riskmap::density::detail {
namespace {

constexpr std::size_t lane_count = 16;
constexpr std::size_t vectors = correlated_columns / lane_count;  // as many sums stay in registers
using Lanes = float __attribute__((vector_size(lane_count * sizeof(float))));
using Unaligned = float __attribute__((vector_size(lane_count * sizeof(float)), aligned(alignof(float)), may_alias));
inline const Unaligned& lanes(const float* at, std::size_t i) {
  return *reinterpret_cast<const Unaligned*>(at + i * lane_count);
}

/// Whether a row holds nothing in [first, last).
inline bool is_empty(const PairRow& row, std::size_t first, std::size_t last) {
  const std::size_t low = first / row.segment, count = (last - 1) / row.segment - low + 1;
  const std::uint64_t seen = count >= 64 ? ~0ULL : ((1ULL << count) - 1) << low;
  return (row.occupied & seen) == 0;
}

constexpr std::size_t ahead = 512;  // contributions that are on their way from memory while others are put on nodes

using Four = double __attribute__((vector_size(4 * sizeof(double))));
using UnalignedFour = double __attribute__((vector_size(4 * sizeof(double)), aligned(alignof(double)), may_alias));

/// One point on 4 × 4 nodes: the four weights at once, as cubics of the fraction.
[[gnu::always_inline]] inline void add_stamp(double* nodes, std::size_t stride, const Stamp& stamp) {
  constexpr Four c0 = {1.0 / 6, 4.0 / 6, 1.0 / 6, 0.0}, c1 = {-0.5, 0.0, 0.5, 0.0}, c2 = {0.5, -1.0, 0.5, 0.0},
                 c3 = {-1.0 / 6, 0.5, -0.5, 1.0 / 6};
  const double s = stamp.column, t = stamp.row;
  const Four across = c0 + s * (c1 + s * (c2 + s * c3));
  const Four along = stamp.amount * (c0 + t * (c1 + t * (c2 + t * c3)));
  double* at = nodes + stamp.first;
  for (std::size_t i = 0; i < 4; ++i, at += stride) {
    auto& four = *reinterpret_cast<UnalignedFour*>(at);
    four = four + along[i] * across;
  }
}

}  // namespace

namespace {

/// u², where half the angle between two meridians has this sine.
[[gnu::always_inline]] inline double u2_of(double half, const KernelRow& k) {
  const double chord2 = k.vertical2 + k.across * half * half;
  return chord2 * (1.0 + chord2 * (k.second + chord2 * k.fourth)) * k.inverse_radius2;
}

// Called with a constant, so that each power is a loop of its own.
[[gnu::always_inline]] inline void add_power_row(double* __restrict__ sums, const double* half_sin,
                                                 const double* half_cos, std::size_t count, const KernelRow& k,
                                                 unsigned power, const ProfileTable& profile) {
  const double amount = k.amount * profile.peak(), rim = profile.rim();
  for (std::size_t i = 0; i < count; ++i) {
    const double half = half_sin[i] * k.half_cos - half_cos[i] * k.half_sin;
    const double u2 = u2_of(half, k);
    sums[i] += amount * ProfileTable::power_of(1.0 - (u2 < rim ? u2 : rim), power);
  }
}

[[gnu::always_inline]] inline void add_bell_row(double* __restrict__ sums, const double* half_sin,
                                                const double* half_cos, std::size_t count, const KernelRow& k,
                                                const ProfileTable& profile) {
  const double amount = k.amount * profile.peak(), rim = profile.rim();
  for (std::size_t i = 0; i < count; ++i) {
    const double half = half_sin[i] * k.half_cos - half_cos[i] * k.half_sin;
    const double u2 = u2_of(half, k);
    sums[i] += u2 < rim ? amount * ProfileTable::bell_of(u2) : 0.0;
  }
}

}  // namespace

RISKMAP_WIDE_512 void add_kernel_row(double* __restrict__ sums, const double* half_sin, const double* half_cos,
                                     std::size_t count, const KernelRow& row, const ProfileTable& profile) {
  const double* const values = profile.values();
  const double* const slopes = profile.slopes();
  const double rim = profile.rim();
  const KernelRow k = row;
  if (profile.power() == 1) return add_power_row(sums, half_sin, half_cos, count, k, 1, profile);
  if (profile.power() == 2) return add_power_row(sums, half_sin, half_cos, count, k, 2, profile);
  if (profile.power() == 3) return add_power_row(sums, half_sin, half_cos, count, k, 3, profile);
  if (profile.is_bell()) return add_bell_row(sums, half_sin, half_cos, count, k, profile);
  for (std::size_t i = 0; i < count; ++i) {
    const double half = half_sin[i] * k.half_cos - half_cos[i] * k.half_sin;
    const double u2 = u2_of(half, k);
    const double place = (u2 < rim ? u2 : rim) * ProfileTable::steps;
    const int entry = static_cast<int>(place);
    sums[i] += k.amount * (values[entry] + slopes[entry] * (place - static_cast<double>(entry)));
  }
}

RISKMAP_WIDE_512 void kernel_weights(float* __restrict__ weights, const double* half_sin, std::size_t count,
                                     const KernelRow& row, const ProfileTable& profile) {
  const double* const values = profile.values();
  const double* const slopes = profile.slopes();
  const KernelRow k = row;
  const double rim = profile.rim(), peak = k.amount * profile.peak();
  if (profile.is_bell()) {
    for (std::size_t i = 0; i < count; ++i) {
      const double u2 = u2_of(half_sin[i], k);
      weights[i] = static_cast<float>(u2 < rim ? peak * ProfileTable::bell_of(u2) : 0.0);
    }
    return;
  }
  for (std::size_t i = 0; i < count; ++i) {
    const double u2 = u2_of(half_sin[i], k);
    const double place = (u2 < rim ? u2 : rim) * ProfileTable::steps;
    const int entry = static_cast<int>(place);
    weights[i] = static_cast<float>(k.amount * (values[entry] + slopes[entry] * (place - static_cast<double>(entry))));
  }
}

RISKMAP_WIDE_512 void correlate(float* out, std::size_t count, const CorrelationRow* rows, std::size_t row_count) {
  for (std::size_t start = 0; start < count; start += correlated_columns) {
    Lanes sum[vectors] = {};
    for (std::size_t r = 0; r < row_count; ++r) {
      const CorrelationRow row = rows[r];
      const float *left = row.at + start, *right = left + 2 * row.reach;
      for (std::size_t d = row.reach; d > 0; --d, ++left, --right)
        for (std::size_t i = 0; i < vectors; ++i) sum[i] += row.weights[d] * (lanes(left, i) + lanes(right, i));
      for (std::size_t i = 0; i < vectors; ++i) sum[i] += row.weights[0] * lanes(left, i);
    }
    for (std::size_t i = 0; i < vectors; ++i) *reinterpret_cast<Unaligned*>(out + start + i * lane_count) = sum[i];
  }
}

// What is loaded and folded once serves both rows; half the columns, so that the sums stay in registers.
RISKMAP_WIDE_512 void correlate_pair(float* out, float* next, std::size_t count, const PairRow* rows,
                                     std::size_t row_count) {
  constexpr std::size_t half = vectors / 2;
  for (std::size_t start = 0; start < count; start += half * lane_count) {
    Lanes sum[half] = {}, sum_next[half] = {};
    for (std::size_t r = 0; r < row_count; ++r) {
      const PairRow row = rows[r];
      if (is_empty(row, row.offset + start, row.offset + start + half * lane_count + 2 * row.reach)) continue;
      const float *left = row.at + start, *right = left + 2 * row.reach;
      for (std::size_t d = row.reach; d > 0; --d, ++left, --right)
        for (std::size_t i = 0; i < half; ++i) {
          const Lanes both = lanes(left, i) + lanes(right, i);
          sum[i] += row.weights[d] * both, sum_next[i] += row.weights_next[d] * both;
        }
      for (std::size_t i = 0; i < half; ++i)
        sum[i] += row.weights[0] * lanes(left, i), sum_next[i] += row.weights_next[0] * lanes(left, i);
    }
    for (std::size_t i = 0; i < half; ++i) {
      *reinterpret_cast<Unaligned*>(out + start + i * lane_count) = sum[i];
      *reinterpret_cast<Unaligned*>(next + start + i * lane_count) = sum_next[i];
    }
  }
}

RISKMAP_WIDE_512 void interpolate(float* __restrict__ out, std::size_t count, const ColumnWeights& columns,
                                  const float* row) {
  const std::int32_t* const first = columns.first;
  const float *const a = columns.weights[0], *const b = columns.weights[1], *const c = columns.weights[2],
                     *const d = columns.weights[3];
  for (std::size_t i = 0; i < count; ++i) {
    const std::int32_t n = first[i];
    out[i] = (a[i] * row[n] + b[i] * row[n + 1]) + (c[i] * row[n + 2] + d[i] * row[n + 3]);
  }
}

RISKMAP_WIDE_512 void add_four_rows(float* out, std::size_t count, const FourRows& rows) {
  const auto [a, b, c, d] = rows;
  for (std::size_t i = 0; i < count; ++i)
    out[i] += (a.weight * a.row[i] + b.weight * b.row[i]) + (c.weight * c.row[i] + d.weight * d.row[i]);
}

RISKMAP_WIDE_512 void clear_below(float* out, std::size_t count, float least) {
  for (std::size_t i = 0; i < count; ++i) out[i] = out[i] < least ? 0.0F : out[i];
}

RISKMAP_WIDE_512 void add_sums(float* out, std::size_t count, const double* sums) {
  for (std::size_t i = 0; i < count; ++i) out[i] = static_cast<float>(static_cast<double>(out[i]) + sums[i]);
}

RISKMAP_WIDE_512 void blend_columns(float* __restrict__ out, std::size_t count, const std::int32_t* first,
                                    const float* shares, const float* row) {
  for (std::size_t i = 0; i < count; ++i) {
    const std::int32_t n = first[i];
    out[i] = row[n] + shares[i] * (row[n + 1] - row[n]);
  }
}

RISKMAP_WIDE_512 void blend_rows(float* out, std::size_t count, const float* upper, const float* lower, float share) {
  for (std::size_t i = 0; i < count; ++i) out[i] = upper[i] + share * (lower[i] - upper[i]);
}

RISKMAP_WIDE_512 void add_stamps(double* nodes, std::size_t stride, const Stamp* stamps, std::size_t count) {
  for (std::size_t n = 0; n < count; ++n) add_stamp(nodes, stride, stamps[n]);
}

RISKMAP_WIDE_512 void add_points(double* nodes, std::size_t stride, const Lattice& lattice, const Contribution* points,
                                 std::size_t count) {
  const double columns = 1.0 / lattice.lon_step, rows = 1.0 / lattice.lat_step;
  const auto across = static_cast<std::int64_t>(stride);
  const std::int64_t origin = (lattice.south + 1) * across + lattice.west + 1;
  for (std::size_t n = 0; n < count; ++n) {
    const Contribution& c = points[n];
    __builtin_prefetch(points + n + ahead);
    const double lon = c.where.lon * columns, lat = c.where.lat * rows;
    const double column = __builtin_floor(lon), row = __builtin_floor(lat);
    add_stamp(nodes, stride,
              {lon - column, lat - row, c.amount,
               static_cast<std::int64_t>(row) * across + static_cast<std::int64_t>(column) - origin});
  }
}

// A contribution's four numbers lie side by side, so they are compared together, and two contributions in turn.
RISKMAP_WIDE_512 Bounds bounds_of(const Contribution* points, std::size_t count) {
  static_assert(offsetof(Contribution, amount) == 2 * sizeof(double) &&
                offsetof(Contribution, radius) == 3 * sizeof(double));
  const auto numbers = [points](std::size_t i) { return reinterpret_cast<const UnalignedFour*>(points + i); };
  Four low[2] = {*numbers(0), *numbers(0)}, high[2] = {*numbers(0), *numbers(0)};
  for (std::size_t i = 0; i < count; i += 2)
    for (std::size_t k = 0; k < 2; ++k) {
      const Four four = *numbers(i + k < count ? i + k : i);
      low[k] = four < low[k] ? four : low[k];
      high[k] = four > high[k] ? four : high[k];
    }
  const Four least = low[0] < low[1] ? low[0] : low[1], most = high[0] > high[1] ? high[0] : high[1];
  return {{least[0], least[1], most[0], most[1]}, least[3], most[3], most[2]};
}

}  // namespace riskmap::density::detail
