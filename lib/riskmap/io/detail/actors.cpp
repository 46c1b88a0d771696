// SPDX-License-Identifier: MIT
#include <riskmap/io/detail/actors.hpp>

#include <algorithm>

namespace riskmap::io::detail {
namespace {

constexpr std::array<std::string_view, 14> no_groups{
    "unidentified",  "unknown", "unnamed",    "civilians", "protesters",      "rioters",          "military forces",
    "police forces", "police",  "government", "army",      "security forces", "private security", "unaffiliated"};

constexpr std::size_t longest_abbreviation = 12;

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// "BLA", "TTP-JA", "IS-K": capitals, with digits, hyphens and slashes between them.
bool is_abbreviation(std::string_view text) {
  if (text.size() < 2 || text.size() > longest_abbreviation) return false;
  return std::ranges::all_of(text, [](char c) { return is_upper(c) || is_digit(c) || c == '-' || c == '/'; }) &&
         std::ranges::count_if(text, is_upper) >= 2;
}

/// FNV-1a: the same on every machine.
std::uint64_t hash_of(std::string_view text) {
  std::uint64_t hash = 14695981039346656037U;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211U;
  return hash;
}

bool starts_with_words(std::string_view text, std::string_view words) {
  return text.starts_with(words) && (text.size() == words.size() || text[words.size()] == ' ');
}

void add(GroupNames& names, std::string_view text) {
  auto words = plain_words(text);
  if (words.starts_with("the ")) words.erase(0, 4);
  if (words.empty() || names.count == names.hashes.size()) return;
  if (std::ranges::any_of(no_groups, [&](std::string_view none) { return starts_with_words(words, none); })) return;
  const auto hash = hash_of(words);
  if (std::ranges::find(names.all(), hash) == names.all().end()) names.hashes[names.count++] = hash;
}

}  // namespace

std::string plain_words(std::string_view text) {
  std::string words;
  for (const char c : text) {
    const bool letter = is_upper(c) || (c >= 'a' && c <= 'z') || is_digit(c) || static_cast<unsigned char>(c) >= 0x80;
    if (letter)
      words += is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c;
    else if (!words.empty() && words.back() != ' ')
      words += ' ';
  }
  if (words.ends_with(' ')) words.pop_back();
  return words;
}

GroupNames group_names(std::string_view actor) {
  std::string name;
  std::string_view abbreviation;
  for (std::size_t i = 0; i < actor.size();) {
    const auto close = actor[i] == '(' ? actor.find(')', i) : std::string_view::npos;
    if (close == std::string_view::npos) {
      name += actor[i++];
      continue;
    }
    const auto inside = actor.substr(i + 1, close - i - 1);
    if (is_abbreviation(inside)) abbreviation = inside;
    i = close + 1;
  }
  const auto colon = name.find(':');
  std::string before;
  if (colon != std::string::npos && is_abbreviation(std::string_view(name).substr(0, colon))) {
    before = name.substr(0, colon);
    name.erase(0, colon + 1);
  }
  GroupNames names;
  add(names, name);
  if (!before.empty()) abbreviation = before;
  if (names.count > 0) add(names, abbreviation);
  return names;
}

}  // namespace riskmap::io::detail
