// SPDX-License-Identifier: MIT
#include <riskmap/render/detail/pattern.hpp>

#include <riskmap/render/detail/icons.hpp>
#include <riskmap/render/detail/pixel_buffer.hpp>
#include <riskmap/render/detail/shape.hpp>

#include <cairo.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace riskmap::render::detail {
namespace {

std::ptrdiff_t wrapped(std::int64_t value, int period) {
  const auto rest = value % period;
  return rest < 0 ? rest + period : rest;
}

std::uint64_t digest_of(const std::vector<std::uint32_t>& pixels, int width) {
  auto digest = static_cast<std::uint64_t>(width);
  for (const auto pixel : pixels) digest = mixed(digest, pixel);
  return digest;
}

}  // namespace

Pattern::Pattern(const Hatch& hatch, double opacity)
    : m_width(hatch.period()), m_height(hatch.period()), m_digest(0), m_hatch(hatch), m_opacity(opacity) {
  for (int y = 0; y < m_height; ++y) {
    for (int x = 0; x < m_width; ++x) {
      auto color = hatch.color();
      color.a *= hatch.coverage(x, y) * opacity;
      m_pixels.push_back(premultiplied_pixel(color));
    }
  }
  m_digest = digest_of(m_pixels, m_width);
}

Pattern::Pattern(const Bitmap& icon, double opacity)
    : m_width(icon.width), m_height(icon.height), m_digest(0), m_opacity(opacity) {
  const auto share = static_cast<std::uint32_t>(std::lround(std::clamp(opacity, 0.0, 1.0) * 255));
  for (const auto pixel : icon.pixels) m_pixels.push_back(scaled(pixel, share));
  m_digest = digest_of(m_pixels, m_width);
}

const std::uint32_t* Pattern::run(std::int64_t x, std::int64_t y, int count) const {
  thread_local std::vector<std::uint32_t> pixels;
  if (pixels.size() < static_cast<std::size_t>(count)) pixels.resize(static_cast<std::size_t>(count));
  const auto* const row = m_pixels.data() + wrapped(y, m_height) * m_width;
  auto column = wrapped(x, m_width);
  for (int i = 0; i < count; ++i) {
    pixels[static_cast<std::size_t>(i)] = row[column];
    if (++column == m_width) column = 0;
  }
  return pixels.data();
}

std::uint32_t Pattern::at(double x, double y) const {
  // In 1/256 of a pixel, from the centre of the first.
  const auto u = static_cast<std::int64_t>(std::floor(x * m_width * 256)) - 128;
  const auto v = std::clamp<std::int64_t>(static_cast<std::int64_t>(std::floor(y * m_height * 256)) - 128, 0,
                                          (m_height - 1) * std::int64_t{256});
  const auto left = wrapped(u >> 8U, m_width), right = left + 1 == m_width ? 0 : left + 1;
  const auto top = v >> 8U, bottom = std::min<std::int64_t>(top + 1, m_height - 1);
  const auto across = static_cast<std::uint32_t>(u & 255), down = static_cast<std::uint32_t>(v & 255);
  return between(between(pixel(left, top), pixel(right, top), across),
                 between(pixel(left, bottom), pixel(right, bottom), across), down);
}

void Pattern::add_to(Digest& digest, const View& view) const {
  digest.add(static_cast<std::uint64_t>(wrapped(view.left, m_width)));
  digest.add(static_cast<std::uint64_t>(wrapped(view.top, m_height)));
  digest.add(m_digest);
}

void Pattern::fill_page(Canvas& canvas, const View& view) const {
  if (m_hatch) return m_hatch->fill(canvas, view, m_opacity);
  auto pixels = m_pixels;  // Cairo wants to write
  auto* surface = cairo_image_surface_create_for_data(reinterpret_cast<unsigned char*>(pixels.data()),
                                                      CAIRO_FORMAT_ARGB32, m_width, m_height, m_width * 4);
  auto* context = canvas.context();
  cairo_set_source_surface(context, surface, -static_cast<double>(wrapped(view.left, m_width)),
                           -static_cast<double>(wrapped(view.top, m_height)));
  cairo_pattern_set_extend(cairo_get_source(context), CAIRO_EXTEND_REPEAT);
  cairo_pattern_set_filter(cairo_get_source(context), CAIRO_FILTER_NEAREST);
  cairo_fill(context);
  cairo_surface_finish(surface);
  cairo_surface_destroy(surface);
}

std::optional<Pattern> find_pattern(const std::string& name, double opacity, const style::Document& document,
                                    double ratio) {
  for (const auto& pattern : document.patterns())
    if (pattern.name == name) return Pattern(Hatch(pattern, ratio), opacity);
  return std::nullopt;
}

std::optional<Pattern> find_pattern(const std::string& name, double opacity, const style::Layer& layer,
                                    const PrepareContext& prepare) {
  if (auto found = find_pattern(name, opacity, prepare.scene.document(), prepare.ratio)) return found;
  if (const auto icon = prepare.icons.pixels(name, prepare.ratio); icon && !icon->empty())
    return Pattern(*icon, opacity);
  prepare.note(
      fmt::format("layer '{}': there is no pattern '{}' in riskmap:patterns, and no such icon", layer.id, name));
  return std::nullopt;
}

}  // namespace riskmap::render::detail
