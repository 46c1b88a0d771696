// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/function_reader.hpp>

#include <riskmap/style/detail/javascript.hpp>
#include <riskmap/style/detail/json_words.hpp>
#include <riskmap/style/detail/property_type.hpp>
#include <riskmap/style/nearest.hpp>
#include <riskmap/style/parser.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

namespace riskmap::style {
namespace {

constexpr std::array<std::string_view, 4> kinds = {"exponential", "interval", "categorical", "identity"};
constexpr std::array<std::string_view, 3> spaces = {"rgb", "hcl", "lab"};
constexpr std::array<std::string_view, 7> members = {"expression", "stops",      "base",   "property",
                                                     "type",       "colorSpace", "default"};

bool can_be_mixed(ValueType type) {
  constexpr std::array mixed = {ValueType::number,          ValueType::color,   ValueType::number_array,
                                ValueType::number_or_array, ValueType::padding, ValueType::color_or_array,
                                ValueType::anchor_offsets};
  return std::find(mixed.begin(), mixed.end(), type) != mixed.end();
}

class FunctionReader {
 public:
  FunctionReader(const Json& json, const PropertySpec& spec, const std::string& place, std::vector<Mistake>& mistakes)
      : m_json(json), m_spec(spec), m_place(place), m_mistakes(mistakes) {}

  std::optional<ReadFunction> read() {
    const auto before = m_mistakes.size();
    m_out.type = expected_type(m_spec).value_or(Kind::value);
    m_out.can_mix = can_be_mixed(m_spec.type);
    check_members();
    read_kind();
    read_words();
    if (const auto* otherwise = find("default"))
      m_out.otherwise = compile_property(*otherwise, m_spec, child_path(m_place, "default"), m_mistakes).node();
    if (const auto* stops = find("stops")) read_stops(*stops);
    check_whole();
    return m_mistakes.size() == before ? std::optional(std::move(m_out)) : std::nullopt;
  }

 private:
  const Json* find(const char* key) const {
    const auto found = m_json.find(key);
    return found == m_json.end() ? nullptr : &*found;
  }

  void add(const std::string& place, std::string message, std::string hint = {}) {
    m_mistakes.push_back({place, std::move(message), std::move(hint)});
  }

  void check_members() {
    for (const auto& [key, value] : m_json.items()) {
      if (std::find(members.begin(), members.end(), key) == members.end())
        add(child_path(m_place, key), fmt::format("unknown property \"{}\"", key), did_you_mean(key, members));
    }
  }

  template <typename TWords>
  std::size_t read_word(const char* key, const TWords& words) {
    const auto* said = find(key);
    const auto found = said ? std::find(words.begin(), words.end(), *said) : words.begin();
    if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
    add(child_path(m_place, key), fmt::format("expected one of [{}], {} found", fmt::join(words, ", "), dumped(*said)),
        said->is_string() ? did_you_mean(said->get<std::string>(), words) : "");
    return 0;
  }

  void read_kind() {
    m_said_kind = find("type") != nullptr;
    const bool curve = m_spec.interpolated && m_out.can_mix;
    m_out.kind = m_said_kind ? static_cast<FunctionKind>(read_word("type", kinds))
                 : curve     ? FunctionKind::exponential
                             : FunctionKind::interval;
  }

  void read_words() {
    m_out.space = static_cast<ColorSpace>(read_word("colorSpace", spaces));
    if (const auto* base = find("base")) {
      if (base->is_number())
        m_out.base = base->get<double>();
      else
        add(child_path(m_place, "base"), fmt::format("number expected, {} found", word_for(*base)));
    }
    if (const auto* property = find("property")) {
      if (property->is_string())
        m_out.property = property->get<std::string>();
      else
        add(child_path(m_place, "property"), fmt::format("string expected, {} found", word_for(*property)));
    }
  }

  bool is_of_zoom() const { return m_out.kind != FunctionKind::categorical && !find("property"); }

  void check_whole() {
    const bool identity = m_out.kind == FunctionKind::identity;
    if (identity && is_of_zoom()) add(m_place, "missing required property \"property\"");
    if (!identity && !find("stops")) add(m_place, "missing required property \"stops\"");
    if (m_said_kind && m_out.kind == FunctionKind::exponential && !(m_spec.interpolated && m_out.can_mix))
      add(m_place, "exponential functions not supported");
    if (!is_of_zoom() && (!m_spec.per_feature || m_spec.constant))
      add(m_place, "property functions not supported");
    else if (is_of_zoom() && (!m_spec.per_zoom || m_spec.constant))
      add(m_place, "zoom functions not supported");
    if ((m_out.kind == FunctionKind::categorical || m_composite) && !find("property"))
      add(m_place, "\"property\" property is required");
  }

