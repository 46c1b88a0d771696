// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/render/picture.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace riskmap::output::detail {

/// The colours of a picture in the order they first appear, and each pixel's.
struct Palette {
  std::vector<std::array<std::uint8_t, 4>> colours;  ///< RGBA, at most 256
  std::vector<std::uint8_t> indices;                 ///< row-major
};

/// Lossless; nullopt as soon as a 257th colour is met.
std::optional<Palette> find_palette(const render::Picture& picture);

}  // namespace riskmap::output::detail
