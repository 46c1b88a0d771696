// SPDX-License-Identifier: MIT
#include <riskmap/output/detail/palette.hpp>

#include <riskmap/base/wide.hpp>
#include <riskmap/output/tile_palette.hpp>

#include <algorithm>
#include <bit>
#include <cstring>

namespace riskmap::output::detail {
namespace {

constexpr std::size_t most_colours = 256;

std::uint32_t colour_at(const std::uint8_t* pixel) {
  std::uint32_t colour = 0;
  std::memcpy(&colour, pixel, 4);
  return colour;
}
TilePalette::Colour bytes_of(std::uint32_t colour) {
  TilePalette::Colour bytes;
  std::memcpy(bytes.data(), &colour, 4);
  return bytes;
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

constexpr std::size_t block = 32;       // pixels that are looked at together, in halves
constexpr std::size_t most_blocks = 8;  // at a time

/// For each block of pixels a bit for each that differs from the one before it; answers whether any does.
RISKMAP_WIDE_512 bool find_starts(const std::uint8_t* pixels, std::size_t blocks, std::uint32_t* starts) {
  using Half = std::uint32_t __attribute__((vector_size(2 * block)));
  using Eight = std::uint32_t __attribute__((vector_size(32)));
  using Four = std::uint32_t __attribute__((vector_size(16)));
  Half bits;
  for (std::size_t k = 0; k < block / 2; ++k) bits[k] = 1U << k;
  std::uint32_t any = 0;
  for (std::size_t i = 0; i < blocks; ++i, pixels += 4 * block) {
    Half here[2], before[2];
    std::memcpy(here, pixels, sizeof here);
    std::memcpy(before, pixels - 4, sizeof before);
    const Half both = (here[0] != before[0] ? bits : Half{}) | (here[1] != before[1] ? bits << 16 : Half{});
    const Eight eight = __builtin_shufflevector(both, both, 0, 1, 2, 3, 4, 5, 6, 7) |
                        __builtin_shufflevector(both, both, 8, 9, 10, 11, 12, 13, 14, 15);
    const Four four =
        __builtin_shufflevector(eight, eight, 0, 1, 2, 3) | __builtin_shufflevector(eight, eight, 4, 5, 6, 7);
    std::uint64_t words[2];
    std::memcpy(words, &four, sizeof words);
    const std::uint64_t two = words[0] | words[1];
    starts[i] = static_cast<std::uint32_t>(two | two >> 32U);
    any |= starts[i];
  }
  return any != 0;
}

void put_block(std::uint8_t* to, std::size_t index) {
  using Bytes = std::uint8_t __attribute__((vector_size(block)));
  const Bytes bytes = Bytes{} + static_cast<std::uint8_t>(index);
  std::memcpy(to, &bytes, block);
}

/// Calls index_of(colour) where a run of a colour begins, and writes the indices; ends and answers false as soon as an
/// index is most_colours.
template <typename TIndexOf>
bool index_pixels(const render::Picture& picture, std::vector<std::uint8_t>& indices, TIndexOf&& index_of) {
  const auto count = static_cast<std::size_t>(picture.width) * static_cast<std::size_t>(picture.height);
  indices.resize(count);
  const std::uint8_t* const pixels = picture.rgba.data();
  std::uint8_t* const to = indices.data();
  std::size_t at = 0, last = 0;
  const auto one_by_one = [&](std::size_t end) {
    for (; at < end; ++at) {
      const auto colour = colour_at(pixels + 4 * at);
      if (at == 0 || colour != colour_at(pixels + 4 * at - 4)) last = index_of(colour);
      if (last == most_colours) return false;
      to[at] = static_cast<std::uint8_t>(last);
    }
    return true;
  };
  one_by_one(1);
  std::array<std::uint32_t, most_blocks> starts;
  while (count - at >= 2 * block) {
    const auto blocks = std::min(most_blocks, (count - at) / block - 1);
    if (!find_starts(pixels + 4 * at, blocks, starts.data())) {
      std::memset(to + at, static_cast<int>(last), blocks * block);
      at += blocks * block;
      continue;
    }
    for (std::size_t i = 0; i < blocks; ++i, at += block) {
      // Runs are written a block long: what follows them overwrites the rest.
      put_block(to + at, last);
      for (auto left = starts[i]; left != 0; left &= left - 1) {
        const auto start = at + static_cast<std::size_t>(std::countr_zero(left));
        last = index_of(colour_at(pixels + 4 * start));
        if (last == most_colours) return false;
        put_block(to + start, last);
      }
    }
  }
  return one_by_one(count);
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
  std::uint8_t nearest(const TilePalette& palette, std::uint32_t colour) {
    auto& slot = m_slots[(colour * 0x9E3779B1U) >> (32U - bits)];
    if (slot.colour != colour) slot = {colour, palette.nearest(bytes_of(colour))};
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

PaletteSearch find_palette(const render::Picture& picture, Palette& palette) {
  palette.colours.clear();
  palette.colours.reserve(most_colours);
  ColourTable table;
  std::size_t runs = 0;
  const bool found = index_pixels(picture, palette.indices, [&](std::uint32_t colour) {
    ++runs;
    const auto index = table.index_of(colour);
    if (index == palette.colours.size() && index < most_colours) palette.colours.push_back(bytes_of(colour));
    return index;
  });
  return {found, runs};
}

void map_to_palette(const render::Picture& picture, const TilePalette& colours, Palette& palette) {
  thread_local NearestCache cache;
  cache.begin(colours);
  constexpr std::size_t unused = most_colours;
  std::array<std::size_t, most_colours> used_as;
  used_as.fill(unused);
  palette.colours.clear();
  palette.colours.reserve(most_colours);
  index_pixels(picture, palette.indices, [&](std::uint32_t colour) {
    const auto found = cache.nearest(colours, colour);
    if (used_as[found] == unused) {
      used_as[found] = palette.colours.size();
      palette.colours.push_back(colours.colours()[found]);
    }
    return used_as[found];
  });
}

}  // namespace riskmap::output::detail
