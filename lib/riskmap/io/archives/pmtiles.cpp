// SPDX-License-Identifier: MIT
#include <riskmap/base/error.hpp>
#include <riskmap/io/archives/kinds.hpp>
#include <riskmap/io/archives/pmtiles_reader.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <map>
#include <mutex>
#include <utility>

namespace riskmap::io {
namespace {

using namespace pmtiles;

constexpr std::array<std::string_view, 7> formats = {"", "pbf", "png", "jpg", "webp", "avif", "mlt"};

std::uint64_t number_in(std::span<const std::byte> bytes) {
  std::uint64_t value = 0;
  std::memcpy(&value, bytes.data(), sizeof value);  // x86-64 is little-endian
  return value;
}

/// Walks the directories from leaf to leaf; only those on the way are held.
class Stream : public TileStream {
 public:
  explicit Stream(const Reader& reader) : m_reader(reader) {
    m_levels.push_back({reader.root(), 0, end_of_ids});
    reader.located([&] { m_digests = reader.digests(); });
  }

  std::optional<StoredTile> next() override {
    return m_reader.located([&]() -> std::optional<StoredTile> {
      if (m_left == 0 && !next_entry()) return {};
      --m_left;
      return StoredTile{m_id++, m_content, next_digest()};
    });
  }

 private:
  struct Level {
    Directory directory;
    std::size_t at = 0;
    std::uint64_t end = 0;
  };

  bool next_entry() {
    while (!m_levels.empty()) {
      auto& level = m_levels.back();
      if (level.at == level.directory->size()) {
        m_levels.pop_back();
        continue;
      }
      const auto& entry = (*level.directory)[level.at];
      const auto end = end_of(*level.directory, level.at++, level.end);
      if (entry.run > 0) return enter(entry), true;
      if (m_levels.size() > std::size_t{Reader::deepest}) throw DataError("directories are nested too deep");
      auto leaf = m_reader.leaf(entry, end);
      m_levels.push_back({std::move(leaf), 0, end});
    }
    return false;
  }

  void enter(const Entry& entry) {
    if (m_content.empty() || entry.offset != m_offset || entry.length != m_content.size())
      m_content = m_reader.content(entry);
    m_offset = entry.offset;
    m_id = entry.id;
    m_left = entry.run;
  }

  std::uint64_t next_digest() {
    if (!m_digests) return 0;
    constexpr std::uint64_t step = sizeof(std::uint64_t), at_once = 8192 * step;
    const auto offset = m_rank++ * step;
    if (offset + step > m_digests->length) throw DataError("there are fewer digests than tiles");
    if (offset % at_once == 0)
      m_some_digests = m_reader.read({m_digests->offset + offset, std::min(at_once, m_digests->length - offset)});
    return number_in(std::span(m_some_digests).subspan(offset % at_once, step));
  }

  const Reader& m_reader;
  std::vector<Level> m_levels;
  std::uint64_t m_id = 0, m_offset = 0, m_rank = 0;
  std::uint32_t m_left = 0;
  std::vector<std::byte> m_content, m_some_digests;
  std::optional<Section> m_digests;
};

/// PMTiles v3.
class Pmtiles : public Archive {
 public:
  explicit Pmtiles(const std::filesystem::path& path) : m_reader(path) {}

  std::optional<std::vector<std::byte>> tile(const geo::TileId& tile) const override {
    return m_reader.located([&]() -> std::optional<std::vector<std::byte>> {
      const auto found = find(geo::hilbert_id(tile));
      if (!found) return {};
      return m_reader.content((*found->directory)[found->at]);
    });
  }

  std::optional<std::uint64_t> digest(const geo::TileId& tile) const override {
    return m_reader.located([&]() -> std::optional<std::uint64_t> {
      const auto digests = m_reader.digests();
      const auto id = geo::hilbert_id(tile);
      const auto found = digests ? find(id) : std::nullopt;
      if (!found) return {};
      const auto offset = rank_of(*found, id) * sizeof(std::uint64_t);
      if (offset >= digests->length) throw DataError("there are fewer digests than tiles");
      const auto value = number_in(m_reader.read({digests->offset + offset, sizeof(std::uint64_t)}));
      return value != 0 ? std::optional(value) : std::nullopt;
    });
  }

  bool has_digests() const override {
    return m_reader.located([&] { return m_reader.digests().has_value(); });
  }

  std::unique_ptr<TileStream> tiles() const override { return std::make_unique<Stream>(m_reader); }

