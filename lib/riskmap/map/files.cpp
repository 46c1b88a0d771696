// SPDX-License-Identifier: MIT
// Where files of a document are looked for.
#include <riskmap/base/error.hpp>
#include <riskmap/map/scene.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

namespace riskmap::map {
namespace {

namespace fs = std::filesystem;

bool lies_in(const fs::path& file, const fs::path& folder) {
  const auto [folder_end, rest] = std::mismatch(folder.begin(), folder.end(), file.begin(), file.end());
  return folder_end == folder.end() || (std::next(folder_end) == folder.end() && folder_end->empty());
}

std::vector<fs::path> search_path(const fs::path& document, std::span<const fs::path> roots) {
  std::vector<fs::path> folders;
  const auto add = [&](const fs::path& folder) {
    std::error_code error;
    auto resolved = fs::canonical(folder.empty() ? fs::path(".") : folder, error);
    if (!error) folders.push_back(std::move(resolved));
  };
  add(document.parent_path());
  for (const auto& root : roots) add(root);
  add(installed_data());
  return folders;
}

}  // namespace

fs::path find_file(const std::string& path, const fs::path& document, std::span<const fs::path> roots) {
  const auto folders = search_path(document, roots);
  std::string looked;
  for (const auto& folder : folders) {
    std::error_code error;
    const auto resolved = fs::canonical(folder / path, error);  // an absolute path replaces the folder
    if (!error) {
      const bool allowed =
          std::any_of(folders.begin(), folders.end(), [&](const auto& f) { return lies_in(resolved, f); });
      if (allowed) return resolved;
      throw UsageError(printable(path), "lies outside the document's folder and the data roots",
                       "name its folder with --data-root");
    }
    looked += (looked.empty() ? "" : ", ") + folder.string();
  }
  throw UsageError(printable(path), "no such file", fmt::format("looked in {}", looked));
}

fs::path installed_data() {
  std::vector<fs::path> candidates;
  if (const char* set = std::getenv("RISKMAP_DATA"); set != nullptr && *set != '\0') candidates.emplace_back(set);
  std::error_code error;
  if (const auto program = fs::read_symlink("/proc/self/exe", error); !error) {
    candidates.push_back(program.parent_path().parent_path() / "share" / "riskmap");
  }
  candidates.emplace_back(RISKMAP_SOURCE_DIR);
  for (const auto& folder : candidates) {
    if (fs::is_directory(folder / "styles", error)) return folder;
  }
  return {};
}

}  // namespace riskmap::map
