// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/base/json.hpp>
#include <riskmap/style/document.hpp>

#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace riskmap::map {

/// The icons of a document as they stand in files: drawings (SVG texts by name), and pictures with an index of what
/// lies where in them (MapLibre's sprites). What draws them looks into the bytes.
struct Sprite {
  struct Sheet {
    std::string file;    ///< as the document writes it
    std::string prefix;  ///< "ID:" for all but the sprite "default"
    Json index;          ///< name → {"x", "y", "width", "height", "pixelRatio", "sdf"?, "stretchX"?, …}
    std::string png;
  };
  std::map<std::string, std::string, std::less<>> drawings;
  std::vector<Sheet> sheets;
  Json files = Json::array();  ///< {"file", "sha256"} of each folder (of its names and drawings) and sheet
  bool empty() const { return drawings.empty() && sheets.empty(); }
};

/// Reads what `sprite` names: a folder of SVG files, a path to which ".json" and ".png" are added ("@2x" before them if
/// there are such), "riskmap" for the set RiskMap brings, or a list of {"id", "url"} of these; nothing is the set
/// RiskMap brings. Paths as in find_file(). At most 4096 icons, 1 MiB a drawing, 16 MiB a picture.
/// \throws StyleError with the place in the document, DataError, LimitError
Sprite read_sprite(const style::Document& document, const std::filesystem::path& file,
                   std::span<const std::filesystem::path> roots);
/// True if the document names a sprite, or a layer asks for an image by a name that is no pattern of the document.
bool uses_images(const style::Document& document);

}  // namespace riskmap::map
