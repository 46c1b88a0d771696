// SPDX-License-Identifier: MIT
#pragma once
#include <filesystem>

namespace riskmap::web {

/// The files every page needs and no map changes: its script and sheet, MapLibre GL JS, and Leaflet for pages opened
/// from a folder. Pinned by page/package-lock.json; `npm ci` in that folder fetches them, installation copies them.
class PageFiles {
 public:
  /// Looks in the checkout or the installation. \throws EnvironmentError naming the cure if something is missing
  static PageFiles find();
  /// Looks in this folder. \throws as above
  explicit PageFiles(std::filesystem::path folder);

  /// The template of index.html.
  std::filesystem::path index() const { return m_folder / "index.html"; }
  /// The page's own words, by language.
  std::filesystem::path words() const { return m_folder / "words.json"; }
  /// Copies the rest into a site. \throws OutputError
  void copy_to(const std::filesystem::path& site) const;

 private:
  std::filesystem::path m_folder, m_vendor;
};

}  // namespace riskmap::web
