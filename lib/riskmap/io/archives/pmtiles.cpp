// SPDX-License-Identifier: MIT
#include <riskmap/base/error.hpp>
#include <riskmap/io/archives/kinds.hpp>
#include <riskmap/io/archives/pmtiles_directory.hpp>
#include <riskmap/io/compression.hpp>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <functional>
#include <iterator>
#include <map>
#include <mutex>
#include <set>
#include <utility>

namespace riskmap::io {
namespace {

using namespace pmtiles;

using Directory = std::shared_ptr<const std::vector<Entry>>;

constexpr int deepest = 3;  ///< leaves of leaves, as far as go-pmtiles follows them
constexpr std::size_t leaves_kept = 64;
constexpr std::array<std::string_view, 7> formats = {"", "pbf", "png", "jpg", "webp", "avif", "mlt"};
constexpr std::array<std::string_view, 5> compressions = {"an unknown method", "nothing", "gzip", "brotli", "zstd"};

/// A file read at offsets, from many threads.
class Bytes {
 public:
  explicit Bytes(const std::filesystem::path& path) : m_descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {
    if (m_descriptor < 0) throw DataError("cannot be read");
    const auto end = ::lseek(m_descriptor, 0, SEEK_END);
    m_size = end < 0 ? 0 : static_cast<std::uint64_t>(end);
  }
  Bytes(const Bytes&) = delete;
  Bytes& operator=(const Bytes&) = delete;
  ~Bytes() { ::close(m_descriptor); }
  std::uint64_t size() const { return m_size; }

  std::vector<std::byte> read(const Section& part) const {
    std::vector<std::byte> bytes(part.length);
    for (std::size_t done = 0; done < bytes.size();) {
      const auto got =
          ::pread(m_descriptor, bytes.data() + done, bytes.size() - done, static_cast<off_t>(part.offset + done));
      if (got < 0 && errno == EINTR) continue;
      if (got <= 0) throw DataError("ends too early");
      done += static_cast<std::size_t>(got);
    }
    return bytes;
  }

 private:
  int m_descriptor;
  std::uint64_t m_size = 0;
};

bool fits(const Section& part, std::uint64_t size) { return part.offset <= size && part.length <= size - part.offset; }

// The last entry that begins at or before `id`.
const Entry* find_entry(const std::vector<Entry>& entries, std::uint64_t id) {
  const auto after = std::ranges::upper_bound(entries, id, {}, &Entry::id);
  return after == entries.begin() ? nullptr : &*std::prev(after);
}

/// PMTiles v3. Every offset is checked against its section, every directory against the ids its parent gives it; so no
/// directory is met twice, whatever the file says.
class Pmtiles : public Archive {
 public:
  explicit Pmtiles(const std::filesystem::path& path) : m_place(path.string()), m_bytes(path) {
    located([&] {
      m_header = read_header(m_bytes.read({0, std::min<std::uint64_t>(header_size, m_bytes.size())}));
      check_header();
      m_root = std::make_shared<const std::vector<Entry>>(directory(m_header.root, 0, end_of_ids));
      if (m_header.metadata.length > 0) read_metadata();
    });
  }

  std::optional<std::vector<std::byte>> tile(const geo::TileId& tile) const override {
    return located([&]() -> std::optional<std::vector<std::byte>> {
      const auto id = geo::hilbert_id(tile);
      auto entries = m_root;
      std::uint64_t end = end_of_ids;
      for (int depth = 0; depth <= deepest; ++depth) {
        const auto* entry = find_entry(*entries, id);
        if (entry == nullptr) return {};
        if (entry->run > 0)
          return id - entry->id < entry->run ? std::optional(m_bytes.read(data_of(*entry))) : std::nullopt;
        if (const auto* next = entry + 1; next != entries->data() + entries->size()) end = next->id;
        entries = leaf(*entry, end);
      }
      throw DataError("directories are nested too deep");
    });
  }

  Summary summary() const override {
    Summary summary{.kind = "pmtiles",
                    .format = std::string(formats[static_cast<std::size_t>(m_header.tile_type)]),
                    .tiles_per_zoom = {},
                    .bounds = m_header.bounds,
                    .metadata = m_metadata};
    std::set<std::uint64_t> contents;
    located([&] {
      visit(*m_root, end_of_ids, 0, [&](const Entry& entry) {
        add_run(entry, summary);
        contents.insert(data_of(entry).offset);
      });
      check_counts(summary);
    });
    summary.distinct = contents.size();
    return summary;
  }

