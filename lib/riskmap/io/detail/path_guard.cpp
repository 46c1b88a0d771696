// SPDX-License-Identifier: MIT
#include <riskmap/io/detail/path_guard.hpp>

#include <riskmap/base/error.hpp>

#include <fstream>

namespace riskmap::io::detail {
namespace {

namespace fs = std::filesystem;

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// "PG:dbname=x", "GPKG:a.gpkg:layer": letters, then a colon, before any slash.
bool looks_like_connection(const std::string& text) {
  const auto colon = text.find(':');
  if (colon == std::string::npos || colon < 2) return false;
  for (std::size_t i = 0; i < colon; ++i) {
    if (!is_letter(text[i]) && text[i] != '_') return false;
  }
  return true;
}

void refuse_by_looks(const std::string& text, const std::string& shown) {
  if (text.starts_with("/vsi")) throw UsageError(shown, "paths under /vsi (GDAL's virtual file systems) are not read");
  if (text.find("://") != std::string::npos)
    throw UsageError(shown, "URLs are not read", "give a path to a local file");
  if (text.find('\0') != std::string::npos) throw UsageError(shown, "a path cannot hold a NUL byte");
}

}  // namespace

std::string checked_path(const fs::path& file, const std::string& shown) {
  refuse_by_looks(file.string(), shown);
  std::error_code ignored;
  const auto status = fs::status(file, ignored);
  if (!fs::exists(status)) {
    if (looks_like_connection(file.string()))
      throw UsageError(shown, "database and service connections are not read", "give a path to a local file");
    throw UsageError(shown, "no such file");
  }
  if (fs::is_directory(status)) throw UsageError(shown, "is a folder, not a file");
  if (!fs::is_regular_file(status)) throw UsageError(shown, "is not a regular file");
  auto path = fs::absolute(file).lexically_normal().string();
  refuse_by_looks(path, shown);
  return path;
}

std::string suffix_of(const fs::path& file) {
  auto suffix = file.extension().string();
  for (auto& c : suffix) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return suffix;
}

std::string read_all(const fs::path& file, const std::string& shown) {
  std::ifstream in(file, std::ios::binary | std::ios::ate);
  const auto size = in ? static_cast<std::streamoff>(in.tellg()) : -1;
  if (size < 0) throw DataError(shown, "cannot be read");
  std::string bytes(static_cast<std::size_t>(size), '\0');
  in.seekg(0);
  in.read(bytes.data(), size);
  if (in.gcount() != size) throw DataError(shown, "cannot be read");
  return bytes;
}

}  // namespace riskmap::io::detail
