// SPDX-License-Identifier: MIT
#include <riskmap/output/detail/palette.hpp>

#include <riskmap/output/tile_palette.hpp>

#include <algorithm>
#include <cstring>

namespace riskmap::output::detail {
namespace {

constexpr std::size_t most_colours = 256;

std::uint32_t colour_at(const std::uint8_t* pixel) {
  std::uint32_t colour = 0;
  std::memcpy(&colour, pixel, 4);
  return colour;
}

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
  std::array<std::uint32_t, slots> m_colour;   // only where m_index says so
  std::array<std::uint16_t, slots> m_index{};  // from 1; 0 is free
  std::size_t m_count = 0;
};

/// Pixel → what was last said of its colour, for colours met again and again. Two that share a slot drive each other
/// out.
class Remembered {
 public:
  /// Looks eight pixels up at once, without a branch; false, and nothing written, if one is not remembered.
  bool find_eight(const std::uint8_t* pixels, std::uint8_t* indices) const {
    std::uint32_t unknown = 0;
    std::array<std::uint8_t, 8> found;
    for (std::size_t k = 0; k < 8; ++k) {
      const auto colour = colour_at(pixels + 4 * k);
      const auto& slot = m_slots[place(colour)];
      unknown |= slot.colour ^ colour;
      found[k] = slot.index;
    }
    if (unknown != 0) return false;
    std::memcpy(indices, found.data(), 8);
    return true;
  }
  void remember(std::uint32_t colour, std::size_t index) {
    m_slots[place(colour)] = {colour, static_cast<std::uint8_t>(index)};
  }
  /// Remembers something of every slot, so that none is taken for what it does not say.
  void begin(std::uint32_t colour, std::size_t index) { m_slots.fill({colour, static_cast<std::uint8_t>(index)}); }

 private:
  static std::size_t place(std::uint32_t colour) { return (colour * 0x9E3779B1U) >> 20U; }
  struct Slot {
    std::uint32_t colour;
    std::uint8_t index;
  };
  std::array<Slot, 4096> m_slots;
};

/// Calls index_of(pixel) for colours that are new, or forgotten, in rows unlike the one above, and writes the indices;
/// ends as soon as an index is most_colours. The rows written. \pre index_of answers the same for the same colour
template <typename TIndexOf>
std::size_t index_pixels(const render::Picture& picture, std::vector<std::uint8_t>& indices, TIndexOf&& index_of) {
  const auto width = static_cast<std::size_t>(picture.width), height = static_cast<std::size_t>(picture.height);
  indices.resize(width * height);
  const std::uint8_t* row = picture.rgba.data();
  std::uint8_t* to = indices.data();
  thread_local Remembered remembered;
  const std::size_t first = index_of(row);
  remembered.begin(colour_at(row), first);
  for (std::size_t y = 0; y < height; ++y, row += 4 * width, to += width) {
    if (y > 0 && std::memcmp(row, row - 4 * width, 4 * width) == 0) {
      std::memcpy(to, to - width, width);
      continue;
    }
    for (std::size_t x = 0; x < width;) {
      const std::uint8_t* const pixel = row + 4 * x;
      if (x + 8 <= width && remembered.find_eight(pixel, to + x)) {
        x += 8;
        continue;
      }
      for (const auto end = std::min(x + 8, width); x < end; ++x) {
        const std::size_t index = index_of(row + 4 * x);
        if (index == most_colours) return y;
        remembered.remember(colour_at(row + 4 * x), index);
        to[x] = static_cast<std::uint8_t>(index);
      }
    }
  }
  return height;
}

/// Pixel → index in a tile set's palette, remembered by the thread from tile to tile. A pixel has one slot, where the
/// last to come stays; what is answered does not depend on what is remembered.
class NearestCache {
 public:
  void begin(const TilePalette& palette) {
    if (m_palette == palette.identity()) return;
    m_palette = palette.identity();
    const TilePalette::Colour any{};
    m_slots.assign(std::size_t{1} << bits, {colour_at(any.data()), palette.nearest(any)});
  }
  std::uint8_t nearest(const TilePalette& palette, const std::uint8_t* pixel) {
    const auto colour = colour_at(pixel);
    auto& slot = m_slots[(colour * 0x9E3779B1U) >> (32U - bits)];
    if (slot.colour != colour) slot = {colour, palette.nearest({pixel[0], pixel[1], pixel[2], pixel[3]})};
    return slot.index;
  }

 private:
  static constexpr unsigned bits = 15;
  struct Slot {
    std::uint32_t colour;
    std::uint8_t index;
  };
  std::vector<Slot> m_slots;
  std::uint64_t m_palette = 0;  // no palette's
};

}  // namespace

std::size_t find_palette(const render::Picture& picture, Palette& palette) {
  palette.colours.clear();
  palette.colours.reserve(most_colours);
  ColourTable table;
  return index_pixels(picture, palette.indices, [&](const std::uint8_t* pixel) {
    const auto index = table.index_of(colour_at(pixel));
    if (index == palette.colours.size() && index < most_colours)
      palette.colours.push_back({pixel[0], pixel[1], pixel[2], pixel[3]});
    return index;
  });
}

void map_to_palette(const render::Picture& picture, const TilePalette& colours, Palette& palette) {
  thread_local NearestCache cache;
  cache.begin(colours);
  constexpr std::size_t unused = most_colours;
  std::array<std::size_t, most_colours> used_as;
  used_as.fill(unused);
  palette.colours.clear();
  palette.colours.reserve(most_colours);
  index_pixels(picture, palette.indices, [&](const std::uint8_t* pixel) {
    const auto found = cache.nearest(colours, pixel);
    if (used_as[found] == unused) {
      used_as[found] = palette.colours.size();
      palette.colours.push_back(colours.colours()[found]);
    }
    return used_as[found];
  });
}

}  // namespace riskmap::output::detail
