// SPDX-License-Identifier: MIT
#include <riskmap/base/json.hpp>

#include <riskmap/base/error.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cstring>
#include <fstream>
#include <iterator>
#include <unordered_set>
#include <utility>
#include <vector>

namespace riskmap {
namespace {

constexpr std::size_t deepest = 200;
constexpr std::size_t largest_file = 64U << 20U;
// What the places may take; a text with more values than that (or endless keys) has places for the first of them.
constexpr std::size_t largest_places = 64U << 20U;
constexpr std::size_t place_overhead = 96;  // of a node of the map, about

// An input iterator that knows how far the parser has read: nlohmann's SAX events carry no position.
class CountingIterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;
  CountingIterator(const char* at, const char** reach) : m_at(at), m_reach(reach) {}
  reference operator*() const { return *m_at; }
  CountingIterator& operator++() {
    ++m_at;
    if (m_reach && *m_reach < m_at) *m_reach = m_at;
    return *this;
  }
  CountingIterator operator++(int) {
    auto before = *this;
    ++*this;
    return before;
  }
  friend bool operator==(const CountingIterator& a, const CountingIterator& b) { return a.m_at == b.m_at; }
  friend bool operator!=(const CountingIterator& a, const CountingIterator& b) { return a.m_at != b.m_at; }

 private:
  const char* m_at;
  const char** m_reach;
};

// What the parser quotes may be no UTF-8.
std::string in_ascii(const std::string& text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    out += byte < 0x80 ? std::string(1, c) : fmt::format("\\x{:02x}", byte);
  }
  return out;
}

class Builder : public nlohmann::json_sax<Json> {
 public:
  Builder(const std::string& text, JsonText& out, const char*& reach) : m_text(text), m_out(out), m_reach(reach) {}

  bool null() override { return add(nullptr); }
  bool boolean(bool value) override { return add(value); }
  bool number_integer(number_integer_t value) override { return add(value); }
  bool number_unsigned(number_unsigned_t value) override { return add(value); }
  bool number_float(number_float_t value, const string_t&) override { return add(value); }
  bool string(string_t& value) override { return add(value); }
  bool binary(binary_t&) override { return false; }

  bool start_object(std::size_t) override { return open(Json::object()); }
  bool start_array(std::size_t) override { return open(Json::array()); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }

  bool key(string_t& name) override {
    m_key = name;
    const auto path = next_path();
    mark(path, token_start());
    if (!m_open.back().keys.insert(name).second) fail_twice(path, name);
    return true;
  }

  bool parse_error(std::size_t byte, const std::string&, const nlohmann::json::exception& error) override {
    const auto at = std::min(byte == 0 ? 0 : byte - 1, m_text.size());
    const auto [line, column] = position_of(at);
    std::string why = error.what();
    const auto dash = why.find(" - "), bracket = why.find("] ");
    if (dash != std::string::npos)
      why = why.substr(dash + 3);
    else if (bracket != std::string::npos)
      why = why.substr(bracket + 2);
    throw StyleError(fmt::format("{}:{}:{}", m_out.name, line, column), "not valid JSON: " + in_ascii(why));
  }

 private:
  struct Open {
    Json* value;
    std::string path;
    std::unordered_set<std::string> keys = {};  // ordered_json looks for a key by going through all of them
  };

  [[noreturn]] void fail(const std::string& path, std::size_t offset, const std::string& why) {
    const auto [line, column] = position_of(offset);
    throw StyleError(fmt::format("{}:{}:{}{}{}", m_out.name, line, column, path.empty() ? "" : ": ", path), why);
  }

  [[noreturn]] void fail_twice(const std::string& path, const std::string& name) {
    const auto first = m_out.positions.find(path);
    const auto where = path.empty() || first == m_out.positions.end()
                           ? std::string()
                           : fmt::format(", first at {}:{}", first->second.line, first->second.column);
    fail(path, token_start(), fmt::format("the key \"{}\" stands twice{}", printable(name), where));
  }

  TextPosition position_of(std::size_t offset) {
    // Offsets only grow, so counting goes on from the last one.
    if (offset < m_counted) m_counted = 0, m_line = 1, m_line_start = 0;
    for (; m_counted < offset; ++m_counted) {
      if (m_text[m_counted] == '\n') ++m_line, m_line_start = m_counted + 1;
    }
    return {m_line, static_cast<int>(offset - m_line_start) + 1};
  }

  // The parser has just read a token (and one character more after a number); step back over it.
  std::size_t token_start() const {
    auto at = static_cast<std::size_t>(m_reach - m_text.data());
    if (at > 0) --at;
    if (m_text[at] == '"' && at > 0) {
      for (--at; at > 0; --at) {
        if (m_text[at] != '"') continue;
        std::size_t slashes = 0;
        while (slashes < at && m_text[at - 1 - slashes] == '\\') ++slashes;
        if (slashes % 2 == 0) break;
      }
      return at;
    }
    const auto in_token = [&](std::size_t i) {
      return std::isalnum(static_cast<unsigned char>(m_text[i])) || std::strchr("+-.", m_text[i]);
    };
    if (at > 0 && !in_token(at)) --at;
    while (at > 0 && in_token(at - 1)) --at;
    return at;
  }

  // Nobody asks for the place of a coordinate in inline GeoJSON, and there may be millions.
  bool is_within_inline_data() const {
    return m_open.size() > 3 && m_open[1].path == "sources" && m_open[3].path.ends_with(".data");
  }
  bool keeps_places() const { return m_places < largest_places && !is_within_inline_data(); }

