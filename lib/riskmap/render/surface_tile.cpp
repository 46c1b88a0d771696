// SPDX-License-Identifier: MIT
#include <riskmap/render/surface_tile.hpp>

#include <riskmap/base/error.hpp>
#include <riskmap/base/wide.hpp>
#include <riskmap/render/detail/surface_paint.hpp>
#include <riskmap/render/renderer.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>

namespace riskmap::render {
namespace {

constexpr double past_edge = 4;  // CSS px by which surface tiles go past the study area
constexpr double cover_past = 2 * past_edge;
constexpr std::int32_t highest_level = 0xFFFFFF;
constexpr std::uint32_t opaque = 0xFF000000U;

/// Values as the encoding's levels, to the nearest, at least one if positive, as the little-endian word of R, G, B, A.
/// Answers the highest level. Written so that it runs in vectors: no branch, no call.
RISKMAP_WIDE_512 std::int32_t encode(const float* values, std::size_t count, double step, std::uint32_t* out) {
  const auto most = static_cast<float>(step * (highest_level + 16.0));  // still too much, but a whole number
  std::int32_t highest = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const double place = static_cast<double>(std::min(values[i], most)) / step;
    const auto whole = static_cast<std::int32_t>(place);
    const auto up = static_cast<std::int32_t>(2.0 * (place - static_cast<double>(whole)));  // from one half on
    const std::int32_t level = std::max(whole + up, static_cast<std::int32_t>(values[i] > 0.0F));
    highest = std::max(highest, level);
    const auto bits = static_cast<std::uint32_t>(level);
    out[i] = opaque | (bits & 0xFFU) << 16U | (bits & 0xFF00U) | (bits >> 16U & 0xFFU);
  }
  return highest;
}

/// Where a pixel lies within `reach` pixels of one that belongs to the area: 1, elsewhere 0.
void mark_near(const detail::StudyArea& area, const View& view, double reach, std::vector<std::uint8_t>& out) {
  constexpr std::uint32_t half = 128;
  const int rows = static_cast<int>(std::ceil(reach));
  const auto around = view.grown(rows);
  out.assign(static_cast<std::size_t>(view.width) * static_cast<std::size_t>(view.height), 0);
  std::vector<int> wide;
  for (int dy = 0; dy <= rows; ++dy)
    wide.push_back(dy <= reach ? static_cast<int>(std::floor(std::sqrt(reach * reach - dy * dy))) : -1);
  auto& rasteriser = detail::thread_rasteriser();
  rasteriser.reset(around);
  area.shape.add_to(rasteriser, around);
  rasteriser.sweep(detail::FillRule::nonzero, [&](int y, int x, int end, std::uint32_t coverage) {
    if (coverage < half) return;
    for (int row = std::max(y - 2 * rows, 0); row <= std::min(y, view.height - 1); ++row) {
      const int by = wide[static_cast<std::size_t>(std::abs(row + rows - y))];
      if (by < 0) continue;
      const int first = std::max(x - rows - by, 0), last = std::min(end - rows + by, view.width);
      auto* const pixels = out.data() + static_cast<std::ptrdiff_t>(row) * view.width;
      if (first < last) std::fill(pixels + first, pixels + last, std::uint8_t{1});
    }
  });
}

int pixels_past(double css_pixels, const View& view) { return static_cast<int>(std::ceil(css_pixels * view.ratio)); }

double past(SurfaceEdge edge) { return edge == SurfaceEdge::past ? past_edge : 0; }

void check_encoding(const map::SceneSurface& surface) {
  if (surface.step <= 0)
    throw UsageError(fmt::format("surface '{}' has no raster-dem source that gives its encoding", surface.spec->name));
}

void start(const View& view, Picture& out) {
  out.width = view.width;
  out.height = view.height;
  out.rgba.resize(4 * static_cast<std::size_t>(view.width) * static_cast<std::size_t>(view.height));
}

void add(Digest& digest, const View& view) {
  digest.add(view.zoom).add(view.ratio);
  digest.add(static_cast<std::uint64_t>(view.left)).add(static_cast<std::uint64_t>(view.top));
}

Digest digest_for(const char* kind, const View& view) {
  Digest digest;
  digest.add(kind).add(static_cast<std::uint64_t>(view.width)).add(static_cast<std::uint64_t>(view.height));
  return digest;
}

}  // namespace

SurfaceEdge surface_edge(const map::Scene& scene, const map::SceneSurface& surface) {
  constexpr double as_opaque = 254.5 / 255;
  style::EvaluationContext context;
  for (const auto& layer : scene.document().layers()) {
    if (layer.type == "color-relief" && scene.surface_of(layer) == &surface) break;
    if (layer.type != "background" || !layer.visible || layer.has("background-pattern")) continue;
    const double opacity = layer.number("background-opacity", context);
    if (opacity * layer.color("background-color", context).a >= as_opaque) return SurfaceEdge::past;
  }
  return SurfaceEdge::exact;
}

Picture surface_tile(const map::SceneSurface& surface, const View& view, SurfaceEdge edge) {
  Picture out;
  surface_tile(surface, view, edge, out);
  return out;
}

