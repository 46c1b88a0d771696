// SPDX-License-Identifier: MIT
#include <riskmap/output/pyramid.hpp>

#include <riskmap/base/digest.hpp>
#include <riskmap/base/error.hpp>
#include <riskmap/base/memory.hpp>
#include <riskmap/base/ordered_work.hpp>
#include <riskmap/output/detail/memory_budget.hpp>
#include <riskmap/output/detail/tile_walk.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace riskmap::output {
namespace {

using Bytes = std::vector<std::byte>;

constexpr std::uint64_t checkpoint_every = 256;  ///< tiles
constexpr std::uint64_t look_every = 16;         ///< tiles: at how much memory is used
constexpr std::uint64_t least_round = 512;       ///< tiles: so that preparing a zoom again is a small part of a round
constexpr std::uint64_t least_over_limit = 64;   ///< tiles of a round that passes the limit

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
      : m_renderer(renderer),
        m_sink(sink),
        m_options(options),
        m_progress(progress),
        m_maker(renderer, options.tile),
        m_budget(options.max_memory, thread_count(options.threads), options.tile),
        m_walk(region_of(renderer, options), options.zooms),
        m_resume_at(sink.resume_at()) {}

  PyramidReport run() {
    m_next = next_of_shard();
    while (m_next) {
      work_a_round();
      if (!m_next) break;
      // Nobody draws now: no zoom is prepared twice because another thread still wants it.
      m_renderer.give_back();
      trim_memory();
    }
    if (m_options.since != nullptr) add_vanished();
    return std::move(m_report);
  }

 private:
  /// As many tiles as memory lets be drawn with what is kept to be quick: if there is enough of it, all.
  void work_a_round() {
    m_of_round = 0;
    m_first_zoom = m_next->zoom;
    OrderedWork<Item>(
        m_budget.tiles_under_way(), [this](Item& item) { return next(item); }, [this](Item& item) { work_on(item); },
        [this](Item& item) { take(item); })
        .run(m_options.threads);
  }

  bool next(Item& item) {
    if (!m_next || is_round_over(m_next->zoom)) return false;
    item.tile = *m_next;
    item.settled = geo::hilbert_id(item.tile) < m_resume_at;
    m_zoom = item.tile.zoom;
    ++m_of_round;
    m_next = next_of_shard();
    return true;
  }

  std::optional<geo::TileId> next_of_shard() {
    for (;;) {
      const auto tile = m_walk.next();
      if (!tile || m_visited++ % m_options.shard.count == m_options.shard.index - 1) return tile;
    }
  }

  /// \throws LimitError where a round has hardly begun and the limit is passed
  bool is_round_over(unsigned zoom) const {
    if (m_of_round == 0) return false;
    if (zoom != m_zoom) return m_budget.is_half_used(resident_memory());
    if (m_of_round % look_every != 0) return false;
    const auto used = resident_memory();
    if (!m_budget.is_used_up(used)) return false;
    if (m_of_round >= least_round || m_first_zoom != m_zoom) return true;
    if (used <= m_budget.limit()) return false;
    if (m_of_round < least_over_limit) throw detail::beyond_memory(m_budget.limit(), used + used / 8);
    return true;
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

  const render::Renderer& m_renderer;
  Sink& m_sink;
  const PyramidOptions& m_options;
  Progress& m_progress;
  TileMaker m_maker;
  detail::MemoryBudget m_budget;
  detail::TileWalk m_walk;
  std::optional<geo::TileId> m_next;      // the first that nobody draws yet
  std::uint64_t m_of_round = 0;           // handed out
  unsigned m_first_zoom = 0, m_zoom = 0;  // of the round's first tile, and of its last
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
