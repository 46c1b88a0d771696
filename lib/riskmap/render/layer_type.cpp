// SPDX-License-Identifier: MIT
#include <riskmap/render/layer_type.hpp>

#include <riskmap/render/layers_catalogue.hpp>

#include <algorithm>
#include <cassert>

namespace riskmap::render {

std::span<const style::LayerSpec> layer_specs() {
  static const auto specs = [] {
    std::vector<style::LayerSpec> out;
    for (const auto* type : layers::all) out.push_back(type->spec);
    return out;
  }();
  return specs;
}

const LayerType& find_layer_type(std::string_view name) {
  const auto found =
      std::find_if(layers::all.begin(), layers::all.end(), [&](const auto* type) { return type->spec.type == name; });
  assert(found != layers::all.end());
  return **found;
}

}  // namespace riskmap::render
