// SPDX-License-Identifier: MIT
#include <riskmap/output/pyramid.hpp>

#include <riskmap/base/digest.hpp>
#include <riskmap/base/error.hpp>
#include <riskmap/base/ordered_work.hpp>
#include <riskmap/output/detail/tile_walk.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace riskmap::output {
namespace {

using Bytes = std::vector<std::byte>;

constexpr std::size_t tiles_ahead = 32;          ///< per thread: drawn, not yet written
constexpr std::uint64_t checkpoint_every = 256;  ///< tiles

Region region_of(const render::Renderer& renderer, const PyramidOptions& options) {
  return region_of(renderer.scene().bounds(), options);
}

// Each source once, in the document's order.
std::string attribution_of(const style::Document& document) {
  std::vector<std::string> said;
  for (const auto& source : document.sources()) {
    if (!source.json.is_object()) continue;
    const auto text = source.json.value("attribution", std::string{});
    if (!text.empty() && std::ranges::find(said, text) == said.end()) said.push_back(text);
  }
  return fmt::format("{}", fmt::join(said, " | "));
}

void add_area(Digest& digest, const model::Area& area) {
  const auto add_ring = [&](const model::Line& ring) {
    digest.add(std::uint64_t{ring.size()});
    for (const auto& place : ring) digest.add(place.lon).add(place.lat);
  };
  for (const auto& polygon : area.polygons()) {
    digest.add(std::uint64_t{polygon.holes.size()});
    add_ring(polygon.outer);
    for (const auto& hole : polygon.holes) add_ring(hole);
  }
}

/// A tile on its way from the walk to the sink.
struct Item {
  geo::TileId tile;
  std::optional<Bytes> bytes;
  std::uint64_t digest = 0;
  bool settled = false;  ///< by the interrupted run
  bool drawn = false, changed = false;
};

class PyramidWriter {
 public:
  PyramidWriter(const render::Renderer& renderer, Sink& sink, const PyramidOptions& options, Progress& progress)
      : m_sink(sink),
        m_options(options),
        m_progress(progress),
        m_maker(renderer, options.tile),
        m_walk(region_of(renderer, options), options.zooms),
        m_resume_at(sink.resume_at()) {}

  PyramidReport run() {
    OrderedWork<Item>(
        slots(), [this](Item& item) { return next(item); }, [this](Item& item) { work_on(item); },
        [this](Item& item) { take(item); })
        .run(m_options.threads);
    if (m_options.since != nullptr) add_vanished();
    return std::move(m_report);
  }

 private:
  // A tile may be as large as its pixels.
  std::size_t slots() const {
    const auto side = static_cast<std::size_t>(m_options.tile.size * m_options.tile.scale);
    const std::size_t threads = thread_count(m_options.threads);
    return std::clamp(m_options.max_memory / 16 / (4 * side * side), threads, tiles_ahead * threads);
  }

  bool next(Item& item) {
    for (;;) {
      const auto tile = m_walk.next();
      if (!tile) return false;
      if (m_visited++ % m_options.shard.count != m_options.shard.index - 1) continue;
      item.tile = *tile;
      item.settled = geo::hilbert_id(*tile) < m_resume_at;
      return true;
    }
  }

  void work_on(Item& item) {
    item.bytes.reset();
    item.drawn = item.changed = false;
    try {
      if (!item.settled || m_options.since != nullptr) make(item);
    } catch (Error& error) {
      error.add_context("tile " + item.tile.text());
      throw;
    }
    m_progress.advance(1);
  }

  void make(Item& item) {
    const auto digest = m_maker.digest(item.tile);
    item.digest = digest.value_or(0);
    const auto* old = m_options.since;
    const bool known = digest && old != nullptr && old->digest(item.tile) == digest;
    if (item.settled) {
      item.changed = old->digest(item.tile) != digest;
      return;
    }
    if (known) item.bytes = old->tile(item.tile);
    if (digest && !item.bytes) {
      item.bytes = m_maker.make(item.tile);
      item.drawn = true;
    }
    if (old != nullptr && !(known && !item.drawn)) item.changed = old->tile(item.tile) != item.bytes;
  }

  void take(Item& item) {
    if (item.changed) m_report.changed.push_back(item.tile);
    if (item.settled) {
      ++m_report.resumed;
      return;
    }
    if (item.bytes) {
      m_sink.put(item.tile, *item.bytes, item.digest);
      ++m_report.tiles;
      m_report.drawn += item.drawn ? 1 : 0;
      m_report.bytes += item.bytes->size();
    } else {
      ++m_report.empty;
    }
    if (++m_since_checkpoint < checkpoint_every) return;
    m_since_checkpoint = 0;
    m_sink.checkpoint(geo::hilbert_id(item.tile) + 1);
  }

