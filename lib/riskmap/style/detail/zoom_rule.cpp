// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/zoom_rule.hpp>

#include <vector>

namespace riskmap::style {
namespace {

constexpr const char* misplaced =
    "\"zoom\" expression may only be used as input to a top-level \"step\" or \"interpolate\" expression.";
constexpr const char* several =
    "Only one zoom-based \"step\" or \"interpolate\" subexpression may be used in an expression.";

struct Search {
  const Node* curve = nullptr;
  const char* why = nullptr;
};

// The curve that is the core of a let or coalesce, from what its children hold.
Search core_of(const Node& node, const std::vector<Search>& children) {
  if (node.role() == Node::Role::let) return children.back();
  if (node.role() != Node::Role::coalesce) {
    const bool is_curve = node.role() == Node::Role::step || node.role() == Node::Role::interpolation;
    const bool is_zoom_curve = is_curve && node.children().front()->role() == Node::Role::zoom;
    return is_zoom_curve ? Search{&node} : Search{};
  }
  for (const auto& child : children) {
    if (child.curve || child.why) return child;
  }
  return {};
}

Search find_curve(const Node& node) {
  std::vector<Search> children;
  for (const auto& child : node.children()) children.push_back(find_curve(*child));
  auto found = core_of(node, children);
  if (found.why) return found;
  for (const auto& child : children) {
    if (child.why)
      found = {nullptr, child.why};
    else if (child.curve && !found.curve && !found.why)
      found = {nullptr, misplaced};
    else if (child.curve && found.curve != child.curve)
      found = {nullptr, several};
  }
  return found;
}

}  // namespace

const Node* find_zoom_curve(const Node& expression) {
  const auto found = find_curve(expression);
  return found.why ? nullptr : found.curve;
}

std::string why_zoom_misplaced(const Node& expression) {
  const auto found = find_curve(expression);
  if (found.why) return found.why;
  return expression.depends().zoom && !found.curve ? misplaced : "";
}

}  // namespace riskmap::style
