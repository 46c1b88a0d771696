// SPDX-License-Identifier: MIT
#include <riskmap/base/error.hpp>
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

class Folder : public Archive {
 public:
  explicit Folder(const fs::path& path) : m_root(fs::canonical(path)), m_place((path / "tiles.json").string()) {
    m_tilejson = parse_metadata(read_text(path / "tiles.json"), m_place);
    m_suffix = suffix_of(m_tilejson, m_place);
    m_bounds = bounds_of(m_tilejson, m_place);
  }

  std::optional<std::vector<std::byte>> tile(const geo::TileId& tile) const override {
    const auto file = m_root / (tile.text() + m_suffix);
    std::error_code missing;
    const auto size = fs::file_size(file, missing);
    if (missing) return {};
    if (fs::canonical(file) != file) throw DataError(file.string(), "is a link out of its place");
    if (size > largest_tile) throw DataError(file.string(), fmt::format("is larger than {} MiB", largest_tile >> 20U));
    std::vector<std::byte> bytes(size);
    std::ifstream in(file, std::ios::binary);
    if (!in.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(size)))
      throw DataError(file.string(), "cannot be read");
    return bytes;
  }

  Summary summary() const override {
    Summary summary{
        .kind = "folder", .format = format(), .tiles_per_zoom = {}, .bounds = m_bounds, .metadata = m_tilejson};
    std::error_code error;
    for (fs::recursive_directory_iterator at(m_root, error), end; !error && at != end; at.increment(error)) {
      if (at.depth() > 1) at.disable_recursion_pending();
      if (at.depth() == 2 && at->is_regular_file()) count(*at, summary);
    }
    if (error) throw DataError(m_root.string(), "cannot be read: " + error.message());
    return summary;
  }

 private:
  std::string format() const {
    const auto dot = m_suffix.rfind('.');
    return dot == std::string::npos ? "" : m_suffix.substr(dot + 1);
  }

  void count(const fs::directory_entry& file, Summary& summary) const {
    const auto name = file.path().filename().string();
    if (!name.ends_with(m_suffix)) return;
    const auto x = file.path().parent_path();
    const auto zoom = number_in(x.parent_path().filename().string()), column = number_in(x.filename().string()),
               row = number_in(std::string_view(name).substr(0, name.size() - m_suffix.size()));
    if (!zoom || !column || !row || *zoom > geo::TileId::max_zoom || *column >> *zoom != 0 || *row >> *zoom != 0)
      return;
    ++summary.tiles;
    ++summary.tiles_per_zoom[*zoom];
    summary.bytes += file.file_size();
  }

  fs::path m_root;
  std::string m_place, m_suffix;
  Json m_tilejson;
  geo::LonLatBox m_bounds;
};

}  // namespace

std::unique_ptr<Archive> open_folder(const fs::path& path) { return std::make_unique<Folder>(path); }

}  // namespace riskmap::io
