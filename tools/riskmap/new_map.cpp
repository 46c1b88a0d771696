// SPDX-License-Identifier: MIT
#include <riskmap/new_map.hpp>

#include <riskmap/base/error.hpp>
#include <riskmap/base/json.hpp>
#include <riskmap/base/output_file.hpp>
#include <riskmap/map/scene.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace riskmap::tools {
namespace {

namespace fs = std::filesystem;

// A folder filled under a name of its own, removed again unless it was finished.
class Draft {
 public:
  explicit Draft(fs::path final_name) : m_final(std::move(final_name)), m_path(m_final.string() + ".part") {
    if (!fs::create_directory(m_path))
      throw OutputError(m_path.string(), "exists already", "left by a run that was stopped? remove it");
  }
  ~Draft() {
    std::error_code ignored;
    if (!m_path.empty()) fs::remove_all(m_path, ignored);
  }
  Draft(const Draft&) = delete;
  Draft& operator=(const Draft&) = delete;
  const fs::path& path() const { return m_path; }
  void finish() {
    fs::remove(m_final);  // an empty folder, or nothing
    fs::rename(m_path, m_final);
    m_path.clear();
    sync_folder(m_final.has_parent_path() ? m_final.parent_path() : fs::path("."));
  }

 private:
  fs::path m_final, m_path;
};

// The string in a source that names a file, or null: geojson has "data", the others "url".
Json* file_of(Json& source) {
  if (!source.is_object()) return nullptr;
  for (const char* key : {"data", "url"}) {
    if (!source.contains(key) || !source[key].is_string()) continue;
    if (source[key].get<std::string>().find("://") == std::string::npos) return &source[key];
  }
  return nullptr;
}

bool stays_inside(const fs::path& path) {
  return path.is_relative() && std::ranges::none_of(path, [](const auto& part) { return part == ".."; });
}

// A Shapefile is several files.
std::vector<fs::path> parts_of(const fs::path& file) {
  std::vector<fs::path> parts = {file};
  if (file.extension() != ".shp") return parts;
  for (const char* suffix : {".shx", ".dbf", ".prj", ".cpg"}) {
    if (auto part = fs::path(file).replace_extension(suffix); fs::exists(part)) parts.push_back(std::move(part));
  }
  return parts;
}

std::string readme(const std::string& folder, const std::vector<fs::path>& data) {
  std::string files;
  for (const auto& file : data) files += "  " + file.generic_string() + "\n";
  return fmt::format(
      "A map of your own, copied by 'riskmap new'.\n\n"
      "  map.json      the map: a MapLibre style document\n{1}\n"
      "Draw it as it is:\n"
      "  riskmap image {0}/map.json -o map.png\n\n"
      "Your own incidents: a CSV with at least the columns longitude, latitude and date_start (2024-01-31).\n"
      "Put it in place of geodata/incidents.csv, or name it without touching anything:\n"
      "  riskmap image {0}/map.json --data incidents=mine.csv -o mine.png\n\n"
      "Mistakes in the document or the data, each with its place:\n"
      "  riskmap check {0}/map.json\n\n"
      "A value at a place, a page, tiles, a web page:\n"
      "  riskmap surface {0}/map.json --at 62.333,25.113\n"
      "  riskmap poster {0}/map.json -o poster.pdf\n"
      "  riskmap tiles {0}/map.json -o tiles.pmtiles\n"
      "  riskmap web {0}/map.json -o web\n\n"
      "Other numbers stand in map.json under metadata, riskmap:surfaces: bandwidth, window, half-life. Try one first:\n"
      "  riskmap image {0}/map.json --set riskmap:surfaces.risk.bandwidth=25km -o narrow.png\n",
      folder, files);
}

void refuse_occupied(const fs::path& folder) {
  if (!fs::exists(folder)) return;
  if (!fs::is_directory(folder)) throw OutputError(folder.string(), "exists and is no folder");
  if (!fs::is_empty(folder)) throw OutputError(folder.string(), "exists and is not empty", "name a new folder");
}

}  // namespace

NewMap copy_map(const fs::path& style, const fs::path& folder_as_given, std::span<const fs::path> roots) {
  const auto folder = folder_as_given.has_filename() ? folder_as_given : folder_as_given.parent_path();
  refuse_occupied(folder);
  auto text = read_json(style);
  Draft draft(folder);
  std::set<fs::path> copied;
  bool rewritten = false;
  if (text.value.is_object() && text.value.contains("sources") && text.value["sources"].is_object()) {
    for (auto& [name, source] : text.value["sources"].items()) {
      auto* named = file_of(source);
      if (named == nullptr) continue;
      const auto path = fs::path(named->get<std::string>());
      const auto found = map::find_file(path.string(), style, roots);
      const auto target = stays_inside(path) ? path.lexically_normal() : "geodata" / path.filename();
      if (target != path) *named = target.generic_string(), rewritten = true;
      fs::create_directories(draft.path() / target.parent_path());
      for (const auto& part : parts_of(found)) {
        fs::copy_file(part, (draft.path() / target).replace_extension(part.extension()),
                      fs::copy_options::overwrite_existing);
      }
      copied.insert(target);
    }
  }
  if (rewritten)
    write_file(draft.path() / "map.json", text.value.dump(2) + "\n");
  else
    fs::copy_file(style, draft.path() / "map.json");
  const NewMap made{folder / "map.json", {copied.begin(), copied.end()}};
  write_file(draft.path() / "README.txt", readme(folder.string(), made.data));
  draft.finish();
  return made;
}

}  // namespace riskmap::tools
