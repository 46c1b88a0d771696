// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/style/document.hpp>

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace riskmap::style {

/// Reads a document to its end, collecting mistakes. One of its parts a file: read_root, read_globals, read_sources,
/// read_layers, check_layers, read_metadata, read_surfaces. Paths are those of JsonText ("layers[3].paint"); they
/// become places when all is read, and the mistakes stand in the order of the text.
class DocumentReader {
 public:
  DocumentReader(JsonText text, std::span<const LayerSpec> layer_types);
  /// \throws StyleError
  Document read();

 private:
  using Names = std::span<const std::string_view>;
  using Rows = std::span<const PropertySpec>;
  enum class Unknown : unsigned char { refuse, warn };  ///< what keys are that no row names

  // read_root.cpp
  void read_root();
  void error(const std::string& path, std::string message, std::string hint = {});
  void warn(const std::string& path, std::string message, std::string hint = {});
  /// A warning that is given once a document, however often its reason is met.
  void warn_once(const std::string& path, std::string message, std::string hint = {});
  bool expect(const Json& json, const std::string& path, std::string_view word);
  void check_keys(const Json& object, const std::string& path, Names known, Unknown unknown = Unknown::refuse);
  /// "did you mean …?", as long as there are few mistakes: a hint compares a word with all that it might have been.
  std::string hint_for(std::string_view word, Names known);
  void report_unknown(const std::string& path, const std::string& key, Names known, Unknown unknown);
  void require(const Json& object, const std::string& path, Names required);
  /// Checks every member of an object against its row, or as the transition of a row.
  void check_members(const Json& object, const std::string& path, Rows rows, Unknown unknown = Unknown::refuse);
  void read_transition(const Json& json, const std::string& path);
  /// The member if it is there and of the type; a mistake if it is of another.
  const Json* member(const Json& object, const std::string& path, std::string_view key, std::string_view word);
  std::string string_member(const Json& object, const std::string& path, std::string_view key);
  std::optional<double> number_member(const Json& object, const std::string& path, std::string_view key, double minimum,
                                      double maximum);
  std::optional<Expression> expression_member(const Json& object, const std::string& path, std::string_view key,
                                              ValueType type);
  std::optional<Expression> filter_member(const Json& object, const std::string& path);
  std::vector<Mistake> placed(std::vector<Mistake> mistakes) const;

  // read_globals.cpp
  void read_globals(const Json& root);
  void read_camera(const Json& root);
  void read_state(const Json& json);
  void read_terrain(const Json& json);
  void read_projection(const Json& json);
  void read_sprite(const Json& json);
  void read_glyphs(const Json& json);
  void read_font_faces(const Json& json);
  void read_unicode_ranges(const Json& face, const std::string& path);

  // read_sources.cpp
  void read_sources(const Json& sources);
  void read_source(const std::string& name, const Json& json, const std::string& path);
  void read_placed_picture(const Json& json, const std::string& path, const std::string& type);
  void read_data(const Json& json, const std::string& path, SourceSpec& source);
  void read_clusters(const Json& json, const std::string& path);
  void read_cluster_property(const Json& json, const std::string& path, const std::string& name);
  void read_promoted_id(const Json& json, const std::string& path);
  void read_url(const Json& json, const std::string& path, SourceSpec& source);
  void read_tiles(const Json& json, const std::string& path, SourceSpec& source);
  void read_encoding(const Json& json, const std::string& path, SourceSpec& source);
  bool refuse_host(const std::string& url, const std::string& path);

  // read_layers.cpp
  void read_layers(const Json& layers);
  void read_id(const Json& json, const std::string& path, std::size_t index);
  void read_reference(const Json& layers, const Json& json, const std::string& path);
  void read_layer(const Json& json, const std::string& path);
  void read_zooms(const Json& json, Layer& layer);
  void read_properties(const Json& json, Layer& layer, bool layout);
  void read_property(const std::string& name, const Json& json, Layer& layer, bool layout, const std::string& path);
  bool read_special_property(const std::string& name, const Json& json, Layer& layer, bool layout,
                             const std::string& path);
  void report_unknown_property(const std::string& name, const LayerSpec& type, bool layout, const std::string& path);
  const LayerSpec* find_layer_type(const Json& json, const std::string& path);
  std::shared_ptr<const Layer::Defaults> defaults_of(const LayerSpec& type);

  // check_layers.cpp
  /// False if nothing can be drawn from it here.
  bool read_layer_source(const Json& json, Layer& layer);
  bool check_source_type(const Json& json, const Layer& layer, const std::string& type);
  void check_paint(const Json& json, const Layer& layer);
  void check_ramp(const Json& json, const Layer& layer, const Property& property);
  void check_filter(const Json& filter, const Layer& layer);

  // read_metadata.cpp
  void read_metadata(const Json& metadata);
  void read_bounds(const Json& json, const std::string& path);
  void read_sites(const Json& json, const std::string& path);
  void read_patterns(const Json& json, const std::string& path);
  void read_pattern(std::string name, const Json& json, const std::string& path);
  void check_named_source(const std::string& name, const std::string& path, std::string_view types);

  // read_surfaces.cpp
  void read_surfaces(const Json& json, const std::string& path);
  void read_surface(const std::string& name, const Json& json, const std::string& path);
  void read_incidents(const Json& json, const std::string& path, SurfaceSpec& surface);
  void read_study_area(const Json& json, const std::string& path, SurfaceSpec& surface);
  void read_bandwidth(const Json& json, const std::string& path, SurfaceSpec& surface);
  void read_selector(const Json& json, const std::string& path, SurfaceSpec& surface);
  std::optional<Metres> length_member(const Json& json, const std::string& path);
  void read_known_to(const Json& json, const std::string& path, SurfaceSpec& surface);
  void read_of(const Json& json, const std::string& path, SurfaceSpec& surface);
  std::optional<Days> date_member(const Json& json, const std::string& path, std::string_view key);
  void read_window(const Json& json, const std::string& path, SurfaceSpec& surface);
  void read_choices(const Json& json, const std::string& path, SurfaceSpec& surface);

  Document m_document;
  std::span<const LayerSpec> m_types;
  std::vector<Mistake> m_mistakes, m_warnings;
  std::map<const LayerSpec*, std::shared_ptr<const Layer::Defaults>> m_defaults;
  std::map<std::string, std::string, std::less<>> m_source_types;  ///< by name; also of those that are not drawn
  std::set<std::string, std::less<>> m_source_names;               ///< also of those that have mistakes
  std::map<std::string, std::size_t, std::less<>> m_ids;           ///< the first layer that has it
  std::shared_ptr<const Object> m_state;
  std::set<std::string> m_said;
  std::size_t m_hints = 0;
};

}  // namespace riskmap::style
