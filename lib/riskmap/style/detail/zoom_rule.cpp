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
    const bool is_zoom_curve = node.role() == Node::Role::curve && node.children().front()->role() == Node::Role::zoom;
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
    if (child.why) return child;
    if (!child.curve) continue;
    if (!found.curve) return {nullptr, misplaced};
    if (found.curve != child.curve) return {nullptr, several};
  }
  return found;
}

}  // namespace

std::string why_zoom_misplaced(const Node& expression) {
  const auto found = find_curve(expression);
  if (found.why) return found.why;
  return expression.depends().zoom && !found.curve ? misplaced : "";
}

}  // namespace riskmap::style
