// SPDX-License-Identifier: MIT
#include <riskmap/io/archives/pmtiles_reader.hpp>

#include <riskmap/io/archives/kinds.hpp>
#include <riskmap/io/compression.hpp>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <iterator>

namespace riskmap::io::pmtiles {
namespace {

constexpr std::size_t leaves_kept = 64;
constexpr std::array<std::string_view, 5> compressions = {"an unknown method", "nothing", "gzip", "brotli", "zstd"};

bool fits(const Section& part, std::uint64_t size) { return part.offset <= size && part.length <= size - part.offset; }

Section inside(const Section& section, const Entry& entry, std::size_t limit) {
  const Section part{entry.offset, entry.length};
  if (!fits(part, section.length)) throw DataError(fmt::format("tile id {} lies outside its section", entry.id));
  if (part.length > limit)
    throw DataError(fmt::format("tile id {} has {} bytes, over the limit of {}", entry.id, part.length, limit));
  return {section.offset + part.offset, part.length};
}

}  // namespace

const Entry* find_entry(const std::vector<Entry>& entries, std::uint64_t id) {
  const auto after = std::ranges::upper_bound(entries, id, {}, &Entry::id);
  return after == entries.begin() ? nullptr : &*std::prev(after);
}

Reader::Reader(const std::filesystem::path& path) : m_place(path.string()) {
  m_descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (m_descriptor < 0) throw DataError(m_place, "cannot be read");
  const auto end = ::lseek(m_descriptor, 0, SEEK_END);
  m_size = end < 0 ? 0 : static_cast<std::uint64_t>(end);
  try {
    located([&] {
      m_header = read_header(read({0, std::min<std::uint64_t>(header_size, m_size)}));
      check_header();
      m_root = directory(m_header.root, 0, end_of_ids);
      if (m_header.metadata.length > 0) read_metadata();
    });
  } catch (...) {
    ::close(m_descriptor);
    throw;
  }
}

Reader::~Reader() { ::close(m_descriptor); }

std::vector<std::byte> Reader::read(const Section& part) const {
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

void Reader::check_header() {
  for (const auto* section : {&m_header.root, &m_header.metadata, &m_header.leaves, &m_header.data}) {
    if (!fits(*section, m_size))
      throw DataError(
          fmt::format("the header names {} bytes at {}, the file has {}", section->length, section->offset, m_size));
  }
  if (m_header.root.offset < header_size || !fits(m_header.root, reserved_size))
    throw DataError("the root directory does not lie in the first 16384 bytes");
  if (m_header.metadata.length > largest_metadata) throw DataError("metadata is too large");
  if (m_header.max_zoom > geo::TileId::max_zoom || m_header.min_zoom > m_header.max_zoom)
    throw DataError("the header's zooms are no range");
  const auto& box = m_header.bounds;
  m_header.bounds = checked_bounds(box.min_x, box.min_y, box.max_x, box.max_y, "header");
}

std::vector<std::byte> Reader::unpacked(const Section& part, std::size_t limit) const {
  if (part.length > limit)
    throw DataError(fmt::format("{} bytes at {} are over the limit of {}", part.length, part.offset, limit));
  auto bytes = read(part);
  if (m_header.internal_compression == Compression::none) return bytes;
  if (m_header.internal_compression == Compression::gzip) return gunzip(bytes, limit);
  throw DataError(fmt::format("directories are compressed with {}; gzip or none is read",
                              compressions[static_cast<std::size_t>(m_header.internal_compression)]));
}

Directory Reader::directory(const Section& part, std::uint64_t first, std::uint64_t end) const {
  return std::make_shared<const std::vector<Entry>>(read_directory(unpacked(part, largest_directory), first, end));
}

void Reader::read_metadata() {
  const auto bytes = unpacked(m_header.metadata, largest_metadata);
  m_metadata = parse_metadata({reinterpret_cast<const char*>(bytes.data()), bytes.size()}, "metadata");
}

Section Reader::data_of(const Entry& entry) const { return inside(m_header.data, entry, largest_tile); }

Directory Reader::leaf(const Entry& entry, std::uint64_t end) const {
  const auto part = inside(m_header.leaves, entry, largest_directory);
  {
    const std::scoped_lock lock(m_turn);
    if (const auto kept = m_leaves.find(entry.id); kept != m_leaves.end() && kept->second.first == part.offset)
      return kept->second.second;
  }
  const auto read = directory(part, entry.id, end);
  if (read->empty()) throw DataError("a leaf directory holds no entry");
  const std::scoped_lock lock(m_turn);
  if (m_leaves.size() >= leaves_kept) m_leaves.clear();
  m_leaves[entry.id] = {part.offset, read};
  return read;
}

void Reader::visit(const std::function<void(const Entry&)>& see, const std::function<void(int)>& enter) const {
  visit(*m_root, end_of_ids, 0, see, enter);
}

void Reader::visit(const std::vector<Entry>& entries, std::uint64_t end, int depth,
                   const std::function<void(const Entry&)>& see, const std::function<void(int)>& enter) const {
  if (depth > deepest) throw DataError("directories are nested too deep");
  if (enter) enter(depth);
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const auto next = end_of(entries, i, end);
    if (entries[i].run > 0)
      see(entries[i]);
    else
      visit(*leaf(entries[i], next), next, depth + 1, see, enter);
  }
}

std::optional<Section> Reader::digests() const {
  const auto* const told = find_path(m_metadata, "riskmap.digests");
  if (told == nullptr) return {};
  const auto number = [&](const char* key) {
    const auto found = told->is_object() ? told->find(key) : told->end();
    if (!told->is_object() || found == told->end() || !found->is_number_unsigned())
      throw DataError("metadata: riskmap.digests is no place in the tile data");
    return found->get<std::uint64_t>();
  };
  const Section part{number("offset"), number("length")};
  if (!fits(part, m_header.data.length) || part.length % sizeof(std::uint64_t) != 0)
    throw DataError("metadata: riskmap.digests is no place in the tile data");
  return Section{m_header.data.offset + part.offset, part.length};
}

}  // namespace riskmap::io::pmtiles
