// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/base/error.hpp>
#include <riskmap/base/json.hpp>
#include <riskmap/base/quantity.hpp>
#include <riskmap/geo/box.hpp>
#include <riskmap/style/property.hpp>

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace riskmap::style {

/// A source as the document declares it; opening it is map's business.
struct SourceSpec {
  std::string name;
  std::string type;          ///< geojson, vector, raster, raster-dem
  std::string path = {};     ///< of the file, or empty
  Json inline_data = {};     ///< geojson: the object, if it stands in the document
  std::string surface = {};  ///< raster-dem: the surface "riskmap://NAME/{z}/{x}/{y}" names, or empty
  /// raster-dem: a value is red_factor · R + green_factor · G + blue_factor · B − base_shift.
  double red_factor = 0, green_factor = 0, blue_factor = 0, base_shift = 0;
  int tile_size = 512;
  std::optional<Expression> filter = {};  ///< geojson: the features there are, as at zoom 0
  Json json = {};                         ///< as written
};

/// One entry of `riskmap:surfaces` (MAP: expressions and options, no data yet).
struct SurfaceSpec {
  enum class Of : unsigned char { rate, uncertainty, change };
  /// A bandwidth chosen by a rule or by cross-validation: density/bandwidth.hpp knows the methods.
  struct Selector {
    std::string method;
    Metres least{2000.0}, most{200000.0};
  };
  /// Polygons that are all that is known of some places: an incident whose `value` equals a polygon's `key` is spread
  /// over it.
  struct KnownTo {
    std::string source, layer;
    std::optional<Expression> key, value;
  };
  struct Window {
    Days from, as_of;  ///< starts of those days
  };
  std::string name;
  std::string incident_source, incident_layer;  ///< layer empty: the source's only one
  std::optional<Expression> filter = {};
  std::string kernel = "quartic";
  Metres bandwidth{60000.0};
  std::optional<Selector> selector = {};  ///< if given, it chooses `bandwidth`
  bool adaptive = false;
  bool exact = false;                ///< direct geodesic sums instead of the interpolated grid
  std::string edge_correction = {};  ///< "none", "uniform", "diggle"; empty: diggle with a study area, else none
  std::optional<Expression> uncertainty = {};              ///< km; absent: location_uncertainty_km, or 0
  std::optional<Expression> weight = {};                   ///< absent: 1
  std::optional<Expression> date = {}, end = {}, id = {};  ///< absent: date_start, date_end, id
  std::optional<Days> from = {}, as_of = {};               ///< starts of those days
  std::optional<Days> half_life = {};
  std::string area_source = {}, area_layer = {};  ///< study area; empty: none
  std::optional<Expression> area_filter = {};
  unsigned minimum_events = 1;
  std::optional<KnownTo> known_to = {};
  Of of = Of::rate;                   ///< what its values are: the rate, its relative standard error, a change of it
  std::optional<Window> before = {};  ///< of a change: what from … as-of is compared with
  std::string path;                   ///< its place in the document, for errors: "metadata.riskmap:surfaces.risk"
};

/// A fill pattern drawn by RiskMap (`metadata["riskmap:patterns"]`): parallel lines or dots in CSS px.
struct PatternSpec {
  std::string name;
  std::string kind = "lines";  ///< "lines" or "dots"
  double angle = 45;           ///< 0, 45, 90 or 135 degrees, so that it repeats on whole pixels
  double spacing = 6;          ///< px between lines
  double width = 1;            ///< px
  Color color;
};

/// A property as the document sets it, compiled and type-checked against its PropertySpec.
struct Property {
  const PropertySpec* spec = nullptr;
  Expression expression;
  std::string path;  ///< "layers[3].paint.line-width"
};

struct Layer {
  std::string id;
  std::string type;
  std::string source = {}, source_layer = {};
  double min_zoom = 0, max_zoom = 24;  ///< drawn if min_zoom <= zoom < max_zoom
  bool visible = true;
  std::optional<Expression> filter = {};
  std::map<std::string, Property, std::less<>> properties = {};  ///< only those the document sets
  Json metadata = {};
  std::string path;  ///< "layers[3]"
  const LayerSpec* spec = nullptr;
  using Defaults = std::map<std::string, Expression, std::less<>>;
  std::shared_ptr<const Defaults> defaults = {};  ///< of the layer type, shared by all its layers
  std::shared_ptr<const Object> state = {};       ///< what the root's "state" sets, for ["global-state", …]; or null

  /// The property's value; its default where the document does not set it, or where evaluation fails, gives null or the
  /// wrong type (counted in `*failures` if given). \pre the layer type has such a property
  double number(std::string_view name, const EvaluationContext& context, unsigned* failures = nullptr) const;
  Color color(std::string_view name, const EvaluationContext& context, unsigned* failures = nullptr) const;
  bool boolean(std::string_view name, const EvaluationContext& context, unsigned* failures = nullptr) const;
  /// strings and enumerations
  std::string text(std::string_view name, const EvaluationContext& context, unsigned* failures = nullptr) const;
  Formatted formatted(std::string_view name, const EvaluationContext& context, unsigned* failures = nullptr) const;
  std::vector<double> numbers(std::string_view name, const EvaluationContext& context,
                              unsigned* failures = nullptr) const;
  std::vector<std::string> texts(std::string_view name, const EvaluationContext& context,
                                 unsigned* failures = nullptr) const;
  /// As set and evaluated, coerced to the property's type; null if it is not set and has no default.
  Value value(std::string_view name, const EvaluationContext& context, unsigned* failures = nullptr) const;
  bool has(std::string_view name) const { return properties.contains(name); }
  /// What the property depends on; nothing if it is not set.
  Dependencies depends(std::string_view name) const;
  /// True if the filter passes (absent: always; an evaluation error: false).
  bool accepts(const EvaluationContext& context) const;

 private:
  bool needs_state(const EvaluationContext& context) const;
  EvaluationContext with_state(EvaluationContext context) const;
};

/// A colour ramp over ["elevation"]: the stops of a top-level linear interpolate, mixed in premultiplied RGBA as
/// MapLibre mixes. Constant beyond the ends. Two stops at one value are a step: from there on the second holds.
struct Ramp {
  struct Stop {
    double value;
    Color color;
  };
  std::vector<Stop> stops;
  Color at(double value) const;
};

/// A MapLibre style document (style spec v8), read to the end: every mistake at once, each with file:line:column and
/// path.
class Document {
 public:
  /// \throws StyleError carrying all mistakes
  static Document parse(JsonText text, std::span<const LayerSpec> layer_types);

  const JsonText& text() const { return m_text; }
  const Json& json() const { return m_text.value; }
  std::string name() const;
  const std::vector<Layer>& layers() const { return m_layers; }
  const std::vector<SourceSpec>& sources() const { return m_sources; }
  const std::vector<SurfaceSpec>& surfaces() const { return m_surfaces; }
  const std::vector<PatternSpec>& patterns() const { return m_patterns; }
  const SourceSpec* source(std::string_view name) const;
  const SurfaceSpec* surface(std::string_view name) const;
  std::optional<geo::LonLatBox> bounds() const { return m_bounds; }  ///< riskmap:bounds
  std::string sites_source() const { return m_sites_source; }        ///< riskmap:sites.source, or empty
  /// Things that are valid but not as their author may think ("drawn here, blank in a browser").
  const std::vector<Mistake>& warnings() const { return m_warnings; }
  /// A metadata value by key ("riskmap:poster"), or nullptr.
  const Json* metadata(std::string_view key) const;

 private:
  JsonText m_text;
  std::vector<Layer> m_layers;
  std::vector<SourceSpec> m_sources;
  std::vector<SurfaceSpec> m_surfaces;
  std::vector<PatternSpec> m_patterns;
  std::optional<geo::LonLatBox> m_bounds;
  std::string m_sites_source;
  std::vector<Mistake> m_warnings;
  friend class DocumentReader;
};

/// The ramp of a color-relief layer: a top-level ["interpolate", …, ["elevation"], …] or ["step", ["elevation"], …];
/// curves other than linear are cut into 32 pieces a stop. \throws StyleError if it is none of these, or a colour
/// cannot be evaluated
Ramp read_ramp(const Document& document, const Layer& layer);
/// Compiles an expression that stands alone (--filter, eval). \throws StyleError
Expression compile_expression(const Json& json, ValueType expected, const std::string& place);

}  // namespace riskmap::style
