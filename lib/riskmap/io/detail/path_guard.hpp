// SPDX-License-Identifier: MIT
#pragma once
#include <filesystem>
#include <string>

namespace riskmap::io::detail {

/// An absolute path to a file that is there, safe to hand to GDAL. Everything GDAL would take for something other than
/// a plain file is refused by its looks: /vsi…, URLs, connection strings ("PG:…"). \throws UsageError, its place
/// `shown`
std::string checked_path(const std::filesystem::path& file, const std::string& shown);
/// The suffix in lower case, with its dot.
std::string suffix_of(const std::filesystem::path& file);
/// All bytes. \throws DataError, its place `shown`
std::string read_all(const std::filesystem::path& file, const std::string& shown);

}  // namespace riskmap::io::detail
