// SPDX-License-Identifier: MIT
#pragma once
#include <filesystem>

namespace riskmap::web::detail {

/// A folder that appears at its final name only when whole: filled as "X.part", then renamed. Destroyed without
/// commit() it removes the part. An existing non-empty folder is refused unless riskmap made it: it holds a tiles.json
/// with a "riskmap" key, as the folders of output::create_sink() do.
class SiteFolder {
 public:
  /// \throws OutputError
  explicit SiteFolder(const std::filesystem::path& folder);
  ~SiteFolder();
  SiteFolder(const SiteFolder&) = delete;
  SiteFolder& operator=(const SiteFolder&) = delete;

  /// Where to write until commit().
  const std::filesystem::path& part() const { return m_part; }
  /// Replaces the old folder, if there is one. \throws OutputError
  void commit();

 private:
  std::filesystem::path m_folder, m_part;
};

}  // namespace riskmap::web::detail
