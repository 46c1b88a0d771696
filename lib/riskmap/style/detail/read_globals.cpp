// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/document_reader.hpp>
#include <riskmap/style/detail/json_words.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <set>

namespace riskmap::style {
namespace {

using Type = ValueType;
constexpr std::string_view flat = "a still map is seen from above";

// Tables, one member a line.
// clang-format off
constexpr PropertySpec camera_rows[] = {
    {.name = "name", .type = Type::string, .default_json = "", .constant = true},
    {.name = "center", .type = Type::number_array, .default_json = "", .constant = true, .length = 2},
    {.name = "zoom", .default_json = "", .constant = true},
    {.name = "centerAltitude", .default_json = "", .constant = true, .no_effect = flat},
    {.name = "bearing", .default_json = "0", .unit = "degrees", .constant = true, .no_effect = "a still map has north above"},
    {.name = "pitch", .default_json = "0", .unit = "degrees", .constant = true, .no_effect = flat},
    {.name = "roll", .default_json = "0", .unit = "degrees", .constant = true, .no_effect = flat},
};
constexpr PropertySpec light_rows[] = {
    {.name = "anchor", .type = Type::enumeration, .default_json = "\"viewport\"", .values = "map|viewport", .per_feature = false},
    {.name = "position", .type = Type::number_array, .default_json = "[1.15,210,30]", .per_feature = false, .length = 3},
    {.name = "color", .type = Type::color, .default_json = "\"#ffffff\"", .per_feature = false},
    {.name = "intensity", .default_json = "0.5", .per_feature = false, .minimum = 0, .maximum = 1},
};
constexpr PropertySpec sky_rows[] = {
    {.name = "sky-color", .type = Type::color, .default_json = "\"#88C6FC\"", .per_feature = false},
    {.name = "horizon-color", .type = Type::color, .default_json = "\"#ffffff\"", .per_feature = false},
    {.name = "fog-color", .type = Type::color, .default_json = "\"#ffffff\"", .per_feature = false},
    {.name = "fog-ground-blend", .default_json = "0.5", .per_feature = false, .minimum = 0, .maximum = 1},
    {.name = "horizon-fog-blend", .default_json = "0.8", .per_feature = false, .minimum = 0, .maximum = 1},
    {.name = "sky-horizon-blend", .default_json = "0.8", .per_feature = false, .minimum = 0, .maximum = 1},
    {.name = "atmosphere-blend", .default_json = "0.8", .per_feature = false, .minimum = 0, .maximum = 1},
};
constexpr PropertySpec terrain_rows[] = {
    {.name = "source", .type = Type::string, .default_json = "", .constant = true},
    {.name = "exaggeration", .default_json = "1", .constant = true, .minimum = 0},
};
constexpr PropertySpec projection_rows[] = {
    {.name = "type", .type = Type::projection, .default_json = "\"mercator\"", .per_feature = false, .transition = false},
};
constexpr PropertySpec sprite_rows[] = {
    {.name = "id", .type = Type::string, .default_json = "", .constant = true},
    {.name = "url", .type = Type::string, .default_json = "", .constant = true},
};
constexpr PropertySpec face_rows[] = {
    {.name = "url", .type = Type::string, .default_json = "", .constant = true},
    {.name = "unicode-range", .type = Type::string_array, .default_json = "", .constant = true},
};
// clang-format on
constexpr std::array<std::string_view, 2> sprite_keys = {"id", "url"};
constexpr std::array<std::string_view, 1> face_keys = {"url"};
constexpr unsigned last_code_point = 0x10ffff;

// The number of hexadecimal digits at the beginning.
std::size_t digits_of(std::string_view text) {
  return std::min(text.find_first_not_of("0123456789abcdefABCDEF"), text.size());
}

unsigned code_point(std::string_view digits) {
  unsigned number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number, 16);
  return number;
}

// U+26, U+0-7F or U+4??, as CSS writes them; what is wrong with it, or "".
std::string_view why_no_unicode_range(std::string_view text) {
  constexpr std::string_view invalid =
      "invalid unicode range, expected a value such as \"U+26\", \"U+0-10FFFF\" or \"U+4\?\?\"";
  if (text.size() < 3 || (text[0] != 'U' && text[0] != 'u') || text[1] != '+') return invalid;
  text.remove_prefix(2);
  const auto first = text.substr(0, digits_of(text));
  const auto rest = text.substr(first.size());
  if (rest.find_first_not_of('?') == std::string_view::npos && !rest.empty()) return text.size() <= 6 ? "" : invalid;
  if (first.empty() || first.size() > 6) return invalid;
  const auto last = rest.empty() ? first : rest.substr(1);
  if (!rest.empty() && (rest[0] != '-' || last.empty() || last.size() > 6 || digits_of(last) != last.size()))
    return invalid;
  if (code_point(first) > last_code_point || code_point(last) > last_code_point)
    return "unicode range is out of bounds, the maximum code point is U+10FFFF";
  if (code_point(first) > code_point(last)) return "unicode range start must not be greater than its end";
  return "";
}

}  // namespace

