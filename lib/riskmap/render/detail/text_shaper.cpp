// SPDX-License-Identifier: MIT
#include <riskmap/render/detail/text_shaper.hpp>

#include <riskmap/render/detail/vertical_text.hpp>

#include <fmt/format.h>
#include <hb-glib.h>
#include <hb.h>
#include <pango/pango.h>

#include <algorithm>
#include <memory>

namespace riskmap::render::detail {
namespace {

constexpr const char* image_character = "\uFFFC";

void add(PangoAttrList* list, PangoAttribute* attribute, std::size_t begin, std::size_t end) {
  attribute->start_index = static_cast<guint>(begin);
  attribute->end_index = static_cast<guint>(end);
  pango_attr_list_insert(list, attribute);
}

void add_font(PangoAttrList* list, const std::vector<std::string>& stack, std::size_t begin, std::size_t end) {
  auto* description = describe_font(stack, Face::shaping_size);
  add(list, pango_attr_font_desc_new(description), begin, end);
  pango_font_description_free(description);
}

// Control characters have no glyphs; blanks do.
std::string cleaned(const std::string& text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 && byte != 0x7F)
      out += c;
    else if (c == '\t' || c == '\n')
      out += c == '\t' ? ' ' : '\n';
  }
  return out;
}

struct ItemList {
  GList* items;
  ~ItemList() {
    g_list_free_full(items, [](gpointer item) { pango_item_free(static_cast<PangoItem*>(item)); });
  }
  ItemList(GList* list) : items(list) {}  // NOLINT(google-explicit-constructor)
  ItemList(const ItemList&) = delete;
  ItemList& operator=(const ItemList&) = delete;
};

// From left to right (UAX 9, rule L2).
std::vector<const PangoItem*> in_visual_order(const GList* items) {
  std::vector<const PangoItem*> out;
  int lowest = 255, highest = 0;
  for (; items != nullptr; items = items->next) {
    out.push_back(static_cast<const PangoItem*>(items->data));
    lowest = std::min<int>(lowest, out.back()->analysis.level);
    highest = std::max<int>(highest, out.back()->analysis.level);
  }
  for (int level = highest; level >= (lowest | 1); --level) {
    for (auto it = out.begin(); it != out.end();) {
      const auto raised = [level](const PangoItem* item) { return item->analysis.level >= level; };
      const auto first = std::find_if(it, out.end(), raised);
      it = std::find_if_not(first, out.end(), raised);
      std::reverse(first, it);
    }
  }
  return out;
}

bool is_joined(PangoScript script) {
  return script == PANGO_SCRIPT_ARABIC || script == PANGO_SCRIPT_SYRIAC || script == PANGO_SCRIPT_MONGOLIAN ||
         script == PANGO_SCRIPT_NKO || script == PANGO_SCRIPT_DEVANAGARI || script == PANGO_SCRIPT_BENGALI ||
         script == PANGO_SCRIPT_GURMUKHI;
}

// Of the paragraph around a byte: that of its first letter (UAX 9, rules P2 and P3).
PangoDirection direction_of(const std::string& text, std::size_t at) {
  const auto line_end = at == 0 ? std::string::npos : text.rfind('\n', at - 1);
  const char* p = text.data() + (line_end == std::string::npos ? 0 : line_end + 1);
  for (; *p != '\0' && *p != '\n'; p = g_utf8_next_char(p)) {
    const auto c = g_utf8_get_char(p);
    if (g_unichar_isalpha(c) == FALSE) continue;
    switch (g_unichar_get_script(c)) {
      case G_UNICODE_SCRIPT_ARABIC:
      case G_UNICODE_SCRIPT_HEBREW:
      case G_UNICODE_SCRIPT_SYRIAC:
      case G_UNICODE_SCRIPT_THAANA:
      case G_UNICODE_SCRIPT_NKO:
        return PANGO_DIRECTION_RTL;
      default:
        return PANGO_DIRECTION_LTR;
    }
  }
  return PANGO_DIRECTION_LTR;
}

hb_language_t language_of(PangoLanguage* language) {
  // The library's macro casts as C does.
  const char* words = (pango_language_to_string)(language);
  return hb_language_from_string(words, -1);
}

hb_buffer_t* buffer() {
  static hb_buffer_t* const the_buffer = hb_buffer_create();
  return the_buffer;
}

}  // namespace

struct TextShaper::Pen {
  std::vector<TextGlyph>& out;
  double x = 0;
  std::uint32_t unit = 0;
  struct {
    double begin = 0, width = 0, across = 0;
  } cluster = {};  // the one being set in a square
};

