// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/base/progress.hpp>
#include <riskmap/io/detail/gdal.hpp>
#include <riskmap/io/detail/row_log.hpp>
#include <riskmap/io/open.hpp>
#include <riskmap/io/readers/readers.hpp>

#include <ogr_api.h>

namespace riskmap::geo {
class Transform;
}

namespace riskmap::io::readers {

/// Reads one OGR layer to its end and checks that this was the end: GDAL's last error, and the features it promised.
class LayerReader {
 public:
  LayerReader(OGRLayerH layer, const File& file, const OpenOptions& options, detail::GdalSession& session,
              model::Source& source);

  void rename(std::string name) { m_name = std::move(name); }
  void show_layer_in_places() { m_prefix += ":" + m_name; }
  /// How many features there are for sure, where GDAL's own count is not to be trusted.
  void expect(std::uint64_t count) { m_expected = count; }
  /// \throws DataError if the layer ends early or its CRS is not known to PROJ
  model::FeatureLayer read(Progress& progress);

 private:
  std::optional<detail::Complaint> read_feature(OGRFeatureH from, const geo::Transform& transform,
                                                model::Feature& feature) const;
  std::optional<model::Value> own_id(OGRFeatureH feature) const;
  geo::Transform make_transform() const;
  bool reads_ahead() const;
  void check_end(std::uint64_t read) const;
  void count_features();

  OGRLayerH m_layer;
  const File& m_file;
  const OpenOptions& m_options;
  detail::GdalSession& m_session;
  model::Source& m_source;
  std::string m_name, m_prefix;
  std::optional<std::uint64_t> m_expected;
  std::vector<std::string> m_fields;
};

}  // namespace riskmap::io::readers
