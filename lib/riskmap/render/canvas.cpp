// SPDX-License-Identifier: MIT
#include <riskmap/render/canvas.hpp>

#include <riskmap/base/error.hpp>
#include <riskmap/render/detail/pixel_buffer.hpp>
#include <riskmap/render/detail/text.hpp>

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <cairo.h>
#include <fmt/format.h>

#include <cassert>
#include <cmath>
#include <cstring>
#include <numbers>

namespace riskmap::render {
namespace {

constexpr int largest_side = 32767;  // Cairo's image surfaces

using WriteFunction = std::function<void(std::span<const std::byte>)>;

// An exception may not pass through Cairo: it is kept and thrown by finish().
struct Writer {
  WriteFunction write;
  std::exception_ptr failure;
};

cairo_status_t write_bytes(void* closure, const unsigned char* data, unsigned int count) {
  auto& writer = *static_cast<Writer*>(closure);
  try {
    writer.write(std::as_bytes(std::span(data, count)));
    return CAIRO_STATUS_SUCCESS;
  } catch (...) {
    writer.failure = std::current_exception();
    return CAIRO_STATUS_WRITE_ERROR;
  }
}

void trace(cairo_t* context, const Path& path) {
  for (const auto& line : path.lines) {
    if (line.size() < 2) continue;
    cairo_move_to(context, line.front().x, line.front().y);
    for (std::size_t i = 1; i < line.size(); ++i) cairo_line_to(context, line[i].x, line[i].y);
    if (line.front().x == line.back().x && line.front().y == line.back().y) cairo_close_path(context);
  }
}

void set_color(cairo_t* context, const Color& color) {
  cairo_set_source_rgba(context, color.r, color.g, color.b, color.a);
}

style::Formatted plain(const std::string& text) {
  style::Formatted out;
  style::Section section;
  section.text = text;
  out.sections.push_back(std::move(section));
  return out;
}

std::uint32_t premultiply(const std::uint8_t* rgba) {
  const unsigned a = rgba[3];
  const auto times = [a](unsigned c) { return (c * a + 127) / 255; };
  return (a << 24U) | (times(rgba[0]) << 16U) | (times(rgba[1]) << 8U) | times(rgba[2]);
}

}  // namespace

struct Canvas::State {
  cairo_surface_t* surface = nullptr;  // null for a canvas inside another
  cairo_t* context = nullptr;
  bool picture = false;
  double width = 0, height = 0;
  std::unique_ptr<Writer> writer;

  State() = default;
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() {
    if (surface == nullptr) return;
    cairo_destroy(context);
    cairo_surface_destroy(surface);
  }
};

Canvas::Canvas(std::unique_ptr<State> state) : m_state(std::move(state)) {}
Canvas::Canvas(Canvas&&) noexcept = default;
Canvas& Canvas::operator=(Canvas&&) noexcept = default;
Canvas::~Canvas() = default;

Canvas Canvas::picture(int width, int height) {
  auto canvas = page_picture(width, height, 1);
  canvas.m_state->picture = true;
  auto* context = canvas.context();
  cairo_set_operator(context, CAIRO_OPERATOR_CLEAR);
  cairo_paint(context);
  cairo_set_operator(context, CAIRO_OPERATOR_OVER);
  return canvas;
}

Canvas Canvas::page_picture(double width, double height, double pixels_per_unit) {
  const double columns = std::round(width * pixels_per_unit), rows = std::round(height * pixels_per_unit);
  if (!(columns >= 1 && rows >= 1))
    throw UsageError(fmt::format("a picture of {} × {} px has no pixels", columns, rows));
  if (columns > largest_side || rows > largest_side || columns * rows > 1e9) {
    throw LimitError("", fmt::format("a picture of {:.0f} × {:.0f} px is too large", columns, rows),
                     fmt::format("at most {} px a side and 10⁹ px; lower --dpi, --scale or the size", largest_side));
  }
  auto state = std::make_unique<State>();
  state->width = width;
  state->height = height;
  state->surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, static_cast<int>(columns), static_cast<int>(rows));
  if (cairo_surface_status(state->surface) != CAIRO_STATUS_SUCCESS)
    throw LimitError(fmt::format("no memory for {:.0f} × {:.0f} px", columns, rows));
  state->context = cairo_create(state->surface);
  cairo_set_source_rgb(state->context, 1, 1, 1);
  cairo_paint(state->context);
  cairo_scale(state->context, pixels_per_unit, pixels_per_unit);
  return Canvas(std::move(state));
}

