// SPDX-License-Identifier: MIT
#include <riskmap/base/parallel.hpp>
#include <riskmap/density/detail/binned_level.hpp>
#include <riskmap/density/detail/source.hpp>
#include <riskmap/density/detail/spline.hpp>
#include <riskmap/density/detail/wide_loops.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <optional>

namespace riskmap::density::detail {
namespace {

constexpr std::size_t rim = spline_reach + 2;

std::size_t rounded_up(std::size_t columns) {
  return (columns + correlated_columns - 1) / correlated_columns * correlated_columns;
}

/// Sums at nodes, one set for each rung.
using Bins = std::vector<std::vector<double>>;

/// Points waiting for one rung's nodes: written down a few hundred at a time, in vectors.
class Stamper {
 public:
  Stamper(std::vector<double>& nodes, std::size_t stride) : m_nodes(nodes), m_stride(stride) {}
  void add(const Stamp& stamp) {
    m_waiting[m_count++] = stamp;
    if (m_count == m_waiting.size()) flush();
  }
  void flush() {
    add_stamps(m_nodes.data(), m_stride, m_waiting.data(), m_count);
    m_count = 0;
  }

 private:
  std::vector<double>& m_nodes;
  std::size_t m_stride, m_count = 0;
  std::array<Stamp, 256> m_waiting;
};

Bins bin_part(const Heap& heap, std::size_t begin, std::size_t end, const Lattice& lattice, const Ladder& ladder) {
  Bins bins(ladder.rungs().size(), std::vector<double>(lattice.size(), 0.0));
  std::vector<Stamper> stampers;
  for (auto& nodes : bins) stampers.emplace_back(nodes, lattice.columns);
  const double columns = 1.0 / lattice.lon_step, rows = 1.0 / lattice.lat_step;
  const bool single = ladder.rungs().size() == 1;
  for (std::size_t i = begin; i < end; ++i) {
    const Contribution& c = heap.list[i];
    if (!heap.whole && !heap.holds(c)) continue;
    const Stamp stamp{(c.where.lon - lattice.west) * columns - 1.0, (c.where.lat - lattice.south) * rows - 1.0,
                      c.amount};
    if (single) {
      stampers.front().add(stamp);
      continue;
    }
    const Ladder::Share share = ladder.share_of(c.radius);
    for (std::size_t k = 0; k < share.count; ++k)
      stampers[share.first + k].add({stamp.column, stamp.row, share.weights[k] * stamp.amount});
  }
  for (Stamper& stamper : stampers) stamper.flush();
  return bins;
}

/// How many parts a list is binned in, on however many threads.
std::size_t part_count(std::size_t points) { return std::clamp<std::size_t>(points / 1000000, 1, 8); }

/// The columns a kernel reaches on each side, nowhere more.
std::size_t reach_in_columns(double radius, const Lattice& lattice) {
  const double farthest = std::max(std::abs(lattice.south), std::abs(lattice.lat(static_cast<double>(lattice.rows))));
  const double columns = longitude_reach(radius, farthest) / lattice.lon_step;
  return std::min(static_cast<std::size_t>(columns) + 2, lattice.columns);
}

/// One rung's samples with room on both sides, and which 64ths of its rows hold anything.
struct Rung {
  Rung(const std::vector<Bins>& parts, std::size_t rung, double rung_radius, const Lattice& lattice)
      : radius(rung_radius),
        pad(reach_in_columns(rung_radius, lattice)),
        stride(rounded_up(lattice.columns) + 2 * pad),
        segment(stride / 64 + 1),
        samples(stride * lattice.rows, 0.0F),
        occupied(lattice.rows, 0) {
    std::vector<std::uint64_t> holds(lattice.rows, 0);
    for (std::size_t row = 0; row < lattice.rows; ++row)
      for (std::size_t column = 0; column < lattice.columns; ++column) {
        double sum = 0.0;
        for (const Bins& part : parts) sum += part[rung][row * lattice.columns + column];
        if (sum == 0.0) continue;
        samples[row * stride + pad + column] = static_cast<float>(sum);
        for (const std::size_t end : {pad + column - std::min(pad + column, spline_reach), pad + column + spline_reach})
          holds[row] |= 1ULL << std::min<std::size_t>(end / segment, 63);
      }
    to_coefficients(samples.data(), stride, lattice.rows);
    for (std::size_t row = 0; row < lattice.rows; ++row)
      for (std::size_t near = row - std::min(row, spline_reach); near < std::min(lattice.rows, row + spline_reach + 1);
           ++near)
        occupied[row] |= widened(holds[near]);
  }
  /// With the segments between two ends of a filter wider than they are.
  std::uint64_t widened(std::uint64_t bits) const {
    return segment > 2 * spline_reach ? bits : bits | bits << 1U | bits >> 1U;
  }

