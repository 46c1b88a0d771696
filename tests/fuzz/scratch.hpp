// SPDX-License-Identifier: MIT
#pragma once
// What fuzzers share that need a file on disk.
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <string>

namespace riskmap::fuzz {

/// A folder of this process's own.
inline const std::filesystem::path& scratch() {
  static const auto folder = [] {
    const auto made = std::filesystem::temp_directory_path() / ("riskmap-fuzz-" + std::to_string(::getpid()));
    std::filesystem::create_directories(made);
    return made;
  }();
  return folder;
}

inline void expect(bool holds) {
  if (!holds) std::abort();
}

}  // namespace riskmap::fuzz
