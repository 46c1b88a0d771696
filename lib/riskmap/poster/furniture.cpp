// SPDX-License-Identifier: MIT
#include <riskmap/poster/furniture.hpp>

#include <riskmap/poster/furniture_catalogue.hpp>
#include <riskmap/style/localised.hpp>

namespace riskmap::poster {

std::span<const Furniture* const> furniture_catalogue() { return furniture::all; }

std::string FurnitureContext::text(std::string_view option) const {
  return fill_in(style::localised(options.at(std::string(option)), scene.language()), facts);
}

std::vector<std::string> FurnitureContext::texts(std::string_view option) const {
  std::vector<std::string> out;
  for (const auto& text : options.at(std::string(option)))
    out.push_back(fill_in(style::localised(text, scene.language()), facts));
  return out;
}

double FurnitureContext::number(std::string_view option) const { return options.at(std::string(option)).get<double>(); }

}  // namespace riskmap::poster
