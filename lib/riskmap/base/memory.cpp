// SPDX-License-Identifier: MIT
#include <riskmap/base/memory.hpp>

#include <fcntl.h>
#include <malloc.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <string_view>

namespace riskmap {

std::size_t resident_memory() {
  const int file = ::open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
  if (file < 0) return 0;
  std::array<char, 128> buffer{};
  const auto count = ::read(file, buffer.data(), buffer.size());
  ::close(file);
  const std::string_view text(buffer.data(), count > 0 ? static_cast<std::size_t>(count) : 0);
  const auto space = text.find(' ');  // pages: of the address space, then those in memory
  if (space == std::string_view::npos) return 0;
  std::size_t pages = 0;
  std::from_chars(text.data() + space + 1, text.data() + text.size(), pages);
  return pages * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
}

void trim_memory() { ::malloc_trim(0); }

}  // namespace riskmap
