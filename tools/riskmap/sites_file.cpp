// SPDX-License-Identifier: MIT
#include <riskmap/sites_file.hpp>

#include <riskmap/io/open.hpp>
#include <riskmap/style/value.hpp>

#include <fmt/format.h>

#include <initializer_list>
#include <set>

namespace riskmap::tools {
namespace {

std::string text_of(const model::Value* value) {
  return value == nullptr || model::is_null(*value) ? std::string() : style::to_text(style::from_model(*value));
}

std::string first_of(const model::FeatureLayer& layer, const model::Feature& feature,
                     std::initializer_list<std::string> fields) {
  for (const auto& field : fields) {
    if (auto text = text_of(layer.get(feature, field)); !text.empty()) return text;
  }
  return {};
}

model::Site site_of(const model::FeatureLayer& layer, const model::Feature& feature, const std::string& language) {
  model::Site site;
  site.id = text_of(layer.get(feature, "id"));
  if (site.id.empty()) site.id = text_of(feature.id ? &*feature.id : nullptr);
  if (site.id.empty()) site.id = fmt::format("row {}", feature.row);
  site.name = first_of(layer, feature, {"name_" + language, "name", "name_en"});
  if (site.name.empty()) site.name = site.id;
  site.where = feature.geometry.points.front();
  return site;
}

void reject(model::Source& source, const model::Feature& feature, const std::string& field, const std::string& reason) {
  source.rejects.push_back({fmt::format("{}:{}: {}", source.path, feature.row, field), reason});
  ++source.counts.rejected[reason];
  --source.counts.used;
}

}  // namespace

SitesFile read_sites(const std::filesystem::path& file, const map::Scene& scene, bool strict, Progress* progress) {
  io::OpenOptions options;
  options.bounds = scene.document().bounds();
  options.strict = strict;
  SitesFile out{{}, io::open(file, options, progress)};
  std::set<std::string> known;
  for (const auto& layer : out.source.layers) {
    for (const auto& feature : layer.features) {
      if (feature.geometry.kind != model::Geometry::Kind::point || feature.geometry.points.size() != 1) {
        reject(out.source, feature, "geometry", "not a single point");
        continue;
      }
      auto site = site_of(layer, feature, scene.language());
      if (known.insert(site.id).second)
        out.sites.push_back(std::move(site));
      else
        reject(out.source, feature, "id", "id given before");
    }
  }
  if (strict && !out.source.rejects.empty()) throw DataError(out.source.rejects);
  if (out.sites.empty()) throw DataError(out.source.path, "no usable row is left: " + out.source.counts.text());
  return out;
}

}  // namespace riskmap::tools
