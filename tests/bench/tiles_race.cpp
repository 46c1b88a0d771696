// SPDX-License-Identifier: MIT
// Our tiles for tiles_race.py: tiles_race STYLE TILES [--format png] [--fast] [--threads 1] [--once] [--out FOLDER]
// TILES holds one z/x/y a line, sorted by zoom. Loads the style, then makes each tile once as `riskmap tiles` does: its
// digest, its picture, its bytes. Prints one line of JSON: seconds of the wall's and the process's clock for loading,
// preparing (a palette; the first tile of each zoom, less the same tile again) and drawing all of them, mean
// milliseconds of each stage of a tile by its thread's clock, and bytes. With --once nothing is drawn twice, so that
// the whole process can be timed from outside. --out keeps the tiles.
#include <riskmap/base/error.hpp>
#include <riskmap/base/parallel.hpp>
#include <riskmap/output/tile_maker.hpp>
#include <riskmap/output/tile_palette.hpp>
#include <riskmap/render/layer_type.hpp>
#include <tests/bench/timing.hpp>

#include <fmt/format.h>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <span>
#include <sstream>
#include <stdexcept>

namespace {

using namespace riskmap;
using Bytes = std::vector<std::byte>;

constexpr std::size_t zooms_at_once = 3;

struct Arguments {
  std::filesystem::path style, tiles, out;
  output::TileOptions tile;
  unsigned threads = 1;
  bool once = false;
};

Arguments read_arguments(std::span<char*> given) {
  if (given.size() < 3) throw std::runtime_error("tiles_race STYLE TILES [options]; the source tells which");
  Arguments out;
  out.style = given[1];
  out.tiles = given[2];
  for (std::size_t i = 3; i < given.size(); ++i) {
    const std::string_view name = given[i];
    if (name == "--once") {
      out.once = true;
      continue;
    }
    if (name == "--fast") {
      out.tile.fast = true;
      continue;
    }
    if (i + 1 == given.size()) throw std::runtime_error(fmt::format("{} is unknown or wants a value", name));
    const std::string value = given[++i];
    if (name == "--format")
      out.tile.format = value;
    else if (name == "--threads")
      out.threads = static_cast<unsigned>(std::stoul(value));
    else if (name == "--out")
      out.out = value;
    else
      throw std::runtime_error(fmt::format("{} is unknown", name));
  }
  return out;
}

std::vector<geo::TileId> read_tiles(const std::filesystem::path& path) {
  std::ifstream in(path);
  std::vector<geo::TileId> tiles;
  for (std::string line; std::getline(in, line);) tiles.push_back(geo::parse_tile(line));
  if (tiles.empty()) throw std::runtime_error("no tiles in " + path.string());
  return tiles;
}

/// A stretch of time by the wall's clock and by the processor's, all threads together.
struct Span {
  double wall = 0, processor = 0;

  static Span now() {
    const auto wall = std::chrono::steady_clock::now().time_since_epoch();
    return {std::chrono::duration<double>(wall).count(), static_cast<double>(std::clock()) / CLOCKS_PER_SEC};
  }
  Span operator-(const Span& other) const { return {wall - other.wall, processor - other.processor}; }
  Span& operator+=(const Span& other) {
    wall += other.wall;
    processor += other.processor;
    return *this;
  }
};

template <typename TWork>
Span timed(const TWork& work) {
  const auto start = Span::now();
  work();
  return Span::now() - start;
}

/// Processor time of this thread, in nanoseconds.
long long thread_clock() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return 1'000'000'000LL * now.tv_sec + now.tv_nsec;
}

class Race {
 public:
  explicit Race(const Arguments& arguments)
      : m_arguments(arguments),
        m_tiles(read_tiles(arguments.tiles)),
        m_encoder(output::find_encoder(arguments.tile.format)),
        m_scene(load()),
        m_renderer(m_scene),
        m_maker(m_renderer, arguments.tile) {
    m_preparing += timed([&] {
      if (arguments.tile.format == "png8") m_palette.emplace(output::make_tile_palette(m_scene.document()));
      if (!arguments.once) estimate();
    });
    m_encode = output::encode_options(arguments.tile, m_palette ? &*m_palette : nullptr);
  }

  void run() {
    m_made.resize(m_tiles.size());
    for (std::size_t first = 0; first < m_tiles.size();) {
      const auto next = end_of_batch(first);
      if (!m_arguments.once) prepare(first, next);
      draw(first, next);
      first = next;
    }
    take();
  }

