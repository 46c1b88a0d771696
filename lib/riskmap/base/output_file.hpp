// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

namespace riskmap {

enum class overwrite : bool { no, yes };

/// A file that appears at its final name only when whole: written to "X.part", fsynced, renamed, the folder fsynced.
/// Destroyed without commit() it removes the part. "-" is standard output: kept in memory, written at commit.
class OutputFile {
 public:
  /// \throws OutputError if the folder does not exist or cannot be written, or the file exists and overwrite is no
  explicit OutputFile(std::filesystem::path path, overwrite policy = overwrite::yes);
  ~OutputFile();
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;

  void write(std::span<const std::byte> bytes);
  void write(std::string_view text);
  /// Random access for formats whose header comes last. Not for standard output.
  void write_at(std::size_t offset, std::span<const std::byte> bytes);
  std::size_t size() const { return m_size; }
  /// The part's path, for libraries that open files themselves (SQLite). Close theirs before commit().
  const std::filesystem::path& part() const { return m_part; }
  void commit();

 private:
  void write_all(const std::byte* data, std::size_t count);
  std::filesystem::path m_path, m_part;
  std::string m_memory;
  std::size_t m_size = 0;
  int m_descriptor = -1;
};

/// Writes a whole small file as OutputFile does.
void write_file(const std::filesystem::path& path, std::string_view text);
/// fsyncs a folder, so that names made in it survive a power cut.
void sync_folder(const std::filesystem::path& folder);

}  // namespace riskmap
