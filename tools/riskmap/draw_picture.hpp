// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/base/output_file.hpp>
#include <riskmap/base/progress.hpp>
#include <riskmap/render/renderer.hpp>

#include <string>

namespace riskmap::tools {

/// Draws a view in bands, several at a time, into one picture and encodes it. Bands join without a seam
/// (render/view.hpp), so the bytes depend neither on threads nor memory. \throws LimitError if picture, bands and
/// encoder do not fit into max_memory
void write_png(const render::Renderer& renderer, const render::View& view, OutputFile& file, unsigned threads,
               std::size_t max_memory, Progress* progress);
/// Draws a view on a page of a PDF (".pdf") or an SVG; a CSS pixel is 0.75 pt.
void write_page(const render::Renderer& renderer, const render::View& view, const std::string& suffix,
                OutputFile& file);

}  // namespace riskmap::tools
