// SPDX-License-Identifier: MIT
#include <riskmap/base/error.hpp>
#include <riskmap/io/compression.hpp>
#include <riskmap/output/detail/palette.hpp>
#include <riskmap/output/encoders_catalogue.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <optional>
#include <span>

// PNG (ISO/IEC 15948). Rows are not filtered: on flat map tiles every filter costs time and bytes. The picture decodes
// to exactly the pixels given; its type is the smallest that holds them: palette, RGB, RGBA.
namespace riskmap::output {
namespace {

using Bytes = std::vector<std::byte>;

enum class ColourType : unsigned char { rgb = 2, palette = 3, rgba = 6 };

void put_u32(Bytes& out, std::uint32_t value) {
  for (int shift = 24; shift >= 0; shift -= 8) out.push_back(static_cast<std::byte>(value >> shift & 0xFF));
}

void put_chunk(Bytes& out, const char (&type)[5], std::span<const std::byte> data) {
  put_u32(out, static_cast<std::uint32_t>(data.size()));
  const auto checked = out.size();
  for (int i = 0; i < 4; ++i) out.push_back(static_cast<std::byte>(type[i]));
  out.insert(out.end(), data.begin(), data.end());
  put_u32(out, io::crc32(std::span(out).subspan(checked)));
}

void put_header(Bytes& out, const render::Picture& picture, unsigned depth, ColourType type) {
  constexpr unsigned char signature[] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  for (const auto byte : signature) out.push_back(static_cast<std::byte>(byte));
  Bytes header;
  put_u32(header, static_cast<std::uint32_t>(picture.width));
  put_u32(header, static_cast<std::uint32_t>(picture.height));
  for (const unsigned value : {depth, static_cast<unsigned>(type), 0U, 0U, 0U})
    header.push_back(static_cast<std::byte>(value));
  put_chunk(out, "IHDR", header);
}

void put_density(Bytes& out, double pixels_per_metre) {
  Bytes density;
  for (int axis = 0; axis < 2; ++axis) put_u32(density, static_cast<std::uint32_t>(std::lround(pixels_per_metre)));
  density.push_back(std::byte{1});  // the unit: metre
  put_chunk(out, "pHYs", density);
}

void put_palette(Bytes& out, const detail::Palette& palette) {
  Bytes colours, alphas;
  std::size_t last_translucent = 0;
  for (const auto& colour : palette.colours) {
    for (std::size_t i = 0; i < 3; ++i) colours.push_back(static_cast<std::byte>(colour[i]));
    alphas.push_back(static_cast<std::byte>(colour[3]));
    if (colour[3] != 255) last_translucent = alphas.size();
  }
  put_chunk(out, "PLTE", colours);
  alphas.resize(last_translucent);  // the rest is opaque by default
  if (!alphas.empty()) put_chunk(out, "tRNS", alphas);
}

// A chunk's length has 31 bits.
void put_pixels(Bytes& out, const Bytes& rows, int level) {
  constexpr std::size_t largest = std::size_t{1} << 30U;
  const auto packed = io::zlib(rows, level);
  const std::span<const std::byte> all(packed);
  for (std::size_t at = 0; at < all.size(); at += largest)
    put_chunk(out, "IDAT", all.subspan(at, std::min(largest, all.size() - at)));
}

unsigned depth_for(std::size_t colours) { return colours <= 2 ? 1 : colours <= 4 ? 2 : colours <= 16 ? 4 : 8; }

Bytes indexed_rows(const detail::Palette& palette, std::size_t width, std::size_t height, unsigned depth) {
  const std::size_t row_size = 1 + (width * depth + 7) / 8;
  Bytes rows(row_size * height);
  for (std::size_t y = 0; y < height; ++y) {
    std::byte* const row = rows.data() + y * row_size + 1;  // after the filter's number, 0
    const std::uint8_t* const indices = palette.indices.data() + y * width;
    if (depth == 8) {
      std::memcpy(row, indices, width);
      continue;
    }
    for (std::size_t bit = 0, x = 0; x < width; ++x, bit += depth) {
      row[bit / 8] |= static_cast<std::byte>(indices[x] << (8 - depth - bit % 8));
    }
  }
  return rows;
}

Bytes rgb_rows(const render::Picture& picture, std::size_t width, std::size_t height) {
  Bytes rows((1 + 3 * width) * height);
  std::byte* to = rows.data();
  const std::uint8_t* from = picture.rgba.data();
  for (std::size_t y = 0; y < height; ++y) {
    ++to;
    for (std::size_t x = 0; x < width; ++x, to += 3, from += 4) std::memcpy(to, from, 3);
  }
  return rows;
}

Bytes rgba_rows(const render::Picture& picture, std::size_t width, std::size_t height) {
  Bytes rows((1 + 4 * width) * height);
  for (std::size_t y = 0; y < height; ++y)
    std::memcpy(rows.data() + y * (1 + 4 * width) + 1, picture.rgba.data() + y * 4 * width, 4 * width);
  return rows;
}

bool is_opaque(const render::Picture& picture) {
  std::uint8_t alphas = 255;
  for (std::size_t i = 3; i < picture.rgba.size(); i += 4) alphas &= picture.rgba[i];
  return alphas == 255;
}

void check_size(const render::Picture& picture) {
  const bool positive = picture.width > 0 && picture.height > 0;
  if (positive &&
      picture.rgba.size() == 4 * static_cast<std::size_t>(picture.width) * static_cast<std::size_t>(picture.height))
    return;
  throw Error(
      fmt::format("a picture of {} x {} px cannot hold {} bytes", picture.width, picture.height, picture.rgba.size()));
}

Bytes encode_png(const render::Picture& picture, const EncodeOptions& options) {
  check_size(picture);
  const auto width = static_cast<std::size_t>(picture.width), height = static_cast<std::size_t>(picture.height);
  const auto palette = detail::find_palette(picture);
  const bool opaque = palette || is_opaque(picture);
  const unsigned depth = palette ? depth_for(palette->colours.size()) : 8;
  const auto type = palette ? ColourType::palette : opaque ? ColourType::rgb : ColourType::rgba;
  const auto rows = palette  ? indexed_rows(*palette, width, height, depth)
                    : opaque ? rgb_rows(picture, width, height)
                             : rgba_rows(picture, width, height);
  Bytes out;
  put_header(out, picture, depth, type);
  if (options.pixels_per_metre > 0) put_density(out, options.pixels_per_metre);
  if (palette) put_palette(out, *palette);
  put_pixels(out, rows, options.level);
  put_chunk(out, "IEND", {});
  return out;
}

}  // namespace

namespace encoders {

constinit const Encoder png{.name = "png", .suffix = ".png", .media_type = "image/png", .encode = &encode_png};

}  // namespace encoders
}  // namespace riskmap::output
