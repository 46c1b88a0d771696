// SPDX-License-Identifier: MIT
#pragma once
#include <tests/support/test.hpp>

#include <cstdlib>
#include <string>

namespace riskmap::test {

/// Runs one of GDAL's programs (package gdal-bin), which write what the readers are tested with.
inline void run(const std::string& command) {
  BOOST_REQUIRE_MESSAGE(std::system((command + " >/dev/null 2>&1").c_str()) == 0, "failed: " + command);
}

inline std::string quoted(const std::filesystem::path& path) { return "'" + path.string() + "'"; }

/// Overwrites bytes in the middle of a file.
inline void damage(const std::filesystem::path& file, std::size_t at, const std::string& bytes) {
  auto text = read_file(file);
  text.replace(at, bytes.size(), bytes);
  write_text(file, text);
}

}  // namespace riskmap::test
