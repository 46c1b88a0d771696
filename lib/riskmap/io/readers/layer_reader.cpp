// SPDX-License-Identifier: MIT
#include <riskmap/io/readers/layer_reader.hpp>

#include <riskmap/base/error.hpp>
#include <riskmap/base/json.hpp>
#include <riskmap/geo/transform.hpp>
#include <riskmap/io/detail/ogr_fields.hpp>
#include <riskmap/io/detail/ogr_geometry.hpp>
#include <riskmap/io/detail/place_check.hpp>
#include <riskmap/io/detail/srs.hpp>

#include <fmt/format.h>

#include <memory>

namespace riskmap::io::readers {
namespace {

using detail::Complaint;

struct FeatureDeleter {
  void operator()(OGRFeatureH feature) const { OGR_F_Destroy(feature); }
};
using OwnedFeature = std::unique_ptr<std::remove_pointer_t<OGRFeatureH>, FeatureDeleter>;

std::optional<model::Value> json_id(const char* native) {
  const auto object = Json::parse(native == nullptr ? "" : native, nullptr, false);
  if (!object.is_object() || !object.contains("id")) return std::nullopt;
  const auto& id = object["id"];
  if (id.is_string()) return model::Value(id.get<std::string>());
  if (id.is_number()) return model::Value(id.get<double>());
  return std::nullopt;
}

}  // namespace

LayerReader::LayerReader(OGRLayerH layer, const File& file, const OpenOptions& options, detail::GdalSession& session,
                         model::Source& source)
    : m_layer(layer),
      m_file(file),
      m_options(options),
      m_session(session),
      m_source(source),
      m_name(OGR_L_GetName(layer)),
      m_prefix(file.shown),
      m_fields(detail::field_names(layer)) {}

geo::Transform LayerReader::make_transform() const {
  try {
    return geo::Transform(detail::crs_or(OGR_L_GetSpatialRef(m_layer), m_options.crs));
  } catch (Error& error) {
    error.add_context(fmt::format("{}: layer '{}'", m_file.shown, printable(m_name)));
    throw;
  }
}

void LayerReader::count_features() {
  m_session.forget();
  const auto count = OGR_L_GetFeatureCount(m_layer, 1);
  if (!m_expected && count >= 0) m_expected = static_cast<std::uint64_t>(count);
}

std::optional<model::Value> LayerReader::own_id(OGRFeatureH feature) const {
  if (m_source.driver == "GeoJSON") return json_id(OGR_F_GetNativeData(feature));
  const bool has_column = OGR_L_GetFIDColumn(m_layer)[0] != '\0';
  return has_column ? std::optional<model::Value>(static_cast<double>(OGR_F_GetFID(feature))) : std::nullopt;
}

std::optional<Complaint> LayerReader::read_feature(OGRFeatureH from, const geo::Transform& transform,
                                                   model::Feature& feature) const {
  if (m_session.failed() && !reads_ahead())
    return Complaint{"geometry", "geometry unreadable", printable(m_session.failure())};
  const bool placeless = OGR_L_GetGeomType(m_layer) == wkbNone;
  if (!placeless) {
    if (auto complaint = detail::to_geometry(OGR_F_GetGeometryRef(from), transform, feature.geometry)) return complaint;
    if (auto complaint = detail::misplaced(feature.geometry, m_options.bounds)) return complaint;
  }
  feature.id = own_id(from);
  return detail::read_values(from, m_fields, feature.values);
}

model::FeatureLayer LayerReader::read(Progress& progress) {
  model::FeatureLayer layer{m_name, m_fields, {}};
  const auto transform = make_transform();
  const auto id_field = layer.field("id");
  detail::RowLog log(m_source, m_prefix);
  count_features();
  progress.start(fmt::format("reading {}", m_prefix), m_expected.value_or(0), "features");
  OGR_L_ResetReading(m_layer);
  std::uint64_t row = 0;
  for (m_session.forget(); const OwnedFeature next{OGR_L_GetNextFeature(m_layer)}; m_session.forget()) {
    model::Feature feature;
    feature.row = ++row;
    auto complaint = read_feature(next.get(), transform, feature);
    const auto id = complaint || !id_field ? std::nullopt : detail::id_text(feature.values[*id_field]);
    if (!complaint) complaint = log.duplicate(id);
    if (complaint) {
      log.reject(row, *complaint);
    } else {
      log.use(row, id);
      layer.features.push_back(std::move(feature));
    }
    progress.advance(1);
  }
  check_end(row);
  progress.finish();
  return layer;
}

/// GDAL's GeoJSON driver may read the whole text with the first feature, so that its messages belong to no feature;
/// what it cannot read it leaves without a geometry or out, which the count of the text's features shows.
bool LayerReader::reads_ahead() const { return m_source.driver == "GeoJSON"; }

void LayerReader::check_end(std::uint64_t read) const {
  const auto short_of =
      m_expected && read < *m_expected ? fmt::format("{} of {} features can be read", read, *m_expected) : "";
  if (short_of.empty() && (!m_session.failed() || reads_ahead())) return;
  const auto reason = m_session.failure().empty() ? "" : printable(m_session.failure());
  throw DataError(m_file.shown, fmt::format("layer '{}': {}{}{}", printable(m_name), short_of,
                                            short_of.empty() || reason.empty() ? "" : ": ", reason));
}

}  // namespace riskmap::io::readers
