// SPDX-License-Identifier: MIT
#include <riskmap/command.hpp>
#include <riskmap/console.hpp>
#include <riskmap/interruption.hpp>
#include <riskmap/poster/compose.hpp>
#include <riskmap/shared_options.hpp>

#include <fmt/format.h>

namespace riskmap::tools::commands {
namespace {

constexpr double mm_per_inch = 25.4;

class PosterVerb final : public Verb {
 public:
  void declare(Options& options) override {
    options.arguments({MapOptions::argument()}, [this](const auto& texts) { m_map.set_style(texts[0]); });
    declare_out(options, m_out, "FILE", "X.png, X.pdf or X.svg");
    options.value("--size", "SIZE", "A4, A3, A2, A1, A0 or WxHmm, like 300x200mm (default: A3, landscape)",
                  [this](const auto& text) {
                    riskmap::poster::parse_page_size(text, false);
                    m_size = text;
                  });
    options.flag("--landscape", "turn an A size on its side", m_landscape);
    options.value("--dpi", "N", "dots per inch of a PNG, 36 to 1200 (default: 300)",
                  [this](const auto& text) { m_options.dpi = parse_whole(text, 36, 1200); });
    options.value("--title", "TEXT", "the title (default: the layout's)",
                  [this](const auto& text) { m_options.title = text; });
    declare_box(options, m_options.box, "the box to show (default: riskmap:bounds)");
    options.value("--site", "ID", "the surroundings of a project site instead",
                  [this](const auto& text) { m_options.site = text; });
    options.value("--layout", "NAME|FILE", "another layout (default: the document's riskmap:poster)",
                  [this](const auto& text) { m_options.layout = text; });
    declare_max_pixels(options, m_options.max_pixels);
    m_map.declare(options);
  }

  void setup() override {
    const auto suffix = check_suffix(m_out, {".png", ".pdf", ".svg"});
    if (m_options.box && !m_options.site.empty()) throw UsageError("--site", "cannot stand beside --bbox");
    m_options.size = riskmap::poster::parse_page_size(m_size.empty() ? "A3" : m_size, m_landscape || m_size.empty());
    const double dots_per_mm = m_options.dpi / mm_per_inch;
    if (suffix == ".png")
      check_picture_size(m_options.size.width_mm * dots_per_mm, m_options.size.height_mm * dots_per_mm,
                         m_options.max_pixels, "--dpi");
  }

  void run(Console& console) override {
    guard_output(m_out);
    const auto scene = m_map.load(console);
    const render::Renderer renderer(scene);
    m_options.threads = m_map.threads();
    riskmap::poster::compose(renderer, m_options, m_out, console.progress());
    for (const auto& note : renderer.notes()) console.note(note);
    const auto bytes = std::filesystem::file_size(m_out);
    const auto& [width, height] = m_options.size;
    console.made(
        {{"out", m_out.string()}, {"width_mm", width}, {"height_mm", height}, {"dpi", m_options.dpi}, {"bytes", bytes}},
        fmt::format("{}: a page of {} × {} mm ({})", m_out.string(), width, height, size_text(bytes)));
  }

 private:
  MapOptions m_map;
  std::filesystem::path m_out;
  std::string m_size;
  bool m_landscape = false;
  riskmap::poster::PosterOptions m_options;
};

}  // namespace

extern const Command poster;
const Command poster = {"poster", "lay out a page: map, title, legend, scale bar, provenance", create_verb<PosterVerb>};

}  // namespace riskmap::tools::commands
