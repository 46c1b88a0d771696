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

/// The name, or "" if it is only known when a feature is there. Of several to choose from that are all nowhere, the
/// first.
std::string constant_name(const style::Expression& expression, const Names& known) {
  if (!expression.is_constant()) return "";
  try {
    style::EvaluationContext context;
    context.images = &known;
    const auto value = expression.evaluate(context);
    if (const auto* image = value.get<style::Image>()) return image->name;
    const auto* wanted = value.get<std::string>();
    return wanted ? *wanted : "";
  } catch (const style::EvaluationError&) {
    return "";
  }
}

// What ["image", NAME] names, however deep.
void add_names(const Json& json, Names& names) {
  if (!json.is_structured()) return;
  if (json.is_array() && json.size() == 2 && json[0] == "image" && json[1].is_string())
    names.insert(json[1].get<std::string>());
  for (const auto& item : json) add_names(item, names);
}

std::string hint_for(const std::string& name, const Names& known) {
  const std::vector<std::string_view> candidates(known.begin(), known.end());
  auto hint = style::did_you_mean(name, candidates);
  return hint.empty() ? "the names of riskmap:patterns and of the sprite's icons are known" : hint;
}

bool is_drawn(const style::Property& set) { return set.spec->no_effect.empty(); }

}  // namespace

std::vector<Mistake> missing_images(const style::Document& document, const Sprite& sprite) {
  const auto known = known_images(document, sprite);
  std::vector<Mistake> mistakes;
  for (const auto& layer : document.layers()) {
    for (const auto& [property, set] : layer.properties) {
      if (set.spec->type != style::ValueType::image || !is_drawn(set)) continue;
      const auto name = constant_name(set.expression, known);
      if (name.empty() || known.contains(name)) continue;
      mistakes.push_back(
          {document.text().place(set.path), fmt::format("there is no image \"{}\"", name), hint_for(name, known)});
    }
  }
  return mistakes;
}

std::vector<Mistake> idle_images(const style::Document& document, const Sprite& sprite) {
  const auto known = known_images(document, sprite);
  std::vector<Mistake> warnings;
  for (const auto& layer : document.layers()) {
    for (const auto& [property, set] : layer.properties) {
      const auto* written = find_path(document.json(), set.path);
      Names names;
      if (written != nullptr && is_drawn(set)) add_names(*written, names);
      for (const auto& name : names) {
        if (known.contains(name)) continue;
        warnings.push_back({document.text().place(set.path),
                            fmt::format("there is no image \"{}\": nothing is drawn where it is asked for", name),
                            hint_for(name, known)});
      }
    }
  }
  return warnings;
}

}  // namespace riskmap::map