Canvas Canvas::pdf(double width, double height, double points_per_unit, const PageInfo& info, WriteFunction write) {
  auto state = std::make_unique<State>();
  state->width = width;
  state->height = height;
  state->writer = std::make_unique<Writer>(Writer{std::move(write), nullptr});
  state->surface = cairo_pdf_surface_create_for_stream(&write_bytes, state->writer.get(), width * points_per_unit,
                                                       height * points_per_unit);
  cairo_pdf_surface_set_metadata(state->surface, CAIRO_PDF_METADATA_TITLE, info.title.c_str());
  cairo_pdf_surface_set_metadata(state->surface, CAIRO_PDF_METADATA_SUBJECT, info.subject.c_str());
  cairo_pdf_surface_set_metadata(state->surface, CAIRO_PDF_METADATA_CREATE_DATE, info.created.c_str());
  state->context = cairo_create(state->surface);
  cairo_scale(state->context, points_per_unit, points_per_unit);
  return Canvas(std::move(state));
}

Canvas Canvas::svg(double width, double height, double points_per_unit, WriteFunction write) {
  auto state = std::make_unique<State>();
  state->width = width;
  state->height = height;
  state->writer = std::make_unique<Writer>(Writer{std::move(write), nullptr});
  state->surface = cairo_svg_surface_create_for_stream(&write_bytes, state->writer.get(), width * points_per_unit,
                                                       height * points_per_unit);
  state->context = cairo_create(state->surface);
  cairo_scale(state->context, points_per_unit, points_per_unit);
  return Canvas(std::move(state));
}

bool Canvas::is_picture() const { return m_state->picture; }
double Canvas::width() const { return m_state->width; }
double Canvas::height() const { return m_state->height; }
cairo_t* Canvas::context() const { return m_state->context; }

std::uint32_t* Canvas::pixels() const {
  if (!m_state->picture) return nullptr;
  cairo_surface_flush(m_state->surface);
  return reinterpret_cast<std::uint32_t*>(cairo_image_surface_get_data(m_state->surface));
}

int Canvas::stride_pixels() const { return cairo_image_surface_get_stride(m_state->surface) / 4; }
void Canvas::mark_dirty() const { cairo_surface_mark_dirty(m_state->surface); }

void Canvas::paint_source(cairo_t* to) const {
  cairo_set_source_surface(to, m_state->surface, 0, 0);
  cairo_pattern_set_filter(cairo_get_source(to), CAIRO_FILTER_NEAREST);
}

void Canvas::check(const char* what) const {
  const auto status = cairo_status(m_state->context);
  if (status != CAIRO_STATUS_SUCCESS)
    throw OutputError(fmt::format("drawing {} failed: {}", what, cairo_status_to_string(status)));
}

void Canvas::fill(const Path& path, const Color& color) {
  cairo_new_path(context());
  trace(context(), path);
  set_color(context(), color);
  cairo_set_fill_rule(context(), CAIRO_FILL_RULE_EVEN_ODD);
  cairo_fill(context());
}

void Canvas::stroke(const Path& path, const Stroke& stroke) {
  cairo_new_path(context());
  trace(context(), path);
  set_color(context(), stroke.color);
  cairo_set_line_width(context(), stroke.width);
  cairo_set_line_cap(context(), static_cast<cairo_line_cap_t>(stroke.cap));
  cairo_set_line_join(context(), static_cast<cairo_line_join_t>(stroke.join));
  cairo_set_dash(context(), stroke.dashes.data(), static_cast<int>(stroke.dashes.size()), 0);
  cairo_stroke(context());
  cairo_set_dash(context(), nullptr, 0, 0);
}

void Canvas::rectangle(const geo::PixelBox& box, const Color& color) {
  cairo_new_path(context());
  cairo_rectangle(context(), box.min_x, box.min_y, box.width(), box.height());
  set_color(context(), color);
  cairo_fill(context());
}

void Canvas::circle(PixelPoint centre, double radius, const Color& fill, const Color& line, double line_width) {
  cairo_new_path(context());
  cairo_arc(context(), centre.x, centre.y, radius, 0, 2 * std::numbers::pi);
  set_color(context(), fill);
  if (fill.a > 0) cairo_fill(context());
  if (line_width > 0 && line.a > 0) {
    cairo_new_path(context());
    cairo_arc(context(), centre.x, centre.y, radius + line_width / 2, 0, 2 * std::numbers::pi);
    set_color(context(), line);
    cairo_set_line_width(context(), line_width);
    cairo_stroke(context());
  }
  cairo_new_path(context());
}

