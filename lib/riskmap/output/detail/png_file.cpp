// SPDX-License-Identifier: MIT
#include <riskmap/output/detail/png_file.hpp>

#include <riskmap/base/error.hpp>
#include <riskmap/base/wide.hpp>
#include <riskmap/io/compression.hpp>
#include <riskmap/io/fast_compression.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <initializer_list>
#include <span>

namespace riskmap::output::detail {
namespace {

using Bytes = std::vector<std::byte>;

enum class ColourType : unsigned char { rgb = 2, palette = 3, rgba = 6 };

constexpr std::size_t bytes_of(ColourType type) {
  return type == ColourType::palette ? 1 : type == ColourType::rgb ? 3 : 4;
}

constexpr std::size_t kept_pixels = std::size_t{1} << 20U;    // a tile of 512 px at 2x
constexpr std::size_t largest_chunk = std::size_t{1} << 30U;  // a chunk's length has 31 bits

void put_u32(Bytes& out, std::uint32_t value) {
  for (int shift = 24; shift >= 0; shift -= 8) out.push_back(static_cast<std::byte>(value >> shift & 0xFF));
}

/// A chunk whose data is written between begin and end.
class Chunk {
 public:
  Chunk(Bytes& out, const char (&type)[5]) : m_out(out), m_start(out.size()) {
    put_u32(m_out, 0);
    for (int i = 0; i < 4; ++i) m_out.push_back(static_cast<std::byte>(type[i]));
  }
  void end() {
    const auto size = static_cast<std::uint32_t>(m_out.size() - m_start - 8);
    for (std::size_t i = 0; i < 4; ++i) m_out[m_start + i] = static_cast<std::byte>(size >> (24 - 8 * i) & 0xFF);
    put_u32(m_out, io::crc32(std::span(m_out).subspan(m_start + 4)));
  }

