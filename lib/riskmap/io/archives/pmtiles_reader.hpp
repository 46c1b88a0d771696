// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/base/error.hpp>
#include <riskmap/base/json.hpp>
#include <riskmap/io/archives/pmtiles_directory.hpp>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace riskmap::io::pmtiles {

using Directory = std::shared_ptr<const std::vector<Entry>>;

/// The parts of a PMTiles v3 file. Every offset is checked against its section, every directory against the ids its
/// parent gives it; so no directory is met twice, whatever the file says. Safe to use from many threads.
class Reader {
 public:
  /// Reads header, root and metadata. \throws DataError
  explicit Reader(const std::filesystem::path& path);
  ~Reader();
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;

  static constexpr int deepest = 3;  ///< leaves of leaves, as far as go-pmtiles follows them

  std::uint64_t size() const { return m_size; }
  const Header& header() const { return m_header; }
  const Json& metadata() const { return m_metadata; }
  const Directory& root() const { return m_root; }
  /// \pre entry.run == 0; `end` is where the next entry of its directory begins
  Directory leaf(const Entry& entry, std::uint64_t end) const;
  /// \pre entry.run > 0
  std::vector<std::byte> content(const Entry& entry) const { return read(data_of(entry)); }
  Section data_of(const Entry& entry) const;
  std::vector<std::byte> read(const Section& part) const;
  /// Calls `enter` with each directory in the order of its ids, leaves after the entry that names them, and `see` with
  /// each entry of tiles.
  void visit(const std::function<void(const Entry&)>& see, const std::function<void(int depth)>& enter = {}) const;
  /// Where the digests lie in the file: 8 bytes for each tile, in their order. nullopt if there are none. \throws
  /// DataError if what the metadata say of them cannot be
  std::optional<Section> digests() const;

  /// Runs an action, and puts the file's name before what it complains about.
  template <typename TAction>
  auto located(TAction&& action) const -> decltype(action()) {
    try {
      return action();
    } catch (Error& error) {
      error.add_context(m_place);
      throw;
    }
  }

 private:
  void check_header();
  void read_metadata();
  std::vector<std::byte> unpacked(const Section& part, std::size_t limit) const;
  Directory directory(const Section& part, std::uint64_t first, std::uint64_t end) const;
  void visit(const std::vector<Entry>& entries, std::uint64_t end, int depth,
             const std::function<void(const Entry&)>& see, const std::function<void(int)>& enter) const;

  std::string m_place;
  int m_descriptor = -1;
  std::uint64_t m_size = 0;
  Header m_header;
  Directory m_root;
  Json m_metadata = Json::object();
  mutable std::mutex m_turn;  // m_leaves
  mutable std::map<std::uint64_t, std::pair<std::uint64_t, Directory>> m_leaves;
};

/// The last entry that begins at or before `id`, or null.
const Entry* find_entry(const std::vector<Entry>& entries, std::uint64_t id);
/// Where the ids of entry `at` end: where the next one begins, or at the end of its directory.
inline std::uint64_t end_of(const std::vector<Entry>& entries, std::size_t at, std::uint64_t end) {
  return at + 1 < entries.size() ? entries[at + 1].id : end;
}

/// Calls `fault` with each rule of the specification the file breaks, and those of go-pmtiles' verify.
void check(const Reader& reader, const std::function<void(const std::string&)>& fault);

}  // namespace riskmap::io::pmtiles
