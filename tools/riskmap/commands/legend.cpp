// SPDX-License-Identifier: MIT
#include <riskmap/base/output_file.hpp>
#include <riskmap/command.hpp>
#include <riskmap/console.hpp>
#include <riskmap/interruption.hpp>
#include <riskmap/output/encoder.hpp>
#include <riskmap/render/legend.hpp>
#include <riskmap/shared_options.hpp>

#include <fmt/format.h>

#include <cmath>

namespace riskmap::tools::commands {
namespace {

constexpr double margin = 12;  // CSS px around it

class LegendVerb final : public Verb {
 public:
  void declare(Options& options) override {
    options.arguments({MapOptions::argument()}, [this](const auto& texts) { m_map.set_style(texts[0]); });
    declare_out(options, m_out, "FILE", "X.png or X.svg");
    options.value("--width", "PX", "width in CSS pixels, 120 to 4000 (default: 300)",
                  [this](const auto& text) { m_width = parse_whole(text, 120, 4000); });
    declare_scale(options, m_scale, 4);
    m_map.declare(options);
  }

  void setup() override { m_suffix = check_suffix(m_out, {".png", ".svg"}); }

  void run(Console& console) override {
    guard_output(m_out);
    const auto scene = m_map.load(console);
    const auto legend = render::make_legend(scene);
    const render::LegendStyle style{
        .unit = 1.0 * m_scale, .width = (m_width - 2 * margin) * m_scale, .paper = render::legend_paper(legend)};
    const int width = m_width * m_scale;
    const int height = static_cast<int>(std::ceil(render::legend_height(legend, style) + 2 * margin * m_scale));
    OutputFile file(m_out);
    if (m_suffix == ".png")
      write_picture(legend, style, width, height, file);
    else
      write_svg(legend, style, width, height, file);
    file.commit();
    console.made({{"out", m_out.string()}, {"width", width}, {"height", height}, {"bytes", file.size()}},
                 fmt::format("{}: {} × {} px ({})", m_out.string(), width, height, size_text(file.size())));
  }

 private:
  void draw(const render::Legend& legend, const render::LegendStyle& style, render::Canvas& canvas) const {
    canvas.rectangle({0, 0, canvas.width(), canvas.height()}, style.paper);
    render::draw_legend(legend, style, canvas, {margin * m_scale, margin * m_scale});
  }

  void write_picture(const render::Legend& legend, const render::LegendStyle& style, int width, int height,
                     OutputFile& file) const {
    auto canvas = render::Canvas::picture(width, height);
    draw(legend, style, canvas);
    file.write(output::find_encoder("png").encode(canvas.take_picture(), {}));
  }

  void write_svg(const render::Legend& legend, const render::LegendStyle& style, int width, int height,
                 OutputFile& file) const {
    auto canvas = render::Canvas::svg(width, height, 0.75 / m_scale,
                                      [&file](std::span<const std::byte> bytes) { file.write(bytes); });
    draw(legend, style, canvas);
    canvas.finish();
  }

  MapOptions m_map;
  std::filesystem::path m_out;
  std::string m_suffix;
  int m_width = 300, m_scale = 1;
};

}  // namespace

extern const Command legend;
const Command legend = {"legend", "draw the legend alone", create_verb<LegendVerb>};

}  // namespace riskmap::tools::commands
