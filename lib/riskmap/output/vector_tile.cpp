// SPDX-License-Identifier: MIT
#include <riskmap/output/vector_tile.hpp>

#include <riskmap/base/digest.hpp>
#include <riskmap/geo/box_index.hpp>
#include <riskmap/io/compression.hpp>
#include <riskmap/output/detail/published.hpp>
#include <riskmap/output/detail/vector_tile_writer.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <mutex>
#include <utility>

namespace riskmap::output {
namespace {

using detail::GridLine;
using detail::GridPoint;
using detail::IndexedLine;
using detail::PublishedLayer;
using GeometryType = detail::VectorLayerWriter::GeometryType;

constexpr std::size_t kept_zooms = 3;
constexpr int compression_level = 9;

/// A feature on the grid of a zoom.
struct GridFeature {
  const model::Feature* feature = nullptr;
  GridLine points;
  std::vector<IndexedLine> lines;
  std::vector<std::vector<IndexedLine>> polygons;  ///< outer ring first
  geo::PixelBox box;
};

/// Features of a layer in the order of their file.
struct GridLayer {
  std::vector<GridFeature> features;
  geo::BoxIndex index;
};

geo::PixelBox box_of(const GridLine& points) {
  geo::PixelBox box;
  for (const auto& p : points) box.extend(static_cast<double>(p.x), static_cast<double>(p.y));
  return box;
}

GridFeature on_grid(const model::Feature& feature, double world_size) {
  GridFeature out;
  out.feature = &feature;
  const auto& geometry = feature.geometry;
  for (const auto& place : geometry.points) out.points.push_back(detail::to_grid(place, world_size));
  out.box = box_of(out.points);
  for (const auto& line : geometry.lines) {
    out.lines.push_back(detail::to_grid(line, world_size));
    out.box.extend(out.lines.back().runs.box());
  }
  for (const auto& polygon : geometry.polygons) {
    auto& rings = out.polygons.emplace_back();
    rings.push_back(detail::to_grid(polygon.outer, world_size));
    out.box.extend(rings.front().runs.box());
    for (const auto& hole : polygon.holes) rings.push_back(detail::to_grid(hole, world_size));
  }
  return out;
}

bool shows(const style::Layer& layer, style::EvaluationContext& context, double from, double to) {
  from = std::max(from, layer.min_zoom), to = std::min(to, layer.max_zoom);
  if (from >= to) return false;
  const bool once = !layer.filter || !layer.filter->depends().zoom;
  constexpr double step = 0.25;  // finer than filters change
  for (context.zoom = from; context.zoom < to; context.zoom += step) {
    if (layer.accepts(context)) return true;
    if (once) return false;
  }
  return false;
}

/// Whether a layer of the document shows the feature while tiles of this zoom do: up to the next, the last zoom's all
/// beyond.
bool is_drawn(const PublishedLayer& layer, const model::Feature& feature, unsigned zoom, unsigned last_zoom) {
  constexpr double deepest = 24;
  style::EvaluationContext context;
  context.layer = layer.table;
  context.feature = &feature;
  return std::ranges::any_of(layer.users, [&](const style::Layer* user) {
    return shows(*user, context, zoom, zoom >= last_zoom ? deepest : zoom + 1.0);
  });
}

GridLayer prepare(const PublishedLayer& layer, unsigned zoom, const VectorTileOptions& options) {
  GridLayer out;
  const double world_size = std::ldexp(static_cast<double>(options.extent), static_cast<int>(zoom));
  for (const auto& feature : layer.table->features) {
    if (!is_drawn(layer, feature, zoom, options.last_zoom)) continue;
    auto prepared = on_grid(feature, world_size);
    if (!prepared.box.empty()) out.features.push_back(std::move(prepared));
  }
  std::vector<geo::PixelBox> boxes;
  for (const auto& feature : out.features) boxes.push_back(feature.box);
  out.index = geo::BoxIndex(boxes);
  return out;
}

void orient(GridLine& ring, bool clockwise) {
  if ((detail::doubled_area(ring) > 0) != clockwise) std::ranges::reverse(ring);
}

class TileWriter {
 public:
  TileWriter(const geo::TileId& tile, const VectorTileOptions& options)
      : m_options(options),
        m_corner{static_cast<std::int64_t>(tile.x) * options.extent,
                 static_cast<std::int64_t>(tile.y) * options.extent} {
    const double left = static_cast<double>(m_corner.x), top = static_cast<double>(m_corner.y);
    m_box = geo::PixelBox{left, top, left + options.extent, top + options.extent}.grown(options.buffer);
  }

  void add(const PublishedLayer& layer, const GridLayer& grid) {
    std::vector<std::uint32_t> crossing;
    grid.index.find(m_box, crossing);
    detail::VectorLayerWriter writer(layer.name, m_options.extent);
    for (const auto i : crossing) add(layer, grid.features[i], writer);
    if (!writer.empty()) writer.write(m_bytes);
  }
  std::string take() { return std::move(m_bytes); }

