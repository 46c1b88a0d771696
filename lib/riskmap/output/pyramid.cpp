// SPDX-License-Identifier: MIT
#include <riskmap/output/pyramid.hpp>

#include <riskmap/base/error.hpp>
#include <riskmap/base/parallel.hpp>
#include <riskmap/output/detail/tile_walk.hpp>
#include <riskmap/output/encoder.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace riskmap::output {
namespace {

using Bytes = std::vector<std::byte>;

constexpr std::size_t tiles_per_thread = 64;  ///< of a batch: what is drawn before it is written

bool is_numbers(const TileOptions& options) { return options.format == "surface" || options.format == "mask"; }

const Encoder& encoder_of(const TileOptions& options) {
  return find_encoder(is_numbers(options) ? "png" : options.format);
}

render::Picture draw(const render::Renderer& renderer, const render::View& view, const TileOptions& options) {
  if (options.format == "surface") return render::surface_tile(renderer.scene().surface(options.surface), view);
  if (options.format == "mask") return render::mask_tile(renderer, renderer.scene().surface(options.surface), view);
  return renderer.picture(view, options.part);
}

geo::LonLatBox box_of(const render::Renderer& renderer, const PyramidOptions& options) {
  return options.box.value_or(renderer.scene().bounds());
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

std::string_view name_of(render::Part part) {
  constexpr std::string_view names[] = {"all", "base", "overlay", "labels"};
  return names[static_cast<std::size_t>(part)];
}

Json tile_provenance(const map::Scene& scene, const TileOptions& options) {
  Json json = {{"format", options.format}, {"size", options.size}, {"scale", options.scale}};
  if (!is_numbers(options)) json["part"] = name_of(options.part);
  if (!is_numbers(options)) return json;
  const auto& surface = scene.surface(options.surface);
  json["surface"] = surface.spec->name;
  json["unit"] = surface.unit;
  if (options.format == "surface") json["step"] = surface.step;
  return json;
}

class PyramidWriter {
 public:
  PyramidWriter(const render::Renderer& renderer, Sink& sink, const PyramidOptions& options, Progress& progress)
      : m_renderer(renderer),
        m_sink(sink),
        m_options(options),
        m_progress(progress),
        m_walk(Region(box_of(renderer, options)), options.zooms) {
    m_tiles.reserve(tiles_per_thread * thread_count(options.threads));
  }

  PyramidReport run() {
    while (fill_batch()) {
      draw_batch();
      write_batch();
    }
    return m_report;
  }

 private:
  bool fill_batch() {
    m_tiles.clear();
    while (m_tiles.size() < m_tiles.capacity()) {
      const auto tile = m_walk.next();
      if (!tile) break;
      m_tiles.push_back(*tile);
    }
    return !m_tiles.empty();
  }

  void draw_batch() {
    m_drawn.assign(m_tiles.size(), std::nullopt);
    parallel_for(m_tiles.size(), m_options.threads, [this](std::size_t i) {
      try {
        m_drawn[i] = make_tile(m_renderer, m_tiles[i], m_options.tile);
      } catch (Error& error) {
        error.add_context("tile " + m_tiles[i].text());
        throw;
      }
      m_progress.advance(1);
    });
  }

  void write_batch() {
    for (std::size_t i = 0; i < m_tiles.size(); ++i) {
      if (!m_drawn[i]) {
        ++m_report.empty;
        continue;
      }
      m_sink.put(m_tiles[i], *m_drawn[i]);
      ++m_report.tiles;
      m_report.bytes += m_drawn[i]->size();
    }
  }

  const render::Renderer& m_renderer;
  Sink& m_sink;
  const PyramidOptions& m_options;
  Progress& m_progress;
  detail::TileWalk m_walk;
  std::vector<geo::TileId> m_tiles;
  std::vector<std::optional<Bytes>> m_drawn;
  PyramidReport m_report;
};

}  // namespace

std::optional<Bytes> make_tile(const render::Renderer& renderer, const geo::TileId& tile, const TileOptions& options) {
  const auto& encoder = encoder_of(options);
  const auto view = render::View::tile(tile, options.size, options.scale);
  if (renderer.is_empty(view)) return {};
  return encoder.encode(draw(renderer, view, options), {});
}

TilesetInfo describe(const render::Renderer& renderer, const PyramidOptions& options) {
  const auto& scene = renderer.scene();
  const auto& encoder = encoder_of(options.tile);
  TilesetInfo info;
  info.name = scene.document().name();
  if (const auto* description = scene.document().metadata("riskmap:description");
      description != nullptr && description->is_string()) {
    info.description = description->get<std::string>();
  }
  info.attribution = attribution_of(scene.document());
  info.format = encoder.name;
  info.media_type = encoder.media_type;
  info.suffix = encoder.suffix;
  info.overlay = is_numbers(options.tile) || options.tile.part == render::Part::overlay ||
                 options.tile.part == render::Part::labels;
  info.bounds = box_of(renderer, options);
  info.zooms = options.zooms;
  info.tile_size = options.tile.size;
  info.scale = options.tile.scale;
  info.provenance = scene.provenance();
  info.provenance["tiles"] = tile_provenance(scene, options.tile);
  return info;
}

std::uint64_t count_tiles(const render::Renderer& renderer, const PyramidOptions& options) {
  std::uint64_t count = 0;
  for (unsigned zoom = options.zooms.low; zoom <= options.zooms.high; ++zoom)
    count += geo::tiles_in(box_of(renderer, options), zoom).count();
  if (count <= options.max_tiles) return count;
  throw LimitError("",
                   fmt::format("zooms {}-{} of this box are {} tiles, over the limit of {}", options.zooms.low,
                               options.zooms.high, count, options.max_tiles),
                   "raise it with --max-tiles, or narrow --zoom or --bbox");
}

PyramidReport write_pyramid(const render::Renderer& renderer, Sink& sink, const PyramidOptions& options,
                            Progress* progress) {
  Progress silent;
  auto& shown = progress != nullptr ? *progress : silent;
  shown.start("tiles", count_tiles(renderer, options), "tiles");
  const auto report = PyramidWriter(renderer, sink, options, shown).run();
  sink.finish(describe(renderer, options));
  shown.finish();
  return report;
}

}  // namespace riskmap::output
