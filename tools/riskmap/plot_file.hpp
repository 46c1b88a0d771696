// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/render/plot.hpp>

#include <cstddef>
#include <filesystem>
#include <span>

namespace riskmap::tools {

/// Draws a plot on white paper of width × height CSS pixels as X.png (`scale` device pixels each) or X.svg. The file
/// appears when whole. \returns its size in bytes
/// \throws UsageError for another suffix, OutputError, LimitError for more pixels than a canvas can have
std::size_t write_plot(const render::Plot& plot, const std::filesystem::path& out, int width, int height, int scale);
/// Several below one another, each `height` CSS pixels.
std::size_t write_plots(std::span<const render::Plot> plots, const std::filesystem::path& out, int width, int height,
                        int scale);

}  // namespace riskmap::tools
