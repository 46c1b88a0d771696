// SPDX-License-Identifier: MIT
#include <riskmap/output/verify.hpp>

#include <riskmap/base/parallel.hpp>
#include <riskmap/io/archives/archive.hpp>
#include <riskmap/output/decoder.hpp>
#include <riskmap/output/detail/content_index.hpp>
#include <riskmap/output/detail/tileset.hpp>

#include <fmt/format.h>

#include <array>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

namespace riskmap::output {
namespace {

constexpr std::size_t most_kept = 1000;                         ///< faults with their words
constexpr std::size_t most_held = 512;                          ///< tiles decoded at once …
constexpr std::size_t most_bytes_held = std::size_t{32} << 20;  ///< … or fewer, if they are large

bool starts_with(std::span<const std::byte> bytes, std::string_view start, std::size_t at = 0) {
  return bytes.size() >= at + start.size() &&
         std::string_view(reinterpret_cast<const char*>(bytes.data()) + at, start.size()) == start;
}

// Boxes share no point, with room for coordinates kept to 1e-7 degrees.
bool lies_outside(const geo::TileId& tile, const geo::LonLatBox& bounds) {
  return !geo::to_lonlat(tile.box()).intersects(bounds.grown(1e-6));
}

class Verifier {
 public:
  Verifier(const std::filesystem::path& path, unsigned threads, Progress& progress)
      : m_place(path.string()), m_path(path), m_threads(threads), m_progress(progress) {}

  VerifyReport run() {
    guarded([this] { m_archive = io::open_archive(m_path); });
    guarded([this] {
      if (m_archive) describe();
    });
    if (m_archive) {
      guarded([this] { m_archive->check([this](const std::string& text) { fault("", text); }); });
      guarded([this] { read_tiles(); });
      guarded([this] { decode_batch(); });
      m_progress.finish();
    }
    m_report.contents = m_contents.size();
    return std::move(m_report);
  }

 private:
  struct Held {
    geo::TileId tile;
    std::vector<std::byte> bytes;
    std::string fault = {};
  };

  template <typename TAction>
  void guarded(TAction&& action) {
    try {
      action();
    } catch (const DataError& error) {
      for (const auto& mistake : error.mistakes()) add(mistake);
    }
  }

  void describe() {
    const auto summary = m_archive->summary();
    m_report.kind = summary.kind;
    m_info = detail::info_of(summary, m_place);
    m_report.format = m_info->format;
    m_says_its_size = find_path(summary.metadata, "riskmap.tileset") != nullptr;
    m_progress.start("tiles", summary.tiles, "tiles");
  }

  void fault(const std::string& place, const std::string& text) {
    add({place.empty() ? m_place : m_place + ": " + place, text});
  }

  void add(const Mistake& mistake) {
    // What keeps an archive from being summed up, its check tells again.
    const auto& known = m_report.first_faults;
    if (known.size() == 1 && to_line(known.front()) == to_line(mistake)) return;
    if (++m_report.faults <= most_kept) m_report.first_faults.push_back(mistake);
  }

  void read_tiles() {
    const auto stream = m_archive->tiles();
    while (const auto tile = stream->next()) {
      ++m_report.tiles;
      m_report.bytes += tile->bytes.size();
      if (tile->digest != 0) ++m_report.digests;
      const auto id = geo::from_hilbert_id(tile->id);
      check_place(id);
      if (m_contents.find_or_add(tile->bytes, tile->id)) {
        m_progress.advance(1);
        continue;
      }
      m_batch.push_back({id, {tile->bytes.begin(), tile->bytes.end()}});
      m_bytes_held += tile->bytes.size();
      if (m_batch.size() == most_held || m_bytes_held >= most_bytes_held) decode_batch();
    }
  }

  void check_place(const geo::TileId& tile) {
    if (!m_info) return;
    const auto& zooms = m_info->zooms;
    if (tile.zoom < zooms.low || tile.zoom > zooms.high)
      fault("tile " + tile.text(), fmt::format("lies outside the zooms {}-{}", zooms.low, zooms.high));
    else if (lies_outside(tile, m_info->bounds))
      fault("tile " + tile.text(), "lies outside the bounds");
  }

  void decode_batch() {
    parallel_for(m_batch.size(), m_threads, [this](std::size_t i) {
      auto& held = m_batch[i];
      try {
        held.fault = wrong_with(held.bytes);
      } catch (const DataError& error) {
        held.fault = to_line(error.mistakes().front());
      }
      m_progress.advance(1);
    });
    for (const auto& held : m_batch) {
      if (!held.fault.empty()) fault("tile " + held.tile.text(), held.fault);
    }
    m_batch.clear();
    m_bytes_held = 0;
  }

  std::string wrong_with(std::span<const std::byte> bytes) const {
    const std::string_view format = m_report.format;
    if (format == "pbf") return check_vector_tile(bytes), "";
    const bool is_png = starts_with(bytes, "\x89PNG"), is_webp = starts_with(bytes, "WEBP", 8);
    if ((format == "png" && !is_png) || (format == "webp" && !is_webp)) return fmt::format("is no {}", format);
    // Of other formats we know nothing but that there is something.
    if (!is_png && !is_webp) return bytes.empty() ? "is empty" : "";
    const auto picture = decode_picture(bytes);
    const int side = m_says_its_size ? m_info->tile_size * m_info->scale : 0;
    if (side != 0 && (picture.width != side || picture.height != side))
      return fmt::format("is {} × {} px, the tile set's are {} × {}", picture.width, picture.height, side, side);
    return picture.width == picture.height ? "" : fmt::format("is {} × {} px", picture.width, picture.height);
  }

  std::string m_place;
  std::filesystem::path m_path;
  unsigned m_threads;
  Progress& m_progress;
  std::unique_ptr<io::Archive> m_archive;
  std::optional<TilesetInfo> m_info;  ///< none if the archive does not make sense
  bool m_says_its_size = false;
  VerifyReport m_report;
  detail::ContentIndex m_contents;
  std::vector<Held> m_batch;
  std::size_t m_bytes_held = 0;
};

}  // namespace

VerifyReport verify(const std::filesystem::path& path, unsigned threads, Progress* progress) {
  Progress silent;
  return Verifier(path, threads, progress != nullptr ? *progress : silent).run();
}

}  // namespace riskmap::output
