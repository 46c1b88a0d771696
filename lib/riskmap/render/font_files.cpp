// SPDX-License-Identifier: MIT
#include <riskmap/render/font_files.hpp>

#include <riskmap/base/digest.hpp>
#include <riskmap/render/detail/font_search.hpp>

#include <algorithm>
#include <filesystem>
#include <map>
#include <mutex>
#include <set>

namespace riskmap::render {
namespace {

using Stack = std::vector<std::string>;

// Lists of nothing but strings: what they are among operators does no harm, no font is called so.
void add_stacks(const Json& json, std::set<Stack>& stacks) {
  if (!json.is_structured()) return;
  const bool words = json.is_array() && !json.empty() &&
                     std::all_of(json.begin(), json.end(), [](const Json& item) { return item.is_string(); });
  if (words && json.front() != "get") stacks.insert(json.get<Stack>());
  for (const auto& item : json) add_stacks(item, stacks);
}

// Those that sections of a text name.
void add_section_stacks(const Json& json, std::set<Stack>& stacks) {
  if (json.is_object() && json.contains("text-font")) add_stacks(json["text-font"], stacks);
  if (!json.is_structured()) return;
  for (const auto& item : json) add_section_stacks(item, stacks);
}

// What the labels of a document are made of.
struct Wanted {
  std::set<Stack> stacks;
  detail::Letters letters;

  void add(const style::Layer& layer, const map::Scene& scene) {
    const auto& json = scene.document().json();
    const auto written = [&](const char* name) -> const Json* {
      const auto property = layer.properties.find(name);
      return property == layer.properties.end() ? nullptr : find_path(json, property->second.path);
    };
    const auto* field = written("text-field");
    if (field == nullptr) return;
    if (const auto* fonts = written("text-font"))
      add_stacks(*fonts, stacks);
    else
      stacks.insert({"Noto Sans Regular"});
    add_section_stacks(*field, stacks);
    const auto text = field->dump(-1, ' ', false, Json::error_handler_t::replace);
    letters.add(text);
    if (const auto* table = scene.features(layer)) add_fields(*table, text);
  }

 private:
  // A field is asked for by its name, {name} in braces too.
  void add_fields(const model::FeatureLayer& table, const std::string& text) {
    for (std::size_t i = 0; i < table.fields.size(); ++i) {
      if (text.find(table.fields[i]) == std::string::npos) continue;
      for (const auto& feature : table.features) {
        if (const auto* value = std::get_if<std::string>(&feature.values[i])) letters.add(*value);
      }
    }
  }
};

std::string digest_of(const std::string& file) {
  static std::mutex lock;
  static std::map<std::string, std::string> known;
  const std::scoped_lock guard(lock);
  auto& digest = known[file];
  if (digest.empty()) digest = sha256_of_file(file);
  return digest;
}

}  // namespace

std::vector<FontFile> font_files(const map::Scene& scene) {
  Wanted wanted;
  for (const auto& layer : scene.document().layers()) {
    if (layer.type == "symbol") wanted.add(layer, scene);
  }
  if (wanted.stacks.empty()) return {};
  const auto letters = wanted.letters.all();
  std::map<std::string, detail::FontName> names;  // by path
  for (const auto& stack : wanted.stacks) detail::find_fonts(stack, letters, names);
  std::vector<FontFile> out;
  for (const auto& [path, name] : names)
    out.push_back({std::filesystem::path(path).filename().string(), name.family, name.version, digest_of(path)});
  std::sort(out.begin(), out.end(), [](const FontFile& a, const FontFile& b) { return a.file < b.file; });
  return out;
}

Json to_json(const std::vector<FontFile>& fonts) {
  auto out = Json::array();
  for (const auto& [file, family, version, sha256] : fonts)
    out.push_back({{"file", file}, {"family", family}, {"version", version}, {"sha256", sha256}});
  return out;
}

Json provenance(const map::Scene& scene) {
  auto out = scene.provenance();
  if (const auto fonts = font_files(scene); !fonts.empty()) out["fonts"] = to_json(fonts);
  return out;
}

}  // namespace riskmap::render
