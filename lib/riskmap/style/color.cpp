// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/color_names.hpp>
#include <riskmap/style/detail/javascript.hpp>
#include <riskmap/style/value.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace riskmap::style {
namespace {

std::optional<Color> parse_name(std::string_view text) {
  if (text == "transparent") return Color{0, 0, 0, 0};
  const auto found = std::lower_bound(color_names.begin(), color_names.end(), text,
                                      [](const auto& entry, std::string_view name) { return entry.first < name; });
  if (found == color_names.end() || found->first != text) return std::nullopt;
  const auto channel = [&](unsigned shift) { return static_cast<double>((found->second >> shift) & 0xFFU) / 255.0; };
  return Color{channel(16), channel(8), channel(0), 1};
}

std::optional<Color> parse_hex(std::string_view digits) {
  const auto count = digits.size();
  if (count != 3 && count != 4 && count != 6 && count != 8) return std::nullopt;
  const std::size_t width = count < 6 ? 1 : 2;
  std::array<double, 4> channels = {0, 0, 0, 1};
  for (std::size_t i = 0; i * width < count; ++i) {
    unsigned value = 0;
    for (const char c : digits.substr(i * width, width)) {
      const auto digit = std::string_view("0123456789abcdef").find(c);
      if (digit == std::string_view::npos) return std::nullopt;
      value = value * 16 + static_cast<unsigned>(digit);
    }
    channels[i] = (width == 1 ? value * 17 : value) / 255.0;
  }
  return Color{channels[0], channels[1], channels[2], channels[3]};
}

struct Channel {
  double number = 0;
  std::string_view unit = {};
};

// The arguments of "rgb(…)" or "hsl(…)": three and perhaps alpha, parted by blanks (alpha by "/") or all by commas.
class Arguments {
 public:
  static std::optional<Arguments> parse(std::string_view inside) {
    Arguments out;
    out.m_rest = inside;
    return out.read_all() ? std::optional(out) : std::nullopt;
  }
  const Channel& operator[](std::size_t i) const { return m_channels[i]; }
  double alpha() const {
    if (m_count < 4) return 1.0;
    const auto& a = m_channels[3];
    return std::clamp(a.unit == "%" ? a.number / 100.0 : a.number, 0.0, 1.0);
  }

 private:
  bool read_all() {
    std::string separators;
    for (;;) {
      skip_blanks();
      if (m_count == 4 || !read_channel()) return false;
      const bool blank = skip_blanks();
      if (m_rest.empty()) break;
      char separator = ' ';
      if (m_rest[0] == ',' || m_rest[0] == '/') {
        separator = m_rest[0];
        m_rest.remove_prefix(1);
      } else if (!blank) {
        return false;
      }
      separators += separator;
    }
    const bool known = separators == "  " || separators == "  /" || separators == ",," || separators == ",,,";
    return known && (m_count < 4 || m_channels[3].unit != "deg");
  }

  bool read_channel() {
    const auto count = std::min(m_rest.find_first_not_of("0123456789e.+-"), m_rest.size());
    // "50deg" ends in letters that a number may hold
    auto digits = m_rest.substr(0, count);
    const auto number = digits.empty() ? std::nullopt : parse_number(digits);
    if (!number) return false;
    auto& channel = m_channels[m_count++];
    channel.number = *number;
    m_rest.remove_prefix(count);
    for (const std::string_view unit : {"%", "deg"}) {
      if (!m_rest.starts_with(unit)) continue;
      channel.unit = unit;
      m_rest.remove_prefix(unit.size());
    }
    return true;
  }

  bool skip_blanks() {
    const auto count = std::min(m_rest.find_first_not_of(" \t\n\r\f"), m_rest.size());
    m_rest.remove_prefix(count);
    return count > 0;
  }

  std::string_view m_rest;
  std::array<Channel, 4> m_channels{};
  std::size_t m_count = 0;
};

std::optional<Color> from_rgb(const Arguments& in) {
  const auto unit = in[0].unit;
  if (unit == "deg" || in[1].unit != unit || in[2].unit != unit) return std::nullopt;
  const double most = unit == "%" ? 100.0 : 255.0;
  const auto channel = [&](std::size_t i) { return std::clamp(in[i].number / most, 0.0, 1.0); };
  return Color{channel(0), channel(1), channel(2), in.alpha()};
}

// CSS Color Module Level 4, section 7.1
std::optional<Color> from_hsl(const Arguments& in) {
  if (in[0].unit == "%" || in[1].unit != "%" || in[2].unit != "%") return std::nullopt;
  const double hue = std::fmod(std::fmod(in[0].number, 360.0) + 360.0, 360.0);
  const double saturation = std::clamp(in[1].number, 0.0, 100.0) / 100.0;
  const double lightness = std::clamp(in[2].number, 0.0, 100.0) / 100.0;
  const auto channel = [&](double n) {
    const double k = std::fmod(n + hue / 30.0, 12.0);
    return lightness -
           saturation * std::min(lightness, 1.0 - lightness) * std::max(-1.0, std::min({k - 3.0, 9.0 - k, 1.0}));
  };
  return Color{channel(0), channel(8), channel(4), in.alpha()};
}

std::optional<Arguments> arguments_of(std::string_view text, std::string_view name) {
  if (!text.starts_with(name) || !text.ends_with(')')) return std::nullopt;
  text.remove_prefix(name.size());
  if (text.starts_with('a')) text.remove_prefix(1);
  if (!text.starts_with('(')) return std::nullopt;
  return Arguments::parse(text.substr(1, text.size() - 2));
}

}  // namespace

std::optional<Color> parse_color(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\n\r\f\v");
  if (first == std::string_view::npos) return std::nullopt;
  const auto lowered = to_lower(text.substr(first, text.find_last_not_of(" \t\n\r\f\v") - first + 1));
  if (lowered.starts_with('#')) return parse_hex(std::string_view(lowered).substr(1));
  if (const auto rgb = arguments_of(lowered, "rgb")) return from_rgb(*rgb);
  if (const auto hsl = arguments_of(lowered, "hsl")) return from_hsl(*hsl);
  return parse_name(lowered);
}

std::string to_text(const Color& color) {
  // as the reference, which holds colours premultiplied
  const auto channel = [&](double share) {
    const double held = color.a > 0 ? share * color.a / color.a : share;
    return number_text(std::floor(held * 255.0 + 0.5));
  };
  return fmt::format("rgba({},{},{},{})", channel(color.r), channel(color.g), channel(color.b), number_text(color.a));
}

Color mix(const Color& a, const Color& b, double t) {
  const auto blend = [&](double x, double y) { return x + t * (y - x); };
  const double alpha = blend(a.a, b.a);
  if (alpha <= 0) return {0, 0, 0, 0};
  const auto channel = [&](double x, double y) { return blend(x * a.a, y * b.a) / alpha; };
  return {channel(a.r, b.r), channel(a.g, b.g), channel(a.b, b.b), alpha};
}

Color mix_straight(const Color& a, const Color& b, double t) {
  const auto blend = [&](double x, double y) { return x + t * (y - x); };
  return {blend(a.r, b.r), blend(a.g, b.g), blend(a.b, b.b), blend(a.a, b.a)};
}

}  // namespace riskmap::style
