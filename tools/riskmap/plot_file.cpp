// SPDX-License-Identifier: MIT
#include <riskmap/plot_file.hpp>

#include <riskmap/base/output_file.hpp>
#include <riskmap/output/encoder.hpp>
#include <riskmap/shared_options.hpp>

namespace riskmap::tools {
namespace {

constexpr double margin = 14;  // CSS px of white around each
constexpr render::Color paper{1, 1, 1, 1};

void draw_all(std::span<const render::Plot> plots, render::Canvas& canvas, int scale) {
  canvas.rectangle({0, 0, canvas.width(), canvas.height()}, paper);
  const double each = canvas.height() / static_cast<double>(plots.size());
  double top = 0;
  for (const auto& plot : plots) {
    const geo::PixelBox whole{0, top, canvas.width(), top + each};
    render::draw_plot(plot, canvas, whole.grown(-margin * scale), scale);
    top += each;
  }
}

}  // namespace

std::size_t write_plots(std::span<const render::Plot> plots, const std::filesystem::path& out, int width, int height,
                        int scale) {
  const auto suffix = check_suffix(out, {".png", ".svg"});
  const int all_width = width * scale, all_height = height * scale * static_cast<int>(plots.size());
  OutputFile file(out);
  if (suffix == ".png") {
    auto canvas = render::Canvas::picture(all_width, all_height);
    draw_all(plots, canvas, scale);
    file.write(output::find_encoder("png").encode(canvas.take_picture(), {}));
  } else {
    auto canvas = render::Canvas::svg(all_width, all_height, 0.75 / scale,
                                      [&file](std::span<const std::byte> bytes) { file.write(bytes); });
    draw_all(plots, canvas, scale);
    canvas.finish();
  }
  file.commit();
  return file.size();
}

std::size_t write_plot(const render::Plot& plot, const std::filesystem::path& out, int width, int height, int scale) {
  return write_plots(std::span(&plot, 1), out, width, height, scale);
}

}  // namespace riskmap::tools
