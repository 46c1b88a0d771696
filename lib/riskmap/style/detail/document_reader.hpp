// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/style/document.hpp>

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace riskmap::style {

/// Reads a document to its end, collecting mistakes. One of its parts a file: read_root, read_sources, read_layers,
/// read_metadata, read_surfaces. Paths are those of JsonText ("layers[3].paint"); they become places when all is read.
class DocumentReader {
 public:
  DocumentReader(JsonText text, std::span<const LayerSpec> layer_types);
  /// \throws StyleError
  Document read();

 private:
  using Names = std::span<const std::string_view>;

  // read_root.cpp
  void read_root();
  void error(const std::string& path, std::string message, std::string hint = {});
  void warn(const std::string& path, std::string message, std::string hint = {});
  bool expect(const Json& json, const std::string& path, std::string_view word);
  void check_keys(const Json& object, const std::string& path, Names known, bool strict = true);
  /// The member if it is there and of the type; a mistake if it is of another.
  const Json* member(const Json& object, const std::string& path, std::string_view key, std::string_view word);
  std::string string_member(const Json& object, const std::string& path, std::string_view key);
  std::optional<double> number_member(const Json& object, const std::string& path, std::string_view key, double minimum,
                                      double maximum);
  std::optional<Expression> expression_member(const Json& object, const std::string& path, std::string_view key,
                                              ValueType type);
  std::optional<Expression> filter_member(const Json& object, const std::string& path);
  std::vector<Mistake> placed(std::vector<Mistake> mistakes) const;

  // read_sources.cpp
  void read_sources(const Json& sources);
  void read_source(const std::string& name, const Json& json, const std::string& path);
  void read_source_types(const Json& json, const std::string& path, std::string_view type);
  void read_data(const Json& json, const std::string& path, SourceSpec& source);
  void read_url(const Json& json, const std::string& path, SourceSpec& source);
  void read_tiles(const Json& json, const std::string& path, SourceSpec& source);
  void read_encoding(const Json& json, const std::string& path, SourceSpec& source);
  bool refuse_host(const std::string& url, const std::string& path);

  // read_layers.cpp
  void read_layers(const Json& layers);
  void read_layer(const Json& json, const std::string& path);
  void read_layer_source(const Json& json, Layer& layer);
  void read_zooms(const Json& json, Layer& layer);
  void read_properties(const Json& json, Layer& layer, bool layout);
  void read_property(const std::string& name, const Json& json, Layer& layer, bool layout, const std::string& path);
  bool read_special_property(const std::string& name, const Json& json, Layer& layer, bool layout,
                             const std::string& path);
  void check_ramp(const Json& json, const Layer& layer, const Property& property);
  void check_pattern(const Json& json, const std::string& name, const std::string& path);
  const LayerSpec* find_layer_type(const Json& json, const std::string& path);
  std::shared_ptr<const Layer::Defaults> defaults_of(const LayerSpec& type);

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
};

}  // namespace riskmap::style
