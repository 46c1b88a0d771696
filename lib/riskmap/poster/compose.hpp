// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/base/progress.hpp>
#include <riskmap/render/renderer.hpp>

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace riskmap::poster {

struct PageSize {
  double width_mm = 420, height_mm = 297;
};
/// "A4" … "A0", or "300x200mm"; landscape swaps the sides of an A size. \throws UsageError
PageSize parse_page_size(std::string_view text, bool landscape);

struct PosterOptions {
  PageSize size = {};
  int dpi = 300;
  std::string title = {};                  ///< replaces the layout's
  std::optional<geo::LonLatBox> box = {};  ///< default: the scene's bounds
  std::string site = {};                   ///< centre on a site (its id) instead
  std::string layout = {};                 ///< a shipped layout's name or a file; default: metadata["riskmap:poster"]
  std::uint64_t max_pixels = 1'000'000'000;
  unsigned threads = 0;  ///< 0: all
};

/// Draws a page to X.png, X.pdf or X.svg (whole or not at all). \throws UsageError, LimitError, OutputError
void compose(const render::Renderer& renderer, const PosterOptions& options, const std::filesystem::path& out,
             Progress* progress = nullptr);

}  // namespace riskmap::poster
