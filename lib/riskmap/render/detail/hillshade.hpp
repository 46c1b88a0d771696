// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/render/detail/light_loops.hpp>

#include <array>
#include <cstdint>
#include <vector>

namespace riskmap::render::detail {

/// Light on a slope, by the five methods of MapLibre's hillshade shader; the four others than `standard` follow
/// gdaldem. Counted with sums, products, quotients and roots alone, so that the colours are the same on any processor.
class Hillshade {
 public:
  enum class Method : unsigned char { standard, basic, combined, igor, multidirectional };
  struct Light {
    double azimuth = 0;   ///< radians, where it comes from, clockwise from north
    double altitude = 0;  ///< radians above the horizon
    style::Color shadow, highlight;
  };
  struct Look {
    Method method = Method::standard;
    double exaggeration = 0.5;
    style::Color accent;
    std::vector<Light> lights;  ///< at least one; all but `multidirectional` look at the first alone
  };
  explicit Hillshade(Look look);

  /// Premultiplied ARGB32 for slopes: metres up for a metre to the right, and down the map. Transparent where either is
  /// NaN. Cost: 2 to 10 ns a slope for `standard`, 50 ns for the others.
  void paint(const float* right, const float* down, std::size_t count, std::uint32_t* out) const;
  std::uint64_t digest() const { return m_digest; }

 private:
  struct Shade {
    double r = 0, g = 0, b = 0, a = 0;  // premultiplied
    void add(double share, const style::Color& color);
    std::uint32_t pixel() const;
  };
  struct Beam {
    double east, south, up;  // where the light comes from, a unit vector; y runs down the map
    double azimuth;
    style::Color shadow, highlight;
  };
  Shade basic(double right, double down) const;
  Shade combined(double right, double down) const;
  Shade igor(double right, double down) const;
  std::uint32_t color(double right, double down) const;

  Look m_look;
  std::vector<Beam> m_beams;
  std::array<LightStrength, light_angles + 2> m_strength{};  // of `standard`
  std::uint64_t m_digest = 0;
};

}  // namespace riskmap::render::detail
