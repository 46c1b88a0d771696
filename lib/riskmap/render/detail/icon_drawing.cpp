// SPDX-License-Identifier: MIT
#include <riskmap/render/detail/icon_drawing.hpp>

#include <riskmap/base/error.hpp>

#include <cairo.h>
#include <fmt/format.h>
#include <librsvg/rsvg.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <optional>

namespace riskmap::render::detail {
namespace {

constexpr double largest_side = 1024;  // CSS px

struct RsvgDeleter {
  void operator()(RsvgHandle* handle) const { g_object_unref(handle); }
};
using Handle = std::unique_ptr<RsvgHandle, RsvgDeleter>;

[[noreturn]] void refuse(const std::string& name, const std::string& why) {
  throw DataError(fmt::format("icon '{}'", printable(name)), why);
}

void check_safe(const std::string& name, const std::string& svg) {
  static constexpr std::array<const char*, 7> words = {"<!entity", "<image",  "<feimage",        "<script",
                                                       "<foreign", "@import", "<?xml-stylesheet"};
  std::string lower = svg;
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  for (const char* word : words) {
    if (lower.find(word) != std::string::npos) refuse(name, fmt::format("holds {}, which an icon may not", word));
  }
}

Handle load(const std::string& name, const std::string& svg) {
  GError* error = nullptr;
  // No base address: references to other files find nothing.
  Handle handle(rsvg_handle_new_from_data(reinterpret_cast<const guint8*>(svg.data()), svg.size(), &error));
  if (handle) return handle;
  const std::string why = error != nullptr ? error->message : "unknown";
  g_clear_error(&error);
  refuse(name, "is no SVG: " + printable(why, 120));
}

// In order and apart.
void check_zones(const std::string& name, Stretch::Zones& zones, const std::string& what) {
  if (zones.size() > Stretch::most_zones)
    refuse(name, fmt::format("has more than {} zones in its \"{}\"", Stretch::most_zones, what));
  std::sort(zones.begin(), zones.end());
  for (std::size_t i = 0; i < zones.size(); ++i) {
    if (!(zones[i].second - zones[i].first >= Stretch::least_zone) || (i > 0 && zones[i].first < zones[i - 1].second))
      refuse(name, fmt::format("has zones in its \"{}\" that are empty or overlap", what));
  }
}

// Transparent pixels of a bitmap as a Cairo context in its coordinates.
template <typename TDraw>
void on(Bitmap& bitmap, TDraw&& draw) {
  auto* surface =
      cairo_image_surface_create_for_data(reinterpret_cast<unsigned char*>(bitmap.pixels.data()), CAIRO_FORMAT_ARGB32,
                                          bitmap.width, bitmap.height, bitmap.width * 4);
  auto* context = cairo_create(surface);
  cairo_translate(context, -bitmap.left, -bitmap.top);
  draw(context);
  cairo_destroy(context);
  cairo_surface_flush(surface);
  cairo_surface_destroy(surface);
}

class Drawing final : public Icon {
 public:
  Drawing(const std::string& name, std::string svg) : Icon(0, 0), m_name(name), m_svg(std::move(svg)) {
    check_safe(name, m_svg);
    m_handle = load(name, m_svg);
    gdouble width = 0, height = 0;
    RsvgRectangle box;
    gboolean has_width = FALSE, has_height = FALSE, has_box = FALSE;
    RsvgLength as_width, as_height;
    if (rsvg_handle_get_intrinsic_size_in_pixels(m_handle.get(), &width, &height) == FALSE) {
      rsvg_handle_get_intrinsic_dimensions(m_handle.get(), &has_width, &as_width, &has_height, &as_height, &has_box,
                                           &box);
      width = has_box != FALSE ? box.width : 0;
      height = has_box != FALSE ? box.height : 0;
    }
    if (!(width > 0 && height > 0 && width <= largest_side && height <= largest_side))
      refuse(name, fmt::format("must have a size of at most {} px a side", largest_side));
    set_size(width, height);
    read_stretch();
    set_shape(is_black(pixels({.xx = 2, .yy = 2})));
  }

  Bitmap part(const Matrix& matrix, const geo::PixelBox& box) const override {
    auto out = Bitmap::around(box);
    on(out, [&](cairo_t* context) {
      const cairo_matrix_t to = {matrix.xx, matrix.yx, matrix.xy, matrix.yy, matrix.x0, matrix.y0};
      cairo_transform(context, &to);
      render(*m_handle, context);
    });
    return out;
  }