  void read_stops(const Json& stops) {
    const auto place = child_path(m_place, "stops");
    if (m_out.kind == FunctionKind::identity) return add(place, "identity function may not have a \"stops\" property");
    if (!stops.is_array()) return add(place, fmt::format("array expected, {} found", word_for(stops)));
    if (stops.empty()) return add(place, "array must have at least one stop");
    m_composite = stops[0].is_array() && !stops[0].empty() && stops[0][0].is_object();
    for (std::size_t i = 0; i < stops.size(); ++i) read_stop(stops[i], child_path(place, i));
  }

  void read_stop(const Json& stop, const std::string& place) {
    if (!stop.is_array()) return add(place, fmt::format("array expected, {} found", word_for(stop)));
    if (stop.size() != 2) return add(place, fmt::format("array length 2 expected, length {} found", stop.size()));
    FunctionStop out;
    const bool good = m_composite ? read_pair(stop[0], place, out) : read_input(stop[0], child_path(place, 0), out);
    if (!good) return;
    const auto at = child_path(place, 1);
    if (is_expression(stop[1])) return add(at, "expressions are not allowed in function stops.");
    out.output = compile_property(stop[1], m_spec, at, m_mistakes).node();
    if (out.output) m_out.stops.push_back(std::move(out));
  }

  bool read_pair(const Json& pair, const std::string& place, FunctionStop& out) {
    const auto refuse = [&](const std::string& at, std::string why) {
      add(at, std::move(why));
      return false;
    };
    if (!pair.is_object()) return refuse(place, fmt::format("object expected, {} found", word_for(pair)));
    if (!pair.contains("zoom")) return refuse(place, "object stop key must have zoom");
    if (!pair.contains("value")) return refuse(place, "object stop key must have value");
    const auto at = child_path(place, 0);
    const auto& zoom = pair["zoom"];
    if (!zoom.is_number())
      return refuse(child_path(at, "zoom"), fmt::format("number expected, {} found", word_for(zoom)));
    out.zoom = zoom.get<double>();
    if (m_zoom && *m_zoom > *out.zoom) return refuse(place, "stop zoom values must appear in ascending order");
    if (m_zoom != out.zoom) {
      m_zoom = out.zoom;
      m_before = std::nullopt;
      m_categories.clear();
    }
    return read_input(pair["value"], child_path(at, "value"), out);
  }

  bool read_input(const Json& input, const std::string& place, FunctionStop& out) {
    auto why = why_no_input(input);
    out.input = input;
    if (why.empty()) return true;
    add(place, std::move(why));
    return false;
  }

  std::string why_no_input(const Json& input) {
    const std::string type(word_for(input));
    const bool categorical = m_out.kind == FunctionKind::categorical, number = input.is_number();
    if (m_input_type.empty()) m_input_type = type;
    if (type != m_input_type)
      return fmt::format("{} stop domain type must match previous stop domain type {}", type, m_input_type);
    if (!number && !input.is_string() && !input.is_boolean())
      return "stop domain value must be a number, string, or boolean";
    if (!number && !categorical) {
      const auto* advice = "\nIf you intended to use a categorical function, specify `\"type\": \"categorical\"`.";
      return fmt::format("number expected, {} found{}", type, m_spec.per_feature && !m_said_kind ? advice : "");
    }
    const double value = number ? input.get<double>() : 0;
    if (categorical && number && std::floor(value) != value)
      return fmt::format("integer expected, found {}", number_text(value));
    if (!categorical && m_before && value < *m_before) return "stop domain values must appear in ascending order";
    m_before = value;
    const bool fresh = m_categories.insert(dumped(input)).second;
    return categorical && !fresh ? "stop domain values must be unique" : "";
  }

  const Json& m_json;
  const PropertySpec& m_spec;
  const std::string& m_place;
  std::vector<Mistake>& m_mistakes;
  ReadFunction m_out;
  bool m_said_kind = false, m_composite = false;
  std::string m_input_type;
  std::optional<double> m_zoom, m_before;
  std::set<std::string> m_categories;
};

}  // namespace

std::optional<ReadFunction> read_function(const Json& json, const PropertySpec& spec, const std::string& place,
                                          std::vector<Mistake>& mistakes) {
  if (json.is_object()) return FunctionReader(json, spec, place, mistakes).read();
  mistakes.push_back({place, fmt::format("object expected, {} found", word_for(json))});
  return std::nullopt;
}

}  // namespace riskmap::style
