// SPDX-License-Identifier: MIT
#include <riskmap/base/digest.hpp>
#include <riskmap/density/detail/event_digest.hpp>
#include <riskmap/density/detail/source.hpp>

#include <algorithm>
#include <cmath>

namespace riskmap::density::detail {
namespace {

constexpr double cells_per_radius = 8.0;
constexpr double degree = 111320.0;

std::uint64_t digest_of(const Contribution& c) {
  return stirred(stirred(stirred(stirred(0, c.where.lon), c.where.lat), c.amount), c.radius);
}

/// Which contributions are parts of one event, by what the parts are: numbers of events shift when one is added.
std::vector<std::uint64_t> digests_of_events(const std::vector<Contribution>& contributions) {
  std::vector<std::uint64_t> events;
  for (const Contribution& c : contributions) {
    if (c.event >= events.size()) events.resize(c.event + std::size_t{1}, 0);
    events[c.event] += digest_of(c);
  }
  return events;
}

void add(Digest& digest, const geo::LonLatBox& box) {
  digest.add(box.min_x).add(box.min_y).add(box.max_x).add(box.max_y);
}

void add(Digest& digest, const model::Line& ring) {
  digest.add(std::uint64_t{ring.size()});
  for (const auto& place : ring) digest.add(place.lon).add(place.lat);
}

void add(Digest& digest, const model::Area& area) {
  for (const auto& polygon : area.polygons()) {
    add(digest, polygon.outer);
    for (const auto& hole : polygon.holes) add(digest, hole);
  }
}

std::uint64_t digest_of_shared(const Surface::Parts& parts, double step, double cap) {
  Digest digest;
  digest.add(parts.kernel->summary).add(parts.kernel->bandwidth_per_radius).add(parts.report.effective_years);
  const bool never = parts.minimum_events > parts.events.size();
  digest.add(never ? std::uint64_t{0} : std::uint64_t{parts.minimum_events}).add(step).add(cap);
  if (parts.study_area != nullptr) add(digest, parts.study_area->box());  // margins end some way beyond it
  if (parts.uniform != nullptr) add(digest, *parts.study_area);
  return digest.value();
}

}  // namespace

EventDigest::EventDigest(const Surface::Parts& parts, double step, double cap)
    : m_shared(digest_of_shared(parts, step, cap)) {
  CellBox box;
  double widest = 0.0;
  for (const Contribution& c : parts.contributions) {
    box.extend(c.where.lon, c.where.lat);
    widest = std::max(widest, c.radius);
  }
  const double side = std::exp2(std::ceil(std::log2(widest / (cells_per_radius * degree))));
  m_places = DigestGrid(box, side, side);
  const auto events = digests_of_events(parts.contributions);
  std::uint64_t all = 0;
  for (const Contribution& c : parts.contributions) {
    const std::uint64_t digest = stirred(digest_of(c), events[c.event]);
    m_places.add(c.where.lon, c.where.lat, digest);
    all += digest;
  }
  m_places.seal();
  // The correction of a place by adaptive bandwidths asks for the pilot there, which all events make together.
  if (parts.uniform != nullptr) m_shared = stirred(m_shared, all);
}

std::uint64_t EventDigest::over(const geo::LonLatBox& box, double reach) const {
  const double high = latitude_reach(reach);
  const double wide = std::min(longitude_reach(reach, std::max(std::abs(box.min_y), std::abs(box.max_y))), 180.0);
  const CellBox near{box.min_x - wide, box.min_y - high, box.max_x + wide, box.max_y + high};
  std::uint64_t sum = m_places.sum(near);
  for (const double turn : {-360.0, 360.0})
    sum += m_places.sum({near.min_x + turn, near.min_y, near.max_x + turn, near.max_y});
  return stirred(m_shared, sum);
}

}  // namespace riskmap::density::detail