  // Tiles of the old archive that lie outside this pyramid, or in another shard of it.
  void add_vanished() {
    const auto region = m_walk.region();
    if (m_options.shard.count > 1) return;
    m_options.since->visit([&](const geo::TileId& tile, std::span<const std::byte>, std::uint64_t) {
      const bool inside = tile.zoom >= m_options.zooms.low && tile.zoom <= m_options.zooms.high && region.touches(tile);
      if (!inside) m_report.changed.push_back(tile);
    });
    std::ranges::sort(m_report.changed, {}, &geo::hilbert_id);
  }

  Sink& m_sink;
  const PyramidOptions& m_options;
  Progress& m_progress;
  TileMaker m_maker;
  detail::TileWalk m_walk;
  std::uint64_t m_resume_at;
  std::uint64_t m_visited = 0, m_since_checkpoint = 0;
  PyramidReport m_report;
};

}  // namespace

Shard parse_shard(std::string_view text) {
  const auto slash = text.find('/');
  const auto number = [&](std::string_view part) {
    unsigned value = 0;
    const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), value);
    return error == std::errc{} && end == part.data() + part.size() ? value : 0U;
  };
  if (slash != std::string_view::npos) {
    const Shard shard{number(text.substr(0, slash)), number(text.substr(slash + 1))};
    if (shard.index >= 1 && shard.index <= shard.count && shard.count <= 100'000) return shard;
  }
  throw UsageError("", fmt::format("'{}' is no share of the work", printable(std::string(text))),
                   "write I/N, like 3/7: the third of seven");
}

Region region_of(const geo::LonLatBox& bounds, const PyramidOptions& options) {
  return Region(options.box.value_or(options.area ? options.area->box() : bounds), options.area);
}

TilesetInfo describe(const render::Renderer& renderer, const PyramidOptions& options) {
  const auto& scene = renderer.scene();
  TilesetInfo info;
  info.name = scene.document().name();
  if (const auto* description = scene.document().metadata("riskmap:description");
      description != nullptr && description->is_string()) {
    info.description = description->get<std::string>();
  }
  info.attribution = attribution_of(scene.document());
  info.bounds = region_of(renderer, options).box();
  info.zooms = options.zooms;
  info.provenance = scene.provenance();
  TileMaker(renderer, options.tile).describe(info);
  info.provenance["tiles"]["language"] = scene.language();
  if (options.shard.count > 1)
    info.provenance["shard"] = fmt::format("{}/{}", options.shard.index, options.shard.count);
  return info;
}

std::string job_of(const render::Renderer& renderer, const PyramidOptions& options) {
  const auto info = describe(renderer, options);
  const auto& box = info.bounds;
  Digest digest;
  digest.add(info.name).add(info.description).add(info.attribution).add(info.provenance.dump());
  digest.add(info.vector_layers.dump()).add(std::uint64_t{info.zooms.low}).add(std::uint64_t{info.zooms.high});
  digest.add(box.min_x).add(box.min_y).add(box.max_x).add(box.max_y);
  if (options.area) add_area(digest, *options.area);
  constexpr double half = geo::mercator_half;
  for (const auto& surface : renderer.scene().surfaces()) digest.add(surface.drawn->digest({-half, -half, half, half}));
  return fmt::format("{:016x}", digest.value());
}

std::uint64_t count_tiles(const geo::LonLatBox& bounds, const PyramidOptions& options) {
  const auto region = region_of(bounds, options);
  std::uint64_t count = 0;
  for (unsigned zoom = options.zooms.low; zoom <= options.zooms.high; ++zoom) {
    // The box alone tells at once whether it is far too many.
    const auto most = region.range(zoom).count();
    count += most > options.max_tiles ? most : region.count(zoom);
  }
  if (count <= options.max_tiles) return count;
  throw LimitError("--zoom",
                   fmt::format("zooms {}-{} of this region are {} tiles, over the limit of {}", options.zooms.low,
                               options.zooms.high, count, options.max_tiles),
                   "--max-tiles raises it; --zoom, --bbox and --area narrow the pyramid");
}

PyramidReport write_pyramid(const render::Renderer& renderer, Sink& sink, const PyramidOptions& options,
                            Progress* progress) {
  Progress silent;
  auto& shown = progress != nullptr ? *progress : silent;
  const auto total = count_tiles(renderer.scene().bounds(), options);
  shown.start("tiles", (total + options.shard.count - options.shard.index) / options.shard.count, "tiles");
  auto report = PyramidWriter(renderer, sink, options, shown).run();
  sink.finish(describe(renderer, options));
  shown.finish();
  return report;
}

}  // namespace riskmap::output
