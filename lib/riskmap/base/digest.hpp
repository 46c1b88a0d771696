// SPDX-License-Identifier: MIT
#pragma once
#include <filesystem>
#include <string>
#include <string_view>

namespace riskmap {

/// SHA-256 (FIPS 180-4) as 64 lower-case hex digits.
std::string sha256(std::string_view bytes);
/// \throws DataError if the file cannot be read
std::string sha256_of_file(const std::filesystem::path& file);

}  // namespace riskmap
