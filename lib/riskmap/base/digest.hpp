// SPDX-License-Identifier: MIT
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

namespace riskmap {

/// SHA-256 (FIPS 180-4) as 64 lower-case hex digits.
std::string sha256(std::string_view bytes);
/// The same as bytes.
std::array<std::byte, 32> sha256_bytes(std::span<const std::byte> bytes);
/// \throws DataError if the file cannot be read
std::string sha256_of_file(const std::filesystem::path& file);

/// A digest of many small parts in their order: the first 64 bits of SHA-256 over their bytes, with lengths where they
/// vary, so that no two sequences run together. The same in any process on any x86-64.
class Digest {
 public:
  Digest& add(std::uint64_t value);
  /// By its bits, −0 as 0.
  Digest& add(double value);
  Digest& add(std::string_view text);
  Digest& add(std::span<const std::uint32_t> values);
  std::uint64_t value() const;
  void clear() { m_bytes.clear(); }

 private:
  std::string m_bytes;
};

}  // namespace riskmap
