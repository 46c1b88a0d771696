// SPDX-License-Identifier: MIT
#include <riskmap/base/error.hpp>
#include <riskmap/io/archives/folder_digests.hpp>
#include <riskmap/io/archives/kinds.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <utility>

namespace riskmap::io {
namespace {

namespace fs = std::filesystem;

std::string read_text(const fs::path& file) {
  std::error_code error;
  const auto size = fs::file_size(file, error);
  if (error) throw DataError(file.parent_path().string(), "is no tile archive: it has no tiles.json");
  if (size > largest_metadata)
    throw DataError(file.string(), fmt::format("is larger than {} MiB", largest_metadata >> 20U));
  std::string text(size, '\0');
  if (!std::ifstream(file, std::ios::binary).read(text.data(), static_cast<std::streamsize>(size))) {
    throw DataError(file.string(), "cannot be read");
  }
  return text;
}

/// "{z}/{x}/{y}.png" → ".png"
std::string suffix_of(const Json& tilejson, const std::string& place) {
  constexpr std::string_view start = "{z}/{x}/{y}";
  const auto tiles = tilejson.find("tiles");
  if (tiles != tilejson.end() && tiles->is_array() && !tiles->empty() && tiles->front().is_string()) {
    const auto address = tiles->front().get<std::string>();
    const bool plain = std::ranges::all_of(address, [](char c) { return c != '\0'; });
    if (address.starts_with(start) && plain && address.find('/', start.size()) == std::string::npos)
      return address.substr(start.size());
  }
  throw DataError(place, "\"tiles\" names no tiles of this folder", "it reads like [\"{z}/{x}/{y}.png\"]");
}

geo::LonLatBox bounds_of(const Json& tilejson, const std::string& place) {
  const auto bounds = tilejson.find("bounds");
  if (bounds == tilejson.end()) return {-180, -geo::mercator_latitude_limit, 180, geo::mercator_latitude_limit};
  const bool numbers = bounds->is_array() && bounds->size() == 4 &&
                       std::ranges::all_of(*bounds, [](const Json& n) { return n.is_number(); });
  if (!numbers) throw DataError(place, "\"bounds\" is not four numbers");
  return checked_bounds((*bounds)[0], (*bounds)[1], (*bounds)[2], (*bounds)[3], place);
}

std::optional<std::uint32_t> number_in(std::string_view text) {
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || text != fmt::to_string(value)) return {};
  return value;
}

/// What a file of a folder is, by its path below it.
struct Place {
  std::string suffix;
  /// \pre z, x and y are the three parts of a path
  std::optional<geo::TileId> tile(const fs::path& file) const {
    const auto name = file.filename().string();
    if (!name.ends_with(suffix)) return {};
    const auto x = file.parent_path();
    const auto zoom = number_in(x.parent_path().filename().string()), column = number_in(x.filename().string()),
               row = number_in(std::string_view(name).substr(0, name.size() - suffix.size()));
    if (!zoom || !column || !row || *zoom > geo::TileId::max_zoom || *column >> *zoom != 0 || *row >> *zoom != 0)
      return {};
    return geo::TileId(*zoom, *column, *row);
  }
};

std::vector<std::byte> read_tile(const fs::path& file, std::uintmax_t size) {
  if (fs::canonical(file) != file) throw DataError(file.string(), "is a link out of its place");
  if (size > largest_tile) throw DataError(file.string(), fmt::format("is larger than {} MiB", largest_tile >> 20U));
  std::vector<std::byte> bytes(size);
  std::ifstream in(file, std::ios::binary);
  if (!in.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(size)))
    throw DataError(file.string(), "cannot be read");
  return bytes;
}

/// Lists one zoom after another.
class Stream : public TileStream {
 public:
  Stream(const fs::path& root, const Place& place, const folder_digests::Reader* digests)
      : m_root(root), m_place(place), m_digests(digests) {}

  std::optional<StoredTile> next() override {
    while (m_at == m_ids.size()) {
      if (m_zoom > geo::TileId::max_zoom) return {};
      list(m_zoom++);
    }
    const auto id = m_ids[m_at++];
    const auto file = m_root / (geo::from_hilbert_id(id).text() + m_place.suffix);
    m_bytes = read_tile(file, fs::file_size(file));
    return StoredTile{id, m_bytes, m_digests != nullptr ? m_digests->find(id).value_or(0) : 0};
  }

