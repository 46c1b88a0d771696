// SPDX-License-Identifier: MIT
#include <riskmap/render/detail/hillshade.hpp>

#include <riskmap/render/detail/arc_tangent.hpp>
#include <riskmap/render/detail/shape.hpp>

#include <algorithm>
#include <bit>
#include <cmath>
#include <numbers>

namespace riskmap::render::detail {
namespace {

constexpr double pi = std::numbers::pi, half_pi = pi / 2;

double angle_of(double y, double x) {
  if (x == 0) return y > 0 ? half_pi : -half_pi;
  const double angle = arc_tangent(y / x);
  return x > 0 ? angle : y >= 0 ? angle + pi : angle - pi;
}

// Where a slope looks, as MapLibre's shader counts it.
double aspect(double right, double down) {
  return right != 0 ? angle_of(down, -right) : half_pi * (down > 0 ? 1.0 : -1.0);
}

// 0 where two directions are one, 1 where they are opposite, and even in between.
double turned_away(double angle) {
  const double turns = angle / pi + 0.5;
  return std::abs(turns - 2 * std::floor(turns / 2) - 1);
}

// The library's last digits follow the processor.
double rounded(double value) { return std::round(value * 1e9) / 1e9; }

double length(double x, double y) { return std::sqrt(x * x + y * y); }

}  // namespace

void Hillshade::Shade::add(double share, const style::Color& color) {
  const double alpha = share * color.a;
  r += alpha * color.r, g += alpha * color.g, b += alpha * color.b, a += alpha;
}

std::uint32_t Hillshade::Shade::pixel() const {
  const double alpha = std::clamp(a, 0.0, 1.0);
  const auto channel = [&](double value) {
    return static_cast<std::uint32_t>(std::lround(std::clamp(value, 0.0, alpha) * 255));
  };
  return (channel(alpha) << 24U) | (channel(r) << 16U) | (channel(g) << 8U) | channel(b);
}

Hillshade::Hillshade(Look look) : m_look(std::move(look)) {
  const auto mix = [this](double value) { m_digest = mixed(m_digest, std::bit_cast<std::uint64_t>(value)); };
  const auto mix_color = [&](const style::Color& c) { mix(c.r), mix(c.g), mix(c.b), mix(c.a); };
  mix(static_cast<double>(m_look.method)), mix(m_look.exaggeration), mix_color(m_look.accent);
  for (const auto& light : m_look.lights) {
    const double flat = rounded(std::cos(light.altitude));
    m_beams.push_back({rounded(std::sin(light.azimuth)) * flat, -rounded(std::cos(light.azimuth)) * flat,
                       rounded(std::sin(light.altitude)), light.azimuth, light.shadow, light.highlight});
    mix(light.azimuth), mix(light.altitude), mix_color(light.shadow), mix_color(light.highlight);
  }
  // Steeper the more it is exaggerated, along an exponential curve.
  const double intensity = m_look.exaggeration, base = 1.875 - intensity * 1.75;
  const double visible = std::clamp(2 * intensity, 0.0, 1.0);
  for (std::size_t i = 0; i < m_strength.size(); ++i) {
    const double angle = half_pi * static_cast<double>(i) / light_angles;
    const double scaled =
        intensity == 0.5 ? angle : (std::pow(base, angle) - 1) / (std::pow(base, half_pi) - 1) * half_pi;
    m_strength[i] = {static_cast<float>(rounded(std::sin(scaled) * visible)),
                     static_cast<float>(rounded((1 - std::cos(scaled)) * visible))};
  }
}

Hillshade::Shade Hillshade::basic(double right, double down) const {
  Shade out;
  const std::size_t count = m_look.method == Method::multidirectional ? m_beams.size() : 1;
  const double root = std::sqrt(1 + right * right + down * down);
  for (std::size_t i = 0; i < count; ++i) {
    const auto& beam = m_beams[i];
    const double shade = std::clamp((beam.up - right * beam.east - down * beam.south) / root, 0.0, 1.0);
    const double share = 1 / static_cast<double>(count);
    if (shade > 0.5)
      out.add(share * (2 * shade - 1), beam.highlight);
    else
      out.add(share * (1 - 2 * shade), beam.shadow);
  }
  return out;
}

Hillshade::Shade Hillshade::combined(double right, double down) const {
  const auto& beam = m_beams.front();
  const double root = std::sqrt(1 + right * right + down * down);
  const double cosine = std::clamp((beam.up - right * beam.east - down * beam.south) / root, -1.0, 1.0);
  const double angle = std::clamp(angle_of(std::sqrt(1 - cosine * cosine), cosine), 0.0, half_pi);
  const double slope = arc_tangent(length(right, down)) * 4 / (pi * pi);
  Shade out;
  out.add(angle * slope, beam.shadow);
  out.add((half_pi - angle) * slope, beam.highlight);
  return out;
}

Hillshade::Shade Hillshade::igor(double right, double down) const {
  const auto& beam = m_beams.front();
  const double slope = arc_tangent(length(right, down)) * 2 / pi;
  const double lit = turned_away(aspect(right, down) + beam.azimuth + pi);
  Shade out;
  out.add(slope * (1 - lit), beam.shadow);
  out.add(slope * lit, beam.highlight);
  return out;
}

std::uint32_t Hillshade::color(double right, double down) const {
  right *= 2 * m_look.exaggeration;
  down *= 2 * m_look.exaggeration;
  switch (m_look.method) {
    case Method::combined:
      return combined(right, down).pixel();
    case Method::igor:
      return igor(right, down).pixel();
    default:
      return basic(right, down).pixel();
  }
}

void Hillshade::paint(const float* right, const float* down, std::size_t count, std::uint32_t* out) const {
  if (m_look.method == Method::standard) {
    const auto& beam = m_beams.front();
    const auto azimuth = static_cast<float>(beam.azimuth);
    return shade_slopes(right, down, count, {beam.shadow, beam.highlight, m_look.accent, azimuth, m_strength.data()},
                        out);
  }
  for (std::size_t i = 0; i < count; ++i) out[i] = std::isnan(right[i] + down[i]) ? 0 : color(right[i], down[i]);
}

}  // namespace riskmap::render::detail
