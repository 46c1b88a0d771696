// SPDX-License-Identifier: MIT
#include <riskmap/io/archives/pmtiles_directory.hpp>

#include <riskmap/base/error.hpp>

#include <fmt/format.h>

#include <cmath>
#include <cstring>
#include <string_view>

namespace riskmap::io::pmtiles {
namespace {

constexpr std::string_view magic = "PMTiles";
constexpr std::uint8_t version = 3;

class Writer {
 public:
  void u8(std::uint64_t value) { m_bytes.push_back(static_cast<std::byte>(value)); }
  void fixed(std::uint64_t value, int bytes) {
    for (int i = 0; i < bytes; ++i) u8(value >> (8 * i) & 0xFF);
  }
  void section(const Section& section) { fixed(section.offset, 8), fixed(section.length, 8); }
  void degrees(double value) {
    fixed(static_cast<std::uint32_t>(static_cast<std::int32_t>(std::lround(value * 1e7))), 4);
  }
  void varint(std::uint64_t value) {
    for (; value >= 0x80; value >>= 7U) u8((value & 0x7F) | 0x80);
    u8(value);
  }
  std::vector<std::byte> take() { return std::move(m_bytes); }

 private:
  std::vector<std::byte> m_bytes;
};

class Reader {
 public:
  explicit Reader(std::span<const std::byte> bytes) : m_bytes(bytes) {}
  std::size_t left() const { return m_bytes.size() - m_at; }
  std::uint64_t u8() {
    if (left() == 0) throw DataError("a directory ends in the middle of a number");
    return std::to_integer<std::uint64_t>(m_bytes[m_at++]);
  }
  std::uint64_t fixed(int bytes) {
    std::uint64_t value = 0;
    for (int i = 0; i < bytes; ++i) value |= u8() << (8 * i);
    return value;
  }
  Section section() {
    const auto offset = fixed(8);
    return {offset, fixed(8)};
  }
  double degrees() { return static_cast<std::int32_t>(static_cast<std::uint32_t>(fixed(4))) / 1e7; }
  std::uint64_t varint() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      const auto byte = u8();
      if (shift == 63 && byte > 1) break;
      value |= (byte & 0x7F) << shift;
      if (byte < 0x80) return value;
    }
    throw DataError("a directory holds a number over 64 bits");
  }
  std::uint32_t varint32() {
    const auto value = varint();
    if (value > 0xFFFFFFFF) throw DataError("a directory holds a length over 32 bits");
    return static_cast<std::uint32_t>(value);
  }

 private:
  std::span<const std::byte> m_bytes;
  std::size_t m_at = 0;
};

template <typename TEnum>
TEnum known(std::uint64_t value, TEnum last, const char* what) {
  if (value > static_cast<std::uint64_t>(last))
    throw DataError(fmt::format("the header's {} is {}, which version 3 does not know", what, value));
  return static_cast<TEnum>(value);
}

std::size_t entry_count(Reader& in) {
  const auto count = in.varint();
  // An entry takes four bytes at least, so a short file cannot make us take much memory.
  if (count > in.left() / 4)
    throw DataError(fmt::format("a directory says it has {} entries in {} bytes", count, in.left()));
  return static_cast<std::size_t>(count);
}

void read_ids(Reader& in, std::vector<Entry>& entries, std::uint64_t end) {
  std::uint64_t id = 0;
  for (auto& entry : entries) {
    const auto step = in.varint();
    const bool first = &entry == &entries.front();
    if ((step == 0 && !first) || step >= end || id >= end - step)
      throw DataError("a directory's tile ids do not grow, or leave their range");
    id += step;
    entry.id = id;
  }
}

void read_offsets(Reader& in, std::vector<Entry>& entries) {
  std::uint64_t next = 0;
  for (auto& entry : entries) {
    const auto stored = in.varint();
    if (stored == 0 && &entry == &entries.front())
      throw DataError("a directory's first offset refers to one before it");
    entry.offset = stored == 0 ? next : stored - 1;
    if (entry.offset > (std::uint64_t{1} << 62U)) throw DataError("a directory's offset lies outside any file");
    next = entry.offset + entry.length;
  }
}

