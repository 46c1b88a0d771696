// SPDX-License-Identifier: MIT
#include <riskmap/style/parser.hpp>

#include <riskmap/style/detail/annotation.hpp>
#include <riskmap/style/detail/literal.hpp>
#include <riskmap/style/nearest.hpp>
#include <riskmap/style/operators_catalogue.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace riskmap::style {
namespace {

// Bound variables are evaluated wherever they are used, so a short text may mean endless work.
constexpr double highest_cost = 1e6;
// An operator with several signatures reads its arguments anew for each, so a short text may mean endless trials.
constexpr std::size_t most_nodes = 500'000;

bool is_one_of(Kind kind, std::initializer_list<Kind> kinds) {
  return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

bool wants_assertion(Kind expected, Kind found) {
  return found == Kind::value &&
         is_one_of(expected, {Kind::string, Kind::number, Kind::boolean, Kind::object, Kind::array});
}

bool wants_coercion(Kind expected, Kind found) {
  if (is_one_of(expected, {Kind::color, Kind::formatted, Kind::image}))
    return is_one_of(found, {Kind::value, Kind::string});
  if (is_one_of(expected, {Kind::padding, Kind::number_array}))
    return is_one_of(found, {Kind::value, Kind::number, Kind::array});
  if (is_one_of(expected, {Kind::color_array, Kind::projection}))
    return is_one_of(found, {Kind::value, Kind::string, Kind::array});
  return expected == Kind::anchor_offsets && is_one_of(found, {Kind::value, Kind::array});
}

std::string hint_for_operator(std::string_view name) {
  std::vector<std::string_view> names;
  for (const auto* known : operators::all) names.push_back(known->name);
  const auto near = nearest(name, names);
  if (near.empty()) return "";
  return fmt::format("did you mean {}?", find_operator(near)->signature);
}

std::string_view json_type(const Json& json) {
  if (json.is_number()) return "number";
  if (json.is_boolean()) return "boolean";
  return json.is_string() ? "string" : "object";
}

}  // namespace

const Operator* find_operator(std::string_view name) {
  const auto found = std::find_if(operators::all.begin(), operators::all.end(),
                                  [&](const Operator* known) { return known->name == name; });
  return found == operators::all.end() ? nullptr : *found;
}

bool is_expression(const Json& json) {
  return json.is_array() && !json.empty() && json[0].is_string() &&
         find_operator(json[0].get_ref<const std::string&>()) != nullptr;
}

std::optional<Type> Parser::expected_output() const {
  return m_expected && !m_expected->is(Kind::value) ? m_expected : std::nullopt;
}

Parser Parser::at(std::size_t index, std::optional<Type> expected) const {
  Parser child = *this;
  child.m_place = child_path(m_place, index);
  child.m_expected = std::move(expected);
  return child;
}

Parser Parser::trial(std::vector<Mistake>& mistakes) const {
  Parser other = *this;
  other.m_mistakes = &mistakes;
  return other;
}

NodePtr Parser::parse(const Json& argument, std::size_t index, std::optional<Type> expected, Annotate annotate,
                      const std::vector<Binding>* bindings) const {
  auto child = at(index, std::move(expected));
  if (bindings) child.m_scope = std::make_shared<const Scope>(Scope{*bindings, m_scope});
  return child.parse(argument, annotate);
}

NodePtr Parser::parse(const Json& json, Annotate how) {
  if (++*m_nodes > most_nodes) return error("This expression is too long to be checked.");
  if (json.is_binary()) return error("'undefined' value invalid. Use null instead.");
  if (json.is_object()) return error("Bare objects invalid. Use [\"literal\", {...}] instead.");
  if (!json.is_array()) return fold(annotate(std::make_shared<const Literal>(from_json(json)), how));
  if (json.empty())
    return error("Expected an array with at least one element. If you wanted a literal array, use [\"literal\", []].");
  if (!json[0].is_string()) {
    return error(fmt::format("Expression name must be a string, but found {} instead. If you wanted a literal array, "
                             "use [\"literal\", [...]].",
                             json_type(json[0])),
                 {0});
  }
  const auto& name = json[0].get_ref<const std::string&>();
  const auto* known = find_operator(name);
  if (!known) {
    return error(
        fmt::format("Unknown expression \"{}\". If you wanted a literal array, use [\"literal\", [...]].", name), {0},
        hint_for_operator(name));
  }
  auto parsed = known->parse(*this, json);
  if (parsed && parsed->cost() > highest_cost)
    return error(fmt::format("This expression takes more than {} steps.", highest_cost));
  return fold(annotate(std::move(parsed), how));
}

NodePtr Parser::annotate(NodePtr parsed, Annotate how) const {
  if (!parsed || !m_expected) return parsed;
  const auto expected = m_expected->kind, found = parsed->type().kind;
  const bool assertion = wants_assertion(expected, found), coercion = wants_coercion(expected, found);
  if (!assertion && !coercion) return check_subtype(*m_expected, parsed->type()) ? parsed : nullptr;
  if (how == Annotate::omit) return parsed;
  if (assertion && how != Annotate::coerce)
    return std::make_shared<const Assertion>(*m_expected, std::vector{std::move(parsed)});
  return std::make_shared<const Coercion>(*m_expected, std::vector{std::move(parsed)});
}

NodePtr Parser::fold(NodePtr parsed) const {
  if (!parsed || parsed->role() == Node::Role::literal || parsed->type().is(Kind::image) || !parsed->is_foldable())
    return parsed;
  try {
    return std::make_shared<const Literal>(parsed->type(), parsed->evaluate({}));
  } catch (const EvaluationError& mistake) {
    return error(mistake.what());
  }
}

NodePtr Parser::error(std::string message, std::initializer_list<std::size_t> path, std::string hint) const {
  auto place = m_place;
  for (const auto index : path) place = child_path(place, index);
  m_mistakes->push_back({std::move(place), std::move(message), std::move(hint)});
  return nullptr;
}

bool Parser::check_subtype(const Type& expected, const Type& found) const {
  auto why = why_not_subtype(expected, found);
  if (why.empty()) return true;
  error(std::move(why));
  return false;
}

NodePtr Parser::find_variable(std::string_view name) const {
  for (const auto* scope = m_scope.get(); scope; scope = scope->outer.get()) {
    const auto found = std::find_if(scope->bindings.rbegin(), scope->bindings.rend(),
                                    [&](const Binding& bound) { return bound.first == name; });
    if (found != scope->bindings.rend()) return found->second;
  }
  return nullptr;
}

}  // namespace riskmap::style
