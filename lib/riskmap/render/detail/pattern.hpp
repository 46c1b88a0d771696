// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/render/detail/bitmap.hpp>
#include <riskmap/render/detail/hatch.hpp>
#include <riskmap/render/layer_type.hpp>

#include <optional>
#include <string>
#include <vector>

namespace riskmap::render::detail {

/// An image that is repeated: a hatch of `riskmap:patterns`, or an icon. Anchored to the world's pixels, as MapLibre
/// anchors it at whole zooms, so that it runs through tiles; between zooms it keeps its size (MapLibre's swells).
/// Immutable.
class Pattern {
 public:
  Pattern(const Hatch& hatch, double opacity);
  Pattern(const Bitmap& icon, double opacity);
  int width() const { return m_width; }
  int height() const { return m_height; }
  /// `count` premultiplied pixels from a pixel of the world on; good until the thread asks again.
  const std::uint32_t* run(std::int64_t x, std::int64_t y, int count) const;
  /// Mixed from the four nearest pixels of the image, whose left column follows its right one, but not its top row the
  /// bottom one. In shares of the image's sides.
  std::uint32_t at(double x, double y) const;
  /// Adds what the pixels of a view depend on.
  void add_to(Digest& digest, const View& view) const;
  std::uint64_t digest() const { return m_digest; }
  /// Fills the context's current path on a page, and leaves the path empty.
  void fill_page(Canvas& canvas, const View& view) const;

 private:
  std::uint32_t pixel(std::ptrdiff_t x, std::ptrdiff_t y) const {
    return m_pixels[static_cast<std::size_t>(y * m_width + x)];
  }
  int m_width, m_height;
  std::vector<std::uint32_t> m_pixels;
  std::uint64_t m_digest;
  std::optional<Hatch> m_hatch;
  double m_opacity;
};

/// A pattern by its name, if there is one.
std::optional<Pattern> find_pattern(const std::string& name, double opacity, const style::Document& document,
                                    double ratio);
/// The same; a note says so if there is none.
std::optional<Pattern> find_pattern(const std::string& name, double opacity, const style::Layer& layer,
                                    const PrepareContext& prepare);

}  // namespace riskmap::render::detail