TextShaper::TextShaper(const style::Formatted& text, const LayoutSpec& spec, const std::vector<InlineImage>& images)
    : m_letter_spacing(spec.letter_spacing), m_vertical(spec.vertical), m_attributes(pango_attr_list_new()) {
  for (std::size_t i = 0; i < text.sections.size(); ++i) {
    const auto& section = text.sections[i];
    const auto begin = m_text.size();
    const auto image = std::find_if(images.begin(), images.end(), [i](const auto& im) { return im.section == i; });
    m_text += image != images.end() ? image_character : cleaned(section.text);
    if (spec.one_line) std::replace(m_text.begin() + static_cast<std::ptrdiff_t>(begin), m_text.end(), '\n', ' ');
    m_sections.push_back(
        {m_text.size(), section.scale, image != images.end() ? &*image : nullptr, section.vertical_align});
    if (m_text.size() == begin) continue;
    add_font(m_attributes, section.fonts.empty() ? spec.fonts : split_stack(section.fonts), begin, m_text.size());
    if (image != images.end()) {
      const PangoRectangle nothing = {};
      add(m_attributes, pango_attr_shape_new(&nothing, &nothing), begin, m_text.size());
    }
  }
}

TextShaper::~TextShaper() { pango_attr_list_unref(m_attributes); }

std::size_t TextShaper::section_at(std::size_t byte) const {
  std::size_t i = 0;
  while (i + 1 < m_sections.size() && m_sections[i].end <= byte) ++i;
  return i;
}

double TextShaper::shape(std::size_t first, std::size_t last, std::vector<TextGlyph>& out, std::string& missing) const {
  if (first >= last) return 0;
  const auto direction = direction_of(m_text, first);
  const ItemList list(pango_itemize_with_base_dir(font_context(), direction, m_text.c_str(), static_cast<int>(first),
                                                  static_cast<int>(last - first), m_attributes, nullptr));
  Pen pen{out};
  if (!out.empty()) pen.unit = out.back().unit + 1;
  for (const auto* item : in_visual_order(list.items)) shape_item(item, pen, missing);
  return pen.x;
}

// What HarfBuzz made of an item; good until the next one.
struct TextShaper::Run {
  const hb_glyph_info_t* infos = nullptr;
  const hb_glyph_position_t* places = nullptr;
  unsigned count = 0;
  double unit = 1, spacing = 0;
  bool joined = false;   // its letters keep together
  bool columns = false;  // shaped downwards

  bool starts(unsigned i) const { return i == 0 || infos[i - 1].cluster != infos[i].cluster; }
  bool ends(unsigned i) const { return i + 1 == count || infos[i + 1].cluster != infos[i].cluster; }
  double width_of_cluster(unsigned i) const {
    double out = 0;
    for (bool on = true; on; ++i) {
      out += places[i].x_advance * unit;
      on = !ends(i);
    }
    return out;
  }
};

void TextShaper::add_image(TextGlyph glyph, const InlineImage& image, Pen& pen) const {
  glyph.width = image.width;
  glyph.height = image.height;
  glyph.advance = m_vertical ? image.height : image.width;
  glyph.x = pen.x + (m_vertical ? image.height : 0);
  glyph.y = m_vertical ? -image.width / 2 : 0;
  glyph.unit = pen.unit++;
  pen.x += glyph.advance;
  pen.out.push_back(glyph);
}

void TextShaper::shape_item(const void* untyped, Pen& pen, std::string& missing) const {
  const auto& item = *static_cast<const PangoItem*>(untyped);
  const auto offset = static_cast<std::size_t>(item.offset);
  const auto number = section_at(offset);
  const auto& section = m_sections[number];
  TextGlyph glyph;
  glyph.section = static_cast<std::uint32_t>(number);
  glyph.cluster = static_cast<std::uint32_t>(offset);
  glyph.scale = section.scale;
  if (section.image != nullptr) return add_image(glyph, *section.image, pen);
  const auto& face = Face::of(item.analysis.font);
  glyph.face = &face;
  const auto run = shaped(untyped, face, section.scale);
  for (unsigned i = 0; i < run.count; ++i) {
    const auto cluster = run.infos[i].cluster;
    const auto character = g_utf8_get_char(m_text.data() + cluster);
    if (run.infos[i].codepoint == 0) {
      missing += fmt::format("{}U+{:04X}", missing.empty() ? "" : " ", character);
      continue;
    }
    const bool apart = !face.cascades() || character == ' ' || i == 0 || m_text[run.infos[i - 1].cluster] == ' ';
    if (run.starts(i) && apart) ++pen.unit;
    glyph.outline = &face.outline(run.infos[i].codepoint);
    glyph.id = run.infos[i].codepoint;
    glyph.cluster = cluster;
    glyph.unit = pen.unit;
    glyph.upright = is_upright(character);
    if (m_vertical)
      place_down(glyph, run, i, pen);
    else
      place_glyph(glyph, run, i, pen);
    pen.out.push_back(glyph);
  }
  ++pen.unit;
}

