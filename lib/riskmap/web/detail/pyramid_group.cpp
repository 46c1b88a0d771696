// SPDX-License-Identifier: MIT
#include <riskmap/web/detail/pyramid_group.hpp>

namespace riskmap::web::detail {
namespace {

// A sink that goes on after a zoom has been written.
class StaysOpen : public output::Sink {
 public:
  explicit StaysOpen(output::Sink& sink) : m_sink(sink) {}
  void put(const geo::TileId& tile, std::span<const std::byte> bytes) override { m_sink.put(tile, bytes); }
  void finish(const output::TilesetInfo&) override {}

 private:
  output::Sink& m_sink;
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

}  // namespace

PyramidGroup::PyramidGroup(const render::Renderer& renderer, geo::ZoomRange zooms, unsigned threads)
    : m_renderer(renderer), m_zooms(zooms), m_threads(threads) {}

void PyramidGroup::add(const std::filesystem::path& folder, const output::TileOptions& tile) {
  std::filesystem::create_directories(folder.parent_path());
  const output::PyramidOptions options{.zooms = m_zooms, .tile = tile, .threads = m_threads};
  m_members.push_back({options, output::create_sink(folder, output::describe(m_renderer, options))});
}

void PyramidGroup::write(Progress* progress) {
  Progress silent;
  auto& shown = progress != nullptr ? *progress : silent;
  std::uint64_t total = 0;
  for (const auto& member : m_members) total += output::count_tiles(m_renderer, member.options);
  shown.start("tiles", total, "tiles");
  OneStage stage(shown);
  for (unsigned zoom = m_zooms.low; zoom <= m_zooms.high; ++zoom) {
    for (const auto& member : m_members) {
      auto options = member.options;
      options.zooms = {zoom, zoom};
      StaysOpen sink(*member.sink);
      output::write_pyramid(m_renderer, sink, options, &stage);
    }
  }
  for (const auto& member : m_members) member.sink->finish(output::describe(m_renderer, member.options));
  shown.finish();
}

}  // namespace riskmap::web::detail
