// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/render/detail/pixel_buffer.hpp>

#include <array>
#include <memory>
#include <mutex>
#include <vector>

namespace riskmap::render::detail {

/// A disc with a ring around it as MapLibre's circle shader draws it: within its outline both fade over a pixel, or
/// over `blur` of the whole radius, along a smooth step. Drawn at centres on 1/8 px with radii of whole 1/32 px: small
/// ones keep their pixels for each of the 64 places within a pixel, made when they are first drawn. Shared between
/// threads.
class Disc {
 public:
  struct Look {
    double radius = 0, ring = 0;  ///< pixels
    double blur = 0;              ///< share of radius + ring
    Color color = {0, 0, 0, 0}, ring_color = {0, 0, 0, 0};
  };
  explicit Disc(const Look& look);
  /// At a place in world pixels.
  void draw(PixelPoint centre, const View& view, const PixelBuffer& to) const;
  std::uint64_t digest() const { return m_digest; }

 private:
  static constexpr int phases = 8;
  struct Stamp {
    std::once_flag once;
    std::vector<std::uint32_t> pixels;
  };
  std::uint32_t pixel(double distance) const;
  void paint(FixedPoint centre, const View& view, const PixelBuffer& to) const;
  const std::vector<std::uint32_t>& stamp(std::int64_t phase_x, std::int64_t phase_y) const;
  View stamp_view() const;  // around a centre in pixel (0, 0)

  Look m_look;
  std::uint64_t m_digest;
  int m_reach;  // pixels from the centre's to the last that may be painted
  using Stamps = std::array<Stamp, phases * phases>;
  std::unique_ptr<Stamps> m_stamps;
};

}  // namespace riskmap::render::detail
