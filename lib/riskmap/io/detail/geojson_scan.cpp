// SPDX-License-Identifier: MIT
#include <riskmap/io/detail/geojson_scan.hpp>

#include <charconv>
#include <string>

namespace riskmap::io::detail {
namespace {

class Scanner {
 public:
  explicit Scanner(std::string_view text) : m_text(text) {
    if (text.starts_with("\xEF\xBB\xBF")) m_at = 3;
  }

  GeoJsonScan run() {
    GeoJsonScan found;
    if (peek() != '{') return found;
    ++m_at;
    while (peek() != '}' && !at_end()) {
      if (!at_string()) {
        ++m_at;  // a comma or a colon
        continue;
      }
      const std::string key = read_string();
      if (peek() == ':') ++m_at;
      if (key == "crs")
        found.linked_crs = value_says_link() || found.linked_crs;
      else if (key == "features")
        found.features = count_elements();
      else
        skip_value();
    }
    return found;
  }

 private:
  bool at_end() const { return m_at >= m_text.size(); }

  /// The next character that means something; NUL at the end.
  char peek() {
    for (; !at_end(); ++m_at) {
      const char c = m_text[m_at];
      if (c == '/')
        skip_comment();
      else if (c != ' ' && c != '\t' && c != '\n' && c != '\r')
        return c;
    }
    return '\0';
  }

  /// Ends on the comment's last character.
  void skip_comment() {
    const bool line = m_text.substr(m_at, 2) == "//";
    const auto end = line ? m_text.find('\n', m_at) : m_text.find("*/", m_at + 2);
    m_at = end == std::string_view::npos ? m_text.size() : end + (line ? 0 : 1);
  }

  bool at_string() { return peek() == '"' || peek() == '\''; }

  std::string read_string() {
    const char quote = m_text[m_at++];
    std::string value;
    while (!at_end() && m_text[m_at] != quote) value += read_character();
    ++m_at;
    return value;
  }

  char read_character() {
    const char c = m_text[m_at++];
    if (c != '\\' || at_end()) return c;
    const char escaped = m_text[m_at++];
    if (escaped != 'u') return escaped;
    unsigned code = 0;
    const auto digits = m_text.substr(m_at, 4);
    std::from_chars(digits.data(), digits.data() + digits.size(), code, 16);
    m_at += digits.size();
    return code < 0x80 ? static_cast<char>(code) : '?';
  }

  /// Walks one value, handing each string in it (keys too) to `see`; `element` is told where a member of depth 1
  /// begins.
  template <typename TSee, typename TElement>
  void walk(TSee&& see, TElement&& element) {
    std::size_t depth = 0;
    bool fresh = true;
    do {
      const char c = peek();
      if (depth == 0 && (c == ',' || c == '}' || c == ']')) return;
      if (depth == 1 && fresh && c != ']' && c != '}' && c != ',') element();
      fresh = depth <= 1 && (c == ',' || c == '[' || c == '{');
      if (c == '"' || c == '\'') {
        see(read_string());
        continue;
      }
      if (c == '{' || c == '[') ++depth;
      if (c == '}' || c == ']') --depth;
      ++m_at;
    } while (!at_end() && (depth > 0 || inside_scalar()));
  }

  bool inside_scalar() const {
    const char c = m_text[m_at], before = m_text[m_at - 1];
    return before != '}' && before != ']' && before != '"' && before != '\'' && c != ',' && c != '}' && c != ']';
  }

  void skip_value() {
    walk([](const std::string&) {}, [] {});
  }

  bool value_says_link() {
    bool link = false;
    walk(
        [&](std::string text) {
          for (auto& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
          link = link || text == "link";
        },
        [] {});
    return link;
  }

  std::optional<std::uint64_t> count_elements() {
    if (peek() != '[') {
      skip_value();
      return std::nullopt;
    }
    std::uint64_t count = 0;
    walk([](const std::string&) {}, [&] { ++count; });
    return count;
  }

  std::string_view m_text;
  std::size_t m_at = 0;
};

}  // namespace

GeoJsonScan scan_geojson(std::string_view text) { return Scanner(text).run(); }

}  // namespace riskmap::io::detail