 private:
  void add(const PublishedLayer& layer, const GridFeature& feature, detail::VectorLayerWriter& writer) const {
    detail::GeometryCommands commands(m_corner);
    const auto type = draw(feature, commands);
    if (commands.empty()) return;
    for (const auto& field : layer.fields)
      writer.tag(layer.table->fields[field.index], feature.feature->values[field.index]);
    writer.add(type, commands.commands(), layer.with_ids ? id_of(*feature.feature) : std::nullopt);
  }

  GeometryType draw(const GridFeature& feature, detail::GeometryCommands& commands) const {
    GridLine inside;
    for (const auto& p : feature.points)
      if (m_box.contains(static_cast<double>(p.x), static_cast<double>(p.y))) inside.push_back(p);
    commands.points(inside);
    for (const auto& line : feature.lines)
      for (const auto& part : detail::clip_line(line, m_box)) commands.line(part);
    for (const auto& rings : feature.polygons) draw_polygon(rings, commands);
    return !feature.points.empty()  ? GeometryType::point
           : !feature.lines.empty() ? GeometryType::line
                                    : GeometryType::polygon;
  }

  void draw_polygon(const std::vector<IndexedLine>& rings, detail::GeometryCommands& commands) const {
    std::vector<GridLine> inside;
    std::int64_t left = 0;  // twice the area that is not hole
    for (const auto& indexed : rings) {
      auto ring = detail::clip_ring(indexed, m_box);
      if (ring.empty() && inside.empty()) return;  // holes of what is not there
      if (ring.empty()) continue;
      orient(ring, inside.empty());
      left += detail::doubled_area(ring);
      inside.push_back(std::move(ring));
    }
    if (left <= 0) return;  // the tile lies in a hole
    for (const auto& ring : inside) commands.ring(ring);
  }

  static std::optional<std::uint64_t> id_of(const model::Feature& feature) {
    const auto* number = feature.id ? std::get_if<double>(&*feature.id) : nullptr;
    constexpr double most = 9007199254740992.0;  // browsers count no further
    if (number == nullptr || *number < 0 || *number > most || std::trunc(*number) != *number) return {};
    return static_cast<std::uint64_t>(*number);
  }

  VectorTileOptions m_options;
  GridPoint m_corner;
  geo::PixelBox m_box;
  std::string m_bytes;
};

}  // namespace

struct VectorTiler::Prepared {
  using Grid = std::vector<GridLayer>;
  VectorTileOptions options;
  std::vector<PublishedLayer> layers;
  std::mutex mutex;
  std::vector<std::pair<unsigned, std::shared_ptr<const Grid>>> zooms;  ///< the newest last

  // Others wait while a zoom is prepared: they need it too.
  std::shared_ptr<const Grid> at(unsigned zoom) {
    const std::scoped_lock lock(mutex);
    const auto found = std::ranges::find(zooms, zoom, [](const auto& entry) { return entry.first; });
    if (found != zooms.end()) return found->second;
    Grid grid;
    for (const auto& layer : layers) grid.push_back(prepare(layer, zoom, options));
    if (zooms.size() == kept_zooms) zooms.erase(zooms.begin());
    zooms.emplace_back(zoom, std::make_shared<const Grid>(std::move(grid)));
    return zooms.back().second;
  }

  std::string tile(const geo::TileId& tile) {
    const auto grid = at(tile.zoom);
    TileWriter writer(tile, options);
    for (std::size_t i = 0; i < layers.size(); ++i) writer.add(layers[i], (*grid)[i]);
    return writer.take();
  }
};

VectorTiler::VectorTiler(const map::Scene& scene, const VectorTileOptions& options)
    : m_prepared(std::make_unique<Prepared>()) {
  m_prepared->options = options;
  m_prepared->layers = detail::published_layers(scene);
}

VectorTiler::~VectorTiler() = default;

std::optional<std::vector<std::byte>> VectorTiler::tile(const geo::TileId& tile) const {
  const auto bytes = m_prepared->tile(tile);
  if (bytes.empty()) return {};
  return io::gzip(std::as_bytes(std::span(bytes)), compression_level);
}

std::uint64_t VectorTiler::digest(const geo::TileId& tile) const {
  const auto bytes = m_prepared->tile(tile);
  return bytes.empty() ? 0 : Digest().add(std::string_view(bytes)).value();
}

Json VectorTiler::layers(geo::ZoomRange zooms) const {
  Json out = Json::array();
  for (const auto& layer : m_prepared->layers) {
    Json fields = Json::object();
    for (const auto& field : layer.fields) fields[layer.table->fields[field.index]] = field.type;
    out.push_back({{"id", layer.name}, {"fields", std::move(fields)}, {"minzoom", zooms.low}, {"maxzoom", zooms.high}});
  }
  return out;
}

std::string vector_layer_name(const style::Document& document, std::string_view source, std::string_view source_layer) {
  const auto plain = [](std::string_view of_source, std::string_view layer) {
    return layer.empty() ? of_source : layer;
  };
  const auto wanted = plain(source, source_layer);
  const bool shared = std::ranges::any_of(document.layers(), [&](const style::Layer& layer) {
    return !layer.source.empty() && layer.source != source && plain(layer.source, layer.source_layer) == wanted;
  });
  if (!shared) return std::string(wanted);
  return std::string(source) + "/" + std::string(source_layer);
}

}  // namespace riskmap::output
