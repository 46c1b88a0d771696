// SPDX-License-Identifier: MIT
// Which contributions are summed where. The errors that decide it are those of NodeRule, for one kernel alone; where
// many overlap their rims' errors have either sign and grow with the root of their number, so each may take only a
// small part of the whole.
#include <riskmap/base/memory.hpp>
#include <riskmap/base/parallel.hpp>
#include <riskmap/density/detail/binned_level.hpp>
#include <riskmap/density/detail/chunks.hpp>
#include <riskmap/density/detail/digest_grid.hpp>
#include <riskmap/density/detail/field.hpp>
#include <riskmap/density/detail/memory.hpp>
#include <riskmap/density/detail/scattered_level.hpp>
#include <riskmap/density/detail/wide_loops.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <map>
#include <numbers>
#include <tuple>

namespace riskmap::density::detail {
namespace {

constexpr double share_of_error = 1.5e-5;    // of the largest value: what one low kernel may be wrong by
constexpr double lowest_direct = 1.0 / 500;  // of the largest value: in long lists no lower kernel has a sum of its own
constexpr std::size_t few = 64;              // sources that need no nodes
constexpr std::size_t probes = 64;
constexpr std::size_t sampled = 4096;  // of a long list, at least
constexpr double beyond_sample = 0.5;  // radii: how far outside the sample's box others may lie
constexpr double lowest_shown = 1e-6;
constexpr std::size_t most_nodes_at_once = 2000000;     // a filter over more runs out of the cache
constexpr double chunk_nodes = 424.0;                   // along a chunk's side
constexpr double widest_of_heap = std::numbers::sqrt2;  // radii: its nodes are those of the smallest
// Nanoseconds: one row of nodes of a source summed exactly; one multiplication of a filter, in vectors.
constexpr double scatter_cost = 100.0, filter_cost = 0.1;

/// In an order that sets of sources have of themselves: their sums do not depend on the list's, and what is added far
/// off leaves neighbours in theirs.
std::vector<Source> sorted(std::vector<Source> sources) {
  const auto key = [](const Source& s) { return std::tuple(s.where.lon, s.where.lat, s.radius, s.amount, s.order); };
  std::sort(sources.begin(), sources.end(), [&](const Source& a, const Source& b) { return key(a) < key(b); });
  for (std::size_t i = 0; i < sources.size(); ++i) sources[i].order = static_cast<std::uint32_t>(i);
  return sources;
}

/// Events at one place, as gazetteers make them, are one source: their rims coincide, so their errors do.
/// \pre they are sorted
std::vector<Source> merged(const std::vector<Source>& sources) {
  std::vector<Source> out;
  for (const Source& s : sources) {
    if (!out.empty() && out.back().where == s.where && out.back().radius == s.radius)
      out.back().amount += s.amount;
    else
      out.push_back(s);
  }
  return out;
}

/// Down to a whole power of 2^¼: what depends on it stays when the list changes a little.
double settled(double value) {
  if (!(value > 0.0)) return value;
  constexpr double quarters[] = {1.189207115002721, 1.4142135623730951, 1.681792830507429};
  const double power = std::ldexp(1.0, std::ilogb(value));
  double below = power;
  for (const double quarter : quarters)
    if (quarter * power <= value) below = quarter * power;
  return below;
}

/// Something between the largest value there is and what it takes to be sure of it.
double lower_bound_of_largest(const std::vector<Source>& sources, const ProfileTable& profile) {
  const SourceIndex index(sources);
  double largest = 0.0;
  const auto value = [&](geo::LonLat place) {
    double sum = 0.0;
    index.for_each_near(place, 0.0, [&](const Source& s, double squared) {
      sum += s.amount * profile.at(squared / (s.radius * s.radius));
      return true;
    });
    return sum;
  };
  const std::size_t step = std::max<std::size_t>(1, sources.size() / probes);
  for (std::size_t i = 0; i < sources.size(); i += step) largest = std::max(largest, value(sources[i].where));
  const auto lower = [](const Source& a, const Source& b) { return a.amount < b.amount; };
  return std::max(largest, value(std::max_element(sources.begin(), sources.end(), lower)->where));
}

/// A box of places with what kernels of a radius reach from them; longitudes may pass ±180.
geo::LonLatBox reached(const geo::LonLatBox& places, double radius) {
  const double high = latitude_reach(radius);
  const double wide = longitude_reach(radius, std::max(std::abs(places.min_y), std::abs(places.max_y)));
  return {places.min_x - wide, std::max(places.min_y - high, -90.0), places.max_x + wide,
          std::min(places.max_y + high, 90.0)};
}

/// With what decides which of a heap's contributions go where.
std::uint64_t chosen(std::uint64_t digest, const Heap& heap, double nodes) {
  return stirred(stirred(stirred(stirred(digest, heap.highest), nodes), heap.smallest), heap.largest);
}

std::vector<std::size_t> parts_of_events(std::span<const Contribution> list) {
  std::vector<std::size_t> parts;
  for (const Contribution& c : list) {
    if (c.event >= parts.size()) parts.resize(c.event + std::size_t{1});
    ++parts[c.event];
  }
  return parts;
}

}  // namespace

/// A source and the step it needs, metres; 0 if no nodes will do.
struct Field::Need {
  Source source;
  double step;
};

/// What a long list is like, from every so many of its contributions: within some tens of per cent, which is enough.
struct Field::Impression {
  double largest = 0.0;       ///< value
  double typical_peak = 0.0;  ///< root of the mean square
  Bounds sample{};

