// SPDX-License-Identifier: MIT
#include <riskmap/output/detail/journal.hpp>

#include <riskmap/base/error.hpp>
#include <riskmap/io/compression.hpp>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

namespace riskmap::output::detail {
namespace {

constexpr std::size_t record_size = 32, checked_size = 28;
constexpr std::size_t buffer_size = record_size << 12U;
constexpr std::uint32_t new_content = std::uint32_t{1} << 31U;

using Packed = std::array<std::byte, record_size>;

// x86-64 is little-endian.
template <typename TValue>
void store(std::byte* at, TValue value) {
  std::memcpy(at, &value, sizeof value);
}
template <typename TValue>
TValue load(const std::byte* at) {
  TValue value;
  std::memcpy(&value, at, sizeof value);
  return value;
}

Packed pack(const Record& record, std::span<const std::byte> bytes) {
  Packed packed;
  store(&packed[0], record.id), store(&packed[8], record.place), store(&packed[16], record.digest);
  store(&packed[24], record.length | (record.is_new ? new_content : 0));
  const auto check = io::crc32(std::span(packed).first(checked_size));
  store(&packed[checked_size], record.is_new ? io::crc32(bytes, check) : check);
  return packed;
}

Record unpack(std::span<const std::byte> packed) {
  const auto length = load<std::uint32_t>(&packed[24]);
  return {load<std::uint64_t>(&packed[0]), load<std::uint64_t>(&packed[8]), load<std::uint64_t>(&packed[16]),
          length & ~new_content, (length & new_content) != 0};
}

std::string header_of(const std::string& job) {
  std::string header = "RiskMap journal 1\n" + job + "\n";
  const auto check = io::crc32(std::as_bytes(std::span(header.data(), header.size())));
  return header.append(reinterpret_cast<const char*>(&check), sizeof check);
}

}  // namespace

Journal::Journal(const std::filesystem::path& path, const std::string& job, bool resume)
    : m_output(path), m_file(path), m_header(header_of(job)) {
  m_file += ".part-journal";
  m_descriptor = ::open(m_file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (m_descriptor < 0) fail("cannot be written");
  // A second run must not resume, or empty, what the first is still writing. Some file systems have no locks.
  if (::flock(m_descriptor, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
    ::close(m_descriptor);
    throw OutputError(m_output.string(), "is being written by another process");
  }
  try {
    m_keeps = m_resumes = resume && !job.empty() && belongs_to_job();
    if (!m_resumes) begin();
  } catch (...) {
    ::close(m_descriptor);
    throw;
  }
  if (job.empty()) ::unlink(m_file.c_str());
  m_buffer.reserve(buffer_size);
}

Journal::~Journal() {
  if (!m_keeps) ::unlink(m_file.c_str());
  ::close(m_descriptor);
}

// False if there is none, or it was torn before its first record.
bool Journal::belongs_to_job() const {
  const auto end = ::lseek(m_descriptor, 0, SEEK_END);
  if (end < 0) fail("cannot be read back");
  std::vector<std::byte> start(std::min<std::size_t>(static_cast<std::size_t>(end), m_header.size()));
  read_at(0, start);
  const auto header = std::as_bytes(std::span(m_header.data(), m_header.size()));
  if (std::equal(start.begin(), start.end(), header.begin())) return start.size() == header.size();
  throw UsageError("--resume", m_file.string() + " was begun with other data or options",
                   "give the same ones, or leave --resume out to begin anew");
}

void Journal::begin() {
  if (::ftruncate(m_descriptor, 0) != 0) fail("writing failed");
  const auto bytes = std::as_bytes(std::span(m_header.data(), m_header.size()));
  m_buffer.assign(bytes.begin(), bytes.end());
  flush();
}

void Journal::recover(const Read& read, const Take& take) {
  m_size = m_header.size();
  read_all([&](std::span<const std::byte> packed) {
    const auto record = unpack(packed);
    std::vector<std::byte> bytes;
    if (record.length != 0) {
      auto found = read(record);
      if (!found) return false;
      bytes = std::move(*found);
    }
    if (!std::ranges::equal(pack(record, bytes), packed) || !take(record, bytes)) return false;
    m_size += record_size;
    return true;
  });
  if (::ftruncate(m_descriptor, static_cast<off_t>(m_size)) != 0) fail("writing failed");
}

void Journal::append(const Record& record, std::span<const std::byte> bytes) {
  const auto packed = pack(record, bytes);
  m_buffer.insert(m_buffer.end(), packed.begin(), packed.end());
  if (m_buffer.size() >= buffer_size) flush();
}

void Journal::flush() {
  for (std::size_t done = 0; done < m_buffer.size();) {
    const auto written =
        ::pwrite(m_descriptor, m_buffer.data() + done, m_buffer.size() - done, static_cast<off_t>(m_size + done));
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail("writing failed");
    done += static_cast<std::size_t>(written);
  }
  m_size += m_buffer.size();
  m_buffer.clear();
}

void Journal::each(const std::function<void(const Record&)>& see) {
  flush();
  read_all([&](std::span<const std::byte> packed) {
    if (const auto record = unpack(packed); record.length != 0) see(record);
    return true;
  });
}

void Journal::read_all(const std::function<bool(std::span<const std::byte>)>& see) const {
  const auto end = static_cast<std::uint64_t>(std::max<off_t>(::lseek(m_descriptor, 0, SEEK_END), 0));
  std::vector<std::byte> chunk(buffer_size);
  for (std::uint64_t at = m_header.size(); at + record_size <= end;) {
    const auto records = std::min<std::uint64_t>((end - at) / record_size, buffer_size / record_size);
    const auto part = std::span(chunk).first(records * record_size);
    read_at(at, part);
    for (std::size_t i = 0; i < records; ++i) {
      if (!see(part.subspan(i * record_size, record_size))) return;
    }
    at += part.size();
  }
}

void Journal::read_at(std::uint64_t offset, std::span<std::byte> bytes) const {
  for (std::size_t done = 0; done < bytes.size();) {
    const auto got = ::pread(m_descriptor, bytes.data() + done, bytes.size() - done, static_cast<off_t>(offset + done));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) fail("cannot be read back");
    if (got == 0) throw OutputError(m_file.string(), "was cut short while it was in use");
    done += static_cast<std::size_t>(got);
  }
}

void Journal::remove() {
  keep(false);
  ::unlink(m_file.c_str());
}

void Journal::fail(const char* what) const {
  const std::string reason = std::strerror(errno);
  throw OutputError(m_output.string(), std::string(what) + ": " + reason);
}

}  // namespace riskmap::output::detail
