// SPDX-License-Identifier: MIT
#include <riskmap/map/image_check.hpp>

#include <riskmap/style/nearest.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>

namespace riskmap::map {
namespace {

using Names = std::set<std::string, std::less<>>;

Names known_images(const style::Document& document, const Sprite& sprite) {
  Names names;
  for (const auto& pattern : document.patterns()) names.insert(pattern.name);
  for (const auto& [name, drawing] : sprite.drawings) names.insert(name);
  for (const auto& sheet : sprite.sheets)
    for (const auto& [name, place] : sheet.index.items()) names.insert(sheet.prefix + name);
  return names;
}

/// The name, or "" if it is only known when a feature is there.
std::string constant_name(const style::Expression& expression) {
  if (!expression.is_constant()) return "";
  try {
    const auto value = expression.evaluate({});
    const auto* image = value.get<style::Image>();
    return image ? image->name : "";
  } catch (const style::EvaluationError&) {
    return "";
  }
}

}  // namespace

std::vector<Mistake> missing_images(const style::Document& document, const Sprite& sprite) {
  const auto known = known_images(document, sprite);
  const std::vector<std::string_view> candidates(known.begin(), known.end());
  std::vector<Mistake> mistakes;
  for (const auto& layer : document.layers()) {
    for (const auto& [property, set] : layer.properties) {
      if (set.spec->type != style::ValueType::image || !set.spec->no_effect.empty()) continue;
      const auto name = constant_name(set.expression);
      if (name.empty() || known.contains(name)) continue;
      auto hint = style::did_you_mean(name, candidates);
      if (hint.empty()) hint = "the names of riskmap:patterns and of the sprite's icons are known";
      mistakes.push_back({document.text().place(set.path), fmt::format("there is no image \"{}\"", name), hint});
    }
  }
  return mistakes;
}

}  // namespace riskmap::map
