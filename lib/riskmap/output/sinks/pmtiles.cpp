// SPDX-License-Identifier: MIT
#include <riskmap/base/error.hpp>
#include <riskmap/io/archives/pmtiles_directory.hpp>
#include <riskmap/io/compression.hpp>
#include <riskmap/output/detail/pmtiles_directories.hpp>
#include <riskmap/output/detail/tile_log.hpp>
#include <riskmap/output/detail/tileset.hpp>
#include <riskmap/output/sinks_catalogue.hpp>

#include <algorithm>
#include <span>
#include <utility>

namespace riskmap::output {
namespace {

using namespace io::pmtiles;

std::span<const std::byte> bytes_of(const std::string& text) {
  return std::as_bytes(std::span(text.data(), text.size()));
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

/// `digests`: their place in the tile data, after all tiles; no directory names it, so no client fetches it.
Json metadata_of(const TilesetInfo& info, const Section& digests) {
  Json json = Json::object();
  detail::add_texts(json, info);
  json["type"] = info.overlay ? "overlay" : "baselayer";
  json["fillzoom"] = info.zooms.high;
  if (!info.vector_layers.empty()) json["vector_layers"] = info.vector_layers;
  json["riskmap"] = detail::own_metadata(info);
  if (digests.length != 0) json["riskmap"]["digests"] = {{"offset", digests.offset}, {"length", digests.length}};
  return json;
}

/// Header and root stand in the first 16384 bytes, which are kept free; the tiles follow as they come, then their
/// digests, leaves and metadata: so nothing is copied.
class Pmtiles : public Sink {
 public:
  Pmtiles(const std::filesystem::path& path, const SinkOptions& options)
      : m_place(path.string()),
        m_log(path, options),
        m_file(path, options.policy, PartOptions{.resumes = m_log.resumes()}) {
    if (m_log.resumes())
      m_log.recover([this](const detail::Record& record) { return detail::stored_in(m_file, reserved_size, record); });
    m_file.cut(reserved_size + m_log.content_bytes());
    m_resume_at = m_log.next_id();
  }

  ~Pmtiles() override { m_file.keep_part(m_log.keep()); }

  void put(const geo::TileId& tile, std::span<const std::byte> bytes, std::uint64_t digest) override {
    const auto offset = m_file.size() - reserved_size;
    const auto known = m_log.find_or_add(tile, bytes, offset);
    if (!known) m_file.write(bytes);
    m_log.add(known.value_or(offset), bytes, !known, digest);
  }

  std::uint64_t resume_at() const override { return m_resume_at; }
  void checkpoint(std::uint64_t next_id) override { m_log.settle(next_id); }

  void finish(const TilesetInfo& info) override {
    // Readers refuse one without tiles; a shard is for merging alone.
    if (m_log.tiles() == 0 && !info.provenance.contains("shard"))
      throw OutputError(m_place, "there is no tile to write: a PMTiles archive cannot be empty");
    const auto digests = write_digests();
    Header header = describe(info);
    header.data = {reserved_size, m_file.size() - reserved_size};
    header.leaves.offset = m_file.size();
    const auto directories = detail::write_directories(m_log, m_file);
    header.entries = directories.entries;
    header.leaves.length = m_file.size() - header.leaves.offset;
    header.root = {header_size, directories.root.size()};
    header.metadata = append(io::gzip(bytes_of(metadata_of(info, digests).dump())));
    m_file.write_at(0, write_header(header));
    m_file.write_at(header_size, directories.root);
    m_file.commit();
    m_log.remove();
  }

 private:
  Section write_digests() {
    Section digests{m_file.size() - reserved_size, 0};
    if (!m_log.has_digests()) return digests;
    std::vector<std::uint64_t> buffer;
    const auto write = [&] {
      m_file.write(std::as_bytes(std::span(buffer)));  // x86-64 is little-endian
      buffer.clear();
    };
    m_log.each([&](const detail::Record& tile) {
      buffer.push_back(tile.digest);
      if (buffer.size() == digests_at_once) write();
    });
    write();
    digests.length = m_file.size() - reserved_size - digests.offset;
    return digests;
  }

  Section append(std::span<const std::byte> bytes) {
    const Section section{m_file.size(), bytes.size()};
    m_file.write(bytes);
    return section;
  }

  Header describe(const TilesetInfo& info) const {
    Header header;
    header.addressed_tiles = m_log.tiles();
    header.contents = m_log.contents();
    header.clustered = true;
    header.tile_type = type_of(info.format);
    header.tile_compression = header.tile_type == TileType::mvt ? Compression::gzip : Compression::none;
    // Of the tiles that are there, not of those asked for: go-pmtiles verify compares them.
    const bool empty = m_log.tiles() == 0;
    header.min_zoom = empty ? info.zooms.low : geo::from_hilbert_id(m_log.first_id()).zoom;
    header.max_zoom = empty ? info.zooms.high : geo::from_hilbert_id(m_log.last_id()).zoom;
    header.bounds = detail::bounds_of(info);
    header.centre = detail::centre_of(info);
    header.centre_zoom = header.min_zoom;
    return header;
  }

  static constexpr std::size_t digests_at_once = 8192;
  std::string m_place;
  detail::TileLog m_log;
  OutputFile m_file;
  std::uint64_t m_resume_at = 0;
};

std::unique_ptr<Sink> create_pmtiles(const std::filesystem::path& path, const TilesetInfo& /*info*/,
                                     const SinkOptions& options) {
  return std::make_unique<Pmtiles>(path, options);
}

}  // namespace

namespace sinks {

constinit const SinkType pmtiles{.name = "pmtiles",
                                 .suffix = ".pmtiles",
                                 .summary = "one file for a static web server (PMTiles v3)",
                                 .create = &create_pmtiles};

}  // namespace sinks
}  // namespace riskmap::output
