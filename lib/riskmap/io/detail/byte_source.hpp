// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace riskmap::io::detail {

/// Bytes that are read once, from their beginning to their end.
class ByteSource {
 public:
  virtual ~ByteSource() = default;
  /// At most `most` bytes; fewer than that only at the end. \throws DataError
  virtual std::size_t read(char* into, std::size_t most) = 0;
};

/// `path` as checked_path() gives it; `shown` stands in errors.
std::unique_ptr<ByteSource> read_file_bytes(const std::string& path, std::string shown);
/// `text` must outlive it.
std::unique_ptr<ByteSource> read_memory_bytes(std::string_view text);
/// All of standard input. \throws LimitError beyond `most` bytes; DataError
std::string read_standard_input(std::size_t most);

}  // namespace riskmap::io::detail