void check_runs(const std::vector<Entry>& entries, std::uint64_t first, std::uint64_t end) {
  std::uint64_t free = first;
  for (const auto& entry : entries) {
    const auto last = entry.id + std::max<std::uint64_t>(entry.run, 1);
    if (entry.id < free || last > end) throw DataError("a directory's tiles overlap, or leave their range");
    if (entry.length == 0) throw DataError(fmt::format("tile id {} has no bytes", entry.id));
    free = last;
  }
}

}  // namespace

std::vector<std::byte> write_header(const Header& header) {
  Writer out;
  for (const char c : magic) out.u8(static_cast<unsigned char>(c));
  out.u8(version);
  for (const auto* section : {&header.root, &header.metadata, &header.leaves, &header.data}) out.section(*section);
  for (const auto count : {header.addressed_tiles, header.entries, header.contents}) out.fixed(count, 8);
  out.u8(header.clustered ? 1 : 0);
  out.u8(static_cast<std::uint64_t>(header.internal_compression));
  out.u8(static_cast<std::uint64_t>(header.tile_compression));
  out.u8(static_cast<std::uint64_t>(header.tile_type));
  out.u8(header.min_zoom), out.u8(header.max_zoom);
  const auto& box = header.bounds;
  for (const double value : {box.min_x, box.min_y, box.max_x, box.max_y}) out.degrees(value);
  out.u8(header.centre_zoom);
  out.degrees(header.centre.lon), out.degrees(header.centre.lat);
  return out.take();
}

Header read_header(std::span<const std::byte> bytes) {
  if (bytes.size() < header_size || std::memcmp(bytes.data(), magic.data(), magic.size()) != 0)
    throw DataError("is no PMTiles archive");
  Reader in(bytes.subspan(magic.size()));
  if (const auto found = in.u8(); found != version)
    throw DataError(fmt::format("is PMTiles of version {}; only version {} is read", found, version));
  Header header;
  for (auto* section : {&header.root, &header.metadata, &header.leaves, &header.data}) *section = in.section();
  for (auto* count : {&header.addressed_tiles, &header.entries, &header.contents}) *count = in.fixed(8);
  header.clustered = in.u8() == 1;
  header.internal_compression = known(in.u8(), Compression::zstd, "internal compression");
  header.tile_compression = known(in.u8(), Compression::zstd, "tile compression");
  header.tile_type = known(in.u8(), TileType::mlt, "tile type");
  header.min_zoom = static_cast<unsigned>(in.u8()), header.max_zoom = static_cast<unsigned>(in.u8());
  for (auto* value : {&header.bounds.min_x, &header.bounds.min_y, &header.bounds.max_x, &header.bounds.max_y})
    *value = in.degrees();
  header.centre_zoom = static_cast<unsigned>(in.u8());
  header.centre.lon = in.degrees(), header.centre.lat = in.degrees();
  return header;
}

std::vector<std::byte> write_directory(std::span<const Entry> entries) {
  Writer out;
  out.varint(entries.size());
  std::uint64_t before = 0;
  for (const auto& entry : entries) out.varint(entry.id - before), before = entry.id;
  for (const auto& entry : entries) out.varint(entry.run);
  for (const auto& entry : entries) out.varint(entry.length);
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const bool contiguous = i > 0 && entries[i].offset == entries[i - 1].offset + entries[i - 1].length;
    out.varint(contiguous ? 0 : entries[i].offset + 1);
  }
  return out.take();
}

std::vector<Entry> read_directory(std::span<const std::byte> bytes, std::uint64_t first, std::uint64_t end) {
  Reader in(bytes);
  std::vector<Entry> entries(entry_count(in));
  read_ids(in, entries, end);
  for (auto& entry : entries) entry.run = in.varint32();
  for (auto& entry : entries) entry.length = in.varint32();
  read_offsets(in, entries);
  if (in.left() != 0) throw DataError("bytes follow a directory's end");
  check_runs(entries, first, end);
  return entries;
}

}  // namespace riskmap::io::pmtiles