TextShaper::Run TextShaper::shaped(const void* untyped, const Face& face, double scale) const {
  const auto& item = *static_cast<const PangoItem*>(untyped);
  auto* const text = buffer();
  hb_buffer_reset(text);
  hb_buffer_add_utf8(text, m_text.data(), static_cast<int>(m_text.size()), static_cast<unsigned>(item.offset),
                     item.length);
  const bool backward = item.analysis.level % 2 != 0;
  const auto script = static_cast<PangoScript>(item.analysis.script);
  Run run;
  run.joined = backward || face.cascades() || is_joined(script);
  run.columns = m_vertical && !run.joined && face.runs_down();
  hb_buffer_set_direction(text, run.columns ? HB_DIRECTION_TTB : backward ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
  hb_buffer_set_script(text, hb_glib_script_to_script(static_cast<GUnicodeScript>(item.analysis.script)));
  // Pango takes Arabic script for Persian; Nastaliq is set for Urdu, whose letters differ in places.
  static const hb_language_t urdu = hb_language_from_string("ur", -1);
  hb_buffer_set_language(text, face.cascades() ? urdu : language_of(item.analysis.language));
  hb_shape(face.shaper(), text, nullptr, 0);
  run.infos = hb_buffer_get_glyph_infos(text, &run.count);
  run.places = hb_buffer_get_glyph_positions(text, nullptr);
  run.unit = face.unit() * scale;
  run.spacing = is_joined(script) ? 0 : m_letter_spacing;
  return run;
}

void TextShaper::place_glyph(TextGlyph& glyph, const Run& run, unsigned i, Pen& pen) const {
  const auto& place = run.places[i];
  glyph.advance = place.x_advance * run.unit + (run.ends(i) ? run.spacing : 0);
  glyph.x = pen.x + place.x_offset * run.unit;
  glyph.y = -place.y_offset * run.unit;
  pen.x += glyph.advance;
}

void TextShaper::place_down(TextGlyph& glyph, const Run& run, unsigned i, Pen& pen) const {
  const auto& place = run.places[i];
  const double spacing = run.ends(i) ? run.spacing : 0, middle = TextLayout::middle * glyph.scale;
  const double right = place.x_offset * run.unit, up = place.y_offset * run.unit;
  const auto character = g_utf8_get_char(m_text.data() + glyph.cluster);
  const bool square = !run.columns && !run.joined && character != ' ';
  if (run.starts(i)) pen.cluster = {pen.x, square ? run.width_of_cluster(i) : 0};
  glyph.turned = !run.columns && (run.joined || lies_down(character));
  if (run.columns) {
    glyph.x = pen.x - up;
    glyph.y = right;
    glyph.advance = -place.y_advance * run.unit + spacing;
  } else if (!square) {
    glyph.x = pen.x + right;
    glyph.y = up - middle;
    glyph.advance = place.x_advance * run.unit + spacing;
  } else {
    // In the middle of a square, the cluster's glyphs beside one another.
    const double along = pen.cluster.across - pen.cluster.width / 2 + right;
    glyph.x = pen.cluster.begin + glyph.scale / 2 + (glyph.turned ? along : middle - up);
    glyph.y = glyph.turned ? up - middle : along;
    pen.cluster.across += place.x_advance * run.unit;
    glyph.advance = run.ends(i) ? glyph.scale + spacing : 0;
  }
  pen.x += glyph.advance;
}

double TextShaper::drop_of(const TextGlyph& glyph, double largest) const {
  const auto& section = m_sections[glyph.section];
  constexpr double capital = 2 * TextLayout::middle;
  const double height = glyph.face == nullptr ? glyph.height : capital * glyph.scale;
  if (section.align == "center") return -(capital * largest - height) / 2;
  if (section.align == "top") return -(capital * largest - height);
  return 0;
}

}  // namespace riskmap::render::detail
