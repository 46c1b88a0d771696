// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/legacy_filter.hpp>

#include <riskmap/style/detail/json_words.hpp>
#include <riskmap/style/nearest.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace riskmap::style {
namespace {

// What a node can be read as; neutral: both readings mean the same.
enum class Syntax : unsigned char { expression, legacy, neutral };

constexpr std::array<std::string_view, 13> legacy_operators = {"==",  "!=",  ">",   ">=",   "<",   "<=",  "in",
                                                               "!in", "all", "any", "none", "has", "!has"};

std::string operator_of(const Json& filter) {
  return filter.is_array() && !filter.empty() && filter[0].is_string() ? filter[0].get<std::string>() : std::string();
}

bool is_comparison(std::string_view name) {
  return name == "==" || name == "!=" || name == "<" || name == "<=" || name == ">" || name == ">=";
}

Syntax classify(const Json& filter);

Syntax classify_children(const Json& filter) {
  auto found = Syntax::neutral;
  for (std::size_t i = 1; i < filter.size(); ++i) {
    const auto child = classify(filter[i]);
    if (child == Syntax::expression) return child;
    if (child == Syntax::legacy) found = child;
  }
  return found;
}

Syntax classify(const Json& filter) {
  if (filter.is_boolean()) return Syntax::neutral;
  if (!filter.is_array() || filter.empty()) return Syntax::legacy;
  const auto name = operator_of(filter);
  const auto size = filter.size();
  if (name == "has") {
    if (size < 2 || filter[1] == "$id" || filter[1] == "$type") return Syntax::legacy;
    return size == 2 ? Syntax::neutral : Syntax::expression;
  }
  if (name == "in")
    return size >= 3 && (!filter[1].is_string() || filter[2].is_array()) ? Syntax::expression : Syntax::legacy;
  if (name == "!in" || name == "!has" || name == "none") return Syntax::legacy;
  if (is_comparison(name))
    return size != 3 || filter[1].is_array() || filter[2].is_array() ? Syntax::expression : Syntax::legacy;
  if (name == "any" || name == "all") return classify_children(filter);
  return Syntax::expression;
}

class Checker {
 public:
  explicit Checker(std::vector<Mistake>& mistakes) : m_mistakes(mistakes) {}

  void check(const Json& filter, const std::string& place) {
    if (!filter.is_array()) return add(place, fmt::format("array expected, {} found", word_for(filter)));
    if (filter.empty()) return add(place, "filter array must have at least 1 element");
    const auto name = operator_of(filter);
    if (std::find(legacy_operators.begin(), legacy_operators.end(), name) == legacy_operators.end()) {
      return add(place + "[0]",
                 fmt::format("expected one of [{}], {} found", fmt::join(legacy_operators, ", "), dumped(filter[0])),
                 did_you_mean(name, legacy_operators));
    }
    if (name == "any" || name == "all" || name == "none") return check_children(filter, place);
    if (name == "has" || name == "!has") return check_has(filter, place, name);
    if (is_comparison(name)) check_comparison(filter, place, name);
    check_key_and_values(filter, place);
  }

 private:
  void add(std::string place, std::string message, std::string hint = {}) {
    m_mistakes.push_back({std::move(place), std::move(message), std::move(hint)});
  }

  void check_children(const Json& filter, const std::string& place) {
    for (std::size_t i = 1; i < filter.size(); ++i) check(filter[i], child_path(place, i));
  }

  void check_has(const Json& filter, const std::string& place, const std::string& name) {
    if (filter.size() != 2)
      return add(place, fmt::format("filter array for \"{}\" operator must have 2 elements", name));
    check_key(filter, place);
  }

  void check_comparison(const Json& filter, const std::string& place, const std::string& name) {
    const bool on_type = filter.size() >= 2 && filter[1] == "$type";
    if (on_type && name != "==" && name != "!=")
      add(place, fmt::format("\"$type\" cannot be use with operator \"{}\"", name));
    if (filter.size() != 3) add(place, fmt::format("filter array for operator \"{}\" must have 3 elements", name));
  }

