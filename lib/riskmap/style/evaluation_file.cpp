// SPDX-License-Identifier: MIT
#include <riskmap/style/evaluation_file.hpp>

#include <riskmap/base/error.hpp>
#include <riskmap/style/detail/convert_function.hpp>
#include <riskmap/style/detail/geojson.hpp>
#include <riskmap/style/detail/json_words.hpp>
#include <riskmap/style/detail/tile_grid.hpp>
#include <riskmap/style/detail/zoom_rule.hpp>
#include <riskmap/style/parser.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <utility>

namespace riskmap::style {
namespace {

const Json* find(const Json& object, const char* key) {
  const auto found = object.find(key);
  return found == object.end() ? nullptr : &*found;
}

// A word of the reference for the type of a property, or of the items of an array.
std::optional<Type> type_of_word(const Json* word) {
  static const std::vector<std::pair<std::string_view, Kind>> kinds = {
      {"color", Kind::color},
      {"string", Kind::string},
      {"number", Kind::number},
      {"enum", Kind::string},
      {"boolean", Kind::boolean},
      {"formatted", Kind::formatted},
      {"padding", Kind::padding},
      {"numberArray", Kind::number_array},
      {"colorArray", Kind::color_array},
      {"projectionDefinition", Kind::projection},
      {"resolvedImage", Kind::image},
      {"variableAnchorOffsetCollection", Kind::anchor_offsets}};
  const auto found =
      std::find_if(kinds.begin(), kinds.end(), [&](const auto& kind) { return word && *word == kind.first; });
  return found == kinds.end() ? std::nullopt : std::optional<Type>(found->second);
}

struct PropertyShape {
  std::optional<Type> type;
  bool is_string = false, per_feature = true, per_zoom = true, interpolated = true;
};

PropertyShape read_shape(const Json& spec) {
  PropertyShape shape{type_of_word(find(spec, "type"))};
  shape.is_string = find(spec, "type") && spec["type"] == "string";
  if (find(spec, "type") && spec["type"] == "array") {
    const auto* length = find(spec, "length");
    const bool counted = length && length->is_number_unsigned();
    shape.type = array_of(type_of_word(find(spec, "value")).value_or(Kind::value),
                          counted ? std::optional(length->get<std::size_t>()) : std::nullopt);
  }
  if (const auto* said = find(spec, "property-type"); said && is_truthy(*said))
    shape.per_feature = *said == "data-driven" || *said == "cross-faded-data-driven";
  if (const auto* said = find(spec, "expression"); said && said->is_object()) {
    const auto* interpolated = find(*said, "interpolated");
    const auto* parameters = find(*said, "parameters");
    shape.interpolated = interpolated && is_truthy(*interpolated);
    shape.per_zoom = parameters && parameters->is_array() &&
                     std::find(parameters->begin(), parameters->end(), "zoom") != parameters->end();
  }
  return shape;
}

std::string why_not_allowed(const Node& node, const PropertyShape& shape) {
  if (node.depends().feature && !shape.per_feature) return "data expressions not supported";
  if (node.depends().zoom && !shape.per_zoom) return "zoom expressions not supported";
  auto why = why_zoom_misplaced(node);
  if (!why.empty()) return why;
  const auto* curve = find_zoom_curve(node);
  const bool mixes = curve && curve->role() == Node::Role::interpolation;
  return mixes && !shape.interpolated ? "\"interpolate\" expressions cannot be used with this property" : "";
}

// The specification's createPropertyExpression.
NodePtr compile(const Json& expression, const Json& spec, std::vector<Mistake>& mistakes) {
  const auto shape = read_shape(spec);
  Json converted;
  try {
    if (expression.is_object()) {
      Json usual = spec;
      if (!find(spec, "expression")) usual["expression"] = Json{{"interpolated", true}};
      converted = convert_function(expression, usual);
    }
  } catch (const EvaluationError& error) {
    mistakes.push_back({"", error.what()});
    return nullptr;
  }
  Parser parser("", mistakes, shape.type);
  auto node = parser.parse(expression.is_object() ? converted : expression,
                           shape.is_string ? Parser::Annotate::coerce : Parser::Annotate::as_expected);
  if (!node) return nullptr;
  if (auto why = why_not_allowed(*node, shape); !why.empty()) {
    mistakes.push_back({"", std::move(why)});
    return nullptr;
  }
  return node;
}

// One pair of globals and feature, and the context that looks at them.
class Input {
 public:
  Input(const Json& pair, const std::string& place) : m_place(place) {
    if (!pair.is_array() || pair.size() < 2 || !pair[0].is_object() || !pair[1].is_object())
      throw StyleError(place, "an input is [globals, feature], both objects");
    read_globals(pair[0]);
    read_feature(pair[1]);
    m_context.feature = &m_feature;
    m_context.properties = &m_properties;
    m_context.feature_state = &m_feature_state;
    m_context.images = &m_images;
  }
  Input(const Input&) = delete;
  Input& operator=(const Input&) = delete;
  const EvaluationContext& context() const { return m_context; }

