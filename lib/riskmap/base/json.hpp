// SPDX-License-Identifier: MIT
#pragma once
#include <nlohmann/json.hpp>

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

namespace riskmap {

/// The one JSON type: keeps the order of keys, so what is written back reads as its author wrote it.
using Json = nlohmann::ordered_json;

/// Where a key or element begins in its text, counted from 1; columns count bytes.
struct TextPosition {
  int line = 1;
  int column = 1;
};

/// A JSON text with the place of every value, so that a mistake can be shown as file:line:column.
struct JsonText {
  std::string name;  ///< the file's name as the user wrote it, or "<stdin>"
  Json value;
  std::map<std::string, TextPosition, std::less<>>
      positions;  ///< keyed like "layers[3].paint.line-width"; "" is the root

  /// "name:41:7: layers[3].paint.line-width"; falls back to the nearest enclosing value that has a position.
  std::string place(std::string_view path) const;
};

/// Parses strictly (no comments, no trailing commas, no duplicate keys, at most 200 levels deep).
/// \throws StyleError with file:line:column
JsonText parse_json(std::string text, std::string name);
/// \throws UsageError if the file cannot be read; StyleError as above. At most 64 MiB.
JsonText read_json(const std::filesystem::path& file);

/// The value at a path like "riskmap:surfaces.risk.bandwidth" or "layers[2].paint.fill-color", or nullptr.
const Json* find_path(const Json& root, std::string_view path);
/// Sets it, making the objects on the way; a missing array element is a UsageError.
void set_path(Json& root, std::string_view path, Json value);
/// The path of a child: child_path("layers[3]", "paint") is "layers[3].paint".
std::string child_path(std::string_view parent, std::string_view key);
std::string child_path(std::string_view parent, std::size_t index);

}  // namespace riskmap
