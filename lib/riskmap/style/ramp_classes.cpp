// SPDX-License-Identifier: MIT
#include <riskmap/style/ramp_classes.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <charconv>
#include <cmath>
#include <limits>

namespace riskmap::style {
namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr auto clear = "rgba(0,0,0,0)";

/// OKLab lightness (Ottosson 2020) falls from 96 % to 40 %, ever faster, for all eyes (tests hold it).
constexpr std::array<Color, 8> anchors{{{253 / 255.0, 246 / 255.0, 184 / 255.0, 1},
                                        {254 / 255.0, 227 / 255.0, 145 / 255.0, 1},
                                        {254 / 255.0, 204 / 255.0, 107 / 255.0, 1},
                                        {253 / 255.0, 169 / 255.0, 74 / 255.0, 1},
                                        {248 / 255.0, 127 / 255.0, 53 / 255.0, 1},
                                        {232 / 255.0, 80 / 255.0, 42 / 255.0, 1},
                                        {197 / 255.0, 31 / 255.0, 43 / 255.0, 1},
                                        {133 / 255.0, 10 / 255.0, 44 / 255.0, 1}}};

int channel(double share) { return static_cast<int>(std::lround(std::clamp(share, 0.0, 1.0) * 255.0)); }

/// 0.01 − 1e-6 is 0.009999 and not the double nearest to the difference.
double without_noise(double value) {
  const auto text = fmt::format("{:.9g}", value);
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

/// To one digit.
double round_up(double value) {
  const double power = std::pow(10.0, std::floor(std::log10(value)));
  return without_noise(std::ceil(value / power - 1e-9) * power);
}

/// Where what lies below `lower` ends, if that begins at `last`: less by a power of ten that is at least a step.
double end_below(double lower, double last, double step) {
  const double decade = std::floor(std::log10(lower) + 1e-12);
  const double gap = std::pow(10.0, std::max(decade - 4.0, std::ceil(std::log10(step) - 1e-12)));
  return lower - gap > last ? without_noise(lower - gap) : 0.5 * (last + lower);
}

}  // namespace

std::vector<RampClass> classes_of(const Ramp& ramp) {
  std::vector<RampClass> classes;
  const auto& stops = ramp.stops;
  for (std::size_t i = 0; i < stops.size(); ++i) {
    std::size_t last = i;  // of the run of one colour
    while (last + 1 < stops.size() && stops[last + 1].color == stops[i].color) ++last;
    const double upper = last + 1 < stops.size() ? stops[last + 1].value : infinite;
    if (stops[i].color.a > 0 && stops[i].value > 0 && stops[i].value < upper)
      classes.push_back({stops[i].value, upper, stops[i].color});
    i = last;
  }
  return classes;
}

Json color_relief_ramp(std::span<const RampClass> classes, double step) {
  assert(step > 0);
  Json ramp = {"interpolate", {"linear"}, {"elevation"}, 0, clear};
  const auto add = [&ramp](double value, const std::string& color) {
    ramp.push_back(value);
    ramp.push_back(color);
  };
  std::string below = clear;
  double last = round_up(step);
  for (const auto& entry : classes) {
    const double end = end_below(entry.lower, last, step);
    add(below == clear && end - last < step ? last : end, below);
    last = entry.lower;
    below = to_hex(entry.color);
    add(last, below);
  }
  return ramp;
}

double least_lower(double step) { return round_up(round_up(step) + step); }

std::vector<Color> sequential_colors(std::size_t count) {
  assert(count >= 1);
  std::vector<Color> colors;
  for (std::size_t i = 0; i < count; ++i) {
    const double at =
        count == 1 ? 0.0
                   : static_cast<double>(i) * static_cast<double>(anchors.size() - 1) / static_cast<double>(count - 1);
    const auto below = std::min(static_cast<std::size_t>(at), anchors.size() - 2);
    colors.push_back(mix(anchors[below], anchors[below + 1], at - static_cast<double>(below)));
  }
  return colors;
}

std::string to_hex(const Color& color) {
  const auto text = fmt::format("#{:02x}{:02x}{:02x}", channel(color.r), channel(color.g), channel(color.b));
  return color.a < 1 ? fmt::format("{}{:02x}", text, channel(color.a)) : text;
}

std::string label_of(const RampClass& entry) {
  return std::isinf(entry.upper) ? fmt::format("{:g} and more", entry.lower)
                                 : fmt::format("{:g} – {:g}", entry.lower, entry.upper);
}

}  // namespace riskmap::style