  void draw(cairo_t* context, const Color* color, double wider) const override {
    if (color == nullptr || !is_shape()) return render(*m_handle, context);
    const auto handle = load(m_name, m_svg);
    const auto paint = fmt::format("rgb({:.0f},{:.0f},{:.0f})", color->r * 255, color->g * 255, color->b * 255);
    const auto style = wider > 0 ? fmt::format(
                                       "* {{ fill: {0}; stroke: {0}; stroke-width: {1}; stroke-linejoin: "
                                       "round; }}",
                                       paint, 2 * wider)
                                 : fmt::format("svg {{ fill: {0}; color: {0}; }}", paint);
    rsvg_handle_set_stylesheet(handle.get(), reinterpret_cast<const guint8*>(style.data()), style.size(), nullptr);
    if (color->a < 1) cairo_push_group(context);
    render(*handle, context);
    if (color->a >= 1) return;
    cairo_pop_group_to_source(context);
    cairo_paint_with_alpha(context, color->a);
  }

 private:
  // The box of an element, cut to the icon.
  std::optional<geo::PixelBox> box_of(const std::string& id, double least = 0) const {
    const auto reference = "#" + id;
    if (rsvg_handle_has_sub(m_handle.get(), reference.c_str()) == FALSE) return std::nullopt;
    const RsvgRectangle viewport = {0, 0, width(), height()};
    RsvgRectangle box = {};
    if (rsvg_handle_get_geometry_for_layer(m_handle.get(), reference.c_str(), &viewport, nullptr, &box, nullptr) ==
        FALSE)
      return std::nullopt;
    const geo::PixelBox out{std::max(0.0, box.x), std::max(0.0, box.y), std::min(width(), box.x + box.width),
                            std::min(height(), box.y + box.height)};
    return out.width() > least && out.height() > least ? std::optional(out) : std::nullopt;
  }

  Stretch::Zones zones(const std::string& id, double geo::PixelBox::*low, double geo::PixelBox::*high) const {
    Stretch::Zones out;
    const auto add = [&](const std::optional<geo::PixelBox>& box) {
      if (box) out.emplace_back((*box).*low, (*box).*high);
      return box.has_value();
    };
    add(box_of(id));
    for (int i = 1; out.size() <= Stretch::most_zones && add(box_of(fmt::format("{}-{}", id, i)));) ++i;
    if (out.empty()) add(box_of("mapbox-stretch"));
    check_zones(m_name, out, id);
    return out;
  }

  void read_stretch() {
    using Box = geo::PixelBox;
    set_stretch({.x = zones("mapbox-stretch-x", &Box::min_x, &Box::max_x),
                 .y = zones("mapbox-stretch-y", &Box::min_y, &Box::max_y),
                 .content = box_of("mapbox-content", Stretch::least_content)});
  }

  void render(RsvgHandle& handle, cairo_t* context) const {
    const std::scoped_lock guard(m_lock);
    const RsvgRectangle viewport = {0, 0, width(), height()};
    GError* error = nullptr;
    if (rsvg_handle_render_document(&handle, context, &viewport, &error) != FALSE) return;
    const std::string why = error != nullptr ? error->message : "unknown";
    g_clear_error(&error);
    refuse(m_name, "cannot be drawn: " + printable(why, 120));
  }

  static bool is_black(const Bitmap& bitmap) {
    return std::all_of(bitmap.pixels.begin(), bitmap.pixels.end(),
                       [](std::uint32_t pixel) { return (pixel & 0xFFFFFFU) == 0; });
  }

