// SPDX-License-Identifier: MIT
#include <riskmap/render/detail/fonts.hpp>

#include <riskmap/base/error.hpp>

#include <fontconfig/fontconfig.h>
#include <hb.h>
#include <pango/pangocairo.h>
#include <pango/pangofc-font.h>
#include <pango/pangofc-fontmap.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <filesystem>

namespace riskmap::render::detail {
namespace {

// Families that are tried after the style's own, by script; the first that covers a run is used.
constexpr const char* fallback_families =
    "Noto Sans,Noto Nastaliq Urdu,Noto Sans CJK SC,Noto Sans Arabic,Noto Sans Devanagari,Noto Sans Bengali,Noto Sans "
    "Gurmukhi,Noto Sans Gujarati,Noto Sans Symbols,Noto Sans Symbols2,Noto Sans Math";

std::vector<std::string> font_folders() {
  std::vector<std::string> folders = {"/usr/share/fonts/truetype/noto", "/usr/share/fonts/opentype/noto"};
  if (const char* extra = std::getenv("RISKMAP_FONTS"); extra != nullptr && *extra != '\0') folders.emplace_back(extra);
  std::error_code error;
  std::erase_if(folders, [&](const auto& folder) { return !std::filesystem::is_directory(folder, error); });
  if (folders.empty())
    throw EnvironmentError("the Noto fonts were not found (Debian packages fonts-noto-core and fonts-noto-cjk)");
  return folders;
}

// Debian's says inside that it is Regular, and so it would stand for both: it is read apart, by its name.
constexpr const char* mistaken = "NotoNastaliqUrdu-Bold.ttf";

std::string font_configuration(const std::vector<std::string>& folders) {
  std::string xml = R"(<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>)";
  for (const auto& folder : folders) xml += "<dir>" + folder + "</dir>";
  xml += std::string("<selectfont><rejectfont><glob>*/") + mistaken + "</glob></rejectfont></selectfont>";
  xml += R"(<match target="scan"><test name="style"><string>Bold</string></test>
<edit name="weight" mode="assign"><const>bold</const></edit></match>)";
  // The system's cache if it is there; else fontconfig keeps one of its own.
  xml += R"(<cachedir>/var/cache/fontconfig</cachedir><cachedir prefix="xdg">fontconfig</cachedir></fontconfig>)";
  return xml;
}

struct Engine {
  PangoFontMap* map = nullptr;
  PangoContext* context = nullptr;

  Engine() {
    FcConfig* config = FcConfigCreate();
    const auto folders = font_folders();
    const auto xml = font_configuration(folders);
    if (FcConfigParseAndLoadFromMemory(config, reinterpret_cast<const FcChar8*>(xml.c_str()), FcTrue) == FcFalse ||
        FcConfigBuildFonts(config) == FcFalse) {
      throw EnvironmentError("fontconfig cannot read the Noto fonts");
    }
    for (const auto& folder : folders) {
      const auto file = folder + "/" + mistaken;
      if (std::filesystem::exists(file)) FcConfigAppFontAddFile(config, reinterpret_cast<const FcChar8*>(file.c_str()));
    }
    map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
    pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(map), config);
    FcConfigDestroy(config);
    context = pango_font_map_create_context(map);
    cairo_font_options_t* options = cairo_font_options_create();
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(context, options);
    cairo_font_options_destroy(options);
    pango_context_set_round_glyph_positions(context, FALSE);
    pango_context_set_language(context, pango_language_from_string("en"));
  }
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;
  ~Engine() {
    g_object_unref(context);
    g_object_unref(map);
  }
};

Engine& engine() {
  static Engine the_engine;
  return the_engine;
}

}  // namespace

PangoContext* font_context() { return engine().context; }

PangoFontDescription* describe_font(const std::vector<std::string>& stack, double size) {
  std::string families;
  std::string style_words;
  static constexpr std::array<const char*, 12> words = {"Thin",     "Light",    "Regular", "Medium",
                                                        "SemiBold", "Semibold", "Bold",    "ExtraBold",
                                                        "Black",    "Italic",   "Oblique", "Condensed"};
  for (const auto& entry : stack) {
    std::string family = entry, found;
    for (bool again = true; again;) {
      again = false;
      for (const char* word : words) {
        const std::string tail = std::string(" ") + word;
        if (family.size() > tail.size() && family.ends_with(tail)) {
          family.resize(family.size() - tail.size());
          if (std::string_view(word) != "Regular") found = found.empty() ? word : std::string(word) + " " + found;
          again = true;
        }
      }
    }
    if (families.empty()) style_words = found;
    families += family + ",";
  }
  const std::string all = families + fallback_families;
  // Pango reads style words from the end of a description, so they are parsed apart from the families.
  PangoFontDescription* description = pango_font_description_from_string(style_words.c_str());
  pango_font_description_set_family(description, all.c_str());
  pango_font_description_set_absolute_size(description, size * PANGO_SCALE);
  return description;
}

std::vector<std::string> split_stack(const std::string& fonts) {
  std::vector<std::string> out;
  for (std::size_t at = 0; at <= fonts.size();) {
    const auto comma = std::min(fonts.find(',', at), fonts.size());
    if (comma > at) out.push_back(fonts.substr(at, comma - at));
    at = comma + 1;
  }
  return out;
}

