// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/output/detail/content_index.hpp>
#include <riskmap/output/detail/journal.hpp>
#include <riskmap/output/sink.hpp>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace riskmap::output::detail {

/// What a sink has been given so far: its journal, and where each content lies. Memory: ContentIndex's; the tiles
/// themselves stand in the journal alone.
class TileLog {
 public:
  enum class Order : bool { any, hilbert };  ///< whether tiles out of their order are refused
  /// \throws UsageError if another job left the journal that is to be resumed; OutputError
  TileLog(const std::filesystem::path& path, const SinkOptions& options, Order order = Order::hilbert);

  /// Whether there is an interrupted run to go on with; then call recover() before anything else.
  bool resumes() const { return m_journal.resumes(); }
  /// Takes up the interrupted run up to its last intact record.
  void recover(const Journal::Read& read);

  /// Where the content of the next tile lies already; nullopt if it is new, and then the caller stores it at `place`.
  /// \throws Error if the tile has no bytes, or does not follow the last one
  std::optional<std::uint64_t> find_or_add(const geo::TileId& tile, std::span<const std::byte> bytes,
                                           std::uint64_t place);
  /// The tile of the last find_or_add(), its content being stored.
  void add(std::uint64_t place, std::span<const std::byte> bytes, bool is_new, std::uint64_t digest);
  void settle(std::uint64_t next_id);
  std::uint64_t next_id() const { return m_next; }

  std::uint64_t tiles() const { return m_tiles; }
  std::uint64_t contents() const { return m_contents.size(); }
  std::uint64_t content_bytes() const { return m_content_bytes; }
  std::uint64_t first_id() const { return m_first; }  ///< \pre tiles() > 0
  std::uint64_t last_id() const { return m_last; }    ///< \pre tiles() > 0
  bool has_digests() const { return m_has_digests; }
  /// All tiles in their order.
  void each(const std::function<void(const Record&)>& see) { m_journal.each(see); }

  /// The work is given up: whether what is there so far stays, to be resumed.
  bool keep() noexcept;
  /// The work is done.
  void remove() { m_journal.remove(); }

 private:
  void count(const Record& record);
  Journal m_journal;
  ContentIndex m_contents;
  bool m_has_job;
  Order m_order;
  bool m_has_digests = false;
  std::uint64_t m_next = 0, m_tiles = 0, m_first = 0, m_last = 0, m_content_bytes = 0, m_asked = 0;
};

/// For sinks that write contents one after another from `start` on, places counting from there: reads one back as
/// recover() asks; nullopt if the file does not reach that far.
std::optional<std::vector<std::byte>> stored_in(const OutputFile& file, std::size_t start, const Record& record);

}  // namespace riskmap::output::detail
