// SPDX-License-Identifier: MIT
#include <riskmap/density/detail/reach_tree.hpp>

#include <algorithm>
#include <cmath>
#include <utility>

namespace riskmap::density::detail {
namespace {

constexpr std::uint32_t branches = 8;
constexpr float rounding = 1.0F;  // metre: of a float's earth

std::uint32_t spread(std::uint32_t bits) {
  bits = (bits | (bits << 8U)) & 0x00FF00FFU;
  bits = (bits | (bits << 4U)) & 0x0F0F0F0FU;
  bits = (bits | (bits << 2U)) & 0x33333333U;
  return (bits | (bits << 1U)) & 0x55555555U;
}

/// Octave of the radius, then along Morton's curve: wide kernels and narrow ones do not share nodes.
std::uint64_t place_of(const Source& source) {
  const auto cell = [](double degrees, double extent) {
    return static_cast<std::uint32_t>(std::clamp(degrees / extent + 0.5, 0.0, 1.0) * 65535.0);
  };
  const auto octave = static_cast<std::uint64_t>(std::clamp(std::ilogb(source.radius) + 64, 0, 127));
  return octave << 32U | spread(cell(source.where.lon, 360.0)) | spread(cell(source.where.lat, 180.0)) << 1U;
}

}  // namespace

EarthPoint to_earth(const Parallel& parallel, const HalfLongitude& half) {
  return {parallel.from_axis * (half.cosine * half.cosine - half.sine * half.sine),
          parallel.from_axis * 2.0 * half.sine * half.cosine, parallel.height};
}

ReachTree::ReachTree(const std::vector<Source>& sources) {
  if (sources.empty()) return;
  std::vector<std::pair<std::uint64_t, std::uint32_t>> order;
  order.reserve(sources.size());
  for (std::size_t i = 0; i < sources.size(); ++i)
    order.emplace_back(place_of(sources[i]), static_cast<std::uint32_t>(i));
  std::sort(order.begin(), order.end());
  m_sources.reserve(order.size());
  std::vector<bool> seen;
  for (const auto& [place, number] : order) {
    const Source& source = sources[number];
    m_sources.push_back(&source);
    if (source.event >= seen.size()) seen.resize(std::max<std::size_t>(source.event + std::size_t{1}, 2 * seen.size()));
    m_single = m_single && !seen[source.event];
    seen[source.event] = true;
  }
  add_leaves();
  for (std::uint32_t first = 0; m_nodes.size() - first > 1;) {
    const auto last = static_cast<std::uint32_t>(m_nodes.size());
    add_parents(first, last);
    first = last;
  }
}

void ReachTree::count_events(Node& node) const {
  node.events = node.last - node.first;
  if (m_single) return;
  std::vector<std::uint32_t> events;
  for (auto i = node.first; i < node.last; ++i) events.push_back(m_sources[i]->event);
  std::sort(events.begin(), events.end());
  node.events = static_cast<std::uint32_t>(std::unique(events.begin(), events.end()) - events.begin());
}

void ReachTree::add_leaves() {
  const auto count = static_cast<std::uint32_t>(m_sources.size());
  for (std::uint32_t first = 0; first < count; first += branches) {
    Node node;
    node.first = first, node.last = std::min(first + branches, count);
    node.low.fill(1e9F), node.high.fill(-1e9F), node.least = 1e9F;
    for (auto i = node.first; i < node.last; ++i) {
      const Source& source = *m_sources[i];
      const EarthPoint at = to_earth(source.parallel, source.half);
      const std::array<float, 3> p{static_cast<float>(at.x), static_cast<float>(at.y), static_cast<float>(at.z)};
      for (std::size_t k = 0; k < 3; ++k) {
        node.low[k] = std::min(node.low[k], p[k] - rounding);
        node.high[k] = std::max(node.high[k], p[k] + rounding);
      }
      node.least = std::min(node.least, static_cast<float>(source.radius) - rounding);
      node.most = std::max(node.most, static_cast<float>(source.radius) + rounding);
    }
    count_events(node);
    m_nodes.push_back(node);
  }
}

void ReachTree::add_parents(std::uint32_t first, std::uint32_t last) {
  for (auto child = first; child < last; child += branches) {
    Node node = m_nodes[child];
    node.child = child, node.count = std::min(branches, last - child);
    for (std::uint32_t i = 1; i < node.count; ++i) {
      const Node& other = m_nodes[child + i];
      for (std::size_t k = 0; k < 3; ++k) {
        node.low[k] = std::min(node.low[k], other.low[k]);
        node.high[k] = std::max(node.high[k], other.high[k]);
      }
      node.least = std::min(node.least, other.least);
      node.most = std::max(node.most, other.most);
      node.last = other.last;
    }
    count_events(node);
    m_nodes.push_back(node);
  }
}

// Without a branch on where the middle lies: 0.5 (x + |x|) is x, or 0 if x is below, and a square forgets the sign.
ReachTree::Range ReachTree::range(const Node& node, const Ball& ball) {
  const std::array<double, 3> p{ball.middle.x, ball.middle.y, ball.middle.z};
  double nearest = 0.0, farthest = 0.0;
  for (std::size_t k = 0; k < 3; ++k) {
    const double below = static_cast<double>(node.low[k]) - p[k], above = p[k] - static_cast<double>(node.high[k]);
    const double beyond = std::max(below, above), out = 0.5 * (beyond + std::abs(beyond)),
                 over = std::min(below, above);
    nearest += out * out, farthest += over * over;
  }
  return {nearest, farthest};
}

double ReachTree::size(const Node& node) {
  double squared = 0.0;
  for (std::size_t k = 0; k < 3; ++k) {
    const auto side = static_cast<double>(node.high[k] - node.low[k]);
    squared += side * side;
  }
  return 0.5 * std::sqrt(squared);
}

}  // namespace riskmap::density::detail