  void check_key(const Json& filter, const std::string& place) {
    if (filter.size() >= 2 && !filter[1].is_string())
      add(place + "[1]", fmt::format("string expected, {} found", word_for(filter[1])));
  }

  void check_key_and_values(const Json& filter, const std::string& place) {
    check_key(filter, place);
    if (filter.size() < 2) return add(place, "a filter needs the name of a property");
    for (std::size_t i = 2; i < filter.size(); ++i) {
      if (filter[1] == "$type")
        check_geometry_type(filter[i], child_path(place, i));
      else if (!filter[i].is_string() && !filter[i].is_number() && !filter[i].is_boolean()) {
        add(child_path(place, i), fmt::format("string, number, or boolean expected, {} found", word_for(filter[i])));
      }
    }
  }

  void check_geometry_type(const Json& value, const std::string& place) {
    if (value == "Point" || value == "LineString" || value == "Polygon") return;
    add(place, fmt::format("expected one of [Point, LineString, Polygon], {} found", dumped(value)));
  }

  std::vector<Mistake>& m_mistakes;
};

Json getter(const std::string& key) {
  if (key == "$type") return Json::array({"geometry-type"});
  if (key == "$id") return Json::array({"id"});
  return Json::array({"get", key});
}

Json negation_of(Json filter) { return Json::array({"!", std::move(filter)}); }

std::optional<Json> suggestion_for(const Json& filter) {
  const auto name = operator_of(filter);
  if (filter.size() < 2 || !filter[1].is_string()) return std::nullopt;
  const auto key = filter[1].get<std::string>();
  if (is_comparison(name))
    return filter.size() == 3 ? std::optional(Json::array({name, getter(key), filter[2]})) : std::nullopt;
  if (name == "has" || name == "!has") {
    if (filter.size() != 2 || key.starts_with('$')) return std::nullopt;
    return name == "has" ? Json::array({"has", key}) : negation_of(Json::array({"has", key}));
  }
  if (name != "in" && name != "!in") return std::nullopt;
  Json values = Json::array();
  for (std::size_t i = 2; i < filter.size(); ++i) values.push_back(filter[i]);
  auto in = Json::array({"in", getter(key), Json::array({"literal", std::move(values)})});
  return name == "in" ? in : negation_of(std::move(in));
}

void report_mixed(const Json& filter, const std::string& place, std::vector<Mistake>& warnings) {
  const auto suggestion = suggestion_for(filter);
  const auto cure = suggestion ? fmt::format("Replace {} with {}.", dumped(filter), dumped(*suggestion))
                               : fmt::format("Convert {} to expression syntax.", dumped(filter));
  warnings.push_back({place, "Mixing deprecated filter syntax with expression syntax is not supported. " + cure});
}

}  // namespace

bool is_legacy_filter(const Json& filter) { return classify(filter) == Syntax::legacy; }

void check_legacy_filter(const Json& filter, const std::string& place, std::vector<Mistake>& mistakes) {
  Checker(mistakes).check(filter, place);
}

void warn_of_mixed_filter(const Json& filter, const std::string& place, std::vector<Mistake>& warnings) {
  const auto name = operator_of(filter);
  const bool logical = name == "all" || name == "any" || name == "none" || name == "!";
  if (!logical && name != "case") return;
  for (std::size_t i = 1; i < filter.size(); ++i) {
    if (!filter[i].is_array() || (name == "case" && (i % 2 == 0 || i + 1 == filter.size()))) continue;
    const auto at = child_path(place, i);
    if (is_legacy_filter(filter[i]))
      report_mixed(filter[i], at, warnings);
    else
      warn_of_mixed_filter(filter[i], at, warnings);
  }
}

}  // namespace riskmap::style
