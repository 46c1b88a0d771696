// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/base/error.hpp>
#include <riskmap/style/expression.hpp>

#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace riskmap::style {

enum class ValueType : std::uint8_t {
  any,
  boolean,
  number,
  string,
  color,
  enumeration,
  formatted,
  image,
  number_array,  ///< array<number>, of `length` if that is not 0
  string_array,  ///< array<string>, or of the words in `values`
  color_ramp,
  number_or_array,  ///< the specification's numberArray: one number, or several
  color_or_array,   ///< its colorArray
  padding,          ///< one to four numbers, as in CSS
  anchor_offsets,   ///< its variableAnchorOffsetCollection: ["top", [0, 1], "left", [1, 0]]
  projection        ///< its projectionDefinition
};

/// One row of a layer type's property table; it stands in render/layers/<type>.cpp and nowhere else. Parsing, the
/// errors for unknown and mistyped properties, and the reference page all come from it.
struct PropertySpec {
  std::string_view name;  ///< "line-width"
  bool layout = false;    ///< under "layout", else under "paint"
  ValueType type = ValueType::number;
  std::string_view default_json;  ///< "1", "\"#000000\"", "[0,0]"; empty: undefined
  std::string_view unit = {};     ///< "px", "em", "degrees", "ems"
  std::string_view help = {};
  std::string_view values = {};  ///< for enumeration, and the items of a string_array: "butt|round|square"
  bool per_feature = true;       ///< may depend on the feature
  bool per_zoom = true;          ///< may depend on the zoom (a color_ramp never may)
  bool constant = false;         ///< takes no expression at all
  bool interpolated = true;      ///< a zoom curve may interpolate (where the type allows it)
  bool transition = true;        ///< of paint: "<name>-transition" may stand beside it (where the type can move)
  double minimum = -std::numeric_limits<double>::infinity();
  double maximum = std::numeric_limits<double>::infinity();
  std::size_t length = 0;            ///< for arrays: the exact number of elements, 0: any
  std::string_view no_effect = {};   ///< if set: parsed, and `check` says why it draws nothing
  std::string_view in_browser = {};  ///< if set: what becomes there of all but the default, which `check` says
};

/// A layer type's name and table, handed to style::Document by whoever draws (style never includes render).
struct LayerSpec {
  std::string_view type;  ///< "line"
  std::span<const PropertySpec> properties;
  std::string_view sources = {};  ///< source types it can draw: "geojson|vector"; empty: it has no source (background)
};

/// Compiles what a document sets a property to, a constant, an expression or a function, against its row. Mistakes are
/// appended, their places beginning with `place` ("layers[3].paint.line-width"); then the answer is null.
Expression compile_property(const Json& json, const PropertySpec& spec, const std::string& place,
                            std::vector<Mistake>& mistakes);
/// Compiles a filter, legacy or expression, as the specification tells them apart. `warnings` get what mixes the two.
Expression compile_filter(const Json& json, const std::string& place, std::vector<Mistake>& mistakes,
                          std::vector<Mistake>& warnings);
/// What a filter answers; what cannot be evaluated does not pass.
bool passes(const Expression& filter, const EvaluationContext& context);
/// Whether "<name>-transition" may stand beside it.
bool takes_transition(const PropertySpec& spec);
/// The words of an enumeration: "butt|round|square" parted.
std::vector<std::string_view> words_of(std::string_view values);

}  // namespace riskmap::style
