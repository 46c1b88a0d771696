// SPDX-License-Identifier: MIT
#include <riskmap/io/detail/byte_source.hpp>

#include <riskmap/base/error.hpp>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace riskmap::io::detail {
namespace {

std::size_t read_some(int descriptor, char* into, std::size_t most, const std::string& shown) {
  std::size_t done = 0;
  while (done < most) {
    const auto count = ::read(descriptor, into + done, most - done);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) throw DataError(shown, fmt::format("cannot be read: {}", std::strerror(errno)));
    if (count == 0) break;
    done += static_cast<std::size_t>(count);
  }
  return done;
}

class FileBytes final : public ByteSource {
 public:
  FileBytes(const std::string& path, std::string shown)
      : m_shown(std::move(shown)), m_descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {
    if (m_descriptor < 0) throw DataError(m_shown, fmt::format("cannot be read: {}", std::strerror(errno)));
  }
  ~FileBytes() override { ::close(m_descriptor); }
  FileBytes(const FileBytes&) = delete;
  FileBytes& operator=(const FileBytes&) = delete;
  std::size_t read(char* into, std::size_t most) override { return read_some(m_descriptor, into, most, m_shown); }

 private:
  std::string m_shown;
  int m_descriptor;
};

class MemoryBytes final : public ByteSource {
 public:
  explicit MemoryBytes(std::string_view text) : m_left(text) {}
  std::size_t read(char* into, std::size_t most) override {
    const auto count = m_left.copy(into, most);
    m_left.remove_prefix(count);
    return count;
  }

 private:
  std::string_view m_left;
};

}  // namespace

std::unique_ptr<ByteSource> read_file_bytes(const std::string& path, std::string shown) {
  return std::make_unique<FileBytes>(path, std::move(shown));
}

std::unique_ptr<ByteSource> read_memory_bytes(std::string_view text) { return std::make_unique<MemoryBytes>(text); }

std::string read_standard_input(std::size_t most) {
  constexpr std::size_t step = std::size_t{1} << 20U;
  std::string text;
  for (;;) {
    const auto before = text.size();
    text.resize(before + step);
    const auto count = read_some(STDIN_FILENO, text.data() + before, step, "<stdin>");
    text.resize(before + count);
    if (text.size() > most)
      throw LimitError("<stdin>", fmt::format("is longer than {} MiB", most >> 20U), "write it to a file first");
    if (count < step) return text;
  }
}

}  // namespace riskmap::io::detail
