// SPDX-License-Identifier: MIT
#include <riskmap/density/detail/margin_fill.hpp>

#include <algorithm>
#include <cmath>
#include <functional>

namespace riskmap::density::detail {
namespace {

constexpr double longest_degree = 111700.0;  // metres, of latitude, and of longitude at the equator
constexpr double slack = 1.0 + 1e-5;         // of distances through the earth, and one metre
constexpr double coarsest = 2.5;             // a node that stays whole, in radii of the region or caps
constexpr std::size_t few_cells = 4;         // that are measured and not divided
constexpr std::size_t deepest = 24;          // divisions

/// Through the earth, never more than the distance over the ground. 0 for what is no length.
double chord_of(double length) {
  constexpr double shortest_radius = 6335000.0;
  return std::max(0.0, length * (1.0 - length * length / (24.0 * shortest_radius * shortest_radius)));
}

/// Over the ground, never less than the distance through the earth, up to a third of the way around it.
double arc_of(double chord) {
  constexpr double shortest_radius = 6335000.0, series = 1.6;  // the terms after the second
  return chord * (1.0 + series * chord * chord / (24.0 * shortest_radius * shortest_radius));
}

}  // namespace

MarginFill::MarginFill(const ReachTree& tree, const Meridians& meridians, const Parallels& parallels,
                       const MarginOptions& options)
    : m_tree(tree), m_meridians(meridians), m_parallels(parallels), m_options(options), m_known(deepest + 2) {
  if (!tree.empty()) m_known[0].nodes.push_back(tree.root());
}

// A straight line in degrees is never shorter than the way over the ground, and both legs are taken at their longest.
Ball MarginFill::ball_around(const Region& region) const {
  const std::size_t column = (region.first_column + region.last_column - 1) / 2,
                    row = (region.first_row + region.last_row - 1) / 2;
  const auto &lons = m_meridians.lons, &lats = m_parallels.lats;
  const double north = lats[region.first_row], south = lats[region.last_row - 1];
  const double lon = std::max(lons[column] - lons[region.first_column], lons[region.last_column - 1] - lons[column]);
  const double lat = std::max(north - lats[row], lats[row] - south);
  const double lowest = north >= 0.0 && south <= 0.0 ? 0.0 : std::min(std::abs(north), std::abs(south));
  const double across = lon * longest_degree * std::cos(lowest * geo::degrees_to_radians), up = lat * longest_degree;
  return {to_earth(m_parallels.parallels[row], m_meridians.half(column)), std::sqrt(across * across + up * up)};
}

/// The event with the others that cover the region; true if they are enough.
bool MarginFill::add_deep(std::uint32_t event, std::vector<std::uint32_t>& deep) const {
  const auto place = std::lower_bound(deep.begin(), deep.end(), event);
  if (place == deep.end() || *place != event) deep.insert(place, event);
  return deep.size() >= m_options.wanted;
}

bool MarginFill::add_deep(const ReachTree::Node& node, std::vector<std::uint32_t>& deep) const {
  for (auto i = node.first; i < node.last; ++i)
    if (add_deep(m_tree.source(i).event, deep)) return true;
  return false;
}

/// Those of a leaf's sources that cover the region each by itself.
bool MarginFill::add_deep_sources(const ReachTree::Node& leaf, const ReachTree::Range& range, const Ball& ball,
                                  std::vector<std::uint32_t>& deep) const {
  const double allowed = static_cast<double>(leaf.most) - m_options.cap - ball.radius;
  if (allowed <= 0.0 || range.nearest2 > allowed * allowed) return false;
  for (auto i = leaf.first; i < leaf.last; ++i) {
    const Source& source = m_tree.source(i);
    const double chord = std::sqrt(chord_squared(to_earth(source.parallel, source.half), ball.middle));
    const bool is_deep = (chord + ball.radius) * slack + 1.0 < chord_of(source.radius - m_options.cap);
    if (is_deep && add_deep(source.event, deep)) return true;
  }
  return false;
}

bool MarginFill::is_deep(const ReachTree::Node& node, const ReachTree::Range& range, double radius) const {
  const double allowed = (chord_of(static_cast<double>(node.least) - m_options.cap) - 1.0) / slack - radius;
  return allowed > 0.0 && range.farthest2 < allowed * allowed;
}

/// Whether all of a node's margins are more than that, anywhere in a ball of this radius about the middle.
bool MarginFill::is_beyond(const ReachTree::Node& node, double nearest2, double radius, double margin) {
  const double allowed = (static_cast<double>(node.most) + margin + 1.0) * slack + radius;
  return allowed < 0.0 || nearest2 > allowed * allowed;
}

/// The margin that a node's events all stay below, or `limit` if that is less.
double MarginFill::lowered(double limit, const ReachTree::Node& node, double farthest2, double radius) {
  const double room = limit + static_cast<double>(node.least) - radius;  // through the earth is never farther
  if (room <= 0.0 || farthest2 >= room * room) return limit;
  return std::min(limit, arc_of(std::sqrt(farthest2) + radius) * slack + 1.0 - static_cast<double>(node.least));
}

/// Whether the node that covered the region before covers this one too.
bool MarginFill::is_covered(const Ball& ball) const {
  const auto& node = m_tree.node(m_cover);
  return node.events >= m_options.wanted && is_deep(node, ReachTree::range(node, ball), ball.radius);
}

// What is farther off than `limit` at its nearest cannot be among the `wanted` events nearest to any of the places.
void MarginFill::look(const Region& region, const Known& parent, Known& known) {
  known.nodes.clear();
  known.deep = parent.deep;
  const Ball ball = ball_around(region);
  if (is_covered(ball)) {
    add_deep(m_tree.node(m_cover), known.deep);
    return;
  }
  m_waiting = parent.nodes;
  m_nearest2.clear();
  const auto& near = m_tree.node(m_near);
  double limit = m_options.cap;
  if (near.events >= m_options.wanted)
    limit = lowered(limit, near, ReachTree::range(near, ball).farthest2, ball.radius);
  while (!m_waiting.empty()) {
    const auto number = m_waiting.back();
    m_waiting.pop_back();
    const auto& node = m_tree.node(number);
    const auto range = ReachTree::range(node, ball);
    if (is_beyond(node, range.nearest2, ball.radius, limit)) continue;
    if (is_deep(node, range, ball.radius)) {
      if (node.events >= m_options.wanted) m_cover = number;
      if (add_deep(node, known.deep)) return;
      continue;
    }
    if (node.count == 0 && add_deep_sources(node, range, ball, known.deep)) return;
    if (node.events >= m_options.wanted) limit = lowered(limit, node, range.farthest2, ball.radius);
    if (node.count > 0 && ReachTree::size(node) > coarsest * std::max(ball.radius, m_options.cap)) {
      for (std::uint32_t i = 0; i < node.count; ++i) m_waiting.push_back(node.child + i);
    } else {
      known.nodes.push_back(number);
      m_nearest2.push_back(range.nearest2);
    }
  }
  std::size_t kept = 0;
  for (std::size_t i = 0; i < known.nodes.size(); ++i)
    if (!is_beyond(m_tree.node(known.nodes[i]), m_nearest2[i], ball.radius, limit))
      known.nodes[kept++] = known.nodes[i];
  known.nodes.resize(kept);
}

State MarginFill::state_of(const Known& known) const {
  if (known.deep.size() >= m_options.wanted) return State::ok;
  return known.deep.empty() ? State::none_in_reach : State::few_events;
}

void MarginFill::fill(const Region& region, State state) {
  const auto cap = static_cast<float>(m_options.cap);
  const float nearest = state == State::none_in_reach ? cap : -cap, enough = state == State::ok ? -cap : cap;
  for (std::size_t row = region.first_row; row < region.last_row; ++row) {
    const std::size_t from = row * m_meridians.size() + region.first_column;
    std::fill_n(m_nearest + from, region.columns(), nearest);
    std::fill_n(m_enough + from, region.columns(), enough);
  }
}

/// Whether it is among the smallest.
bool MarginFill::add_margin(const Target& target, const Source& source) {
  const auto value = std::sqrt(target.squared_distance(source)) - source.radius;
  if (m_smallest.size() == m_options.wanted && value >= m_smallest.back().value) return false;
  const auto same = [&](const Margin& m) { return m.event == source.event; };
  if (const auto known = std::find_if(m_smallest.begin(), m_smallest.end(), same); known != m_smallest.end()) {
    if (known->value <= value) return false;
    m_smallest.erase(known);
  } else if (m_smallest.size() == m_options.wanted) {
    m_smallest.pop_back();
  }
  const auto less = [](const Margin& a, const Margin& b) { return a.value < b.value; };
  const Margin margin{value, source.event};
  m_smallest.insert(std::upper_bound(m_smallest.begin(), m_smallest.end(), margin, less), margin);
  return true;
}

double MarginFill::limit_of_smallest() const {
  return m_smallest.size() == m_options.wanted ? std::min(m_smallest.back().value, m_options.cap) : m_options.cap;
}

void MarginFill::queue(std::uint32_t number, const Ball& point) {
  const auto& node = m_tree.node(number);
  const double nearest = std::sqrt(ReachTree::range(node, point).nearest2);
  const double margin = nearest / slack - 1.0 - static_cast<double>(node.most);
  if (margin >= limit_of_smallest()) return;
  m_queue.emplace_back(margin, number);
  std::push_heap(m_queue.begin(), m_queue.end(), std::greater<>());
}

void MarginFill::look_through(std::uint32_t number, const Target& target) {
  const auto& leaf = m_tree.node(number);
  for (auto i = leaf.first; i < leaf.last; ++i)
    if (add_margin(target, m_tree.source(i))) m_near = number;
}

// The nearest first, so that the others are soon known not to matter.
void MarginFill::find_smallest(const Target& target, const Ball& point, const Known& known) {
  m_smallest.clear();
  for (const auto event : known.deep) m_smallest.push_back({-m_options.cap, event});
  m_queue.clear();
  if (m_tree.node(m_near).count == 0) look_through(m_near, target);
  for (const auto number : known.nodes) queue(number, point);
  while (!m_queue.empty()) {
    const auto [margin, number] = m_queue.front();
    const double limit = limit_of_smallest();
    if (margin >= limit || limit <= -m_options.cap) break;
    std::pop_heap(m_queue.begin(), m_queue.end(), std::greater<>());
    m_queue.pop_back();
    const auto& node = m_tree.node(number);
    for (std::uint32_t i = 0; i < node.count; ++i) queue(node.child + i, point);
    if (node.count == 0) look_through(number, target);
  }
}

void MarginFill::measure_at(std::size_t column, std::size_t row, const Known& known) {
  const double cap = m_options.cap;
  const Ball point{to_earth(m_parallels.parallels[row], m_meridians.half(column)), 0.0};
  const std::size_t cell = row * m_meridians.size() + column;
  m_nearest[cell] = m_enough[cell] = static_cast<float>(-cap);
  if (is_covered(point)) return;
  find_smallest({m_parallels.parallels[row], m_meridians.half(column), m_parallels.arcs[row]}, point, known);
  const double nearest = m_smallest.empty() ? cap : m_smallest.front().value;
  m_nearest[cell] = static_cast<float>(std::clamp(nearest, -cap, cap));
  m_enough[cell] = static_cast<float>(std::max(limit_of_smallest(), -cap));
}

void MarginFill::measure(const Region& region, const Known& known) {
  for (std::size_t row = region.first_row; row < region.last_row; ++row)
    for (std::size_t column = region.first_column; column < region.last_column; ++column)
      measure_at(column, row, known);
}

std::array<MarginFill::Region, 2> MarginFill::Region::halves() const {
  std::array<Region, 2> parts{*this, *this};
  if (columns() >= rows()) {
    parts[1].first_column = first_column + columns() / 2;
    parts[0].last_column = parts[1].first_column;
  } else {
    parts[1].first_row = first_row + rows() / 2;
    parts[0].last_row = parts[1].first_row;
  }
  return parts;
}

void MarginFill::divide(const Region& region, const Known& known, std::size_t depth) {
  for (const Region& part : region.halves()) {
    Known& own = m_known[depth + 1];
    look(part, known, own);
    if (is_settled(own))
      fill(part, state_of(own));
    else if (part.columns() * part.rows() <= few_cells || depth + 1 >= deepest)
      measure(part, own);
    else
      divide(part, own, depth + 1);
  }
}

void MarginFill::write(float* nearest, float* enough) {
  m_nearest = nearest, m_enough = enough;
  if (m_tree.empty()) return fill(whole(), State::none_in_reach);
  Known& known = m_known[1];
  look(whole(), m_known[0], known);
  if (is_settled(known)) return fill(whole(), state_of(known));
  whole().columns() * whole().rows() <= few_cells ? measure(whole(), known) : divide(whole(), known, 1);
}

}  // namespace riskmap::density::detail