  Summary summary() const override {
    const auto& header = m_reader.header();
    Summary summary{.kind = "pmtiles",
                    .format = std::string(formats[static_cast<std::size_t>(header.tile_type)]),
                    .tiles_per_zoom = {},
                    .bounds = header.bounds,
                    .metadata = m_reader.metadata()};
    m_reader.located([&] {
      m_reader.visit([&](const Entry& entry) {
        m_reader.data_of(entry);
        add_run(entry, summary);
      });
      check_counts(summary);
      summary.distinct = count_contents();
    });
    return summary;
  }

  void check(const std::function<void(const std::string&)>& fault) const override {
    m_reader.located([&] { pmtiles::check(m_reader, fault); });
  }

 private:
  struct Found {
    Directory directory;
    std::size_t at = 0;
  };

  std::optional<Found> find(std::uint64_t id) const {
    auto entries = m_reader.root();
    std::uint64_t end = end_of_ids;
    for (int depth = 0; depth <= Reader::deepest; ++depth) {
      const auto* entry = find_entry(*entries, id);
      if (entry == nullptr) return {};
      const auto at = static_cast<std::size_t>(entry - entries->data());
      if (entry->run > 0) return id - entry->id < entry->run ? std::optional(Found{entries, at}) : std::nullopt;
      end = end_of(*entries, at, end);
      entries = m_reader.leaf(*entry, end);
    }
    throw DataError("directories are nested too deep");
  }

  /// How many tiles come before one. Of each row of neighbouring entries in a directory the first one's rank is known.
  std::uint64_t rank_of(const Found& found, std::uint64_t id) const {
    std::call_once(m_ranked, [this] { rank(); });
    const auto& entries = *found.directory;
    auto rank = id - entries[found.at].id;
    auto at = found.at;
    for (; at > 0 && entries[at - 1].run > 0; --at) rank += entries[at - 1].run;
    return rank + m_ranks.at(entries[at].id);
  }

  void rank() const {
    std::uint64_t tiles = 0;
    auto visit_row = [&](const std::vector<Entry>& entries, std::uint64_t end, int depth, auto& self) -> void {
      if (depth > Reader::deepest) throw DataError("directories are nested too deep");
      for (std::size_t i = 0; i < entries.size(); ++i) {
        const bool starts_row = i == 0 || entries[i - 1].run == 0;
        if (entries[i].run == 0) {
          const auto next = end_of(entries, i, end);
          self(*m_reader.leaf(entries[i], next), next, depth + 1, self);
        } else if (starts_row) {
          m_ranks[entries[i].id] = tiles;
        }
        tiles += entries[i].run;
      }
    };
    visit_row(*m_reader.root(), end_of_ids, 0, visit_row);
  }

  // In a clustered archive a new content begins where the last one ended; else all offsets have to be compared.
  std::uint64_t count_contents() const {
    std::uint64_t end = 0, contents = 0;
    bool in_order = true;
    m_reader.visit([&](const Entry& entry) {
      in_order = in_order && entry.offset <= end;
      if (entry.offset == end) end += entry.length, ++contents;
    });
    if (in_order) return contents;
    std::vector<std::uint64_t> offsets;
    m_reader.visit([&](const Entry& entry) { offsets.push_back(entry.offset); });
    std::ranges::sort(offsets);
    return static_cast<std::uint64_t>(std::unique(offsets.begin(), offsets.end()) - offsets.begin());
  }

  // A run may pass from one zoom into the next.
  static void add_run(const Entry& entry, Summary& summary) {
    summary.tiles += entry.run;
    summary.bytes += std::uint64_t{entry.length} * entry.run;
    for (std::uint64_t id = entry.id, end = entry.id + entry.run; id < end;) {
      const unsigned zoom = geo::from_hilbert_id(id).zoom;
      const auto next_zoom = ((std::uint64_t{1} << (2 * zoom + 2)) - 1) / 3;
      const auto stop = std::min(end, next_zoom);
      summary.tiles_per_zoom[zoom] += stop - id;
      id = stop;
    }
  }

  void check_counts(const Summary& summary) const {
    const auto told = m_reader.header().addressed_tiles;
    if (told != 0 && told != summary.tiles)
      throw DataError(fmt::format("the header says {} tiles, the directories hold {}", told, summary.tiles));
  }

  Reader m_reader;
  mutable std::once_flag m_ranked;
  mutable std::map<std::uint64_t, std::uint64_t> m_ranks;
};

}  // namespace

std::unique_ptr<Archive> open_pmtiles(const std::filesystem::path& path) { return std::make_unique<Pmtiles>(path); }

}  // namespace riskmap::io
