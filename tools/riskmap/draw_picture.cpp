// SPDX-License-Identifier: MIT
#include <riskmap/draw_picture.hpp>

#include <riskmap/base/error.hpp>
#include <riskmap/base/parallel.hpp>
#include <riskmap/output/encoder.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

namespace riskmap::tools {
namespace {

constexpr int band_height = 512;  // fixed, so that labels' and lines' rounding cannot depend on the machine
constexpr std::size_t bytes_per_pixel = 4;

std::size_t bytes_of(int width, int height) {
  return bytes_per_pixel * static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
}

// The picture, what the encoder makes of it at worst, and per thread a band with its canvas.
void check_memory(const render::View& view, unsigned threads, std::size_t max_memory) {
  const auto needed = 2 * bytes_of(view.width, view.height) +
                      thread_count(threads) * 2 * bytes_of(view.width, std::min(band_height, view.height));
  if (needed <= max_memory) return;
  throw LimitError(
      "--max-memory",
      fmt::format("a picture of {} × {} px takes about {} MiB", view.width, view.height, (needed >> 20U) + 1),
      "raise it, or draw a smaller picture");
}

render::View band_of(const render::View& view, int first_row) {
  auto band = view;
  band.top += first_row;
  band.height = std::min(band_height, view.height - first_row);
  return band;
}

}  // namespace

void write_picture(const render::Renderer& renderer, const render::View& view, std::string_view format,
                   OutputFile& file, unsigned threads, std::size_t max_memory, Progress* progress) {
  check_memory(view, threads, max_memory);
  render::Picture whole{view.width, view.height, std::vector<std::uint8_t>(bytes_of(view.width, view.height))};
  const auto bands = static_cast<std::size_t>((view.height + band_height - 1) / band_height);
  if (progress) progress->start("drawing", bands, "bands");
  parallel_for(bands, threads, [&](std::size_t i) {
    const int first_row = static_cast<int>(i) * band_height;
    const auto band = renderer.picture(band_of(view, first_row));
    std::memcpy(whole.pixel(0, first_row), band.rgba.data(), band.rgba.size());
    if (progress) progress->advance(1);
  });
  if (progress) progress->finish();
  file.write(output::find_encoder(format).encode(whole, {}));
}

void write_page(const render::Renderer& renderer, const render::View& view, const std::string& suffix,
                OutputFile& file) {
  const double points = 0.75 / view.ratio;
  const auto write = [&file](std::span<const std::byte> bytes) { file.write(bytes); };
  const render::Canvas::PageInfo info{.title = renderer.scene().document().name(), .subject = {}};
  auto canvas = suffix == ".pdf" ? render::Canvas::pdf(view.width, view.height, points, info, write)
                                 : render::Canvas::svg(view.width, view.height, points, write);
  renderer.draw(view, canvas);
  canvas.finish();
}

}  // namespace riskmap::tools