void surface_tile(const map::SceneSurface& surface, const View& view, SurfaceEdge edge, Picture& out) {
  check_encoding(surface);
  start(view, out);
  auto* const words = reinterpret_cast<std::uint32_t*>(out.rgba.data());  // x86-64: little-endian, as encode() says
  const std::size_t count = out.rgba.size() / 4;
  const auto area = detail::study_area_at(surface.drawn, view.world_size());
  const auto cover = area->cover(view.grown(pixels_past(past(edge), view)));
  if (cover == detail::Cover::none) return std::fill_n(words, count, opaque), void();
  thread_local std::vector<float> values;
  detail::sample(*surface.drawn, view, values);
  if (cover == detail::Cover::part) {
    thread_local std::vector<std::uint8_t> near;
    mark_near(*area, view, past(edge) * view.ratio, near);
    for (std::size_t i = 0; i < count; ++i) values[i] = near[i] != 0 ? values[i] : 0.0F;
  }
  if (encode(values.data(), count, surface.step, words) > highest_level)
    throw LimitError(fmt::format("a value {:.6g} of surface '{}' passes the encoding's range",
                                 static_cast<double>(*std::max_element(values.begin(), values.end())),
                                 surface.spec->name));
}

std::uint64_t surface_tile_digest(const map::SceneSurface& surface, const View& view, SurfaceEdge edge) {
  check_encoding(surface);
  auto digest = digest_for("surface", view);
  const auto area = detail::study_area_at(surface.drawn, view.world_size());
  const auto around = view.grown(pixels_past(past(edge), view));
  const auto cover = area->cover(around);
  if (cover == detail::Cover::none) return digest.value();
  add(digest, view);
  if (cover == detail::Cover::part) digest.add(past(edge));
  digest.add(surface.step).add(surface.drawn->digest(view.box()));
  area->shape.add_to(digest, around);
  return digest.value();
}

namespace {

// The map below, along the outside of the study area's edge, over the pixels by which the numbers go past it.
void cover_edge(const Renderer& renderer, const detail::StudyArea& area, const View& view, Canvas& canvas) {
  auto below = Canvas::picture(view.width, view.height);
  renderer.draw(view, below, Part::base);
  const auto from = detail::pixels_of(below, view), to = detail::pixels_of(canvas, view);
  std::vector<std::uint8_t> near, inside;
  mark_near(area, view, cover_past * view.ratio, near);
  detail::coverage_mask(area.shape, view, inside);
  for (int y = 0; y < view.height; ++y)
    for (int x = 0; x < view.width; ++x) {
      const auto i = static_cast<std::size_t>(y) * static_cast<std::size_t>(view.width) + static_cast<std::size_t>(x);
      if (near[i] == 0 || inside[i] == 255) continue;
      auto& pixel = to.row(y)[x];
      pixel = detail::over(detail::scaled(from.row(y)[x], 255U - inside[i]), pixel);
    }
  canvas.mark_dirty();
}

// Elsewhere the numbers end with the area, and what is half transparent below would be drawn twice.
bool is_covered(const Renderer& renderer, const map::SceneSurface& surface) {
  return surface_edge(renderer.scene(), surface) == SurfaceEdge::past;
}

detail::StatesStyle states_of(const Renderer& renderer, const map::SceneSurface& surface) {
  detail::StatesStyle states;
  for (const auto& layer : renderer.scene().document().layers())
    if (layer.type == "color-relief" && renderer.scene().surface_of(layer) == &surface)
      states = detail::read_states(layer);
  return states;
}

}  // namespace

Picture mask_tile(const Renderer& renderer, const map::SceneSurface& surface, const View& view) {
  Picture out;
  mask_tile(renderer, surface, view, out);
  return out;
}

void mask_tile(const Renderer& renderer, const map::SceneSurface& surface, const View& view, Picture& out) {
  start(view, out);
  const auto area = detail::study_area_at(surface.drawn, view.world_size());
  const auto cover = area->cover(view.grown(pixels_past(cover_past, view)));
  if (cover == detail::Cover::none) return std::fill(out.rgba.begin(), out.rgba.end(), std::uint8_t{0}), void();
  auto canvas = Canvas::picture(view.width, view.height);
  thread_local std::vector<std::uint32_t> pixels;
  if (detail::StatesPaint(states_of(renderer, surface), view.ratio).paint(*surface.drawn, view, pixels) &&
      area->cover(view) != detail::Cover::none)
    detail::blend_clipped(pixels, *area, view, detail::pixels_of(canvas, view));
  canvas.mark_dirty();
  if (cover == detail::Cover::part && is_covered(renderer, surface)) cover_edge(renderer, *area, view, canvas);
  canvas.take_picture(out);
}

std::uint64_t mask_tile_digest(const Renderer& renderer, const map::SceneSurface& surface, const View& view) {
  auto digest = digest_for("mask", view);
  const auto area = detail::study_area_at(surface.drawn, view.world_size());
  const auto around = view.grown(pixels_past(cover_past, view));
  const auto cover = area->cover(around);
  if (cover == detail::Cover::none) return digest.value();
  add(digest, view);
  detail::StatesPaint(states_of(renderer, surface), view.ratio).add_to(digest, view);
  digest.add(surface.drawn->digest(view.box()));
  area->shape.add_to(digest, around);
  if (cover == detail::Cover::part && is_covered(renderer, surface)) digest.add(renderer.digest(view, Part::base));
  return digest.value();
}

}  // namespace riskmap::render
