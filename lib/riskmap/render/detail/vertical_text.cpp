// SPDX-License-Identifier: MIT
#include <riskmap/render/detail/vertical_text.hpp>

#include <glib.h>

#include <algorithm>
#include <iterator>

namespace riskmap::render::detail {
namespace {

struct Range {
  char32_t first, last;
};

// Blocks without the letters and marks in them that are turned.
constexpr Range upright[] = {
    {0x02EA, 0x02EB},                                      // tone marks
    {0x2FF0, 0x3007}, {0x3012, 0x3013}, {0x3020, 0x302F},  // ideographic description, CJK symbols but brackets
    {0x3031, 0x303F}, {0x3190, 0x319F}, {0x31C0, 0x31EF},  // Kanbun, strokes
    {0x3200, 0x33FF}, {0x4DC0, 0x4DFF},                    // enclosed, compatibility, hexagrams
    {0xFE10, 0xFE1F}, {0xFE30, 0xFE48}, {0xFE50, 0xFE57},  // vertical, compatibility and small forms
    {0xFE5F, 0xFE62}, {0xFE67, 0xFE6F}, {0xFF00, 0xFF07},  // full-width forms
    {0xFF0A, 0xFF0C}, {0xFF0E, 0xFF19}, {0xFF1F, 0xFF3A}, {0xFF3C, 0xFF3C},
    {0xFF3E, 0xFF3E}, {0xFF40, 0xFF5A}, {0xFFE0, 0xFFE2}, {0xFFE4, 0xFFE7},
};

bool has_upright_script(char32_t character) {
  if (character == 0x30FC) return false;  // the long vowel's dash
  switch (g_unichar_get_script(character)) {
    case G_UNICODE_SCRIPT_HAN:
    case G_UNICODE_SCRIPT_HIRAGANA:
    case G_UNICODE_SCRIPT_KATAKANA:
    case G_UNICODE_SCRIPT_BOPOMOFO:
    case G_UNICODE_SCRIPT_HANGUL:
    case G_UNICODE_SCRIPT_YI:
    case G_UNICODE_SCRIPT_TANGUT:
    case G_UNICODE_SCRIPT_NUSHU:
    case G_UNICODE_SCRIPT_KHITAN_SMALL_SCRIPT:
    case G_UNICODE_SCRIPT_CANADIAN_ABORIGINAL:
      return character < 0xFF00 || character > 0xFFEF;  // half-width letters lie
    default:
      return false;
  }
}

}  // namespace

bool is_upright(char32_t character) {
  if (character < 0x1100) return character >= upright[0].first && character <= upright[0].last;  // most there are
  const auto above = std::upper_bound(std::begin(upright), std::end(upright), character,
                                      [](char32_t c, const Range& range) { return c < range.first; });
  return (above != std::begin(upright) && character <= std::prev(above)->last) || has_upright_script(character);
}

bool may_run_down(std::string_view utf8) {
  for (const char *p = utf8.data(), *end = p + utf8.size(); p < end;) {
    const auto character = g_utf8_get_char_validated(p, end - p);
    const bool valid = character < 0x110000;
    if (valid && is_upright(character)) return true;
    p += valid ? g_unichar_to_utf8(character, nullptr) : 1;
  }
  return false;
}

bool lies_down(char32_t character) {
  constexpr std::u32string_view marks = U"()[]{}<>-~=|_\u2010\u2011\u2012\u2013\u2014\u2015\u2026\u30FC";
  return marks.find(character) != std::u32string_view::npos;
}

}  // namespace riskmap::render::detail