  void mark(const std::string& path, std::size_t offset) {
    if (!keeps_places()) return;
    m_places += path.size() + place_overhead;
    m_out.positions.emplace(path, position_of(offset));
  }

  std::string next_path() const {
    if (m_open.empty() || !keeps_places()) return "";
    const auto& parent = m_open.back();
    return parent.value->is_array() ? child_path(parent.path, parent.value->size()) : child_path(parent.path, m_key);
  }

  Json* place_value(Json value) {
    if (m_open.empty()) {
      m_out.value = std::move(value);
      return &m_out.value;
    }
    auto& parent = *m_open.back().value;
    if (parent.is_array()) {
      parent.push_back(std::move(value));
      return &parent.back();
    }
    // key() has seen that it is new
    auto& members = static_cast<std::vector<Json::object_t::value_type>&>(parent.get_ref<Json::object_t&>());
    members.emplace_back(m_key, std::move(value));
    return &members.back().second;
  }

  bool add(Json value) {
    // a key has marked its value already; elements of arrays are marked here
    if (keeps_places()) mark(next_path(), token_start());
    place_value(std::move(value));
    return true;
  }

  bool open(Json container) {
    auto path = next_path();
    const auto reach = static_cast<std::size_t>(m_reach - m_text.data());
    const auto at = reach > 0 ? reach - 1 : 0;
    if (m_open.size() >= deepest) fail(path, at, fmt::format("nested more than {} levels deep", deepest));
    mark(path, at);
    m_open.push_back({place_value(std::move(container)), std::move(path)});
    return true;
  }

  bool close() {
    m_open.pop_back();
    return true;
  }

  const std::string& m_text;
  JsonText& m_out;
  const char*& m_reach;
  std::vector<Open> m_open;
  std::string m_key;
  std::size_t m_counted = 0, m_line_start = 0, m_places = 0;
  int m_line = 1;
};

struct Step {
  std::string key;
  std::size_t index = 0;
  bool is_index = false;
};

std::vector<Step> split_path(std::string_view path) {
  std::vector<Step> steps;
  std::string key;
  const auto end_key = [&] {
    if (!key.empty()) steps.push_back({key}), key.clear();
  };
  for (std::size_t i = 0; i < path.size(); ++i) {
    if (path[i] == '.') {
      end_key();
    } else if (path[i] == '[') {
      end_key();
      std::size_t index = 0;
      const auto close = path.find(']', i);
      const auto digits = path.substr(i + 1, close == std::string_view::npos ? 0 : close - i - 1);
      const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), index);
      if (error != std::errc{} || end != digits.data() + digits.size()) {
        throw UsageError(
            fmt::format("'{}' is not a path (write it like layers[2].paint.fill-color)", printable(std::string(path))));
      }
      steps.push_back({"", index, true});
      i = close;
    } else {
      key += path[i];
    }
  }
  end_key();
  return steps;
}

}  // namespace

std::string JsonText::place(std::string_view path) const {
  std::string_view at = path;
  for (;;) {
    if (const auto found = positions.find(at); found != positions.end()) {
      const auto& [line, column] = found->second;
      return fmt::format("{}:{}:{}{}{}", name, line, column, path.empty() ? "" : ": ", path);
    }
    if (at.empty()) return path.empty() ? name : fmt::format("{}: {}", name, path);
    const auto cut = at.find_last_of(".[");
    at = cut == std::string_view::npos ? std::string_view{} : at.substr(0, cut);
  }
}

JsonText parse_json(std::string text, std::string name) {
  JsonText out;
  out.name = std::move(name);
  if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
  const char* reach = text.data();
  Builder builder(text, out, reach);
  Json::sax_parse(CountingIterator(text.data(), &reach), CountingIterator(text.data() + text.size(), nullptr),
                  &builder);
  return out;
}

JsonText read_json(const std::filesystem::path& file) {
  std::error_code error;
  const auto size = std::filesystem::file_size(file, error);
  if (error || !std::filesystem::is_regular_file(file)) throw UsageError(file.string(), "cannot be read: no such file");
  if (size > largest_file) throw LimitError(file.string(), fmt::format("is larger than {} MiB", largest_file >> 20U));
  std::ifstream in(file, std::ios::binary);
  std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  if (!in && !in.eof()) throw UsageError(file.string(), "cannot be read");
  return parse_json(std::move(text), file.string());
}

std::string child_path(std::string_view parent, std::string_view key) {
  return parent.empty() ? std::string(key) : fmt::format("{}.{}", parent, key);
}

std::string child_path(std::string_view parent, std::size_t index) { return fmt::format("{}[{}]", parent, index); }

const Json* find_path(const Json& root, std::string_view path) {
  const Json* at = &root;
  for (const auto& step : split_path(path)) {
    if (step.is_index) {
      if (!at->is_array() || step.index >= at->size()) return nullptr;
      at = &(*at)[step.index];
    } else {
      if (!at->is_object()) return nullptr;
      const auto found = at->find(step.key);
      if (found == at->end()) return nullptr;
      at = &*found;
    }
  }
  return at;
}

void set_path(Json& root, std::string_view path, Json value) {
  Json* at = &root;
  for (const auto& step : split_path(path)) {
    if (step.is_index) {
      if (!at->is_array() || step.index >= at->size()) {
        throw UsageError(fmt::format("'{}' names an array element that is not there", printable(std::string(path))));
      }
      at = &(*at)[step.index];
    } else {
      if (at->is_null()) *at = Json::object();
      if (!at->is_object())
        throw UsageError(fmt::format("'{}' goes through a value that is no object", printable(std::string(path))));
      at = &(*at)[step.key];
    }
  }
  *at = std::move(value);
}

}  // namespace riskmap
