// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

namespace riskmap {

enum class overwrite : bool { no, yes };

/// How a file is written before it has its name.
struct PartOptions {
  std::string_view suffix = ".part";
  bool resumes = false;  ///< goes on with a part that is there instead of emptying it; it stays until keep_part(false)
};

/// A file that appears at its final name only when whole: written to "X.part", fsynced, renamed, the folder fsynced.
/// Destroyed without commit() it removes the part. "-" is standard output: kept in memory, written at commit.
class OutputFile {
 public:
  /// \throws OutputError if the folder does not exist or cannot be written, or the file exists and overwrite is no
  explicit OutputFile(std::filesystem::path path, overwrite policy = overwrite::yes, const PartOptions& part = {});
  ~OutputFile();
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;

  void write(std::span<const std::byte> bytes);
  void write(std::string_view text);
  /// Random access for formats whose header comes last. Not for standard output.
  void write_at(std::size_t offset, std::span<const std::byte> bytes);
  /// Reads back what was written; false if the part does not reach that far. Not for standard output.
  bool read_at(std::size_t offset, std::span<std::byte> bytes) const;
  /// Makes the part this long: what lies behind is dropped, what is missing becomes zeros. Writing goes on at its end.
  /// Not for standard output.
  void cut(std::size_t size);
  std::size_t size() const { return m_size; }
  /// The part's path, for libraries that open files themselves (SQLite). Close theirs before commit().
  const std::filesystem::path& part() const { return m_part; }
  /// Whether the part stays if the file is destroyed without commit().
  void keep_part(bool keeps) { m_keeps = keeps; }
  void commit();

 private:
  void write_all(const std::byte* data, std::size_t count);
  std::filesystem::path m_path, m_part;
  std::string m_memory;
  std::size_t m_size = 0;
  int m_descriptor = -1;
  bool m_keeps = false;
};

/// Writes a whole small file as OutputFile does.
void write_file(const std::filesystem::path& path, std::string_view text);
/// Gives the folder `made` the name `folder`. What had it is called `old` afterwards: nobody sees the name without a
/// whole folder where the file system can exchange names (ext4, xfs, btrfs, tmpfs), elsewhere for an instant between
/// two renames. A kill in between leaves it at `made` or `old`. Returns whether there was anything, an empty folder
/// apart. \pre all lie in one file system, and nothing is at `old` \throws OutputError; nothing has moved then
bool replace_folder(const std::filesystem::path& made, const std::filesystem::path& folder,
                    const std::filesystem::path& old);
/// Where a folder to write lies, symbolic links followed, without the slash a user may end it with: names beside it lie
/// in its file system. It need not exist.
std::filesystem::path true_place(const std::filesystem::path& folder);
/// fsyncs a folder, so that names made in it survive a power cut.
void sync_folder(const std::filesystem::path& folder);

}  // namespace riskmap
