// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/map/scene.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace riskmap::output::detail {

/// A source layer that goes into vector tiles: whose features, which attributes.
struct PublishedLayer {
  struct Field {
    std::size_t index;      ///< among the table's fields
    std::string_view type;  ///< "Number", "Boolean", "String"
  };
  std::string name = {};  ///< in the tiles
  const model::FeatureLayer* table = nullptr;
  std::vector<const style::Layer*> users = {};  ///< the document's visible layers that draw it
  std::vector<Field> fields = {};               ///< in the table's order
  bool with_ids = false;
};

/// In the order the document first draws them. What is published stands in vector_tile.hpp.
std::vector<PublishedLayer> published_layers(const map::Scene& scene);

}  // namespace riskmap::output::detail
