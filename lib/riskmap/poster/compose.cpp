// SPDX-License-Identifier: MIT
#include <riskmap/poster/compose.hpp>

#include <riskmap/base/error.hpp>
#include <riskmap/base/output_file.hpp>
#include <riskmap/base/parallel.hpp>
#include <riskmap/output/encoder.hpp>
#include <riskmap/poster/arrangement.hpp>
#include <riskmap/poster/svg_ids.hpp>

#include <fmt/format.h>

#include <cmath>
#include <mutex>

namespace riskmap::poster {
namespace {

using render::Canvas;
using render::Part;

constexpr int band_height =
    512;  // rows of the map drawn at a time; fixed, so that the bytes do not depend on the machine
constexpr double mm_per_inch = 25.4, points_per_mm = 72 / 25.4;
constexpr double longest_side = 65535;

void check_pixels(const PosterOptions& options) {
  const double width = std::round(options.size.width_mm / mm_per_inch * options.dpi),
               height = std::round(options.size.height_mm / mm_per_inch * options.dpi);
  if (width <= longest_side && height <= longest_side && width * height <= static_cast<double>(options.max_pixels))
    return;
  throw LimitError("--dpi", fmt::format("a page of {:.0f} × {:.0f} px is too large", width, height),
                   fmt::format("at most {:.0f} px a side and {} px in all; --max-pixels raises the latter",
                               longest_side, options.max_pixels));
}

// One page, however it is written: the map's colours, the graticule, the map's labels, everything around.
class Page {
 public:
  Page(const render::Renderer& renderer, const Arrangement& arrangement, unsigned threads, Progress* progress)
      : m_renderer(renderer), m_page(arrangement), m_threads(threads), m_progress(progress) {}

  /// `as_pixels`: the map goes in band by band, pixel for pixel; else as what it is drawn of.
  void draw(Canvas& canvas, bool as_pixels) const {
    canvas.rectangle({0, 0, m_page.size.width_mm, m_page.size.height_mm}, {1, 1, 1, 1});
    draw_map(canvas, Part::unlabelled, as_pixels);
    draw_pieces(canvas, true);
    draw_map(canvas, Part::labels, as_pixels);
    draw_neat_line(canvas);
    draw_pieces(canvas, false);
  }

 private:
  void draw_map(Canvas& canvas, Part part, bool as_pixels) const {
    if (as_pixels) return draw_bands(canvas, part);
    canvas.within(
        m_page.frame, [&](Canvas& inner) { m_renderer.draw(m_page.view, inner, part); }, 1 / m_page.pixels_per_mm);
  }

  void draw_bands(Canvas& canvas, Part part) const {
    const auto bands = static_cast<std::size_t>((m_page.view.height + band_height - 1) / band_height);
    std::mutex lock;
    if (m_progress) m_progress->start(part == Part::labels ? "labels" : "map", bands, "bands");
    parallel_for(bands, m_threads, [&](std::size_t i) {
      auto band = m_page.view;
      const int first = static_cast<int>(i) * band_height;
      band.top += first;
      band.height = std::min(band_height, m_page.view.height - first);
      const auto picture = m_renderer.picture(band, part);
      const double mm = 1 / m_page.pixels_per_mm, top = m_page.frame.min_y + first * mm;
      const std::scoped_lock guard(lock);
      canvas.image(picture, {m_page.frame.min_x, top, m_page.frame.min_x + band.width * mm, top + band.height * mm});
      if (m_progress) m_progress->advance(1);
    });
    if (m_progress) m_progress->finish();
  }

  void draw_pieces(Canvas& canvas, bool on_frame) const {
    for (const auto& piece : m_page.pieces) {
      if (piece.furniture->on_frame != on_frame) continue;
      piece.furniture->draw(m_page.context(m_renderer.scene(), piece), canvas, piece.box);
      canvas.check(std::string(piece.furniture->name).c_str());
    }
  }

  void draw_neat_line(Canvas& canvas) const {
    if (m_page.frame_line <= 0) return;
    const auto& f = m_page.frame;
    canvas.stroke(
        {{{{f.min_x, f.min_y}, {f.max_x, f.min_y}, {f.max_x, f.max_y}, {f.min_x, f.max_y}, {f.min_x, f.min_y}}}},
        {.color = {0.13, 0.13, 0.15, 1}, .width = m_page.frame_line});
  }

  const render::Renderer& m_renderer;
  const Arrangement& m_page;
  unsigned m_threads;
  Progress* m_progress;
};

void write_png(const Page& page, const Arrangement& arrangement, int dpi, OutputFile& file) {
  auto picture = [&] {
    auto canvas =
        Canvas::page_picture(arrangement.size.width_mm, arrangement.size.height_mm, arrangement.pixels_per_mm);
    page.draw(canvas, true);
    return canvas.take_picture();
  }();
  file.write(output::find_encoder("png").encode(picture, {.pixels_per_metre = dpi / (mm_per_inch / 1000)}));
}

Canvas::PageInfo page_info(const Arrangement& arrangement) {
  const auto& facts = arrangement.facts;
  const auto headline = facts.find("headline");
  Canvas::PageInfo info;
  info.title = !facts.at("given-title").empty() ? facts.at("given-title")
               : headline != facts.end()        ? headline->second
                                                : facts.at("title");
  info.subject = fmt::format("{} {} {} {} {}", facts.at("data"), facts.at("method"), facts.at("projection"),
                             facts.at("generator"), facts.at("fonts"));
  if (!facts.at("as-of").empty())
    info.created = facts.at("as-of") + "T00:00:00Z";  // the data's vintage: the same bytes every day
  return info;
}

void write_pdf(const Page& page, const Arrangement& arrangement, OutputFile& file) {
  auto canvas = Canvas::pdf(arrangement.size.width_mm, arrangement.size.height_mm, points_per_mm,
                            page_info(arrangement), [&](std::span<const std::byte> bytes) { file.write(bytes); });
  page.draw(canvas, false);
  canvas.finish();
}

void write_svg(const Page& page, const Arrangement& arrangement, OutputFile& file) {
  std::string svg;
  auto canvas = Canvas::svg(arrangement.size.width_mm, arrangement.size.height_mm, points_per_mm,
                            [&](std::span<const std::byte> bytes) {
                              for (const auto byte : bytes) svg.push_back(static_cast<char>(byte));
                            });
  page.draw(canvas, false);
  canvas.finish();
  file.write(renumber_svg(svg, page_info(arrangement).title));
}

}  // namespace

void compose(const render::Renderer& renderer, const PosterOptions& options, const std::filesystem::path& out,
             Progress* progress) {
  const auto suffix = out.extension();
  if (suffix != ".png" && suffix != ".pdf" && suffix != ".svg") {
    throw UsageError("--out", fmt::format("'{}' is no kind of page", printable(out.filename().string())),
                     "write X.png, X.pdf or X.svg");
  }
  check_pixels(options);
  const auto layout = read_layout(renderer.scene(), options.layout);
  const auto arrangement = arrange(renderer.scene(), layout, options);
  const Page page(renderer, arrangement, options.threads, progress);
  OutputFile file(out);
  if (suffix == ".png")
    write_png(page, arrangement, options.dpi, file);
  else if (suffix == ".pdf")
    write_pdf(page, arrangement, file);
  else
    write_svg(page, arrangement, file);
  file.commit();
}

}  // namespace riskmap::poster