  Impression(std::span<const Contribution> list, double scale, const ProfileTable& profile) {
    // A power of two, so that a list that grows is mostly sampled as before.
    const std::size_t step = std::bit_floor(std::max<std::size_t>(1, list.size() / sampled));
    std::vector<Source> sources;
    std::vector<Contribution> chosen;
    double squares = 0.0;
    for (std::size_t i = 0; i < list.size(); i += step) {
      chosen.push_back(list[i]);
      sources.emplace_back(list[i], scale * static_cast<double>(step), static_cast<std::uint32_t>(i));
      const double peak = sources.back().amount * profile.peak() / static_cast<double>(step);
      squares += peak * peak;
    }
    largest = settled(0.7 * lower_bound_of_largest(sources, profile));
    typical_peak = settled(std::sqrt(squares / static_cast<double>(sources.size())));
    sample = bounds_of(chosen.data(), chosen.size());
  }
  double share() const { return typical_peak / largest; }
};

/// What a long list covers and how high it rises.
struct Field::Extent : Bounds {
  Impression impression;

  Extent(std::span<const Contribution> list, const Impression& of_list)
      : Bounds(bounds_of(list.data(), list.size())), impression(of_list) {}
  geo::LonLatBox reached(double radius) const { return detail::reached(places, radius); }
};

void Field::build_short(std::span<const Contribution> list, const FieldOptions& options) {
  std::vector<Source> sources;
  sources.reserve(list.size());
  for (std::size_t i = 0; i < list.size(); ++i)
    sources.emplace_back(list[i], options.scale, static_cast<std::uint32_t>(i));
  sources = merged(sorted(std::move(sources)));
  if (sources.size() <= few) {
    m_direct = SourceIndex(std::move(sources));
    return;
  }
  const double largest = settled(lower_bound_of_largest(sources, *m_profile));
  m_floor = lowest_shown * largest;
  m_choices = stirred(1, largest);
  std::vector<Source> direct;
  add_scattered(needs_of(sources, parts_of_events(list), largest), direct, options);
  m_direct = SourceIndex(sorted(std::move(direct)));
}

std::vector<Field::Need> Field::needs_of(const std::vector<Source>& sources, const std::vector<std::size_t>& parts,
                                         double largest) const {
  std::vector<Need> needs;
  needs.reserve(sources.size());
  for (const Source& s : sources) {
    // The parts of a spread event lie so regularly that their rims err together as much as not.
    const double peak = s.amount * m_profile->peak() * std::sqrt(static_cast<double>(parts[s.event]));
    const double allowed = peak > 0.0 ? share_of_error * largest / peak : 1.0;
    const double nodes = m_rule.nodes_for(allowed);
    needs.push_back({s, nodes > 0.0 ? s.radius / nodes : 0.0});
  }
  return needs;
}

void Field::add_scattered(std::vector<Need> needs, std::vector<Source>& direct, const FieldOptions& options) {
  std::map<int, std::vector<Source>> by_octave;
  for (Need& need : needs) {
    if (need.step == 0.0) {
      direct.push_back(need.source);
      continue;
    }
    by_octave[std::ilogb(need.step)].push_back(need.source);
  }
  for (auto& [octave, sources] : by_octave) {
    m_choices = stirred(stirred(m_choices, static_cast<double>(octave)), sources.size() <= few ? 1.0 : 0.0);
    if (sources.size() <= few)
      direct.insert(direct.end(), sources.begin(), sources.end());
    else
      m_levels.push_back(std::make_unique<const ScatteredLevel>(std::move(sources), std::ldexp(1.0, octave), *m_profile,
                                                                share_of_cache(options.max_memory)));
  }
}

void Field::build_long(std::span<const Contribution> list, const FieldOptions& options) {
  const Impression impression(list, options.scale, *m_profile);
  m_floor = lowest_shown * impression.largest;
  if (build_at_once(list, impression, options)) return;
  const Extent extent(list, impression);
  std::vector<Source> direct;
  if (extent.largest < widest_of_heap * extent.smallest) {
    add_heap({list, extent.smallest, extent.largest}, extent, options, direct);
  } else {
    require_memory(2.0 * sizeof(Contribution) * static_cast<double>(list.size()), options.max_memory,
                   "the heaps of a long list");
    const double steps = 1.0 / std::log2(widest_of_heap);
    const auto heap_of = [&](const Contribution& c) {
      return static_cast<std::size_t>(steps * std::log2(c.radius / extent.smallest));
    };
    const auto count = static_cast<std::size_t>(steps * std::log2(extent.largest / extent.smallest)) + 1;
    const Sorted heaps(list, count, heap_of);
    for (std::size_t i = 0; i < heaps.count(); ++i) {
      const auto part = heaps.part(i);
      if (part.empty()) continue;
      const Bounds bounds = bounds_of(part.data(), part.size());
      add_heap({part, bounds.smallest, bounds.largest}, extent, options, direct);
    }
  }
  m_direct = SourceIndex(sorted(std::move(direct)));
}

// Most long lists are of one radius and lie where a sample of them does: then they are read only once.
bool Field::build_at_once(std::span<const Contribution> list, const Impression& impression,
                          const FieldOptions& options) {
  Bounds bounds = impression.sample;
  const double radius = bounds.smallest;
  if (radius != bounds.largest) return false;
  bounds.places = reached(bounds.places, beyond_sample * radius);
  const geo::LonLatBox box = reached(bounds.places, radius);
  const double nodes = m_rule.nodes_for_heap(impression.share());
  const bool crosses = box.min_x < -180.0 || box.max_x > 180.0;
  if (crosses || lattice_over(box, radius / nodes, 0).size() > most_nodes_at_once) return false;
  const Heap heap{list, radius, radius, highest_in_heap(impression, nodes, options)};
  m_choices = chosen(m_choices, heap, nodes);
  auto [level, amount] =
      BinnedLevel::if_within(bounds, heap, box, radius / nodes, options.scale, *m_profile, options.threads);
  if (level == nullptr) return false;
  m_levels.push_back(std::move(level));
  std::vector<Source> direct;
  divide(heap, amount, options, direct);
  m_direct = SourceIndex(sorted(std::move(direct)));
  return true;
}

double Field::highest_in_heap(const Impression& impression, double nodes, const FieldOptions& options) const {
  const double highest = impression.largest * std::max(share_of_error / m_rule.error_with(nodes), lowest_direct);
  return highest / (options.scale * m_profile->peak());
}

void Field::add_heap(Heap heap, const Extent& extent, const FieldOptions& options, std::vector<Source>& direct) {
  const double nodes = m_rule.nodes_for_heap(extent.impression.share());
  heap.highest = highest_in_heap(extent.impression, nodes, options);
  m_choices = chosen(m_choices, heap, nodes);
  const std::size_t held = divide(heap, extent.amount, options, direct);
  heap.whole = held == heap.list.size();
  if (held == 0) return;
  const double step = heap.smallest / nodes;
  const geo::LonLatBox box = extent.reached(heap.largest);
  const bool crosses = box.min_x < -180.0 || box.max_x > 180.0;
  const bool one_filter = heap.smallest == heap.largest && lattice_over(box, step, 0).size() <= most_nodes_at_once;
  if (one_filter && !crosses && 2 * held > heap.list.size())
    m_levels.push_back(
        std::make_unique<const BinnedLevel>(heap, box, step, options.scale, *m_profile, options.threads));
  else
    add_in_chunks(heap, nodes, options, direct);
}

/// What stands out of the heap goes to `direct`; how many are left in it.
std::size_t Field::divide(const Heap& heap, double largest_amount, const FieldOptions& options,
                          std::vector<Source>& direct) {
  const bool all = largest_amount <= heap.highest * heap.smallest * heap.smallest;
  if (all) return heap.list.size();
  std::size_t held = 0;
  for (std::size_t i = 0; i < heap.list.size(); ++i) {
    const Contribution& c = heap.list[i];
    if (heap.holds(c))
      ++held;
    else
      direct.emplace_back(c, options.scale, static_cast<std::uint32_t>(i));
  }
  return held;
}

// Narrow kernels stand in towns, with empty land between: each chunk is a level of its own, no larger than what its own
// events reach, and its ladder no longer than their radii ask.
void Field::add_in_chunks(const Heap& heap, double nodes, const FieldOptions& options, std::vector<Source>& direct) {
  require_memory(static_cast<double>(sizeof(Contribution)) * static_cast<double>(heap.list.size()), options.max_memory,
                 "the chunks of a long list");
  const Sorted chunks = chunks_of(heap, chunk_nodes * heap.smallest / nodes);
  std::vector<std::unique_ptr<const Level>> levels(chunks.count());
  parallel_for(chunks.count(), options.threads, [&](std::size_t i) {
    const auto part = chunks.part(i);
    if (part.empty()) return;
    const Bounds bounds = bounds_of(part.data(), part.size());
    Heap own{part, bounds.smallest, bounds.largest};
    own.whole = true;
    const geo::LonLatBox box = reached(bounds.places, own.largest);
    const double step = own.smallest / nodes;
    const double one_by_one = scatter_cost * static_cast<double>(part.size()) * 4.0 * own.largest / step;
    const bool crosses = box.min_x < -180.0 || box.max_x > 180.0;
    if (!crosses && filter_cost * BinnedLevel::work(box, step, Ladder(own.smallest, own.largest)) < one_by_one)
      levels[i] = std::make_unique<const BinnedLevel>(own, box, step, options.scale, *m_profile, 1);
  });
  std::vector<Contribution> rest;
  for (std::size_t i = 0; i < chunks.count(); ++i) {
    const auto part = chunks.part(i);
    if (levels[i] != nullptr)
      m_levels.push_back(std::move(levels[i]));
    else
      rest.insert(rest.end(), part.begin(), part.end());
  }
  if (!rest.empty()) add_one_by_one(rest, heap.smallest / nodes, options, direct);
}

void Field::add_one_by_one(std::span<const Contribution> list, double step, const FieldOptions& options,
                           std::vector<Source>& direct) {
  std::vector<Source> sources;
  sources.reserve(list.size());
  for (const Contribution& c : list) sources.emplace_back(c, options.scale, static_cast<std::uint32_t>(sources.size()));
  sources = sorted(std::move(sources));
  m_choices = stirred(m_choices, list.size() <= few ? 1.0 : 0.0);
  if (list.size() <= few)
    direct.insert(direct.end(), sources.begin(), sources.end());
  else
    m_levels.push_back(std::make_unique<const ScatteredLevel>(std::move(sources), step, *m_profile,
                                                              share_of_cache(options.max_memory)));
}

}  // namespace riskmap::density::detail
