// SPDX-License-Identifier: MIT
#include <riskmap/base/error.hpp>
#include <riskmap/io/archives/pmtiles_directory.hpp>
#include <riskmap/io/compression.hpp>
#include <riskmap/output/detail/content_index.hpp>
#include <riskmap/output/detail/tileset.hpp>
#include <riskmap/output/sinks_catalogue.hpp>

#include <algorithm>
#include <cassert>
#include <span>
#include <utility>

namespace riskmap::output {
namespace {

using namespace io::pmtiles;

std::span<const std::byte> bytes_of(const std::string& text) {
  return std::as_bytes(std::span(text.data(), text.size()));
}

struct Directories {
  std::vector<std::byte> root, leaves;
};

Directories split(const std::vector<Entry>& entries, std::size_t leaf_size) {
  Directories out;
  std::vector<Entry> root;
  for (std::size_t at = 0; at < entries.size(); at += leaf_size) {
    const auto part = std::span(entries).subspan(at, std::min(leaf_size, entries.size() - at));
    const auto leaf = io::gzip(write_directory(part));
    root.push_back({part.front().id, out.leaves.size(), static_cast<std::uint32_t>(leaf.size()), 0});
    out.leaves.insert(out.leaves.end(), leaf.begin(), leaf.end());
  }
  out.root = io::gzip(write_directory(root));
  return out;
}

// A root alone if it fits, else the smallest leaves (from 4096 entries up, as go-pmtiles has them) whose root fits.
Directories make_directories(const std::vector<Entry>& entries) {
  constexpr std::size_t room = reserved_size - header_size, smallest_leaf = 4096;
  if (entries.size() < reserved_size) {
    if (auto root = io::gzip(write_directory(entries)); root.size() <= room) return {std::move(root), {}};
  }
  for (auto leaf_size = std::max(smallest_leaf, entries.size() / 3500);; leaf_size += leaf_size / 5) {
    if (auto out = split(entries, leaf_size); out.root.size() <= room) return out;
  }
}

TileType type_of(const std::string& format) {
  constexpr std::pair<std::string_view, TileType> types[] = {{"png", TileType::png},
                                                             {"jpg", TileType::jpeg},
                                                             {"webp", TileType::webp},
                                                             {"avif", TileType::avif},
                                                             {"pbf", TileType::mvt}};
  const auto* const found =
      std::ranges::find(types, std::string_view(format), &std::pair<std::string_view, TileType>::first);
  return found == std::end(types) ? TileType::unknown : found->second;
}

Json metadata_of(const TilesetInfo& info) {
  Json json = Json::object();
  detail::add_texts(json, info);
  json["type"] = info.overlay ? "overlay" : "baselayer";
  if (!info.vector_layers.empty()) json["vector_layers"] = info.vector_layers;
  json["riskmap"] = info.provenance;
  return json;
}

/// Header and root stand in the first 16384 bytes, which are kept free; the tiles follow as they come, then leaves and
/// metadata: so nothing is copied, and only the entries are kept in memory.
class Pmtiles : public Sink {
 public:
  Pmtiles(const std::filesystem::path& path, overwrite policy) : m_place(path.string()), m_file(path, policy) {
    m_file.write(std::vector<std::byte>(reserved_size));
  }

  void put(const geo::TileId& tile, std::span<const std::byte> bytes) override {
    const auto id = geo::hilbert_id(tile);
    assert(m_entries.empty() || id >= m_entries.back().id + m_entries.back().run);
    if (bytes.empty()) throw Error("tile " + tile.text() + " has no bytes");
    ++m_addressed;
    const auto offset = m_file.size() - reserved_size;
    const auto* known = m_contents.find_or_add(bytes, offset);
    if (known == nullptr) m_file.write(bytes);
    add({id, known == nullptr ? offset : *known, static_cast<std::uint32_t>(bytes.size()), 1});
  }

  void finish(const TilesetInfo& info) override {
    if (m_entries.empty()) throw OutputError(m_place, "there is no tile to write: a PMTiles archive cannot be empty");
    const auto directories = make_directories(m_entries);
    auto header = describe(info);
    header.data = {reserved_size, m_file.size() - reserved_size};
    header.root = {header_size, directories.root.size()};
    header.leaves = append(directories.leaves);
    header.metadata = append(io::gzip(bytes_of(metadata_of(info).dump())));
    m_file.write_at(0, write_header(header));
    m_file.write_at(header_size, directories.root);
    m_file.commit();
  }

 private:
  void add(const Entry& entry) {
    if (!m_entries.empty()) {
      auto& last = m_entries.back();
      if (last.offset == entry.offset && last.id + last.run == entry.id && last.run != UINT32_MAX) {
        ++last.run;
        return;
      }
    }
    m_entries.push_back(entry);
  }

  Section append(std::span<const std::byte> bytes) {
    const Section section{m_file.size(), bytes.size()};
    m_file.write(bytes);
    return section;
  }

  Header describe(const TilesetInfo& info) const {
    Header header;
    header.addressed_tiles = m_addressed;
    header.entries = m_entries.size();
    header.contents = m_contents.size();
    header.clustered = true;
    header.tile_type = type_of(info.format);
    header.tile_compression = header.tile_type == TileType::mvt ? Compression::gzip : Compression::none;
    // Of the tiles that are there, not of those asked for: go-pmtiles verify compares them.
    header.min_zoom = geo::from_hilbert_id(m_entries.front().id).zoom;
    header.max_zoom = geo::from_hilbert_id(m_entries.back().id + m_entries.back().run - 1).zoom;
    header.bounds = detail::bounds_of(info);
    header.centre = detail::centre_of(info);
    header.centre_zoom = header.min_zoom;
    return header;
  }

  std::string m_place;
  OutputFile m_file;
  std::vector<Entry> m_entries;
  detail::ContentIndex<std::uint64_t> m_contents;
  std::uint64_t m_addressed = 0;
};

std::unique_ptr<Sink> create_pmtiles(const std::filesystem::path& path, const TilesetInfo& /*info*/, overwrite policy) {
  return std::make_unique<Pmtiles>(path, policy);
}

}  // namespace

namespace sinks {

constinit const SinkType pmtiles{.name = "pmtiles",
                                 .suffix = ".pmtiles",
                                 .summary = "one file for a static web server (PMTiles v3)",
                                 .create = &create_pmtiles};

}  // namespace sinks
}  // namespace riskmap::output
