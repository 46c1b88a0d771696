// SPDX-License-Identifier: MIT
#include <riskmap/io/detail/event_index.hpp>

#include <algorithm>
#include <cmath>

namespace riskmap::io::detail {
namespace {

constexpr double reach_degrees = 0.25;  // 25 km are 0.226° of latitude
constexpr std::int32_t period_days = 32;

std::uint64_t mixed(std::uint64_t a, std::uint64_t b) {
  a ^= b + 0x9E3779B97F4A7C15U + (a << 6U) + (a >> 2U);
  a *= 0xFF51AFD7ED558CCDU;
  return a ^ (a >> 33U);
}

struct Band {
  std::int32_t number;
  std::int32_t cells;  ///< round the parallel, each at least 1° of a great circle wide
};

Band band_of(double latitude) {
  const auto number = static_cast<std::int32_t>(std::floor(latitude));
  const double poleward = std::max(std::abs(double{1} * number), std::abs(number + 1.0));
  const double parallel = std::cos(std::min(poleward, 90.0) * geo::degrees_to_radians);
  return {number, std::max(1, static_cast<std::int32_t>(360.0 * parallel))};
}

std::int32_t cell_of(const Band& band, double longitude) {
  const auto cell = static_cast<std::int32_t>(std::floor((longitude + 180.0) / 360.0 * band.cells));
  return ((cell % band.cells) + band.cells) % band.cells;
}

std::int32_t period_of(std::int32_t day) {
  return static_cast<std::int32_t>(std::floor(static_cast<double>(day) / period_days));
}

std::uint64_t key_of(std::uint64_t name, std::int32_t time, bool by_day, std::int32_t band, std::int32_t cell) {
  const auto when = static_cast<std::uint64_t>(static_cast<std::uint32_t>(time)) << 1U | (by_day ? 1U : 0U);
  const auto where =
      static_cast<std::uint64_t>(static_cast<std::uint32_t>(band)) << 32U | static_cast<std::uint32_t>(cell);
  return mixed(mixed(name, when), where);
}

}  // namespace

void EventIndex::put(std::uint64_t key, std::uint32_t entry) {
  if (m_nodes.size() >= m_heads.size()) grow();
  auto& head = m_heads[key & (m_heads.size() - 1)];
  m_nodes.push_back({key, entry, head});
  head = static_cast<std::uint32_t>(m_nodes.size() - 1);
}

void EventIndex::grow() {
  m_heads.assign(m_heads.size() * 4, none);
  for (std::size_t i = 0; i < m_nodes.size(); ++i) {
    auto& head = m_heads[m_nodes[i].key & (m_heads.size() - 1)];
    m_nodes[i].next = head;
    head = static_cast<std::uint32_t>(i);
  }
}

void EventIndex::add(std::uint64_t name, std::int32_t first_day, std::int32_t last_day, geo::LonLat place,
                     std::uint32_t entry) {
  const auto band = band_of(place.lat);
  const auto cell = cell_of(band, place.lon);
  if (last_day - first_day < longest_by_day) {
    for (auto day = first_day; day <= last_day; ++day) put(key_of(name, day, true, band.number, cell), entry);
  }
  for (auto period = period_of(first_day); period <= period_of(last_day); ++period)
    put(key_of(name, period, false, band.number, cell), entry);
}

void EventIndex::collect(std::uint64_t key, std::size_t most, std::vector<std::uint32_t>& into) const {
  for (auto at = m_heads[key & (m_heads.size() - 1)]; at != none; at = m_nodes[at].next) {
    if (m_nodes[at].key != key) continue;
    if (into.size() >= most) return;
    into.push_back(m_nodes[at].entry);
  }
}

void EventIndex::find(std::uint64_t name, std::int32_t first_day, std::int32_t last_day, geo::LonLat place,
                      std::size_t most, std::vector<std::uint32_t>& into) const {
  const bool by_day = last_day - first_day < longest_by_day + 2;
  const auto begin = by_day ? first_day : period_of(first_day), end = by_day ? last_day : period_of(last_day);
  const auto south = static_cast<std::int32_t>(std::floor(place.lat - reach_degrees));
  const auto north = static_cast<std::int32_t>(std::floor(place.lat + reach_degrees));
  for (auto number = south; number <= north; ++number) {
    const auto band = band_of(number);
    const double width = reach_degrees * 360.0 / band.cells;
    const auto west = cell_of(band, place.lon - width), east = cell_of(band, place.lon + width);
    for (auto time = begin; time <= end; ++time) {
      for (auto cell = west;; cell = (cell + 1) % band.cells) {
        collect(key_of(name, time, by_day, number, cell), most, into);
        if (cell == east) break;
      }
    }
  }
}

}  // namespace riskmap::io::detail
