// SPDX-License-Identifier: MIT
#include <riskmap/output/detail/palette.hpp>

#include <cstring>

namespace riskmap::output::detail {
namespace {

constexpr std::size_t most_colours = 256;

/// Colour → index, open addressing, at most a quarter full.
class ColourTable {
 public:
  /// The colour's index, a new one if it is new; most_colours if there is no room.
  std::size_t index_of(std::uint32_t colour) {
    auto slot = (colour * 0x9E3779B1U) >> 22U;
    while (m_index[slot] != 0 && m_colour[slot] != colour) slot = (slot + 1) % slots;
    if (m_index[slot] != 0) return m_index[slot] - 1U;
    if (m_count == most_colours) return most_colours;
    m_colour[slot] = colour;
    m_index[slot] = static_cast<std::uint16_t>(++m_count);
    return m_count - 1;
  }

 private:
  static constexpr std::size_t slots = 1024;
  std::array<std::uint32_t, slots> m_colour{};
  std::array<std::uint16_t, slots> m_index{};  // from 1; 0 is free
  std::size_t m_count = 0;
};

std::uint32_t colour_at(const std::uint8_t* pixel) {
  std::uint32_t colour = 0;
  std::memcpy(&colour, pixel, 4);
  return colour;
}

}  // namespace

std::optional<Palette> find_palette(const render::Picture& picture) {
  const std::size_t pixels = picture.rgba.size() / 4;
  Palette palette;
  palette.indices.resize(pixels);
  ColourTable table;
  const std::uint8_t* pixel = picture.rgba.data();
  std::uint32_t before = pixels > 0 ? ~colour_at(pixel) : 0;
  std::size_t index = 0;
  for (std::size_t i = 0; i < pixels; ++i, pixel += 4) {
    if (const auto colour = colour_at(pixel); colour != before) {
      index = table.index_of(before = colour);
      if (index == most_colours) return {};
      if (index == palette.colours.size()) palette.colours.push_back({pixel[0], pixel[1], pixel[2], pixel[3]});
    }
    palette.indices[i] = static_cast<std::uint8_t>(index);
  }
  return palette;
}

}  // namespace riskmap::output::detail
