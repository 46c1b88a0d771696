// SPDX-License-Identifier: MIT
#include <riskmap/output/tile_palette.hpp>

#include <riskmap/base/error.hpp>
#include <riskmap/output/detail/choose_colours.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cassert>
#include <cmath>
#include <set>

namespace riskmap::output {
namespace {

using Colour = TilePalette::Colour;

constexpr std::int16_t never_near = 1000;   // its squares, weighted and summed, still fit 24 bits
constexpr std::size_t most_of_ramps = 160;  // entries

std::array<std::int16_t, 4> premultiplied(const Colour& colour) {
  std::array<std::int16_t, 4> out{};
  for (std::size_t c = 0; c < 3; ++c) out[c] = static_cast<std::int16_t>((colour[c] * colour[3] + 127) / 255);
  out[3] = colour[3];
  return out;
}

Colour straight(const detail::Pixel& pixel) {
  if (pixel[3] == 0) return {0, 0, 0, 0};
  Colour out{0, 0, 0, pixel[3]};
  for (std::size_t c = 0; c < 3; ++c)
    out[c] = static_cast<std::uint8_t>(std::min(255, (pixel[c] * 255 + pixel[3] / 2) / pixel[3]));
  return out;
}

std::uint64_t next_identity() {
  static std::atomic<std::uint64_t> last = 0;
  return ++last;
}

std::string text_of(const Colour& colour) {
  return colour[3] == 255 ? fmt::format("#{:02x}{:02x}{:02x}", colour[0], colour[1], colour[2])
                          : fmt::format("#{:02x}{:02x}{:02x}{:02x}", colour[0], colour[1], colour[2], colour[3]);
}

std::uint8_t level(double share) { return static_cast<std::uint8_t>(std::lround(share * 255)); }

Colour colour_of(const Json& json) {
  const auto parsed = json.is_string() ? style::parse_color(json.get<std::string>()) : std::nullopt;
  if (!parsed) throw DataError(fmt::format("a palette's colour is no colour (value {})", printable(json.dump())));
  return {level(parsed->r), level(parsed->g), level(parsed->b), level(parsed->a)};
}

}  // namespace

TilePalette::TilePalette(std::vector<Colour> colours) : m_colours(std::move(colours)), m_identity(next_identity()) {
  assert(!m_colours.empty() && m_colours.size() <= most_colours);
  for (auto& channel : m_channels) channel.fill(never_near);
  for (std::size_t i = 0; i < m_colours.size(); ++i) {
    const auto channels = premultiplied(m_colours[i]);
    for (std::size_t c = 0; c < 4; ++c) m_channels[c][i] = channels[c];
    m_opaque = m_opaque && m_colours[i][3] == 255;
  }
}

std::uint8_t TilePalette::nearest(const Colour& pixel) const {
  const auto wanted = premultiplied(pixel);
  // The distance with the index below it, so that the least of all is the first of the nearest.
  std::array<std::uint32_t, most_colours> ranks;
  for (std::size_t i = 0; i < most_colours; ++i) {
    std::int32_t sum = 0;
    for (std::size_t c = 0; c < 4; ++c) {
      const std::int32_t d = m_channels[c][i] - wanted[c];
      sum += detail::channel_weights[c] * d * d;
    }
    ranks[i] = static_cast<std::uint32_t>(sum) << 8U | static_cast<std::uint32_t>(i);
  }
  std::uint32_t least = ranks[0];
  for (const auto rank : ranks) least = std::min(least, rank);
  return static_cast<std::uint8_t>(least & 0xFFU);
}

Json TilePalette::to_json() const {
  Json out = Json::array();
  for (const auto& colour : m_colours) out.push_back(text_of(colour));
  return out;
}

TilePalette TilePalette::from_json(const Json& json) {
  if (!json.is_array() || json.empty() || json.size() > most_colours)
    throw DataError("a palette is a list of 1 to 256 colours");
  std::vector<Colour> colours;
  for (const auto& item : json) colours.push_back(colour_of(item));
  return TilePalette(std::move(colours));
}

TilePalette make_tile_palette(const style::Document& document, bool overlay) {
  const auto found = detail::colours_of(document, overlay);
  std::set<detail::Pixel> known;
  std::vector<detail::Pixel> chosen;
  const auto add = [&](const detail::Pixel& pixel) {
    if (chosen.size() < TilePalette::most_colours && known.insert(pixel).second) chosen.push_back(pixel);
  };
  if (overlay) add({0, 0, 0, 0});
  for (const auto& pixel : found.flat) add(pixel);
  for (const auto& pixel : detail::thin_out(found.smooth, most_of_ramps)) add(pixel);
  detail::choose_mixes(found.mixes, TilePalette::most_colours, chosen);
  if (chosen.empty()) chosen.push_back({0, 0, 0, 0});
  std::vector<Colour> colours;
  for (const auto& pixel : chosen) colours.push_back(straight(pixel));
  return TilePalette(std::move(colours));
}

}  // namespace riskmap::output
