// SPDX-License-Identifier: MIT
#pragma once
#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace riskmap::tools {

/// What a copy of a document took along.
struct NewMap {
  std::filesystem::path document;           ///< FOLDER/map.json
  std::vector<std::filesystem::path> data;  ///< relative to the folder
};

/// Copies a style document and every data file it names into a new folder: map.json, the files at their own relative
/// paths (those that lie elsewhere into geodata/, the document rewritten), and a README.txt with the next steps. The
/// folder appears whole. \throws OutputError if the folder exists and is not empty; UsageError if a file is missing;
/// StyleError if it is no JSON
NewMap copy_map(const std::filesystem::path& style, const std::filesystem::path& folder,
                std::span<const std::filesystem::path> roots);

}  // namespace riskmap::tools
