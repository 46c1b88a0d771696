// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace riskmap::output::detail {

/// A tile as the journal has it, or the mark that all tiles before `id` are settled, empty ones too (length 0).
struct Record {
  std::uint64_t id = 0;      ///< Hilbert id
  std::uint64_t place = 0;   ///< where its content lies, as its sink counts
  std::uint64_t digest = 0;  ///< of what it was drawn from
  std::uint32_t length = 0;  ///< at most 2³¹ − 1
  bool is_new = false;       ///< its content was not there before
};

/// The tiles written so far, 32 bytes each, in a file beside the part: from it directories are built without keeping
/// the tiles in memory, and an interrupted run goes on. A record's check sum is over its fields and, where it brought a
/// new content, over that content's bytes: so a kill or a power cut at any moment leaves a sound beginning, whatever
/// reached the disk first. Locked against a second writer. Without a job the file has no name and dies with its
/// process.
class Journal {
 public:
  /// `path` is the output's. \throws UsageError if `resume` and the journal that is there is another job's;
  /// OutputError
  Journal(const std::filesystem::path& path, const std::string& job, bool resume);
  ~Journal();
  Journal(const Journal&) = delete;
  Journal& operator=(const Journal&) = delete;

  bool resumes() const { return m_resumes; }
  /// Reads a content back; nullopt if it is not there.
  using Read = std::function<std::optional<std::vector<std::byte>>(const Record&)>;
  /// Takes a record, the bytes of a new content with it; false if it cannot be right.
  using Take = std::function<bool(const Record&, std::span<const std::byte>)>;
  /// Hands over all records up to the first that is torn, or whose content is; the rest is cut off.
  void recover(const Read& read, const Take& take);

  void append(const Record& record, std::span<const std::byte> bytes);
  /// From now on what was appended survives the death of this process.
  void flush();
  /// All tiles (no marks) in the order they came.
  void each(const std::function<void(const Record&)>& see);
  /// Whether the file stays when this is destroyed; at first it does if it is resumed.
  void keep(bool keeps) { m_keeps = keeps; }
  void remove();

 private:
  void begin();
  bool belongs_to_job() const;
  void read_all(const std::function<bool(std::span<const std::byte>)>& see) const;
  void read_at(std::uint64_t offset, std::span<std::byte> bytes) const;
  [[noreturn]] void fail(const char* what) const;

  std::filesystem::path m_output, m_file;
  std::string m_header;
  int m_descriptor = -1;
  bool m_resumes = false, m_keeps = false;
  std::uint64_t m_size = 0;  ///< of the file, without m_buffer
  std::vector<std::byte> m_buffer;
};

}  // namespace riskmap::output::detail
