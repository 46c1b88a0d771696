// SPDX-License-Identifier: MIT
#include <riskmap/web/detail/site_folder.hpp>

#include <riskmap/base/error.hpp>
#include <riskmap/base/json.hpp>
#include <riskmap/base/output_file.hpp>

#include <fstream>

namespace riskmap::web::detail {
namespace {

namespace fs = std::filesystem;

fs::path with_suffix(fs::path path, const char* suffix) { return path += suffix; }

bool made_by_riskmap(const fs::path& folder) {
  std::ifstream in(folder / "tiles.json", std::ios::binary);
  const auto json = Json::parse(in, nullptr, /*allow_exceptions=*/false);
  return json.is_object() && json.contains("riskmap");
}

void check_replaceable(const fs::path& folder) {
  if (!fs::exists(folder)) return;
  if (!fs::is_directory(folder)) throw OutputError(folder.string(), "is a file, and a web map is a folder");
  if (fs::is_empty(folder) || made_by_riskmap(folder)) return;
  throw OutputError(folder.string(), "is not empty and was not made by riskmap",
                    "name a new folder, or empty this one yourself");
}

// std::filesystem's own errors name the path twice and the function; ours name it once.
template <typename TAction>
void checked(const fs::path& path, const char* what, TAction&& action) {
  std::error_code error;
  action(error);
  if (error) throw OutputError(path.string(), std::string(what) + ": " + error.message());
}

void remove_ours(const fs::path& folder) {
  check_replaceable(folder);
  checked(folder, "cannot be removed", [&](std::error_code& error) { fs::remove_all(folder, error); });
}

}  // namespace

SiteFolder::SiteFolder(const fs::path& folder)
    : m_folder(true_place(folder)), m_part(with_suffix(m_folder, ".part")) {
  check_replaceable(m_folder);
  remove_ours(m_part);
  checked(m_folder, "cannot be made", [&](std::error_code& error) { fs::create_directories(m_part, error); });
}

SiteFolder::~SiteFolder() {
  std::error_code ignored;
  fs::remove_all(m_part, ignored);
}

void SiteFolder::commit() {
  const auto old = with_suffix(m_folder, ".old.part");
  remove_ours(old);
  replace_folder(m_part, m_folder, old);
  sync_folder(m_folder.parent_path());
  remove_ours(old);
}

}  // namespace riskmap::web::detail
