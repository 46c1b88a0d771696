// SPDX-License-Identifier: MIT
#include <riskmap/render/detail/light_loops.hpp>

#include <riskmap/base/wide.hpp>
#include <riskmap/render/detail/arc_tangent.hpp>

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

[[gnu::always_inline]] inline std::uint32_t channel(float value, float most) {
  return static_cast<std::uint32_t>(static_cast<std::int32_t>((value < most ? value : most) * 255 + 0.5F));
}

}  // namespace

RISKMAP_WIDE_512 void shade_slopes(const float* right, const float* down, std::size_t count, const StandardLight& light,
                                   std::uint32_t* out) {
  const Ink shadow(light.shadow), highlight(light.highlight), accent(light.accent);
  const float turned = light.azimuth + pi;
  const LightStrength* const table = light.strength;
  // Written so that GCC takes many at once (-fopt-info-vec tells): no && and no structs in it.
  for (std::size_t i = 0; i < count; ++i) {
    const float given_right = right[i], given_down = down[i], both = given_right + given_down;
    const bool known = both == both;
    const float r = known ? given_right : 0, d = known ? given_down : 0;
    const float place = arc_tangent(0.625F * std::sqrt(r * r + d * d)) * (light_angles / half_pi);
    const auto cell = static_cast<std::int32_t>(place);
    const float t = place - static_cast<float>(cell);
    const float shade_below = table[cell].shade, accent_below = table[cell].accent;
    const float shade = shade_below + t * (table[cell + 1].shade - shade_below);
    const float steep = accent_below + t * (table[cell + 1].accent - accent_below);
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
