// SPDX-License-Identifier: MIT
#include <riskmap/render/detail/font_search.hpp>

#include <riskmap/render/detail/fonts.hpp>

#include <fmt/format.h>
#include <fontconfig/fontconfig.h>
#include <pango/pango.h>
#include <pango/pangofc-font.h>

#include <bit>
#include <set>

namespace riskmap::render::detail {
namespace {

constexpr std::size_t code_points = 0x110000;

void note(PangoFont* font, std::map<std::string, FontName>& files) {
  auto* pattern = pango_fc_font_get_pattern(PANGO_FC_FONT(font));
  FcChar8 *file = nullptr, *family = nullptr;
  int version = 0;
  if (FcPatternGetString(pattern, FC_FILE, 0, &file) != FcResultMatch) return;
  FcPatternGetString(pattern, FC_FAMILY, 0, &family);
  FcPatternGetInteger(pattern, FC_FONTVERSION, 0, &version);  // head.fontRevision, 16.16
  files.try_emplace(reinterpret_cast<const char*>(file),
                    FontName{family != nullptr ? reinterpret_cast<const char*>(family) : "",
                             fmt::format("{:.3f}", version / 65536.0)});
}

}  // namespace

Letters::Letters() : m_found(code_points / 64) {
  add("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");
}

void Letters::add(std::string_view utf8) {
  for (const char *p = utf8.data(), *end = p + utf8.size(); p < end;) {
    const auto byte = static_cast<unsigned char>(*p);
    if (byte < 0x80) {
      note(byte);
      ++p;
      continue;
    }
    const auto code = g_utf8_get_char_validated(p, end - p);
    if (code < code_points) note(code);
    p += code < code_points ? g_unichar_to_utf8(code, nullptr) : 1;
  }
}

void Letters::note(std::size_t code) { m_found[code / 64] |= std::uint64_t{1} << (code % 64); }

std::vector<char32_t> Letters::all() const {
  std::vector<char32_t> out;
  for (std::size_t i = 0; i < m_found.size(); ++i) {
    for (auto bits = m_found[i]; bits != 0; bits &= bits - 1)
      out.push_back(static_cast<char32_t>(64 * i) + static_cast<char32_t>(std::countr_zero(bits)));
  }
  std::erase_if(out, [](char32_t letter) { return letter <= U' '; });
  return out;
}

void find_fonts(const std::vector<std::string>& stack, const std::vector<char32_t>& letters,
                std::map<std::string, FontName>& files) {
  const std::scoped_lock lock(text_lock());
  auto* const context = font_context();
  auto* description = describe_font(stack, Face::shaping_size);
  auto* fonts = pango_font_map_load_fontset(pango_context_get_font_map(context), context, description,
                                            pango_language_from_string("en"));
  pango_font_description_free(description);
  std::set<PangoFont*> found;
  for (const auto letter : letters) {
    auto* font = pango_fontset_get_font(fonts, letter);
    if (font != nullptr && found.insert(font).second) note(font, files);
    if (font != nullptr) g_object_unref(font);
  }
  g_object_unref(fonts);
}

}  // namespace riskmap::render::detail