  void print() const {
    const auto each = 1e-6 / static_cast<double>(m_tiles.size());
    fmt::print(R"({{"tiles": {}, "empty": {}, "bytes": {}, "load": [{:.6f}, {:.6f}], "prepare": [{:.6f}, {:.6f}], )",
               m_tiles.size(), m_empty, m_bytes, m_loading.wall, m_loading.processor, m_preparing.wall,
               m_preparing.processor);
    fmt::print(R"("draw": [{:.6f}, {:.6f}], "digest_ms": {:.4f}, "paint_ms": {:.4f}, "encode_ms": {:.4f}, )",
               m_drawing.wall, m_drawing.processor, each * static_cast<double>(m_digests),
               each * static_cast<double>(m_painting), each * static_cast<double>(m_encoding));
    fmt::print("\"peak_mib\": {}}}\n", bench::peak_mib());
  }

 private:
  // A surface's nodes are summed where they are first looked at: here all over the map, as the peers' surfaces were
  // before they began.
  void estimate() const {
    constexpr std::size_t side = 1024;
    std::vector<float> values(side * side), margins(side * side);
    for (const auto& surface : m_scene.surfaces()) {
      const auto box = geo::to_mercator(m_scene.bounds());
      surface.drawn->sample(box, side, side, values.data());
      surface.drawn->sample_margins(box, side, side, values.data(), margins.data());
    }
  }

  map::Scene load() {
    std::optional<map::Scene> scene;
    m_loading = timed(
        [&] { scene = map::Scene::load(m_arguments.style, render::layer_specs(), {.threads = m_arguments.threads}); });
    return *std::move(scene);
  }

  /// What TileMaker::make() does, with a clock between the stages.
  std::optional<Bytes> make(const geo::TileId& tile) {
    const auto start = thread_clock();
    const bool empty = !m_maker.digest(tile);
    const auto known = thread_clock();
    m_digests += known - start;
    if (empty) return {};
    thread_local render::Picture picture;
    m_renderer.picture(render::View::tile(tile), picture);
    const auto painted = thread_clock();
    auto bytes = m_encoder.encode(picture, m_encode);
    m_painting += painted - known;
    m_encoding += thread_clock() - painted;
    return bytes;
  }

  // A pyramid is drawn without a pause between its zooms: as many at once as surely stay prepared.
  std::size_t end_of_batch(std::size_t first) const {
    std::size_t zooms = 0, i = first;
    for (; i < m_tiles.size(); ++i)
      if (opens_zoom(i) && ++zooms > zooms_at_once) break;
    return i;
  }
  bool opens_zoom(std::size_t tile) const { return tile == 0 || m_tiles[tile].zoom != m_tiles[tile - 1].zoom; }

  // The first tile of each zoom plans the zoom.
  void prepare(std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      if (!opens_zoom(i)) continue;
      const auto first = timed([&] { m_firsts[i] = m_maker.make(m_tiles[i]); });
      const auto again = timed([&] { m_maker.make(m_tiles[i]); });
      m_preparing += first - again;
    }
  }

  void draw(std::size_t begin, std::size_t end) {
    m_drawing += timed([&] {
      parallel_for(end - begin, m_arguments.threads,
                   [&](std::size_t i) { m_made[begin + i] = make(m_tiles[begin + i]); });
    });
    for (const auto& [tile, bytes] : m_firsts)
      if (m_made[tile] != bytes) throw std::logic_error("this is not what a TileMaker makes");
  }

  void take() {
    for (std::size_t i = 0; i < m_tiles.size(); ++i) {
      m_empty += m_made[i] ? 0 : 1;
      m_bytes += m_made[i] ? m_made[i]->size() : 0;
      if (m_made[i] && !m_arguments.out.empty()) keep(m_tiles[i], *m_made[i]);
    }
  }

  void keep(const geo::TileId& tile, const Bytes& bytes) const {
    std::filesystem::create_directories(m_arguments.out);
    std::ofstream(m_arguments.out / fmt::format("{}_{}_{}{}", tile.zoom, tile.x, tile.y, m_encoder.suffix),
                  std::ios::binary)
        .write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  }

  const Arguments& m_arguments;
  std::vector<geo::TileId> m_tiles;
  const output::Encoder& m_encoder;
  output::EncodeOptions m_encode;
  std::optional<output::TilePalette> m_palette;
  Span m_loading, m_preparing, m_drawing;
  std::atomic<long long> m_digests = 0, m_painting = 0, m_encoding = 0;  // nanoseconds
  map::Scene m_scene;
  render::Renderer m_renderer;
  output::TileMaker m_maker;
  std::map<std::size_t, std::optional<Bytes>> m_firsts;  // of each zoom, by a TileMaker
  std::vector<std::optional<Bytes>> m_made;
  std::size_t m_empty = 0, m_bytes = 0;
};

}  // namespace

int main(int argc, char** argv) {
  try {
    const auto arguments = read_arguments(std::span(argv, static_cast<std::size_t>(argc)));
    Race race(arguments);
    race.run();
    race.print();
    return EXIT_SUCCESS;
  } catch (const std::exception& error) {
    fmt::print(stderr, "tiles_race: {}\n", error.what());
    return EXIT_FAILURE;
  }
}
