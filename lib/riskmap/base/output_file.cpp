// SPDX-License-Identifier: MIT
#include <riskmap/base/output_file.hpp>

#include <riskmap/base/error.hpp>

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>

namespace riskmap {
namespace {

[[noreturn]] void fail(const std::filesystem::path& path, const char* what) {
  const std::string reason = std::strerror(errno);
  throw OutputError(path.string(), std::string(what) + ": " + reason);
}

std::filesystem::path folder_of(const std::filesystem::path& path) {
  return path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
}

}  // namespace

void sync_folder(const std::filesystem::path& folder) {
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) fail(folder, "cannot open the folder");
  const int result = ::fsync(descriptor);
  ::close(descriptor);
  if (result != 0 && errno != EINVAL) fail(folder, "cannot sync the folder");
}

OutputFile::OutputFile(std::filesystem::path path, overwrite policy, const PartOptions& part)
    : m_path(std::move(path)), m_keeps(part.resumes) {
  if (m_path == "-") return;
  if (std::filesystem::is_directory(m_path)) throw OutputError(m_path.string(), "is a folder");
  if (policy == overwrite::no && std::filesystem::exists(m_path)) throw OutputError(m_path.string(), "exists already");
  m_part = m_path;
  m_part += part.suffix;
  m_descriptor = ::open(m_part.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | (part.resumes ? 0 : O_TRUNC), 0666);
  if (m_descriptor < 0) fail(m_path, "cannot be written");
  m_size = static_cast<std::size_t>(std::max<off_t>(::lseek(m_descriptor, 0, SEEK_END), 0));
}

OutputFile::~OutputFile() {
  if (m_descriptor < 0) return;
  ::close(m_descriptor);
  if (!m_keeps) ::unlink(m_part.c_str());
}

void OutputFile::write_all(const std::byte* data, std::size_t count) {
  while (count > 0) {
    const auto written = ::write(m_path == "-" ? STDOUT_FILENO : m_descriptor, data, count);
    if (written < 0) {
      if (errno == EINTR) continue;
      fail(m_path == "-" ? "standard output" : m_path, "writing failed");
    }
    data += written;
    count -= static_cast<std::size_t>(written);
  }
}

void OutputFile::write(std::span<const std::byte> bytes) {
  m_size += bytes.size();
  if (m_path == "-") {
    m_memory.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    return;
  }
  write_all(bytes.data(), bytes.size());
}

void OutputFile::write(std::string_view text) { write(std::as_bytes(std::span(text.data(), text.size()))); }

void OutputFile::write_at(std::size_t offset, std::span<const std::byte> bytes) {
  const auto* data = bytes.data();
  auto count = bytes.size();
  while (count > 0) {
    const auto written = ::pwrite(m_descriptor, data, count, static_cast<off_t>(offset));
    if (written < 0) {
      if (errno == EINTR) continue;
      fail(m_path, "writing failed");
    }
    data += written;
    offset += static_cast<std::size_t>(written);
    count -= static_cast<std::size_t>(written);
  }
}

bool OutputFile::read_at(std::size_t offset, std::span<std::byte> bytes) const {
  while (!bytes.empty()) {
    const auto got = ::pread(m_descriptor, bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) fail(m_part, "cannot be read back");
    if (got == 0) return false;
    bytes = bytes.subspan(static_cast<std::size_t>(got));
    offset += static_cast<std::size_t>(got);
  }
  return true;
}

void OutputFile::cut(std::size_t size) {
  if (::ftruncate(m_descriptor, static_cast<off_t>(size)) != 0 || ::lseek(m_descriptor, 0, SEEK_END) < 0)
    fail(m_path, "writing failed");
  m_size = size;
}

void OutputFile::commit() {
  if (m_path == "-") {
    write_all(reinterpret_cast<const std::byte*>(m_memory.data()), m_memory.size());
    m_memory.clear();
    return;
  }
  if (::fsync(m_descriptor) != 0) fail(m_path, "cannot be synced");
  ::close(m_descriptor);
  m_descriptor = -1;
  if (::rename(m_part.c_str(), m_path.c_str()) != 0) {
    const int reason = errno;
    if (!m_keeps) ::unlink(m_part.c_str());
    errno = reason;
    fail(m_path, "cannot be renamed into place");
  }
  sync_folder(folder_of(m_path));
}

void write_file(const std::filesystem::path& path, std::string_view text) {
  OutputFile file(path);
  file.write(text);
  file.commit();
}

std::filesystem::path true_place(const std::filesystem::path& folder) {
  auto place = std::filesystem::absolute(folder).lexically_normal();
  if (!place.has_filename()) place = place.parent_path();
  return std::filesystem::weakly_canonical(place);
}

bool replace_folder(const std::filesystem::path& made, const std::filesystem::path& folder,
                    const std::filesystem::path& old) {
  // An empty folder is replaced at once, and so is none.
  if (::rename(made.c_str(), folder.c_str()) == 0) return false;
  if (errno != ENOTEMPTY && errno != EEXIST) fail(folder, "cannot be renamed into place");
  if (::renameat2(AT_FDCWD, made.c_str(), AT_FDCWD, folder.c_str(), RENAME_EXCHANGE) == 0) {
    if (::rename(made.c_str(), old.c_str()) != 0) fail(made, "cannot be renamed");
    return true;
  }
  if (::rename(folder.c_str(), old.c_str()) != 0) fail(folder, "cannot be renamed");
  if (::rename(made.c_str(), folder.c_str()) == 0) return true;
  const int reason = errno;
  ::rename(old.c_str(), folder.c_str());
  errno = reason;
  fail(folder, "cannot be renamed into place");
}

}  // namespace riskmap