 private:
  void list(unsigned zoom) {
    m_ids.clear();
    m_at = 0;
    const auto folder = m_root / fmt::to_string(zoom);
    std::error_code error;
    if (!fs::is_directory(folder, error)) return;
    for (fs::recursive_directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
      if (at.depth() > 0) at.disable_recursion_pending();
      if (at.depth() != 1 || !at->is_regular_file()) continue;
      if (const auto tile = m_place.tile(at->path())) m_ids.push_back(geo::hilbert_id(*tile));
    }
    if (error) throw DataError(folder.string(), "cannot be read: " + error.message());
    std::ranges::sort(m_ids);
  }

  fs::path m_root;
  Place m_place;
  const folder_digests::Reader* m_digests;
  unsigned m_zoom = 0;
  std::vector<std::uint64_t> m_ids;
  std::size_t m_at = 0;
  std::vector<std::byte> m_bytes;
};

class Folder : public Archive {
 public:
  explicit Folder(const fs::path& path) : m_root(fs::canonical(path)), m_name((path / "tiles.json").string()) {
    m_tilejson = parse_metadata(read_text(path / "tiles.json"), m_name);
    m_place.suffix = suffix_of(m_tilejson, m_name);
    m_bounds = bounds_of(m_tilejson, m_name);
    m_digests = folder_digests::Reader::open(m_root);
  }

  std::optional<std::vector<std::byte>> tile(const geo::TileId& tile) const override {
    const auto file = m_root / (tile.text() + m_place.suffix);
    std::error_code missing;
    const auto size = fs::file_size(file, missing);
    if (missing) return {};
    return read_tile(file, size);
  }

  std::optional<std::uint64_t> digest(const geo::TileId& tile) const override {
    return m_digests ? m_digests->find(geo::hilbert_id(tile)) : std::nullopt;
  }

  bool has_digests() const override { return m_digests != nullptr; }

  std::unique_ptr<TileStream> tiles() const override {
    return std::make_unique<Stream>(m_root, m_place, m_digests.get());
  }

  Summary summary() const override {
    Summary summary{
        .kind = "folder", .format = format(), .tiles_per_zoom = {}, .bounds = m_bounds, .metadata = m_tilejson};
    each_file([&](const fs::directory_entry& file, int depth) {
      const auto tile = depth == 2 ? m_place.tile(file.path()) : std::nullopt;
      if (!tile) return;
      ++summary.tiles;
      ++summary.tiles_per_zoom[tile->zoom];
      summary.bytes += file.file_size();
    });
    return summary;
  }

  void check(const std::function<void(const std::string&)>& fault) const override {
    std::uint64_t tiles = 0;
    each_file([&](const fs::directory_entry& file, int depth) {
      const auto name = file.path().filename();
      if (depth == 0 && (name == "tiles.json" || name == folder_digests::file_name)) return;
      if (depth == 2 && !file.is_symlink() && m_place.tile(file.path()))
        ++tiles;
      else
        fault(file.path().lexically_relative(m_root).string() + ": is no tile of this folder");
    });
    if (!m_digests) return;
    if (m_digests->first_out_of_order()) fault("tiles.digests: its tiles are out of order");
    if (m_digests->size() != tiles)
      fault(fmt::format("tiles.digests: has {} digests for {} tiles", m_digests->size(), tiles));
  }

 private:
  std::string format() const {
    const auto told = find_path(m_tilejson, "riskmap.tileset.format");
    if (told != nullptr && told->is_string()) return *told;
    const auto dot = m_place.suffix.rfind('.');
    return dot == std::string::npos ? "" : m_place.suffix.substr(dot + 1);
  }

  void each_file(const std::function<void(const fs::directory_entry&, int depth)>& see) const {
    std::error_code error;
    for (fs::recursive_directory_iterator at(m_root, error), end; !error && at != end; at.increment(error)) {
      if (at.depth() > 1) at.disable_recursion_pending();
      if (at.depth() > 1 || !at->is_directory() || at->is_symlink()) see(*at, at.depth());
    }
    if (error) throw DataError(m_root.string(), "cannot be read: " + error.message());
  }

  fs::path m_root;
  std::string m_name;
  Place m_place;
  Json m_tilejson;
  geo::LonLatBox m_bounds;
  std::unique_ptr<folder_digests::Reader> m_digests;
};

}  // namespace

std::unique_ptr<Archive> open_folder(const fs::path& path) { return std::make_unique<Folder>(path); }

}  // namespace riskmap::io
