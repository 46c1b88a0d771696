// SPDX-License-Identifier: MIT
#include <riskmap/base/memory.hpp>
#include <riskmap/density/detail/engine.hpp>

#include <algorithm>
#include <cassert>

namespace riskmap::density {
namespace {

constexpr double square_metres_per_unit = 1e9;  // 1000 km²

}  // namespace

Surface::Engine::Engine(Parts parts)
    : m_parts(std::move(parts)),
      m_scale(square_metres_per_unit / m_parts.report.effective_years),
      m_widest(0.0),
      m_field(m_parts.contributions, *m_parts.kernel,
              {.scale = m_scale, .threads = m_parts.threads, .max_memory = m_parts.max_memory}) {
  for (const Contribution& c : m_parts.contributions) m_widest = std::max(m_widest, c.radius);
}

const detail::SourceIndex& Surface::Engine::index() const {
  std::call_once(m_index_once, [&] {
    std::vector<detail::Source> sources;
    sources.reserve(m_parts.contributions.size());
    for (const Contribution& c : m_parts.contributions)
      sources.emplace_back(c, m_scale, static_cast<std::uint32_t>(sources.size()));
    m_index.emplace(std::move(sources));
  });
  return *m_index;
}

const detail::Coverage& Surface::Engine::coverage() const {
  std::call_once(m_coverage_once, [&] {
    m_coverage.emplace(
        index(), m_parts.contributions, m_parts.study_area.get(),
        detail::CoverageOptions{m_parts.minimum_events, m_parts.events.size(), share_of_cache(m_parts.max_memory)});
  });
  return *m_coverage;
}

std::uint64_t Surface::Engine::digest(const geo::MercatorBox& box) const {
  std::call_once(m_digest_once, [&] { m_digest.emplace(m_parts, coverage().grid().step, coverage().cap()); });
  const geo::LonLatBox seen = geo::to_lonlat(box);
  const double beyond = std::max(m_field.beyond_kernel(), 2.0 * coverage().cap());
  return detail::stirred(m_digest->over(seen, m_widest + beyond), m_field.digest(seen));
}

}  // namespace riskmap::density
