// SPDX-License-Identifier: MIT
#include <riskmap/base/parallel.hpp>
#include <riskmap/density/detail/binned_level.hpp>
#include <riskmap/density/detail/source.hpp>
#include <riskmap/density/detail/spline.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <optional>

namespace riskmap::density::detail {
namespace {

constexpr std::size_t rim = spline_reach + 2;
constexpr std::size_t at_once = 512;  // contributions that are looked at and put on nodes before they leave the cache

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

/// Points of one radius, in runs between those the heap does not hold.
void add_held(const Heap& heap, std::size_t begin, std::size_t end, const Lattice& lattice,
              std::vector<double>& nodes) {
  for (std::size_t from = begin; from < end;) {
    std::size_t to = heap.whole ? end : from;
    while (to < end && heap.holds(heap.list[to])) ++to;
    add_points(nodes.data(), lattice.columns, lattice, heap.list.data() + from, to - from);
    from = to + 1;
  }
}

Bins bin_part(const Heap& heap, std::size_t begin, std::size_t end, const Lattice& lattice, const Ladder& ladder) {
  Bins bins(ladder.rungs().size(), std::vector<double>(lattice.size(), 0.0));
  if (bins.size() == 1) {
    add_held(heap, begin, end, lattice, bins.front());
    return bins;
  }
  std::vector<Stamper> stampers;
  for (auto& nodes : bins) stampers.emplace_back(nodes, lattice.columns);
  const double columns = 1.0 / lattice.lon_step, rows = 1.0 / lattice.lat_step;
  for (std::size_t i = begin; i < end; ++i) {
    const Contribution& c = heap.list[i];
    if (!heap.whole && !heap.holds(c)) continue;
    const auto across = Lattice::behind(c.where.lon * columns, lattice.west),
               along = Lattice::behind(c.where.lat * rows, lattice.south);
    const Stamp stamp{across.share, along.share, c.amount,
                      (along.node - 1) * static_cast<std::int64_t>(lattice.columns) + across.node - 1};
    const Ladder::Share share = ladder.share_of(c.radius);
    for (std::size_t k = 0; k < share.count; ++k)
      stampers[share.first + k].add({stamp.column, stamp.row, share.weights[k] * stamp.amount, stamp.first});
  }
  for (Stamper& stamper : stampers) stamper.flush();
  return bins;
}

/// How many parts a list is binned in, on however many threads.
std::size_t part_count(std::size_t points) { return std::clamp<std::size_t>(points / 1000000, 1, 8); }

/// The columns a kernel reaches on each side, nowhere more.
std::size_t reach_in_columns(double radius, const Lattice& lattice) {
  const double farthest =
      std::max(std::abs(lattice.lat(0.0)), std::abs(lattice.lat(static_cast<double>(lattice.rows))));
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
    for (std::size_t row = 0; row < lattice.rows; ++row) holds[row] = fill_row(parts, rung, row, lattice.columns);
    to_coefficients(samples.data(), stride, lattice.rows);
    for (std::size_t row = 0; row < lattice.rows; ++row)
      for (std::size_t near = row - std::min(row, spline_reach); near < std::min(lattice.rows, row + spline_reach + 1);
           ++near)
        occupied[row] |= widened(holds[near]);
  }
  /// The parts' sums; gives the segments that hold anything.
  std::uint64_t fill_row(const std::vector<Bins>& parts, std::size_t rung, std::size_t row, std::size_t columns) {
    std::vector<double> sums(columns, 0.0);
    for (const Bins& part : parts) {
      const double* const from = &part[rung][row * columns];
      for (std::size_t column = 0; column < columns; ++column) sums[column] += from[column];
    }
    std::transform(sums.begin(), sums.end(), samples.begin() + static_cast<std::ptrdiff_t>(row * stride + pad),
                   [](double sum) { return static_cast<float>(sum); });
    std::uint64_t holds = 0;
    for (std::size_t first = 0; first < columns;) {
      const std::size_t number = (pad + first) / segment, end = std::min((number + 1) * segment - pad, columns);
      const auto is_something = [](double sum) { return sum != 0.0; };
      if (std::any_of(&sums[first], sums.data() + end, is_something)) holds |= 1ULL << number;
      first = end;
    }
    return holds;
  }
  /// With the segments that the spline's filter takes them to.
  std::uint64_t widened(std::uint64_t bits) const {
    std::uint64_t wide = bits;
    for (std::size_t reached = 0; reached < spline_reach; reached += segment) wide |= wide << 1U | wide >> 1U;
    return wide;
  }

