// SPDX-License-Identifier: MIT
#include <riskmap/output/decoder.hpp>

#include <riskmap/base/error.hpp>

#include <fmt/format.h>
#include <spng.h>
#include <webp/decode.h>

#include <algorithm>
#include <memory>
#include <new>
#include <string_view>

namespace riskmap::output {
namespace {

using Bytes = std::span<const std::byte>;

constexpr std::size_t largest_chunk = std::size_t{1} << 20U;  // of what a PNG carries beside its pixels

constexpr std::string_view png_end("\0\0\0\0IEND\xAE\x42\x60\x82", 12);

struct FreeReader {
  void operator()(spng_ctx* reader) const { spng_ctx_free(reader); }
};

void check_png(int status) {
  if (status == SPNG_OK) return;
  if (status == SPNG_EMEM) throw std::bad_alloc();
  throw DataError(fmt::format("not a valid PNG: {}", spng_strerror(status)));
}

[[noreturn]] void refuse(const char* format) { throw DataError(fmt::format("not a valid {}", format)); }

bool stands_at(Bytes bytes, std::size_t place, std::string_view text) {
  return bytes.size() >= place + text.size() &&
         std::equal(text.begin(), text.end(), bytes.begin() + static_cast<std::ptrdiff_t>(place),
                    [](char c, std::byte b) { return static_cast<std::byte>(c) == b; });
}

void check_side(std::int64_t width, std::int64_t height, int largest_side) {
  if (width < 1 || height < 1 || std::max(width, height) > largest_side)
    throw DataError(fmt::format("a picture of {} x {} px, at most {} px a side are read", width, height, largest_side));
}

render::Picture sized(std::int64_t width, std::int64_t height) {
  render::Picture picture{static_cast<int>(width), static_cast<int>(height), {}};
  picture.rgba.resize(4 * static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
  return picture;
}

render::Picture decode_png(Bytes bytes, int largest_side) {
  // libspng does not look at the last chunk's checksum.
  if (!stands_at(bytes, std::max(bytes.size(), png_end.size()) - png_end.size(), png_end)) refuse("PNG: it has no end");
  const std::unique_ptr<spng_ctx, FreeReader> reader(spng_ctx_new(0));
  if (!reader) throw std::bad_alloc();
  check_png(spng_set_chunk_limits(reader.get(), largest_chunk, largest_chunk));
  check_png(spng_set_crc_action(reader.get(), SPNG_CRC_ERROR, SPNG_CRC_ERROR));
  check_png(spng_set_png_buffer(reader.get(), bytes.data(), bytes.size()));
  spng_ihdr header{};
  check_png(spng_get_ihdr(reader.get(), &header));
  check_side(header.width, header.height, largest_side);
  auto picture = sized(header.width, header.height);
  check_png(
      spng_decode_image(reader.get(), picture.rgba.data(), picture.rgba.size(), SPNG_FMT_RGBA8, SPNG_DECODE_TRNS));
  check_png(spng_decode_chunks(reader.get()));
  return picture;
}

render::Picture decode_webp(Bytes bytes, int largest_side) {
  const auto* data = reinterpret_cast<const std::uint8_t*>(bytes.data());
  WebPBitstreamFeatures features{};
  if (WebPGetFeatures(data, bytes.size(), &features) != VP8_STATUS_OK || features.has_animation != 0) refuse("WebP");
  check_side(features.width, features.height, largest_side);
  auto picture = sized(features.width, features.height);
  if (WebPDecodeRGBAInto(data, bytes.size(), picture.rgba.data(), picture.rgba.size(), 4 * picture.width) == nullptr)
    refuse("WebP");
  return picture;
}

}  // namespace

render::Picture decode_picture(std::span<const std::byte> bytes, int largest_side) {
  if (stands_at(bytes, 0, "\x89PNG\r\n\x1A\n")) return decode_png(bytes, largest_side);
  if (stands_at(bytes, 0, "RIFF") && stands_at(bytes, 8, "WEBP")) return decode_webp(bytes, largest_side);
  throw DataError("neither a PNG nor a WebP file");
}

}  // namespace riskmap::output
