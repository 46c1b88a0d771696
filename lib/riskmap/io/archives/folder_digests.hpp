// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

/// The digests of a folder of tiles: a file beside tiles.json of pairs (Hilbert id, digest), 16 bytes each,
/// little-endian, ids growing. Tiles without a digest have 0.
namespace riskmap::io::folder_digests {

constexpr std::string_view file_name = "tiles.digests";

void append(std::vector<std::byte>& bytes, std::uint64_t id, std::uint64_t digest);

/// The file opened for look-ups, of some 20 reads each; safe from many threads.
class Reader {
 public:
  /// Null if the folder has no such file. \throws DataError if it is no whole number of pairs
  static std::unique_ptr<Reader> open(const std::filesystem::path& folder);
  ~Reader();
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;

  /// nullopt if the tile has none
  std::optional<std::uint64_t> find(std::uint64_t id) const;
  std::uint64_t size() const { return m_pairs; }
  /// The place of the first pair whose id does not grow, or nullopt.
  std::optional<std::uint64_t> first_out_of_order() const;

 private:
  Reader(std::filesystem::path file, int descriptor, std::uint64_t pairs);
  struct Pair {
    std::uint64_t id = 0, digest = 0;
  };
  Pair at(std::uint64_t place) const;
  std::filesystem::path m_file;
  int m_descriptor;
  std::uint64_t m_pairs;
};

}  // namespace riskmap::io::folder_digests
