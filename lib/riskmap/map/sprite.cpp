// SPDX-License-Identifier: MIT
#include <riskmap/map/sprite.hpp>

#include <riskmap/base/digest.hpp>
#include <riskmap/map/scene.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>

namespace riskmap::map {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_icons = 4096;
constexpr std::uintmax_t largest_drawing = 1U << 20U, largest_picture = 16U << 20U;

std::string read_bytes(const fs::path& file, std::uintmax_t limit) {
  std::error_code error;
  const auto size = fs::file_size(file, error);
  if (error || !fs::is_regular_file(file)) throw DataError(file.string(), "cannot be read");
  if (size > limit)
    throw LimitError(file.string(), fmt::format("is larger than {} MiB, which is too large for icons", limit >> 20U));
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

class SpriteReader {
 public:
  SpriteReader(const style::Document& document, fs::path file, std::span<const fs::path> roots)
      : m_document(document), m_file(std::move(file)), m_roots(roots) {}

  Sprite read() {
    const auto* written = find_path(m_document.json(), "sprite");
    if (written == nullptr) {
      add("riskmap", "", "");
    } else if (written->is_string()) {
      add(written->get<std::string>(), "", "sprite");
    } else if (written->is_array()) {
      for (std::size_t i = 0; i < written->size(); ++i) add_entry((*written)[i], child_path("sprite", i));
    } else {
      refuse("sprite", "a path, or a list of {\"id\", \"url\"}, expected");
    }
    return std::move(m_sprite);
  }

 private:
  [[noreturn]] void refuse(const std::string& path, const std::string& why, const std::string& hint = {}) const {
    throw StyleError(m_document.text().place(path), why, hint);
  }

  void add_entry(const Json& entry, const std::string& path) {
    if (!entry.is_object() || !entry.contains("id") || !entry["id"].is_string() || !entry.contains("url") ||
        !entry["url"].is_string())
      refuse(path, "an object with \"id\" and \"url\" expected");
    const auto id = entry["id"].get<std::string>();
    add(entry["url"].get<std::string>(), id == "default" ? "" : id + ":", path + ".url");
  }

  void add(const std::string& written, const std::string& prefix, const std::string& path) {
    if (written == "riskmap") return add_folder(installed_data() / "styles" / "icons", written, prefix);
    if (written.find("://") != std::string::npos)
      refuse(path, "a sprite is read from files, not from an address", "copy it beside the document");
    try {
      const auto sheet = find(written + ".json");
      if (!sheet.empty()) return add_sheet(written, prefix);
      const auto folder = find_file(written, m_file, m_roots);
      if (!fs::is_directory(folder)) refuse(path, "neither a folder of SVG files nor a sprite without its \".json\"");
      add_folder(folder, written, prefix);
    } catch (const UsageError& error) {
      const auto& mistake = error.mistakes().front();
      refuse(path, mistake.place + ": " + mistake.message, mistake.hint);
    }
  }

  fs::path find(const std::string& path) const {
    try {
      return find_file(path, m_file, m_roots);
    } catch (const UsageError&) {
      return {};
    }
  }

  void add_folder(const fs::path& folder, const std::string& written, const std::string& prefix) {
    std::error_code error;
    std::vector<fs::path> files;
    for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
      if (it->path().extension() == ".svg") files.push_back(it->path());
    }
    if (error) throw DataError(folder.string(), "cannot be read");
    std::sort(files.begin(), files.end());
    check_count(files.size(), folder.string());
    std::string all;
    for (const auto& file : files) {
      auto svg = read_bytes(file, largest_drawing);
      all += file.stem().string() + ' ' + sha256(svg) + '\n';
      m_sprite.drawings.insert_or_assign(prefix + file.stem().string(), std::move(svg));
    }
    m_sprite.files.push_back({{"file", written}, {"sha256", sha256(all)}});
  }

  // The sharper one of the two a sprite comes in, if it is there.
  void add_sheet(const std::string& written, const std::string& prefix) {
    const auto sharp = written + "@2x";
    const auto stem = find(sharp + ".json").empty() ? written : sharp;
    auto index = read_json(find_file(stem + ".json", m_file, m_roots));
    if (!index.value.is_object()) throw DataError(stem + ".json", "is not a sprite's index (an object)");
    check_count(index.value.size(), stem + ".json");
    auto png = read_bytes(find_file(stem + ".png", m_file, m_roots), largest_picture);
    m_sprite.files.push_back({{"file", stem}, {"sha256", sha256(index.value.dump() + png)}});
    m_sprite.sheets.push_back({stem, prefix, std::move(index.value), std::move(png)});
  }

  void check_count(std::size_t more, const std::string& file) {
    m_count += more;
    if (m_count > most_icons) throw LimitError(file, fmt::format("a document has at most {} icons", most_icons));
  }

  const style::Document& m_document;
  fs::path m_file;
  std::span<const fs::path> m_roots;
  Sprite m_sprite;
  std::size_t m_count = 0;
};

bool is_own_pattern(const style::Document& document, const Json& value) {
  const auto& patterns = document.patterns();
  return value.is_string() && std::any_of(patterns.begin(), patterns.end(), [&](const auto& pattern) {
           return pattern.name == value.get_ref<const std::string&>();
         });
}

bool asks_for_image(const style::Document& document, const std::string& name, const Json& value) {
  if (name == "text-field") return value.is_array() && value.dump().find("[\"image\"") != std::string::npos;
  return name == "icon-image" || (name.ends_with("-pattern") && !is_own_pattern(document, value));
}

}  // namespace

bool uses_images(const style::Document& document) {
  if (find_path(document.json(), "sprite") != nullptr) return true;
  for (const auto& layer : document.layers()) {
    for (const auto& [name, property] : layer.properties) {
      const auto* value = find_path(document.json(), property.path);
      if (value != nullptr && asks_for_image(document, name, *value)) return true;
    }
  }
  return false;
}

Sprite read_sprite(const style::Document& document, const fs::path& file, std::span<const fs::path> roots) {
  return SpriteReader(document, file, roots).read();
}

}  // namespace riskmap::map
