// SPDX-License-Identifier: MIT
// A tile from anyone: a picture or a vector tile, told by its first byte as `verify` is by the archive.
#include <riskmap/base/error.hpp>
#include <riskmap/output/decoder.hpp>

#include <cstdlib>
#include <span>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const auto bytes = std::as_bytes(std::span(data, size)).subspan(1);
  try {
    if (data[0] % 2 == 0) {
      const auto picture = riskmap::output::decode_picture(bytes, 512);
      const auto pixels = static_cast<std::size_t>(picture.width) * static_cast<std::size_t>(picture.height);
      if (picture.rgba.size() != 4 * pixels) std::abort();
    } else {
      const auto content = riskmap::output::check_vector_tile(bytes);
      if (content.features > 0 && content.points < content.features) std::abort();
    }
  } catch (const riskmap::Error&) {
  }
  return 0;
}
