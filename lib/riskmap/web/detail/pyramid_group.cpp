// SPDX-License-Identifier: MIT
#include <riskmap/web/detail/pyramid_group.hpp>

#include <riskmap/output/encoder.hpp>

#include <set>

namespace riskmap::web::detail {
namespace {

// A sink that goes on after a zoom has been written, and knows which tiles it got. A site keeps no digests: it is never
// refreshed from an older one.
class StaysOpen : public output::Sink {
 public:
  explicit StaysOpen(output::Sink& sink) : m_sink(sink) {}
  void put(const geo::TileId& tile, std::span<const std::byte> bytes, std::uint64_t = 0) override {
    m_sink.put(tile, bytes);
    m_tiles.insert(tile);
  }
  void finish(const output::TilesetInfo&) override {}
  bool has(const geo::TileId& tile) const { return m_tiles.contains(tile); }

 private:
  output::Sink& m_sink;
  std::set<geo::TileId> m_tiles;
};

// Counts on through all stages.
class OneStage : public Progress {
 public:
  explicit OneStage(Progress& progress) : m_progress(progress) {}
  void advance(std::uint64_t count) override { m_progress.advance(count); }
  void note(const std::string& line) override { m_progress.note(line); }

 private:
  Progress& m_progress;
};

// An empty tile: no number, no state, nothing above the background.
render::Picture blank(const render::Renderer& renderer, const geo::TileId& tile, const output::TileOptions& options) {
  const auto view = render::View::tile(tile, options.size, options.scale);
  if (options.format != "surface" && options.format != "mask") return renderer.picture(view, options.part);
  const auto count = static_cast<std::size_t>(view.width) * static_cast<std::size_t>(view.height);
  render::Picture out{view.width, view.height, std::vector<std::uint8_t>(4 * count)};
  if (options.format == "surface") {
    for (std::size_t i = 0; i < count; ++i) out.rgba[4 * i + 3] = 255;
  }
  return out;
}

// Empty tiles of one zoom are all alike: drawn once.
void put_missing(const render::Renderer& renderer, StaysOpen& sink, const geo::TileRange& range,
                 const output::TileOptions& options) {
  std::vector<std::byte> bytes;
  for (auto x = range.x0; x <= range.x1; ++x) {
    for (auto y = range.y0; y <= range.y1; ++y) {
      const geo::TileId tile(range.zoom, x, y);
      if (sink.has(tile)) continue;
      if (bytes.empty())
        bytes = output::find_encoder("png").encode(blank(renderer, tile, options), output::encode_options(options));
      sink.put(tile, bytes);
    }
  }
}

}  // namespace

PyramidGroup::PyramidGroup(const render::Renderer& renderer, const geo::LonLatBox& box, geo::ZoomRange zooms,
                           unsigned threads)
    : m_renderer(renderer), m_box(box), m_zooms(zooms), m_threads(threads) {}

void PyramidGroup::add(const std::filesystem::path& folder, const output::TileOptions& tile) {
  std::filesystem::create_directories(folder.parent_path());
  const output::PyramidOptions options{.zooms = m_zooms, .box = m_box, .tile = tile, .threads = m_threads};
  m_members.push_back({options, output::create_sink(folder, output::describe(m_renderer, options))});
}

void PyramidGroup::write(Progress* progress) {
  Progress silent;
  auto& shown = progress != nullptr ? *progress : silent;
  std::uint64_t total = 0;
  for (const auto& member : m_members) total += output::count_tiles(m_renderer.scene().bounds(), member.options);
  shown.start("tiles", total, "tiles");
  OneStage stage(shown);
  for (unsigned zoom = m_zooms.low; zoom <= m_zooms.high; ++zoom) {
    for (const auto& member : m_members) write_zoom(member, zoom, stage);
  }
  for (const auto& member : m_members) member.sink->finish(output::describe(m_renderer, member.options));
  shown.finish();
}

void PyramidGroup::write_zoom(const Member& member, unsigned zoom, Progress& progress) const {
  auto options = member.options;
  options.zooms = {zoom, zoom};
  StaysOpen sink(*member.sink);
  output::write_pyramid(m_renderer, sink, options, &progress);
  put_missing(m_renderer, sink, geo::tiles_in(m_box, zoom), options.tile);
}

}  // namespace riskmap::web::detail