  double radius;
  std::size_t pad, stride, segment;
  std::vector<float> samples;
  std::vector<std::uint64_t> occupied;
};

/// A list's sums in parts: `bin(part, begin, end)` makes one of them.
template <typename TBin>
void bin_parts(std::size_t points, unsigned threads, TBin&& bin) {
  const std::size_t count = part_count(points);
  parallel_for(count, threads,
               [&](std::size_t part) { bin(part, points * part / count, points * (part + 1) / count); });
}

/// Sums of the points of [begin, end), all of one radius; false if something lies outside the bounds.
bool bin_within(const Bounds& bounds, const Heap& heap, std::size_t begin, std::size_t end, const Lattice& lattice,
                Bins& bins, double& amount) {
  bins.emplace_back(lattice.size(), 0.0);
  for (std::size_t i = begin; i < end; i += at_once) {
    const std::size_t next = std::min(i + at_once, end);
    const Bounds seen = bounds_of(&heap.list[i], next - i);
    if (!bounds.hold(seen)) return false;
    amount = std::max(amount, seen.amount);
    Heap part = heap;
    part.whole = seen.amount <= heap.highest * (heap.smallest * heap.smallest);
    add_held(part, i, next, lattice, bins.front());
  }
  return true;
}

std::vector<Rung> rungs_of(const std::vector<Bins>& parts, const Lattice& lattice, const Ladder& ladder,
                           unsigned threads) {
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
  /// Two rows at once. \pre next is row or row + 1
  void run(std::size_t row, std::size_t next, float* out, float* out_next) const {
    std::vector<PairRow> sources;
    std::vector<std::vector<float>> weights;
    for (const Rung& rung : m_rungs) gather(rung, row, next, sources, weights);
    correlate_pair(out, out_next, rounded_up(m_lattice.columns), sources.data(), sources.size());
  }

 private:
  /// What the distances from one row of nodes to another are made of.
  KernelRow between(const Rung& rung, std::size_t row, const Arc& arc, std::size_t from) const {
    const double inwards = m_parallels[row].from_axis - m_parallels[from].from_axis,
                 up = m_parallels[row].height - m_parallels[from].height;
    const double inverse = 1.0 / (rung.radius * rung.radius);
    return {inwards * inwards + up * up,
            4.0 * m_parallels[row].from_axis * m_parallels[from].from_axis,
            0.0,
            0.0,
            arc.second(),
            arc.fourth(),
            inverse,
            m_scale * inverse};
  }
  /// How many of the distances 0, 1, … columns lie within the kernel.
  std::size_t within(const Rung& rung, const Arc& arc, const KernelRow& row) const {
    const double room = (arc.chord_squared_of(rung.radius) * (1.0 + 1e-5) - row.vertical2) / row.across;
    if (!(room > 0.0)) return 0;
    return static_cast<std::size_t>(std::upper_bound(m_half_sin.begin(), m_half_sin.end(), std::sqrt(room)) -
                                    m_half_sin.begin());
  }
  void gather(const Rung& rung, std::size_t row, std::size_t next, std::vector<PairRow>& sources,
              std::vector<std::vector<float>>& weights) const {
    const auto reach = static_cast<std::size_t>(latitude_reach(rung.radius) / m_lattice.lat_step) + 1;
    const Arc arc(m_lattice.lat(static_cast<double>(row))), arc_next(m_lattice.lat(static_cast<double>(next)));
    for (std::size_t from = row - std::min(row, reach); from < std::min(m_lattice.rows, next + reach + 1); ++from) {
      if (rung.occupied[from] == 0) continue;
      const KernelRow one = between(rung, row, arc, from), other = between(rung, next, arc_next, from);
      const std::size_t count = std::max(within(rung, arc, one), within(rung, arc_next, other));
      if (count == 0) continue;
      auto& of_both = weights.emplace_back(2 * count);
      kernel_weights(of_both.data(), m_half_sin.data(), count, one, m_profile);
      kernel_weights(of_both.data() + count, m_half_sin.data(), count, other, m_profile);
      const std::size_t offset = rung.pad - (count - 1);
      sources.push_back({&rung.samples[from * rung.stride + offset], of_both.data(), of_both.data() + count, count - 1,
                         offset, rung.occupied[from], rung.segment});
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
    : BinnedLevel(lattice_over(box, step, rim)) {
  const Ladder ladder(heap.smallest, heap.largest);
  std::vector<Bins> sums(part_count(heap.list.size()));
  bin_parts(heap.list.size(), threads, [&](std::size_t part, std::size_t begin, std::size_t end) {
    sums[part] = bin_part(heap, begin, end, lattice(), ladder);
  });
  filter(sums, ladder, scale, profile, threads);
}

BinnedLevel::AtOnce BinnedLevel::if_within(const Bounds& bounds, const Heap& heap, const geo::LonLatBox& box,
                                           double step, double scale, const ProfileTable& profile, unsigned threads) {
  std::unique_ptr<BinnedLevel> level(new BinnedLevel(lattice_over(box, step, rim)));
  std::vector<Bins> sums(part_count(heap.list.size()));
  std::vector<double> amounts(sums.size(), 0.0);
  std::vector<char> within(sums.size(), 0);
  bin_parts(heap.list.size(), threads, [&](std::size_t part, std::size_t begin, std::size_t end) {
    within[part] = bin_within(bounds, heap, begin, end, level->lattice(), sums[part], amounts[part]) ? 1 : 0;
  });
  if (std::count(within.begin(), within.end(), 0) > 0) return {};
  level->filter(sums, Ladder(heap.smallest, heap.largest), scale, profile, threads);
  return {std::move(level), *std::max_element(amounts.begin(), amounts.end())};
}

void BinnedLevel::filter(const std::vector<Bins>& sums, const Ladder& ladder, double scale, const ProfileTable& profile,
                         unsigned threads) {
  const std::vector<Rung> rungs = rungs_of(sums, lattice(), ladder, threads);
  const Filter filter(lattice(), rungs, scale, profile);
  auto made = std::make_shared<Coefficients>();
  made->nodes.resize(lattice().size());
  const std::size_t columns = lattice().columns, rows = lattice().rows;
  parallel_for((rows + 1) / 2, threads, [&](std::size_t pair) {
    const std::size_t row = 2 * pair, next = std::min(row + 1, rows - 1);
    std::vector<float> out(rounded_up(columns)), out_next(out.size());
    filter.run(row, next, out.data(), out_next.data());
    std::copy_n(out.begin(), columns, &made->nodes[row * columns]);
    if (next != row) std::copy_n(out_next.begin(), columns, &made->nodes[next * columns]);
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
  const auto column = lattice().behind_lon(place.lon), row = lattice().behind_lat(place.lat);
  if (column.node < 1 || row.node < 1 || column.node + 2 >= static_cast<std::int64_t>(lattice().columns) ||
      row.node + 2 >= static_cast<std::int64_t>(lattice().rows))
    return 0.0;
  const auto i = static_cast<std::size_t>(column.node), j = static_cast<std::size_t>(row.node);
  const auto across = spline_weights(column.share), along = spline_weights(row.share);
  const float* at = &m_coefficients->nodes[(j - 1) * lattice().columns + (i - 1)];
  double sum = 0.0;
  for (std::size_t k = 0; k < 4; ++k, at += lattice().columns) {
    double of_row = 0.0;
    for (std::size_t l = 0; l < 4; ++l) of_row += across[l] * static_cast<double>(at[l]);
    sum += along[k] * of_row;
  }
  return sum;
}

std::uint64_t BinnedLevel::digest(const geo::LonLatBox& box) const {
  std::call_once(m_digest_once, [&] {
    m_digest = digest_of_nodes(m_coefficients->nodes.data(), lattice().columns, lattice().rows, lattice().west,
                               lattice().south);
  });
  const CellBox nodes{box.min_x / lattice().lon_step - 1.0, box.min_y / lattice().lat_step - 1.0,
                      box.max_x / lattice().lon_step + 2.0, box.max_y / lattice().lat_step + 2.0};
  return stirred(stirred(m_digest.sum(nodes), lattice().lon_step), lattice().lat_step);
}

}  // namespace riskmap::density::detail
