// SPDX-License-Identifier: MIT
#include <riskmap/io/duplicates.hpp>

#include <riskmap/geo/geodesic.hpp>
#include <riskmap/io/detail/actors.hpp>
#include <riskmap/io/detail/event_index.hpp>
#include <riskmap/io/schema.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <span>
#include <string_view>
#include <tuple>
#include <unordered_map>

namespace riskmap::io {
namespace {

constexpr double least_km = 5.0, most_km = 25.0;
constexpr std::int32_t longest_days = 400;
constexpr std::size_t most_comparisons = 1000;

/// The groups a record names, at most two, each by at most two names.
struct NamedGroups {
  std::array<std::uint64_t, 4> names{};
  std::size_t count = 0;
  std::span<const std::uint64_t> all() const { return {names.data(), count}; }
  void add(const detail::GroupNames& more) {
    for (const auto name : more.all()) {
      if (std::ranges::find(all(), name) == all().end()) names[count++] = name;
    }
  }
};

/// A group while it grows.
struct Cluster {
  std::uint32_t best;
  std::uint32_t forms;  ///< a bit for each form it has a record of
  std::vector<std::size_t> others;
};

class DuplicateFinder {
 public:
  explicit DuplicateFinder(const IncidentList& incidents) : m_records(incidents.records()) {}

  Duplicates find() {
    for (const auto i : by_exactness()) place(i);
    Duplicates found;
    found.cut_short = m_cut_short;
    for (auto& cluster : m_clusters) {
      if (cluster.others.empty()) continue;
      found.records += cluster.others.size();
      found.groups.push_back({cluster.best, std::move(cluster.others)});
    }
    std::ranges::sort(found.groups, {}, &DuplicateGroup::best);
    return found;
  }

 private:
  static double uncertainty(const IncidentRecord& record) {
    return std::isnan(record.uncertainty_km) ? most_km : record.uncertainty_km;
  }
  static std::int32_t length(const IncidentRecord& record) { return record.last_day - record.first_day; }

  std::vector<std::uint32_t> by_exactness() {
    std::vector<std::uint32_t> order;
    m_groups.resize(m_records.size());
    for (std::uint32_t i = 0; i < m_records.size(); ++i) {
      m_groups[i] = groups_of(m_records[i]);
      if (m_groups[i].count > 0 && length(m_records[i]) < longest_days) order.push_back(i);
    }
    std::ranges::sort(order, {},
                      [&](std::uint32_t i) { return std::tuple(length(m_records[i]), uncertainty(m_records[i]), i); });
    return order;
  }

  NamedGroups groups_of(const IncidentRecord& record) {
    NamedGroups groups;
    for (const auto word : {Word::actor_1, Word::actor_2}) {
      const auto actor = record[word];
      if (actor.empty()) continue;
      auto known = m_names.find(actor);
      if (known == m_names.end()) known = m_names.emplace(actor, detail::group_names(actor)).first;
      groups.add(known->second);
    }
    return groups;
  }

  static std::uint32_t form_bit(const Schema* schema) {
    const auto all = all_schemas();
    return 1U << static_cast<unsigned>(std::ranges::find(all, schema) - all.begin());
  }

  void place(std::uint32_t i) {
    const auto& record = m_records[i];
    m_candidates.clear();
    for (const auto name : m_groups[i].all()) {
      m_index.find(name, record.first_day - 1, record.last_day + 1, {record.longitude, record.latitude},
                   most_comparisons, m_candidates);
    }
    m_cut_short += m_candidates.size() >= most_comparisons;
    if (auto* cluster = nearest(record)) {
      cluster->others.push_back(i);
      cluster->forms |= form_bit(record.schema);
      return;
    }
    const auto number = static_cast<std::uint32_t>(m_clusters.size());
    m_clusters.push_back({i, form_bit(record.schema), {}});
    for (const auto name : m_groups[i].all())
      m_index.add(name, record.first_day, record.last_day, {record.longitude, record.latitude}, number);
  }

  Cluster* nearest(const IncidentRecord& record) {
    Cluster* found = nullptr;
    std::tuple<std::int32_t, double, std::uint32_t> least;
    const geo::NearDistance distance({record.longitude, record.latitude});
    for (const auto number : m_candidates) {
      auto& cluster = m_clusters[number];
      const auto& best = m_records[cluster.best];
      if (!agree(record, best, cluster)) continue;
      const double km = distance.to(geo::LonLat{best.longitude, best.latitude}).value() / 1000;
      if (!(km <= std::clamp(std::max(uncertainty(record), uncertainty(best)), least_km, most_km))) continue;
      const std::tuple rank(std::max(0, gap(record, best)), km, number);
      if (found == nullptr || rank < least) found = &cluster, least = rank;
    }
    return found;
  }

