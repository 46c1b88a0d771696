// SPDX-License-Identifier: MIT
#pragma once
#include <string>

namespace riskmap::io::detail {

/// Bytes under a name that only GDAL knows and that no other MemoryFile of the process has. The bytes must outlive it.
class MemoryFile {
 public:
  MemoryFile(const std::string& bytes, const std::string& suffix);
  ~MemoryFile();
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  const std::string& path() const { return m_path; }

 private:
  std::string m_path;
};

}  // namespace riskmap::io::detail
