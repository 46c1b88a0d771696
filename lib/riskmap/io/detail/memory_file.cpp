// SPDX-License-Identifier: MIT
#include <riskmap/io/detail/memory_file.hpp>

#include <cpl_conv.h>
#include <cpl_vsi.h>

#include <atomic>

namespace riskmap::io::detail {
namespace {

std::string next_name(const std::string& suffix) {
  static std::atomic<unsigned long> last{0};
  return "/vsimem/riskmap-" + std::to_string(++last) + suffix;
}

}  // namespace

MemoryFile::MemoryFile(const std::string& bytes, const std::string& suffix) : m_path(next_name(suffix)) {
  // GDAL's buffer is not const, but a dataset opened read-only does not write to it.
  auto* data = reinterpret_cast<GByte*>(const_cast<char*>(bytes.data()));
  VSILFILE* handle = VSIFileFromMemBuffer(m_path.c_str(), data, bytes.size(), 0);
  if (handle != nullptr) VSIFCloseL(handle);
}

MemoryFile::~MemoryFile() { VSIUnlink(m_path.c_str()); }

}  // namespace riskmap::io::detail