 private:
  Bytes& m_out;
  std::size_t m_start;
};

void put_header(Bytes& out, const render::Picture& picture, unsigned depth, ColourType type) {
  constexpr unsigned char signature[] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  for (const auto byte : signature) out.push_back(static_cast<std::byte>(byte));
  Chunk header(out, "IHDR");
  put_u32(out, static_cast<std::uint32_t>(picture.width));
  put_u32(out, static_cast<std::uint32_t>(picture.height));
  for (const unsigned value : {depth, static_cast<unsigned>(type), 0U, 0U, 0U})
    out.push_back(static_cast<std::byte>(value));
  header.end();
}

void put_density(Bytes& out, double pixels_per_metre) {
  if (pixels_per_metre <= 0) return;
  Chunk density(out, "pHYs");
  for (int axis = 0; axis < 2; ++axis) put_u32(out, static_cast<std::uint32_t>(std::lround(pixels_per_metre)));
  out.push_back(std::byte{1});  // the unit: metre
  density.end();
}

void put_palette(Bytes& out, const Palette& palette) {
  Chunk colours(out, "PLTE");
  std::size_t translucent = 0;  // up to the last that is
  for (std::size_t i = 0; i < palette.colours.size(); ++i) {
    for (std::size_t c = 0; c < 3; ++c) out.push_back(static_cast<std::byte>(palette.colours[i][c]));
    if (palette.colours[i][3] != 255) translucent = i + 1;
  }
  colours.end();
  if (translucent == 0) return;
  Chunk alphas(out, "tRNS");  // the rest is opaque by default
  for (std::size_t i = 0; i < translucent; ++i) out.push_back(static_cast<std::byte>(palette.colours[i][3]));
  alphas.end();
}

void put_pixels(Bytes& out, std::span<const std::byte> packed) {
  for (std::size_t at = 0; at < packed.size(); at += largest_chunk) {
    const auto part = packed.subspan(at, std::min(largest_chunk, packed.size() - at));
    Chunk data(out, "IDAT");
    out.insert(out.end(), part.begin(), part.end());
    data.end();
  }
}

unsigned depth_for(std::size_t colours) { return colours <= 2 ? 1 : colours <= 4 ? 2 : colours <= 16 ? 4 : 8; }

// A whole byte at a time, so that the compiler may take many at once.
template <unsigned depth>
void pack_indices(const std::uint8_t* indices, std::byte* row, std::size_t width) {
  constexpr std::size_t per_byte = 8 / depth;
  const std::size_t whole = width / per_byte;
  for (std::size_t i = 0; i < whole; ++i, indices += per_byte) {
    unsigned byte = 0;
    for (std::size_t k = 0; k < per_byte; ++k) byte = byte << depth | indices[k];
    row[i] = static_cast<std::byte>(byte);
  }
  if (const auto left = width - whole * per_byte; left > 0) {
    unsigned byte = 0;
    for (std::size_t k = 0; k < left; ++k) byte |= static_cast<unsigned>(indices[k]) << (8 - depth * (k + 1));
    row[whole] = static_cast<std::byte>(byte);
  }
}

void pack_indices(const std::uint8_t* indices, std::byte* row, std::size_t width, unsigned depth) {
  switch (depth) {
    case 1:
      return pack_indices<1>(indices, row, width);
    case 2:
      return pack_indices<2>(indices, row, width);
    case 4:
      return pack_indices<4>(indices, row, width);
    default:
      std::memcpy(row, indices, width);
  }
}

// Four pixels at a time, and what comes after the twelve bytes is overwritten by the next.
RISKMAP_WIDE void pack_rgb(const std::uint8_t* from, std::byte* to, std::size_t width) {
  using Four = std::uint8_t __attribute__((vector_size(16)));
  std::size_t x = 0;
  for (; x + 6 <= width; x += 4, from += 16, to += 12) {
    Four pixels;
    std::memcpy(&pixels, from, 16);
    pixels = __builtin_shufflevector(pixels, pixels, 0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, 0, 0, 0, 0);
    std::memcpy(to, &pixels, 16);
  }
  for (; x < width; ++x, from += 4, to += 3) std::memcpy(to, from, 3);
}

// Picture::opaque() looks at bytes and stops at the first; this looks at rows, many pixels at once.
bool is_opaque(const render::Picture& picture) {
  const auto width = static_cast<std::size_t>(picture.width);
  const std::uint8_t* row = picture.rgba.data();
  for (int y = 0; y < picture.height; ++y, row += 4 * width) {
    std::uint32_t common = ~std::uint32_t{0}, pixel = 0;
    for (std::size_t x = 0; x < width; ++x) {
      std::memcpy(&pixel, row + 4 * x, 4);
      common &= pixel;
    }
    if (common >> 24U != 255) return false;
  }
  return true;
}

/// The filter's number, 0, before each row.
template <typename TPack>
std::span<const std::byte> make_rows(const render::Picture& picture, std::size_t row_size, Bytes& rows, TPack&& pack) {
  const auto height = static_cast<std::size_t>(picture.height);
  const std::size_t stride = 1 + row_size;
  if (rows.size() < stride * height) rows.resize(stride * height);
  for (std::size_t y = 0; y < height; ++y) {
    rows[y * stride] = std::byte{0};
    pack(y, rows.data() + y * stride + 1);
  }
  return std::span(rows).first(stride * height);
}

Bytes write_file(const render::Picture& picture, const EncodeOptions& options, unsigned depth, ColourType type,
                 std::span<const std::byte> rows, PngScratch& scratch) {
  const io::PixelRows layout{rows.size() / static_cast<std::size_t>(picture.height), bytes_of(type)};
  const auto packed =
      options.fast ? io::fast_zlib(rows, layout, scratch.packed) : io::zlib(rows, options.level, scratch.packed);
  const std::size_t colours = type == ColourType::palette ? scratch.palette.colours.size() : 0;
  Bytes out;
  out.reserve(128 + 4 * colours + packed.size() + 12 * (packed.size() / largest_chunk));
  put_header(out, picture, depth, type);
  put_density(out, options.pixels_per_metre);
  if (type == ColourType::palette) put_palette(out, scratch.palette);
  put_pixels(out, packed);
  Chunk(out, "IEND").end();
  return out;
}

std::size_t pixels_of(const render::Picture& picture) {
  return static_cast<std::size_t>(picture.width) * static_cast<std::size_t>(picture.height);
}

}  // namespace

PngScratch& png_scratch(const render::Picture& picture) {
  thread_local PngScratch scratch;
  if (scratch.rows.size() > 5 * kept_pixels && pixels_of(picture) <= kept_pixels) scratch = {};
  return scratch;
}

void check_size(const render::Picture& picture) {
  const bool positive = picture.width > 0 && picture.height > 0;
  if (positive && picture.rgba.size() == 4 * pixels_of(picture)) return;
  throw Error(
      fmt::format("a picture of {} x {} px cannot hold {} bytes", picture.width, picture.height, picture.rgba.size()));
}

std::vector<std::byte> write_png(const render::Picture& picture, const EncodeOptions& options, PngScratch& scratch) {
  const auto width = static_cast<std::size_t>(picture.width);
  const bool opaque = is_opaque(picture);
  const auto* pixels = picture.rgba.data();
  const auto rows =
      opaque ? make_rows(picture, 3 * width, scratch.rows,
                         [&](std::size_t y, std::byte* row) { pack_rgb(pixels + 4 * y * width, row, width); })
             : make_rows(picture, 4 * width, scratch.rows,
                         [&](std::size_t y, std::byte* row) { std::memcpy(row, pixels + 4 * y * width, 4 * width); });
  return write_file(picture, options, 8, opaque ? ColourType::rgb : ColourType::rgba, rows, scratch);
}

std::vector<std::byte> write_indexed_png(const render::Picture& picture, const EncodeOptions& options,
                                         PngScratch& scratch) {
  const auto width = static_cast<std::size_t>(picture.width);
  const auto depth = depth_for(scratch.palette.colours.size());
  const auto* indices = scratch.palette.indices.data();
  const auto rows = make_rows(picture, (width * depth + 7) / 8, scratch.rows, [&](std::size_t y, std::byte* row) {
    pack_indices(indices + y * width, row, width, depth);
  });
  return write_file(picture, options, depth, ColourType::palette, rows, scratch);
}

}  // namespace riskmap::output::detail
