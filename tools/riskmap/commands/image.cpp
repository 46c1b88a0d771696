// SPDX-License-Identifier: MIT
#include <riskmap/base/output_file.hpp>
#include <riskmap/command.hpp>
#include <riskmap/console.hpp>
#include <riskmap/draw_picture.hpp>
#include <riskmap/interruption.hpp>
#include <riskmap/shared_options.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace riskmap::tools::commands {
namespace {

constexpr int default_height = 1000;  // CSS px, around a place

class ImageVerb final : public Verb {
 public:
  void declare(Options& options) override {
    options.arguments({MapOptions::argument()}, [this](const auto& texts) { m_map.set_style(texts[0]); });
    declare_out(options, m_out, "FILE", "X.png, X.webp, X.pdf or X.svg; '-' is a PNG on stdout");
    declare_box(options, m_box, "the box to show (default: riskmap:bounds)");
    options.value("--center", "LON,LAT", "the middle of the picture, with --zoom",
                  [this](const auto& text) { m_centre = geo::parse_lonlat(text); });
    options.value("--zoom", "Z",
                  "style zoom at --center, 0 to 24, fractions allowed (a 256-px tile z is style zoom z − 1)",
                  [this](const auto& text) { m_zoom = parse_number(text, 0, 24); });
    options.value("--width", "PX", "width in CSS pixels (default: 1600)",
                  [this](const auto& text) { m_width = parse_whole(text, 1, 1'000'000); });
    options.value("--height", "PX", "height in CSS pixels (default: what the box needs; 1000 with --center)",
                  [this](const auto& text) { m_height = parse_whole(text, 1, 1'000'000); });
    declare_scale(options, m_scale, 4);
    declare_max_pixels(options, m_max_pixels);
    m_map.declare(options);
  }

  void setup() override {
    if (m_out != "-") m_suffix = check_suffix(m_out, {".png", ".webp", ".pdf", ".svg"});
    if (m_centre && m_box) throw UsageError("--center", "cannot stand beside --bbox");
    if (m_centre && !m_zoom) throw UsageError("--center", "needs --zoom");
    if (m_zoom && !m_centre) throw UsageError("--zoom", "needs --center", "the zoom of a --bbox follows from its size");
    check_picture_size(1.0 * m_width * m_scale, 1.0 * std::max(m_height, 1) * m_scale, m_max_pixels, "--width");
  }

  void run(Console& console) override {
    if (console.json() && m_out == "-") throw UsageError("--json", "cannot share stdout with the picture");
    guard_output(m_out);
    const auto scene = m_map.load(console);
    const render::Renderer renderer(scene);
    const auto view = make_view(scene);
    OutputFile file(m_out);
    if (m_suffix == ".png" || m_suffix == ".webp")
      write_picture(renderer, view, m_suffix.substr(1), file, m_map.threads(), m_map.max_memory(), console.progress());
    else
      write_page(renderer, view, m_suffix, file);
    file.commit();
    for (const auto& note : renderer.notes()) console.note(note);
    tell(console, view, file.size());
  }

 private:
  int height_for(const geo::LonLatBox& box) const {
    const auto extent = geo::to_mercator(box);
    return static_cast<int>(std::clamp(std::round(m_width * extent.height() / extent.width()), 1.0, 1e6));
  }

  render::View make_view(const map::Scene& scene) {
    const auto box = m_box.value_or(scene.bounds());
    if (m_height == 0) m_height = m_centre ? default_height : height_for(box);
    check_picture_size(1.0 * m_width * m_scale, 1.0 * m_height * m_scale, m_max_pixels, "--height");
    const int width = m_width * m_scale, height = m_height * m_scale;
    return m_centre ? render::View::centred(*m_centre, *m_zoom, width, height, m_scale)
                    : render::View::fit(box, width, height, m_scale);
  }

  void tell(Console& console, const render::View& view, std::size_t bytes) const {
    const auto box = view.lonlat_box();
    console.made({{"out", m_out.string()},
                  {"width", view.width},
                  {"height", view.height},
                  {"style_zoom", view.zoom},
                  {"bounds", {box.min_x, box.min_y, box.max_x, box.max_y}},
                  {"bytes", bytes}},
                 fmt::format("{}: {} × {} px at style zoom {:.2f} ({})", m_out == "-" ? "stdout" : m_out.string(),
                             view.width, view.height, view.zoom, size_text(bytes)));
  }

  MapOptions m_map;
  std::filesystem::path m_out;
  std::string m_suffix = ".png";
  std::optional<geo::LonLatBox> m_box;
  std::optional<geo::LonLat> m_centre;
  std::optional<double> m_zoom;
  int m_width = 1600, m_height = 0, m_scale = 1;
  std::uint64_t m_max_pixels = 1'000'000'000;
};

}  // namespace

extern const Command image;
const Command image = {"image", "draw a plain picture of a box, or around a place", create_verb<ImageVerb>};

}  // namespace riskmap::tools::commands