std::recursive_mutex& text_lock() {
  static std::recursive_mutex lock;
  return lock;
}

namespace {

// What HarfBuzz calls back with while it walks an outline.
struct Pencil {
  Outline& out;
  double unit;
  PixelPoint last = {};
  double twice_area = 0;  // of the contours, by their corner points

  void add(Outline::Verb verb, std::initializer_list<PixelPoint> points) {
    out.verbs.push_back(verb);
    for (const auto& p : points) {
      const PixelPoint at{p.x * unit, -p.y * unit};
      out.points.push_back(at);
      out.ink.extend(at.x, at.y);
      if (verb != Outline::Verb::move) twice_area += last.x * at.y - at.x * last.y;
      last = at;
    }
  }
};

PixelPoint point(float x, float y) { return {static_cast<double>(x), static_cast<double>(y)}; }
Pencil& pencil(void* data) { return *static_cast<Pencil*>(data); }

hb_draw_funcs_t* draw_functions() {
  using Verb = Outline::Verb;
  static hb_draw_funcs_t* const functions = [] {
    auto* out = hb_draw_funcs_create();
    hb_draw_funcs_set_move_to_func(
        out,
        [](hb_draw_funcs_t*, void* data, hb_draw_state_t*, float x, float y, void*) {
          pencil(data).add(Verb::move, {point(x, y)});
        },
        nullptr, nullptr);
    hb_draw_funcs_set_line_to_func(
        out,
        [](hb_draw_funcs_t*, void* data, hb_draw_state_t*, float x, float y, void*) {
          pencil(data).add(Verb::line, {point(x, y)});
        },
        nullptr, nullptr);
    hb_draw_funcs_set_quadratic_to_func(
        out,
        [](hb_draw_funcs_t*, void* data, hb_draw_state_t*, float cx, float cy, float x, float y, void*) {
          pencil(data).add(Verb::quadratic, {point(cx, cy), point(x, y)});
        },
        nullptr, nullptr);
    hb_draw_funcs_set_cubic_to_func(
        out,
        [](hb_draw_funcs_t*, void* data, hb_draw_state_t*, float ax, float ay, float bx, float by, float x, float y,
           void*) {
          pencil(data).add(Verb::cubic, {point(ax, ay), point(bx, by), point(x, y)});
        },
        nullptr, nullptr);
    hb_draw_funcs_make_immutable(out);
    return out;
  }();
  return functions;
}

std::unordered_map<PangoFont*, std::unique_ptr<const Face>>& faces() {
  static std::unordered_map<PangoFont*, std::unique_ptr<const Face>> all;
  return all;
}

}  // namespace

const Face& Face::of(PangoFont* font) {
  auto& face = faces()[font];
  if (!face) face = std::make_unique<const Face>(font);
  return *face;
}

Face::Face(PangoFont* font) {
  g_object_ref(font);
  m_shaper = pango_font_get_hb_font(font);
  int x_scale = 0, y_scale = 0;
  hb_font_get_scale(m_shaper, &x_scale, &y_scale);
  m_unit = 1.0 / x_scale;
  hb_font_extents_t extents;
  if (hb_font_get_h_extents(m_shaper, &extents) != 0) {
    m_ascent = extents.ascender * m_unit;
    m_descent = -extents.descender * m_unit;
  }
  auto* description = pango_font_describe(font);
  const char* family = pango_font_description_get_family(description);
  m_cascades = family != nullptr && std::string_view(family).find("Nastaliq") != std::string_view::npos;
  pango_font_description_free(description);
  auto* vertical = hb_face_reference_table(hb_font_get_face(m_shaper), HB_TAG('v', 'h', 'e', 'a'));
  m_runs_down = hb_blob_get_length(vertical) > 0;
  hb_blob_destroy(vertical);
  FcChar8* file = nullptr;
  if (FcPatternGetString(pango_fc_font_get_pattern(PANGO_FC_FONT(font)), FC_FILE, 0, &file) == FcResultMatch)
    m_file = reinterpret_cast<const char*>(file);
  if (auto* scaled = pango_cairo_font_get_scaled_font(PANGO_CAIRO_FONT(font))) {
    m_page_face = cairo_font_face_reference(cairo_scaled_font_get_font_face(scaled));
    cairo_matrix_t matrix;
    cairo_scaled_font_get_font_matrix(scaled, &matrix);
    const double values[] = {matrix.xx, matrix.yx, matrix.xy, matrix.yy};
    for (int i = 0; i < 4; ++i) m_page_matrix[i] = values[i] / shaping_size;
  }
}

const Outline& Face::outline(std::uint32_t glyph) const {
  auto& kept = m_outlines[glyph];
  if (!kept) {
    auto made = std::make_unique<Outline>();
    Pencil pencil{*made, m_unit};
    hb_font_get_glyph_shape(m_shaper, glyph, draw_functions(), &pencil);
    made->backward = pencil.twice_area < 0;
    kept = std::move(made);
  }
  return *kept;
}

}  // namespace riskmap::render::detail
