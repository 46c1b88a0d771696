// SPDX-License-Identifier: MIT
#include <riskmap/render/detail/light_loops.hpp>

#include <riskmap/base/wide.hpp>

#include <cmath>
#include <numbers>

namespace riskmap::render::detail {
namespace {

constexpr float pi = std::numbers::pi_v<float>, half_pi = pi / 2;

struct Ink {
  float r, g, b, a;
  explicit Ink(const style::Color& color)
      : r(static_cast<float>(color.r)),
        g(static_cast<float>(color.g)),
        b(static_cast<float>(color.b)),
        a(static_cast<float>(color.a)) {}
};

// Abramowitz & Stegun 4.4.49: off by less than 2e-8. Both sides of a choice are counted, so that a compiler may take
// many at once.
[[gnu::always_inline]] inline float arc_tangent(float x) {
  const bool steep = std::abs(x) > 1;
  const float inverse = 1 / x, t = steep ? inverse : x, q = t * t;
  const float near =
      t *
      (1 +
       q * (-0.3333314528F +
            q * (0.1999355085F +
                 q * (-0.1420889944F +
                      q * (0.1065626393F +
                           q * (-0.0752896400F + q * (0.0429096138F + q * (-0.0161657367F + q * 0.0028662257F))))))));
  const float wall = x < 0 ? -half_pi : half_pi;
  return steep ? wall - near : near;
}

[[gnu::always_inline]] inline std::uint32_t channel(float value, float most) {
  return static_cast<std::uint32_t>(static_cast<std::int32_t>((value < most ? value : most) * 255 + 0.5F));
}

}  // namespace

RISKMAP_WIDE_512 void shade_slopes(const float* right, const float* down, std::size_t count, const StandardLight& light,
                                   std::uint32_t* out) {
  const Ink shadow(light.shadow), highlight(light.highlight), accent(light.accent);
  const float turned = light.azimuth + pi;
  const LightStrength* const table = light.strength;
  for (std::size_t i = 0; i < count; ++i) {
    const bool known = right[i] == right[i] && down[i] == down[i];
    const float r = known ? right[i] : 0, d = known ? down[i] : 0;
    const float place = arc_tangent(0.625F * std::sqrt(r * r + d * d)) * (light_angles / half_pi);
    const auto cell = static_cast<std::int32_t>(place);
    const float t = place - static_cast<float>(cell);
    const LightStrength low = table[cell], high = table[cell + 1];
    const float shade = low.shade + t * (high.shade - low.shade), steep = low.accent + t * (high.accent - low.accent);
    // Where the slope looks, as the shader counts it; lit is 0 where that is away from the light, 1 towards it.
    const float angle = arc_tangent(d / -r);
    const float around = r < 0 ? angle : d >= 0 ? angle + pi : angle - pi;
    const float aspect = r != 0 ? around : d > 0 ? half_pi : -half_pi;
    const float turns = (aspect + turned) * (1 / pi) + 0.5F;
    const float lit = std::abs(turns - 2 * std::floor(turns * 0.5F) - 1);
    const float dark = shade * (1 - lit) * shadow.a, bright = shade * lit * highlight.a;
    const float edge = steep * (1 - (dark + bright)) * accent.a, sum = dark + bright + edge;
    const float alpha = sum < 1 ? sum : 1;
    const std::uint32_t pixel = channel(alpha, 1) << 24U |
                                channel(dark * shadow.r + bright * highlight.r + edge * accent.r, alpha) << 16U |
                                channel(dark * shadow.g + bright * highlight.g + edge * accent.g, alpha) << 8U |
                                channel(dark * shadow.b + bright * highlight.b + edge * accent.b, alpha);
    out[i] = known ? pixel : 0;
  }
}

}  // namespace riskmap::render::detail