  /// Days between the two; 0 or less if they overlap.
  static std::int32_t gap(const IncidentRecord& a, const IncidentRecord& b) {
    return std::max(a.first_day - b.last_day, b.first_day - a.last_day);
  }

  static bool agree(const IncidentRecord& record, const IncidentRecord& best, const Cluster& cluster) {
    if (gap(record, best) > 1) return false;
    if (record.schema != best.schema) return (cluster.forms & form_bit(record.schema)) == 0;
    return std::abs(record.first_day - best.first_day) <= 1 && std::abs(record.last_day - best.last_day) <= 1 &&
           record[Word::event_type] == best[Word::event_type] && same_actors(record, best);
  }

  static bool same_actors(const IncidentRecord& a, const IncidentRecord& b) {
    if (a[Word::actor_1] == b[Word::actor_1] && a[Word::actor_2] == b[Word::actor_2]) return true;
    const auto words = [](const IncidentRecord& record) {
      std::pair both(detail::plain_words(record[Word::actor_1]), detail::plain_words(record[Word::actor_2]));
      if (both.second < both.first) both.first.swap(both.second);
      return both;
    };
    return words(a) == words(b);
  }

  const std::vector<IncidentRecord>& m_records;
  std::vector<NamedGroups> m_groups;
  std::unordered_map<std::string_view, detail::GroupNames> m_names;
  std::vector<Cluster> m_clusters;
  detail::EventIndex m_index;
  std::vector<std::uint32_t> m_candidates;
  std::uint64_t m_cut_short = 0;
};

double least_of(double a, double b) { return std::fmin(a, b); }  // a NaN gives way
double most_of(double a, double b) { return std::fmax(a, b); }

void merge_figures(IncidentRecord& best, const IncidentRecord& other) {
  for (std::size_t i = 0; i < figure_count; ++i) {
    const auto figure = static_cast<Figure>(i);
    if (figure == Figure::killed_low || figure == Figure::killed_high) continue;
    if (std::isnan(best.figures[i])) best.figures[i] = other.figures[i];
  }
}

void merge_group(IncidentList& incidents, const DuplicateGroup& group) {
  constexpr auto low = static_cast<std::size_t>(Figure::killed_low),
                 high = static_cast<std::size_t>(Figure::killed_high);
  auto least = unknown_figure, most = unknown_figure;
  const auto widen = [&](const IncidentRecord& record) {
    least = least_of(least, least_of(record[Figure::killed], record[Figure::killed_low]));
    most = most_of(most, most_of(record[Figure::killed], record[Figure::killed_high]));
  };
  widen(incidents.records()[group.best]);
  for (const auto other : group.others) {
    auto& best = incidents.records()[group.best];
    const auto& record = incidents.records()[other];
    widen(record);
    merge_figures(best, record);
    for (std::size_t i = 0; i < word_count; ++i) {
      const auto word = static_cast<Word>(i);
      if (word == Word::location_precision) continue;  // belongs to the place, which is the best one's
      if (best[word].empty() && !record[word].empty()) incidents.set(group.best, word, record[word]);
    }
  }
  incidents.records()[group.best].figures[low] = least;
  incidents.records()[group.best].figures[high] = most;
}

}  // namespace

std::vector<std::string> Duplicates::duplicate_of(const IncidentList& incidents) const {
  std::vector<std::string> ids(incidents.records().size());
  for (const auto& group : groups) {
    for (const auto other : group.others) ids[other] = incidents.records()[group.best][Word::id];
  }
  return ids;
}

Duplicates find_duplicates(const IncidentList& incidents) { return DuplicateFinder(incidents).find(); }

std::vector<std::string> merge_duplicates(IncidentList& incidents, const Duplicates& duplicates) {
  std::vector<std::string> merged(incidents.records().size());
  std::vector<bool> removed(incidents.records().size());
  for (const auto& group : duplicates.groups) {
    for (const auto other : group.others) {
      const auto& record = incidents.records()[other];
      auto& ids = merged[group.best];
      ids += (ids.empty() ? "" : "; ") + std::string(record.schema->name) + ":" + std::string(record[Word::id]);
      removed[other] = true;
    }
    merge_group(incidents, group);
  }
  incidents.remove_if(removed);
  std::size_t kept = 0;
  for (std::size_t i = 0; i < merged.size(); ++i) {
    if (!removed[i]) merged[kept++].swap(merged[i]);
  }
  merged.resize(kept);
  return merged;
}

}  // namespace riskmap::io
