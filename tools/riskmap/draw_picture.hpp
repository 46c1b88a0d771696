// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/base/output_file.hpp>
#include <riskmap/base/progress.hpp>
#include <riskmap/render/renderer.hpp>

#include <string>
#include <string_view>

namespace riskmap::tools {

/// Draws a view in bands, several at a time, into one picture and encodes it ("png", "webp"). Bands join without a seam
/// (render/view.hpp), so the bytes depend neither on threads nor memory. \throws LimitError if picture, bands and
/// encoder do not fit into max_memory, or the format holds no such picture
void write_picture(const render::Renderer& renderer, const render::View& view, std::string_view format,
                   OutputFile& file, unsigned threads, std::size_t max_memory, Progress* progress);
/// Draws a view on a page of a PDF (".pdf") or an SVG; a CSS pixel is 0.75 pt.
void write_page(const render::Renderer& renderer, const render::View& view, const std::string& suffix,
                OutputFile& file);

}  // namespace riskmap::tools
