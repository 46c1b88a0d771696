// SPDX-License-Identifier: MIT
#include <riskmap/base/error.hpp>
#include <riskmap/output/detail/png_file.hpp>
#include <riskmap/output/encoders_catalogue.hpp>

#include <fmt/format.h>
#include <webp/encode.h>

#include <algorithm>
#include <cstring>

// WebP, lossless (RFC 9649): the pixels given, colours of transparent ones too. libwebp's presets of method and quality
// go from 0 to 9. On flat map tiles the second halves the bytes of the first in the same time; on smooth ramps it takes
// three times as long for 4 %. So up to level 4 the picture decides, above, the level does.
namespace riskmap::output {
namespace {

using Bytes = std::vector<std::byte>;

int append(const std::uint8_t* data, std::size_t size, const WebPPicture* picture) {
  auto& out = *static_cast<Bytes*>(picture->custom_ptr);
  const auto* bytes = reinterpret_cast<const std::byte*>(data);
  out.insert(out.end(), bytes, bytes + size);
  return 1;
}

class Picture {
 public:
  explicit Picture(const render::Picture& from, Bytes& out) {
    if (WebPPictureInit(&m_picture) == 0) throw Error("libwebp is of another version than its headers");
    m_picture.use_argb = 1;
    m_picture.width = from.width;
    m_picture.height = from.height;
    m_picture.writer = &append;
    m_picture.custom_ptr = &out;
    if (WebPPictureImportRGBA(&m_picture, from.rgba.data(), 4 * from.width) == 0) throw std::bad_alloc();
  }
  Picture(const Picture&) = delete;
  Picture& operator=(const Picture&) = delete;
  ~Picture() { WebPPictureFree(&m_picture); }
  WebPPicture& get() { return m_picture; }

 private:
  WebPPicture m_picture;
};

void check_limit(const render::Picture& picture) {
  if (std::max(picture.width, picture.height) <= WEBP_MAX_DIMENSION) return;
  throw LimitError("",
                   fmt::format("WebP has at most {} px a side, the picture is {} x {} px", WEBP_MAX_DIMENSION,
                               picture.width, picture.height),
                   "write a PNG");
}

/// Less than every eighth pixel differs from the one on its left.
bool is_flat(const render::Picture& picture) {
  const std::size_t pixels = picture.rgba.size() / 4;
  const auto* at = picture.rgba.data();
  std::size_t changes = 0;
  std::uint32_t left = 0, right = 0;
  for (std::size_t i = 1; i < pixels; ++i, at += 4) {
    std::memcpy(&left, at, 4);
    std::memcpy(&right, at + 4, 4);
    changes += left != right ? 1 : 0;
  }
  return 8 * changes < pixels;
}

int preset_of(const render::Picture& picture, const EncodeOptions& options) {
  constexpr int usual = 4;
  if (options.level > usual && !options.fast) return std::min(options.level - usual + 1, 9);
  return is_flat(picture) ? 1 : 0;
}

Bytes encode(const render::Picture& picture, const EncodeOptions& options) {
  detail::check_size(picture);
  check_limit(picture);
  WebPConfig config;
  if (WebPConfigInit(&config) == 0) throw Error("libwebp is of another version than its headers");
  WebPConfigLosslessPreset(&config, preset_of(picture, options));
  config.exact = 1;
  Bytes out;
  Picture held(picture, out);
  if (WebPEncode(&config, &held.get()) == 0)
    throw Error(
        fmt::format("libwebp could not encode the picture (its error {})", static_cast<int>(held.get().error_code)));
  return out;
}

}  // namespace

namespace encoders {

constinit const Encoder webp{.name = "webp", .suffix = ".webp", .media_type = "image/webp", .encode = &encode};

}  // namespace encoders
}  // namespace riskmap::output
