// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/comparison.hpp>
#include <riskmap/style/detail/feature_properties.hpp>
#include <riskmap/style/detail/javascript.hpp>
#include <riskmap/style/detail/legacy_filter.hpp>
#include <riskmap/style/detail/literal.hpp>

#include <algorithm>
#include <compare>

namespace riskmap::style {
namespace {

constexpr Dependencies of_feature = {.feature = true};

// What a filter's key names: a property, "$id" or "$type".
class Key {
 public:
  explicit Key(std::string name) : m_name(std::move(name)) {}
  std::optional<Value> find(const EvaluationContext& context) const {
    if (m_name == "$type") return geometry_name(context);
    if (m_name == "$id") return feature_id(context);
    return find_property(context, m_name);
  }
  bool is_type() const { return m_name == "$type"; }
  bool is_id() const { return m_name == "$id"; }

 private:
  std::string m_name;
};

std::partial_ordering compare(const Value& a, const Value& b) {
  if (a.data.index() != b.data.index()) return std::partial_ordering::unordered;
  if (const auto* number = a.get<double>()) return *number <=> *b.get<double>();
  if (const auto* text = a.get<std::string>()) return compare_units(*text, *b.get<std::string>());
  if (const auto* truth = a.get<bool>()) return *truth <=> *b.get<bool>();
  return std::partial_ordering::unordered;
}

using Ordering = bool (*)(std::partial_ordering);

class OrderFilter final : public Node {
 public:
  OrderFilter(Key key, Value value, Ordering holds)
      : Node(Kind::boolean, {}, Role::plain, of_feature),
        m_key(std::move(key)),
        m_value(std::move(value)),
        m_holds(holds) {}
  Value evaluate(const EvaluationContext& context) const override {
    const auto found = m_key.find(context);
    return found && m_holds(compare(*found, m_value));
  }

 private:
  Key m_key;
  Value m_value;
  Ordering m_holds;
};

// "==", "!=", "in" and "!in".
class EqualityFilter final : public Node {
 public:
  EqualityFilter(Key key, const std::vector<Value>& values, bool negated)
      : Node(Kind::boolean, {}, Role::plain, of_feature), m_key(std::move(key)), m_negated(negated) {
    for (const auto& value : values) {
      if (const auto* number = value.get<double>())
        m_numbers.push_back(*number);
      else if (const auto* text = value.get<std::string>())
        m_texts.push_back(*text);
      else
        m_others.push_back(value);
    }
    std::sort(m_numbers.begin(), m_numbers.end());
    std::sort(m_texts.begin(), m_texts.end());
  }
  Value evaluate(const EvaluationContext& context) const override {
    const auto found = m_key.find(context);
    return (found && holds(*found)) != m_negated;
  }

 private:
  bool holds(const Value& value) const {
    if (const auto* number = value.get<double>())
      return std::binary_search(m_numbers.begin(), m_numbers.end(), *number);
    if (const auto* text = value.get<std::string>()) return std::binary_search(m_texts.begin(), m_texts.end(), *text);
    return std::any_of(m_others.begin(), m_others.end(),
                       [&](const Value& other) { return strictly_equal(value, other); });
  }

  Key m_key;
  bool m_negated;
  std::vector<double> m_numbers;
  std::vector<std::string> m_texts;
  std::vector<Value> m_others;
};

class PresenceFilter final : public Node {
 public:
  PresenceFilter(Key key, bool negated)
      : Node(Kind::boolean, {}, Role::plain, of_feature), m_key(std::move(key)), m_negated(negated) {}
  Value evaluate(const EvaluationContext& context) const override {
    if (m_key.is_type()) return !m_negated;
    const auto found = m_key.find(context);
    return (found && !(m_key.is_id() && found->is_null())) != m_negated;
  }

 private:
  Key m_key;
  bool m_negated;
};

// "all" of them pass, "any" does, "none" does.
class GroupFilter final : public Node {
 public:
  GroupFilter(std::vector<NodePtr> filters, bool every, bool negated)
      : Node(Kind::boolean, std::move(filters)), m_every(every), m_negated(negated) {}
  Value evaluate(const EvaluationContext& context) const override {
    const auto passes = [&](const NodePtr& filter) { return *filter->evaluate(context).get<bool>(); };
    const bool held = m_every ? std::all_of(children().begin(), children().end(), passes)
                              : std::any_of(children().begin(), children().end(), passes);
    return held != m_negated;
  }

 private:
  bool m_every, m_negated;
};

NodePtr compile_group(const Json& filter, const std::string& name) {
  std::vector<NodePtr> filters;
  for (std::size_t i = 1; i < filter.size(); ++i) filters.push_back(compile_legacy_filter(filter[i]));
  return std::make_shared<const GroupFilter>(std::move(filters), name == "all", name == "none");
}

NodePtr compile_comparison(const Json& filter, const std::string& name) {
  Key key(filter[1].get<std::string>());
  if (name == "in" || name == "==" || name == "!in" || name == "!=") {
    std::vector<Value> values;
    for (std::size_t i = 2; i < filter.size(); ++i) values.push_back(from_json(filter[i]));
    return std::make_shared<const EqualityFilter>(std::move(key), values, name[0] == '!');
  }
  const Ordering holds = name == "<"    ? std::is_lt
                         : name == "<=" ? std::is_lteq
                         : name == ">"  ? std::is_gt
                                        : std::is_gteq;
  return std::make_shared<const OrderFilter>(std::move(key), from_json(filter[2]), holds);
}

}  // namespace

NodePtr compile_legacy_filter(const Json& filter) {
  const auto name = filter[0].get<std::string>();
  if (name == "all" || name == "any" || name == "none") return compile_group(filter, name);
  if (name == "has" || name == "!has")
    return std::make_shared<const PresenceFilter>(Key(filter[1].get<std::string>()), name == "!has");
  return compile_comparison(filter, name);
}

}  // namespace riskmap::style