void Canvas::text(const std::string& text, const TextStyle& style, PixelPoint top_left) {
  if (text.empty()) return;
  detail::TextBlock(plain(text), style).draw(context(), top_left.x, top_left.y);
}

TextExtents Canvas::measure(const std::string& text, const TextStyle& style) {
  return detail::TextBlock(plain(text.empty() ? " " : text), style).extents();
}

void Canvas::image(const Picture& picture, const geo::PixelBox& box) {
  std::vector<std::uint32_t> pixels(static_cast<std::size_t>(picture.width) * static_cast<std::size_t>(picture.height));
  for (std::size_t i = 0; i < pixels.size(); ++i) pixels[i] = premultiply(picture.rgba.data() + 4 * i);
  auto* surface =
      cairo_image_surface_create_for_data(reinterpret_cast<unsigned char*>(pixels.data()), CAIRO_FORMAT_ARGB32,
                                          picture.width, picture.height, picture.width * 4);
  cairo_save(context());
  cairo_translate(context(), box.min_x, box.min_y);
  cairo_scale(context(), box.width() / picture.width, box.height() / picture.height);
  cairo_set_source_surface(context(), surface, 0, 0);
  double dx = 1, dy = 0;
  cairo_user_to_device_distance(context(), &dx, &dy);
  cairo_pattern_set_filter(cairo_get_source(context()),
                           std::abs(dx - 1) < 1e-6 ? CAIRO_FILTER_NEAREST : CAIRO_FILTER_BILINEAR);
  cairo_rectangle(context(), 0, 0, picture.width, picture.height);
  cairo_fill(context());
  cairo_restore(context());
  cairo_surface_finish(surface);  // vector surfaces copy what they still need
  cairo_surface_destroy(surface);
}

void Canvas::within(const geo::PixelBox& box, const std::function<void(Canvas&)>& draw, double scale) {
  auto inner = std::make_unique<State>();
  inner->context = context();
  inner->width = box.width() / scale;
  inner->height = box.height() / scale;
  cairo_save(context());
  cairo_rectangle(context(), box.min_x, box.min_y, box.width(), box.height());
  cairo_clip(context());
  cairo_translate(context(), box.min_x, box.min_y);
  cairo_scale(context(), scale, scale);
  Canvas canvas(std::move(inner));
  draw(canvas);
  cairo_restore(context());
}

Picture Canvas::take_picture() const {
  Picture out;
  take_picture(out);
  return out;
}

void Canvas::take_picture(Picture& out) const {
  cairo_surface_flush(m_state->surface);
  out.width = cairo_image_surface_get_width(m_state->surface);
  out.height = cairo_image_surface_get_height(m_state->surface);
  const auto* data = reinterpret_cast<const std::uint32_t*>(cairo_image_surface_get_data(m_state->surface));
  const auto columns = static_cast<std::size_t>(out.width), rows = static_cast<std::size_t>(out.height);
  out.rgba.resize(4 * columns * rows);
  for (std::size_t y = 0; y < rows; ++y)
    detail::to_rgba(data + static_cast<std::ptrdiff_t>(y) * stride_pixels(), out.width,
                    out.rgba.data() + 4 * columns * y);
}

void Canvas::clear() {
  auto* data = pixels();
  std::memset(data, 0,
              static_cast<std::size_t>(cairo_image_surface_get_stride(m_state->surface)) *
                  static_cast<std::size_t>(cairo_image_surface_get_height(m_state->surface)));
  mark_dirty();
}

void Canvas::finish() {
  if (m_state->surface == nullptr) return;
  check("the page");
  cairo_show_page(context());
  cairo_surface_finish(m_state->surface);
  if (m_state->writer && m_state->writer->failure) std::rethrow_exception(m_state->writer->failure);
  const auto status = cairo_surface_status(m_state->surface);
  if (status != CAIRO_STATUS_SUCCESS)
    throw OutputError(fmt::format("writing the page failed: {}", cairo_status_to_string(status)));
}

bool Picture::opaque() const {
  for (std::size_t i = 3; i < rgba.size(); i += 4) {
    if (rgba[i] != 255) return false;
  }
  return true;
}

}  // namespace riskmap::render