 private:
  static double number_of(const Json& object, const char* key, double otherwise) {
    const auto* said = find(object, key);
    return said && said->is_number() ? said->get<double>() : otherwise;
  }

  Object object_of(const Json& object, const char* key) const {
    const auto* said = find(object, key);
    if (!said || said->is_null()) return {};
    if (!said->is_object())
      throw StyleError(child_path(m_place, key), fmt::format("object expected, {} found", word_for(*said)));
    return **from_json(*said).get<std::shared_ptr<const Object>>();
  }

  void read_globals(const Json& globals) {
    m_context.zoom = number_of(globals, "zoom", std::numeric_limits<double>::quiet_NaN());
    m_context.heatmap_density = number_of(globals, "heatmapDensity", 0);
    m_context.line_progress = number_of(globals, "lineProgress", 0);
    m_context.elevation = number_of(globals, "elevation", 0);
    m_global_state = object_of(globals, "globalState");
    m_context.global_state = &m_global_state;
    if (const auto* said = find(globals, "accumulated")) {
      m_accumulated = from_json(*said);
      m_context.accumulated = &m_accumulated;
    }
    if (const auto* said = find(globals, "availableImages"); said && said->is_array()) {
      for (const auto& name : *said) {
        if (name.is_string()) m_images.insert(name.get<std::string>());
      }
    }
    if (const auto* said = find(globals, "canonicalID"); said && said->is_object()) {
      const TilePlace tile{number_of(*said, "z", -1), number_of(*said, "x", -1), number_of(*said, "y", -1)};
      if (!(tile.z >= 0 && tile.z <= 30))
        throw StyleError(child_path(m_place, "canonicalID"), "a tile is {z, x, y}, z from 0 to 30");
      m_context.tile = tile;
    }
  }

  void read_feature(const Json& feature) {
    m_properties = object_of(feature, "properties");
    m_feature_state = object_of(feature, "featureState");
    if (const auto* id = find(feature, "id")) {
      if (id->is_number()) m_feature.id = id->get<double>();
      if (id->is_string()) m_feature.id = id->get<std::string>();
      if (id->is_boolean()) m_feature.id = id->get<bool>();
    }
    const auto* geometry = find(feature, "geometry");
    const bool placed = geometry && geometry->is_object() && find(*geometry, "coordinates");
    if (placed && m_context.tile) return read_geometry(*geometry);
    // without a tile the reference knows of a geometry no more than its type
    if (geometry && geometry->is_object() && find(*geometry, "type")) m_geometry_type = from_json((*geometry)["type"]);
    m_context.geometry_type = &m_geometry_type;
  }

