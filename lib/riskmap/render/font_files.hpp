// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/base/json.hpp>
#include <riskmap/map/scene.hpp>

#include <string>
#include <vector>

namespace riskmap::render {

/// A file that a map's labels take glyphs from.
struct FontFile {
  std::string file;  ///< its name, without its folder: that may differ from machine to machine
  std::string family, version, sha256;
};

/// The fonts that a document's labels are set in: of each of its font stacks, what serves the letters of its texts and
/// of the fields they name, Latin letters and digits always. In the order of the files' names; it depends on nothing
/// but the scene and the fonts installed. Cost: a look at each letter once, and reading each file once a process.
/// \throws EnvironmentError if the fonts are missing
std::vector<FontFile> font_files(const map::Scene& scene);

/// Scene::provenance() with "fonts", [{"file", "family", "version", "sha256"}…]: two machines that say the same draw
/// the same labels.
Json provenance(const map::Scene& scene);
Json to_json(const std::vector<FontFile>& fonts);

}  // namespace riskmap::render