 private:
  template <typename TAction>
  auto located(TAction&& action) const -> decltype(action()) {
    try {
      return action();
    } catch (Error& error) {
      error.add_context(m_place);
      throw;
    }
  }

  void check_header() {
    const auto size = m_bytes.size();
    for (const auto* section : {&m_header.root, &m_header.metadata, &m_header.leaves, &m_header.data}) {
      if (!fits(*section, size))
        throw DataError(
            fmt::format("the header names {} bytes at {}, the file has {}", section->length, section->offset, size));
    }
    if (m_header.root.offset < header_size || !fits(m_header.root, reserved_size))
      throw DataError("the root directory does not lie in the first 16384 bytes");
    if (m_header.metadata.length > largest_metadata) throw DataError("metadata is too large");
    if (m_header.max_zoom > geo::TileId::max_zoom || m_header.min_zoom > m_header.max_zoom)
      throw DataError("the header's zooms are no range");
    const auto& box = m_header.bounds;
    m_header.bounds = checked_bounds(box.min_x, box.min_y, box.max_x, box.max_y, "header");
  }

  std::vector<std::byte> unpacked(const Section& part, std::size_t limit) const {
    if (part.length > limit)
      throw DataError(fmt::format("{} bytes at {} are over the limit of {}", part.length, part.offset, limit));
    auto bytes = m_bytes.read(part);
    if (m_header.internal_compression == Compression::none) return bytes;
    if (m_header.internal_compression == Compression::gzip) return gunzip(bytes, limit);
    throw DataError(fmt::format("directories are compressed with {}; gzip or none is read",
                                compressions[static_cast<std::size_t>(m_header.internal_compression)]));
  }

  std::vector<Entry> directory(const Section& part, std::uint64_t first, std::uint64_t end) const {
    return read_directory(unpacked(part, largest_directory), first, end);
  }

  void read_metadata() {
    const auto bytes = unpacked(m_header.metadata, largest_metadata);
    m_metadata = parse_metadata({reinterpret_cast<const char*>(bytes.data()), bytes.size()}, "metadata");
  }

  static Section inside(const Section& section, const Entry& entry, std::size_t limit) {
    const Section part{entry.offset, entry.length};
    if (!fits(part, section.length)) throw DataError(fmt::format("tile id {} lies outside its section", entry.id));
    if (part.length > limit)
      throw DataError(fmt::format("tile id {} has {} bytes, over the limit of {}", entry.id, part.length, limit));
    return {section.offset + part.offset, part.length};
  }

  Section data_of(const Entry& entry) const { return inside(m_header.data, entry, largest_tile); }

  Directory leaf(const Entry& entry, std::uint64_t end) const {
    const auto part = inside(m_header.leaves, entry, largest_directory);
    {
      const std::scoped_lock lock(m_turn);
      if (const auto kept = m_leaves.find(entry.id); kept != m_leaves.end() && kept->second.first == part.offset)
        return kept->second.second;
    }
    const auto read = std::make_shared<const std::vector<Entry>>(directory(part, entry.id, end));
    const std::scoped_lock lock(m_turn);
    if (m_leaves.size() >= leaves_kept) m_leaves.clear();
    m_leaves[entry.id] = {part.offset, read};
    return read;
  }

  void visit(const std::vector<Entry>& entries, std::uint64_t end, int depth,
             const std::function<void(const Entry&)>& see) const {
    if (depth > deepest) throw DataError("directories are nested too deep");
    for (std::size_t i = 0; i < entries.size(); ++i) {
      if (entries[i].run > 0)
        see(entries[i]);
      else
        visit(*leaf(entries[i], i + 1 < entries.size() ? entries[i + 1].id : end),
              i + 1 < entries.size() ? entries[i + 1].id : end, depth + 1, see);
    }
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
    if (m_header.addressed_tiles != 0 && m_header.addressed_tiles != summary.tiles) {
      throw DataError(
          fmt::format("the header says {} tiles, the directories hold {}", m_header.addressed_tiles, summary.tiles));
    }
  }

  std::string m_place;
  Bytes m_bytes;
  Header m_header;
  Directory m_root;
  Json m_metadata = Json::object();
  mutable std::mutex m_turn;
  mutable std::map<std::uint64_t, std::pair<std::uint64_t, Directory>> m_leaves;
};

}  // namespace

std::unique_ptr<Archive> open_pmtiles(const std::filesystem::path& path) { return std::make_unique<Pmtiles>(path); }

}  // namespace riskmap::io