  std::string m_name, m_svg;
  Handle m_handle;
  mutable std::mutex m_lock;
};

struct Reader {
  const std::string& bytes;
  std::size_t at = 0;
};

cairo_status_t read_png(void* closure, unsigned char* data, unsigned int length) {
  auto& reader = *static_cast<Reader*>(closure);
  if (reader.bytes.size() - reader.at < length) return CAIRO_STATUS_READ_ERROR;
  std::copy_n(reader.bytes.data() + reader.at, length, reinterpret_cast<char*>(data));
  reader.at += length;
  return CAIRO_STATUS_SUCCESS;
}

// A PNG's width or height, from its header.
unsigned png_number(const std::string& png, std::size_t at) {
  unsigned out = 0;
  for (std::size_t i = at; i < at + 4; ++i) out = out << 8U | static_cast<unsigned char>(png[i]);
  return out;
}

Bitmap read_picture(const std::string& name, const std::string& png) {
  constexpr unsigned largest = 8192;
  if (png.size() < 24 || png_number(png, 16) > largest || png_number(png, 20) > largest)
    refuse(name, "the sprite's picture is no PNG of at most 8192 px a side");
  Reader reader{png};
  auto* surface = cairo_image_surface_create_from_png_stream(&read_png, &reader);
  Bitmap out;
  if (cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS) {
    out.width = cairo_image_surface_get_width(surface);
    out.height = cairo_image_surface_get_height(surface);
    out.pixels.resize(static_cast<std::size_t>(out.width) * static_cast<std::size_t>(out.height));
    on(out, [&](cairo_t* context) {
      cairo_set_source_surface(context, surface, 0, 0);
      cairo_paint(context);
    });
  }
  cairo_surface_destroy(surface);
  if (out.empty()) refuse(name, "the sprite's picture is no PNG");
  return out;
}

class Piece final : public Icon {
 public:
  Piece(Bitmap picture, double ratio, bool distances, Stretch stretch)
      : Icon(picture.width / ratio, picture.height / ratio),
        m_picture(std::move(picture)),
        m_ratio(ratio),
        m_distances(distances) {
    set_shape(distances);
    set_stretch(std::move(stretch));
  }

  Bitmap part(const Matrix& matrix, const geo::PixelBox& box) const override {
    auto out = Bitmap::around(box);
    on(out, [&](cairo_t* context) {
      const cairo_matrix_t to = {matrix.xx, matrix.yx, matrix.xy, matrix.yy, matrix.x0, matrix.y0};
      cairo_transform(context, &to);
      paint(context);
    });
    if (m_distances) to_coverage(out, std::sqrt(std::abs(matrix.xx * matrix.yy - matrix.xy * matrix.yx)) / m_ratio);
    return out;
  }

  void draw(cairo_t* context, const Color* color, double wider) const override {
    if (!m_distances) return paint(context);
    draw_as_picture(*this, context, color, wider, 4);
  }

 private:
  void paint(cairo_t* context) const {
    auto copy = m_picture.pixels;
    auto* surface =
        cairo_image_surface_create_for_data(reinterpret_cast<unsigned char*>(copy.data()), CAIRO_FORMAT_ARGB32,
                                            m_picture.width, m_picture.height, m_picture.width * 4);
    cairo_save(context);
    cairo_scale(context, 1 / m_ratio, 1 / m_ratio);
    cairo_set_source_surface(context, surface, 0, 0);
    cairo_pattern_set_filter(cairo_get_source(context), CAIRO_FILTER_GOOD);
    cairo_paint(context);
    cairo_restore(context);
    cairo_surface_finish(surface);
    cairo_surface_destroy(surface);
  }

  // MapLibre's distance icons: 191.25 is the edge, 8 px of the picture are 255.
  static void to_coverage(Bitmap& bitmap, double scale) {
    for (auto& pixel : bitmap.pixels) {
      const double inside = (static_cast<double>(pixel >> 24U) / 255.0 - 0.75) * 8 * scale;
      pixel = static_cast<std::uint32_t>(std::lround(std::clamp(inside + 0.5, 0.0, 1.0) * 255)) << 24U;
    }
  }