void DocumentReader::read_globals(const Json& root) {
  read_camera(root);
  if (const auto* state = member(root, "", "state", "object")) read_state(*state);
  if (const auto* light = member(root, "", "light", "object")) {
    check_members(*light, "light", light_rows);
    warn_once("light", "\"light\" has no effect: nothing is extruded on a still map");
  }
  if (const auto* sky = member(root, "", "sky", "object")) {
    check_members(*sky, "sky", sky_rows);
    warn_once("sky", fmt::format("\"sky\" has no effect: {}", flat));
  }
  if (root.contains("transition")) read_transition(root["transition"], "transition");
  if (const auto* terrain = member(root, "", "terrain", "object")) read_terrain(*terrain);
  if (const auto* projection = member(root, "", "projection", "object")) read_projection(*projection);
  if (root.contains("sprite")) read_sprite(root["sprite"]);
  if (root.contains("glyphs")) read_glyphs(root["glyphs"]);
  if (root.contains("font-faces")) read_font_faces(root["font-faces"]);
}

void DocumentReader::read_camera(const Json& root) {
  for (const auto& row : camera_rows) {
    const std::string name(row.name);
    if (!root.contains(name)) continue;
    (void)compile_property(root[name], row, name, m_mistakes);
    if (!row.no_effect.empty() && root[name] != 0)
      warn_once(name, fmt::format("\"{}\" has no effect: {}", name, row.no_effect));
  }
}

// A page may change the state; here it keeps the defaults.
void DocumentReader::read_state(const Json& json) {
  Object state;
  for (const auto& [name, entry] : json.items()) {
    if (entry.is_object() && entry.contains("default")) state.emplace_back(name, from_json(entry["default"]));
  }
  m_state = std::make_shared<const Object>(std::move(state));
}

void DocumentReader::read_terrain(const Json& json) {
  check_members(json, "terrain", terrain_rows);
  warn_once("terrain", fmt::format("\"terrain\" has no effect: {}", flat), "a hillshade layer draws relief");
}

void DocumentReader::read_projection(const Json& json) {
  check_members(json, "projection", projection_rows);
  if (json.contains("type") && json["type"] != "mercator")
    warn_once("projection", "\"projection\" has no effect: tiles and pictures are drawn in Mercator's",
              "a poster's projection stands in its layout");
}

void DocumentReader::read_sprite(const Json& json) {
  if (!json.is_array()) {
    expect(json, "sprite", "string");
    return;
  }
  std::set<std::string> ids, urls;
  for (std::size_t i = 0; i < json.size(); ++i) {
    const auto path = child_path("sprite", i);
    if (!expect(json[i], path, "object")) continue;
    check_members(json[i], path, sprite_rows);
    require(json[i], path, sprite_keys);
    const auto is_new = [&](const char* key, std::set<std::string>& seen) {
      const auto found = json[i].find(key);
      return found == json[i].end() || !found->is_string() || *found == "" || seen.insert(*found).second;
    };
    if (!is_new("id", ids))
      error(path, fmt::format("all the sprites' ids must be unique, but {} is duplicated", dumped(json[i]["id"])));
    if (!is_new("url", urls))
      error(path, fmt::format("all the sprites' URLs must be unique, but {} is duplicated", dumped(json[i]["url"])));
  }
}

void DocumentReader::read_glyphs(const Json& json) {
  if (!expect(json, "glyphs", "string")) return;
  const auto& url = json.get_ref<const std::string&>();
  for (const auto* token : {"{fontstack}", "{range}"}) {
    if (url.find(token) == std::string::npos)
      error("glyphs", fmt::format("\"glyphs\" url must include a \"{}\" token", token));
  }
  warn_once("glyphs", "\"glyphs\" has no effect: text is drawn in the fonts installed here");
}

void DocumentReader::read_font_faces(const Json& json) {
  if (!expect(json, "font-faces", "object")) return;
  for (const auto& [name, font] : json.items()) {
    const auto at = child_path("font-faces", name);
    if (!font.is_string() && !font.is_array())
      error(at, fmt::format("string or array expected, {} found", word_for(font)));
    for (std::size_t i = 0; font.is_array() && i < font.size(); ++i) {
      const auto face_at = child_path(at, i);
      if (!expect(font[i], face_at, "object")) continue;
      check_members(font[i], face_at, face_rows);
      require(font[i], face_at, face_keys);
      read_unicode_ranges(font[i], face_at);
    }
  }
  warn_once("font-faces", "\"font-faces\" has no effect: text is drawn in the fonts installed here");
}

void DocumentReader::read_unicode_ranges(const Json& face, const std::string& path) {
  const auto ranges = face.find("unicode-range");
  if (ranges == face.end() || !ranges->is_array()) return;
  for (std::size_t i = 0; i < ranges->size(); ++i) {
    if (!(*ranges)[i].is_string()) continue;
    const auto why = why_no_unicode_range((*ranges)[i].get_ref<const std::string&>());
    if (!why.empty()) error(child_path(child_path(path, "unicode-range"), i), std::string(why));
  }
}

}  // namespace riskmap::style