  void read_geometry(const Json& json) {
    auto parts = read_geojson(json);
    if (!parts || parts->empty()) throw StyleError(child_path(m_place, "geometry"), "this is no GeoJSON geometry");
    auto& geometry = m_feature.geometry;
    std::vector<model::Line> rings;
    for (auto& part : *parts) {
      if (part.kind == GeoJsonPart::Kind::point) geometry.points.push_back(part.lines[0][0]);
      if (part.kind == GeoJsonPart::Kind::line) geometry.lines.push_back(std::move(part.lines[0]));
      if (part.kind == GeoJsonPart::Kind::polygon)
        std::move(part.lines.begin(), part.lines.end(), std::back_inserter(rings));
    }
    constexpr std::array kinds = {model::Geometry::Kind::point, model::Geometry::Kind::line,
                                  model::Geometry::Kind::polygon};
    geometry.kind = kinds[static_cast<std::size_t>(parts->front().kind)];
    part_rings(rings);
  }

  // Into polygons, as a vector tile would part them.
  void part_rings(const std::vector<model::Line>& rings) {
    const TileGrid grid(m_context.tile);
    PlaneRings projected;
    for (const auto& ring : rings) {
      auto& line = projected.emplace_back();
      for (const auto& place : ring) line.push_back(grid.at(place));
    }
    std::size_t taken = 0;
    for (const auto& polygon : classify_rings(projected)) {
      model::Polygon out;
      for (std::size_t i = 0; i < polygon.size(); ++i) {
        while (taken < rings.size() && projected[taken] != polygon[i]) ++taken;
        if (taken < rings.size()) (i == 0 ? out.outer : out.holes.emplace_back()) = rings[taken++];
      }
      if (!out.outer.empty()) m_feature.geometry.polygons.push_back(std::move(out));
    }
  }

  std::string m_place;
  EvaluationContext m_context;
  model::Feature m_feature;
  Object m_properties, m_feature_state, m_global_state;
  Value m_geometry_type, m_accumulated;
  std::set<std::string, std::less<>> m_images;
};

Json evaluate(const Node& node, const Json& pair, const std::string& place) {
  const Input input(pair, place);
  try {
    return to_json(node.evaluate(input.context()), node.type());
  } catch (const EvaluationError& error) {
    return Json{{"error", error.what()}};
  }
}

Json describe(const Node& node) {
  return Json{{"result", "success"},
              {"isFeatureConstant", !node.depends().feature},
              {"isZoomConstant", !node.depends().zoom},
              {"type", node.type().text()}};
}

Json describe(const std::vector<Mistake>& mistakes) {
  Json errors = Json::array();
  for (const auto& mistake : mistakes) errors.push_back({{"key", mistake.place}, {"error", mistake.message}});
  return Json{{"result", "error"}, {"errors", std::move(errors)}};
}

Json evaluate_case(const Json& file, const std::string& place) {
  if (!file.is_object() || !find(file, "expression"))
    throw StyleError(place, "an object with \"expression\" is expected");
  const auto* spec = find(file, "propertySpec");
  const auto* inputs = find(file, "inputs");
  if (spec && spec->is_null()) spec = nullptr;
  if (spec && !spec->is_object())
    throw StyleError(child_path(place, "propertySpec"), fmt::format("object expected, {} found", word_for(*spec)));
  if (inputs && !inputs->is_array())
    throw StyleError(child_path(place, "inputs"), fmt::format("array expected, {} found", word_for(*inputs)));
  std::vector<Mistake> mistakes;
  const auto node = compile(file["expression"], spec ? *spec : Json::object(), mistakes);
  if (!node) return Json{{"compiled", describe(mistakes)}};
  Json answer{{"compiled", describe(*node)}};
  if (!inputs) return answer;
  Json outputs = Json::array();
  for (std::size_t i = 0; i < inputs->size(); ++i)
    outputs.push_back(evaluate(*node, (*inputs)[i], child_path(child_path(place, "inputs"), i)));
  answer["outputs"] = std::move(outputs);
  return answer;
}

}  // namespace

Json evaluate_file(const Json& file) {
  if (!file.is_array()) return evaluate_case(file, "");
  Json answers = Json::array();
  for (std::size_t i = 0; i < file.size(); ++i) answers.push_back(evaluate_case(file[i], child_path("", i)));
  return answers;
}

}  // namespace riskmap::style