  Bitmap m_picture;
  double m_ratio;
  bool m_distances;
};

std::vector<double> numbers(const std::string& name, const Json& json, std::size_t count, const char* key) {
  std::vector<double> out;
  for (const auto& number : json) {
    if (json.is_array() && number.is_number()) out.push_back(number.get<double>());
  }
  if (out.size() != count || json.size() != count)
    refuse(name, fmt::format("the sprite's index has no usable \"{}\"", key));
  return out;
}

// Of a side `size` px long.
Stretch::Zones zones(const std::string& name, const Json& entry, const char* key, double size, double ratio) {
  Stretch::Zones out;
  if (!entry.contains(key)) return out;
  for (const auto& zone : entry[key]) {
    const auto range = numbers(name, zone, 2, key);
    out.emplace_back(std::clamp(range[0], 0.0, size) / ratio, std::clamp(range[1], 0.0, size) / ratio);
  }
  check_zones(name, out, key);
  return out;
}

Stretch::TextFit text_fit(const std::string& name, const Json& entry, const char* key) {
  using Fit = Stretch::TextFit;
  if (!entry.contains(key) || entry[key] == "stretchOrShrink") return Fit::stretch_or_shrink;
  if (entry[key] == "stretchOnly") return Fit::stretch_only;
  if (entry[key] == "proportional") return Fit::proportional;
  refuse(name,
         fmt::format("the sprite's index has no usable \"{}\": stretchOrShrink, stretchOnly or proportional", key));
}

Stretch read_stretch(const std::string& name, const Json& entry, int width, int height, double ratio) {
  Stretch out;
  out.x = zones(name, entry, "stretchX", width, ratio);
  out.y = zones(name, entry, "stretchY", height, ratio);
  out.fit_width = text_fit(name, entry, "textFitWidth");
  out.fit_height = text_fit(name, entry, "textFitHeight");
  if (!entry.contains("content")) return out;
  const auto sides = numbers(name, entry["content"], 4, "content");
  out.content = geo::PixelBox{sides[0] / ratio, sides[1] / ratio, sides[2] / ratio, sides[3] / ratio};
  if (sides[0] < 0 || sides[1] < 0 || sides[2] > width || sides[3] > height ||
      !(out.content->width() >= Stretch::least_content && out.content->height() >= Stretch::least_content))
    refuse(name, "the sprite's index has no usable \"content\": left, top, right, bottom within the icon");
  return out;
}

int whole(const std::string& name, const Json& entry, const char* key) {
  if (!entry.is_object() || !entry.contains(key) || !entry[key].is_number() || entry[key].get<double>() < 0 ||
      entry[key].get<double>() > 8192)
    refuse(name, fmt::format("the sprite's index has no usable \"{}\"", key));
  return static_cast<int>(entry[key].get<double>());
}

}  // namespace

std::unique_ptr<const Icon> make_drawing(const std::string& name, const std::string& svg) {
  return std::make_unique<Drawing>(name, svg);
}

std::unique_ptr<const Icon> make_piece(const std::string& name, const map::Sprite::Sheet& sheet, const Json& entry) {
  const int x = whole(name, entry, "x"), y = whole(name, entry, "y"), width = whole(name, entry, "width"),
            height = whole(name, entry, "height");
  const double ratio = entry.contains("pixelRatio") && entry["pixelRatio"].is_number()
                           ? std::clamp(entry["pixelRatio"].get<double>(), 0.1, 16.0)
                           : 1.0;
  const auto all = read_picture(name, sheet.png);
  if (width < 1 || height < 1 || x + width > all.width || y + height > all.height)
    refuse(name, "lies outside the sprite's picture");
  Bitmap piece;
  piece.width = width;
  piece.height = height;
  for (int row = y; row < y + height; ++row)
    piece.pixels.insert(piece.pixels.end(), all.row(row) + x, all.row(row) + x + width);
  const bool distances = entry.contains("sdf") && entry["sdf"].is_boolean() && entry["sdf"].get<bool>();
  return std::make_unique<Piece>(std::move(piece), ratio, distances, read_stretch(name, entry, width, height, ratio));
}

void draw_as_picture(const Icon& icon, cairo_t* context, const Color* color, double wider, double sharpness) {
  auto pixels = icon.pixels({.xx = sharpness, .yy = sharpness});
  if (color != nullptr && wider > 0)
    pixels = halo(pixels, {*color, wider * sharpness, 0});
  else if (color != nullptr)
    recolor(pixels, *color);
  if (pixels.empty()) return;
  auto* surface =
      cairo_image_surface_create_for_data(reinterpret_cast<unsigned char*>(pixels.pixels.data()), CAIRO_FORMAT_ARGB32,
                                          pixels.width, pixels.height, pixels.width * 4);
  cairo_save(context);
  cairo_scale(context, 1 / sharpness, 1 / sharpness);
  cairo_set_source_surface(context, surface, pixels.left, pixels.top);
  cairo_paint(context);
  cairo_restore(context);
  cairo_surface_finish(surface);
  cairo_surface_destroy(surface);
}

}  // namespace riskmap::render::detail
