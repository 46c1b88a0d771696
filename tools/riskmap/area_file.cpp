// SPDX-License-Identifier: MIT
#include <riskmap/area_file.hpp>

#include <riskmap/base/error.hpp>
#include <riskmap/io/open.hpp>

#include <vector>

namespace riskmap::tools {

std::shared_ptr<const model::Area> read_area(const std::filesystem::path& file) {
  const auto source = io::open(file, {.strict = true});
  std::vector<const model::Geometry*> parts;
  for (const auto& layer : source.layers) {
    for (const auto& feature : layer.features) {
      if (!feature.geometry.polygons.empty()) parts.push_back(&feature.geometry);
    }
  }
  if (parts.empty()) throw DataError(file.string(), "has no polygon");
  return std::make_shared<const model::Area>(parts);
}

}  // namespace riskmap::tools
