// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/output/encoder.hpp>
#include <tests/output/archives.hpp>

#include <array>
#include <random>

/// Made-up pictures, for the tests of all encoders.
namespace riskmap::output {

/// `colours` random ones, all of them used; 0: a new one for each pixel.
inline render::Picture random_picture(int width, int height, std::size_t colours, bool opaque) {
  std::mt19937 random(static_cast<unsigned>(width * 31 + static_cast<int>(colours)));
  std::vector<std::array<std::uint8_t, 4>> palette(colours);
  const auto colour = [&]() -> std::array<std::uint8_t, 4> {
    const auto bits = random();
    return {static_cast<std::uint8_t>(bits), static_cast<std::uint8_t>(bits >> 8U),
            static_cast<std::uint8_t>(bits >> 16U),
            opaque ? std::uint8_t{255} : static_cast<std::uint8_t>(bits >> 24U)};
  };
  std::ranges::generate(palette, colour);
  render::Picture picture{width, height, {}};
  for (std::size_t i = 0; i < static_cast<std::size_t>(width) * static_cast<std::size_t>(height); ++i) {
    const auto pixel = colours == 0 ? colour() : palette[i < colours ? i : random() % colours];
    for (const auto channel : pixel) picture.rgba.push_back(channel);
  }
  return picture;
}

/// As a map tile is: areas of few colours with rows alike, or, with `smooth`, a run of many.
inline render::Picture map_picture(bool smooth) {
  render::Picture picture{256, 256, {}};
  for (int y = 0; y < 256; ++y) {
    for (int x = 0; x < 256; ++x) {
      const int row = smooth ? y : y / 8 * 8, radius = (x * x + row * row) / 900;
      const int red = smooth ? radius : radius / 40 * 40, blue = smooth ? x : x / 64;
      for (const int channel : {red, 50, blue, 255}) picture.rgba.push_back(static_cast<std::uint8_t>(channel));
    }
  }
  return picture;
}

}  // namespace riskmap::output