  double radius;
  std::size_t pad, stride, segment;
  std::vector<float> samples;
  std::vector<std::uint64_t> occupied;
};

std::vector<Rung> bin(const Heap& heap, const Lattice& lattice, const Ladder& ladder, unsigned threads) {
  const std::size_t count = part_count(heap.list.size());
  std::vector<Bins> parts(count);
  const auto start = [&](std::size_t part) { return heap.list.size() * part / count; };
  parallel_for(count, threads,
               [&](std::size_t part) { parts[part] = bin_part(heap, start(part), start(part + 1), lattice, ladder); });
  std::vector<std::optional<Rung>> made(ladder.rungs().size());
  parallel_for(made.size(), threads, [&](std::size_t i) { made[i].emplace(parts, i, ladder.rungs()[i], lattice); });
  std::vector<Rung> rungs;
  for (auto& rung : made) rungs.push_back(std::move(*rung));
  return rungs;
}

/// Filters rows: what all of them share.
class Filter {
 public:
  Filter(const Lattice& lattice, const std::vector<Rung>& rungs, double scale, const ProfileTable& profile)
      : m_lattice(lattice), m_rungs(rungs), m_scale(scale), m_profile(profile) {
    for (std::size_t row = 0; row < lattice.rows; ++row)
      m_parallels.push_back(parallel_at(lattice.lat(static_cast<double>(row))));
    std::size_t most = 0;
    for (const Rung& rung : rungs) most = std::max(most, rung.pad);
    for (std::size_t i = 0; i <= most; ++i)
      m_half_sin.push_back(HalfLongitude(lattice.lon_step * static_cast<double>(i)).sine);
  }
  void run(std::size_t row, float* out) const {
    std::vector<CorrelationRow> sources;
    std::vector<std::vector<float>> weights;
    for (const Rung& rung : m_rungs) gather(rung, row, sources, weights);
    correlate(out, rounded_up(m_lattice.columns), sources.data(), sources.size());
  }

 private:
  void gather(const Rung& rung, std::size_t row, std::vector<CorrelationRow>& sources,
              std::vector<std::vector<float>>& weights) const {
    const auto reach = static_cast<std::size_t>(latitude_reach(rung.radius) / m_lattice.lat_step) + 1;
    const Arc arc(m_lattice.lat(static_cast<double>(row)));
    for (std::size_t from = row - std::min(row, reach); from < std::min(m_lattice.rows, row + reach + 1); ++from) {
      if (rung.occupied[from] == 0) continue;
      const double inwards = m_parallels[row].from_axis - m_parallels[from].from_axis,
                   up = m_parallels[row].height - m_parallels[from].height;
      const double vertical2 = inwards * inwards + up * up,
                   across = 4.0 * m_parallels[row].from_axis * m_parallels[from].from_axis;
      const double room = (arc.chord_squared_of(rung.radius) * (1.0 + 1e-5) - vertical2) / across;
      if (!(room > 0.0)) continue;
      const auto within = static_cast<std::size_t>(
          std::upper_bound(m_half_sin.begin(), m_half_sin.end(), std::sqrt(room)) - m_half_sin.begin());
      const double inverse = 1.0 / (rung.radius * rung.radius);
      auto& row_weights = weights.emplace_back(within);
      kernel_weights(row_weights.data(), m_half_sin.data(), within,
                     {vertical2, across, 0.0, 0.0, arc.second(), arc.fourth(), inverse, m_scale * inverse}, m_profile);
      const std::size_t offset = rung.pad - (within - 1);
      sources.push_back({&rung.samples[from * rung.stride + offset], row_weights.data(), within - 1, offset,
                         rung.occupied[from], rung.segment});
    }
  }

  const Lattice& m_lattice;
  const std::vector<Rung>& m_rungs;
  double m_scale;
  const ProfileTable& m_profile;
  std::vector<Parallel> m_parallels;
  std::vector<double> m_half_sin;
};

}  // namespace

BinnedLevel::BinnedLevel(const Heap& heap, const geo::LonLatBox& box, double step, double scale,
                         const ProfileTable& profile, unsigned threads)
    : Level(lattice_over(box, step, rim)) {
  const std::vector<Rung> rungs = bin(heap, lattice(), Ladder(heap.smallest, heap.largest), threads);
  const Filter filter(lattice(), rungs, scale, profile);
  auto made = std::make_shared<Coefficients>();
  made->nodes.resize(lattice().size());
  parallel_for(lattice().rows, threads, [&](std::size_t row) {
    std::vector<float> out(rounded_up(lattice().columns));
    filter.run(row, out.data());
    std::copy(out.begin(), out.begin() + static_cast<std::ptrdiff_t>(lattice().columns),
              made->nodes.begin() + static_cast<std::ptrdiff_t>(row * lattice().columns));
  });
  to_coefficients(made->nodes.data(), lattice().columns, lattice().rows);
  m_coefficients = std::move(made);
}

double BinnedLevel::work(const geo::LonLatBox& box, double step, const Ladder& ladder) {
  double sum = 0.0;
  for (const double radius : ladder.rungs()) sum += std::numbers::pi * (radius / step) * (radius / step);
  return sum * static_cast<double>(lattice_over(box, step, rim).size());
}

double BinnedLevel::bytes(const geo::LonLatBox& box, double step, const Ladder& ladder, std::size_t points) {
  const auto rungs = static_cast<double>(ladder.rungs().size()), parts = static_cast<double>(part_count(points));
  return static_cast<double>(lattice_over(box, step, rim).size()) * rungs *
         (parts * sizeof(double) + 3.0 * sizeof(float));
}

double BinnedLevel::at(geo::LonLat place) const {
  const double column = lattice().column_of(place.lon), row = lattice().row_of(place.lat);
  if (!(column >= 1.0 && row >= 1.0 && column + 2.0 < static_cast<double>(lattice().columns) &&
        row + 2.0 < static_cast<double>(lattice().rows)))
    return 0.0;
  const auto i = static_cast<std::size_t>(column), j = static_cast<std::size_t>(row);
  const auto across = spline_weights(column - static_cast<double>(i)),
             along = spline_weights(row - static_cast<double>(j));
  const float* at = &m_coefficients->nodes[(j - 1) * lattice().columns + (i - 1)];
  double sum = 0.0;
  for (std::size_t k = 0; k < 4; ++k, at += lattice().columns) {
    double of_row = 0.0;
    for (std::size_t l = 0; l < 4; ++l) of_row += across[l] * static_cast<double>(at[l]);
    sum += along[k] * of_row;
  }
  return sum;
}

}  // namespace riskmap::density::detail
