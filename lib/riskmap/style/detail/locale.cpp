// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/locale.hpp>

#include <riskmap/style/expression.hpp>

#include <unicode/uloc.h>

#include <algorithm>
#include <array>
#include <cctype>

namespace riskmap::style {
namespace {

using Buffer = std::array<char, ULOC_FULLNAME_CAPACITY>;

std::string tag_of(const char* id) {
  Buffer tag{};
  auto status = U_ZERO_ERROR;
  uloc_toLanguageTag(id, tag.data(), static_cast<std::int32_t>(tag.size()) - 1, true, &status);
  return U_SUCCESS(status) ? tag.data() : "";
}

bool looks_like_tag(const std::string& tag) {
  const auto language = std::min(tag.find('-'), tag.size());
  return language >= 2 && language != 4 && language <= 8 && std::all_of(tag.begin(), tag.end(), [](char c) {
           return c == '-' || std::isalnum(static_cast<unsigned char>(c)) != 0;
         });
}

}  // namespace

std::string canonical_tag(const std::string& tag) {
  Buffer id{}, canonical{};
  auto status = U_ZERO_ERROR;
  std::int32_t read = 0;
  if (looks_like_tag(tag) && tag.size() < 100) {
    uloc_forLanguageTag(tag.c_str(), id.data(), static_cast<std::int32_t>(id.size()) - 1, &read, &status);
  }
  if (U_FAILURE(status) || read != static_cast<std::int32_t>(tag.size()) || tag.empty())
    throw EvaluationError("Incorrect locale information provided");
  uloc_canonicalize(id.data(), canonical.data(), static_cast<std::int32_t>(canonical.size()) - 1, &status);
  std::string base = canonical.data();
  base.resize(std::min(base.find('@'), base.size()));
  return tag_of(base.c_str());
}

std::string resolve_locale(std::string tag, const std::set<std::string, std::less<>>& known) {
  while (!tag.empty()) {
    if (known.contains(tag)) return tag;
    const auto dash = tag.rfind('-');
    tag.resize(dash == std::string::npos ? 0 : dash);
  }
  return default_locale;
}

std::string locale_id(const std::string& tag) {
  Buffer id{};
  auto status = U_ZERO_ERROR;
  uloc_forLanguageTag(tag.c_str(), id.data(), static_cast<std::int32_t>(id.size()) - 1, nullptr, &status);
  return U_SUCCESS(status) ? id.data() : "";
}

void add_tags_of(const char* id, std::set<std::string, std::less<>>& tags) {
  tags.insert(tag_of(id));
  Buffer script{}, language{}, country{};
  auto status = U_ZERO_ERROR;
  const auto capacity = static_cast<std::int32_t>(script.size()) - 1;
  uloc_getScript(id, script.data(), capacity, &status);
  uloc_getCountry(id, country.data(), capacity, &status);
  uloc_getLanguage(id, language.data(), capacity, &status);
  if (script[0] != '\0' && country[0] != '\0')
    tags.insert(tag_of((std::string(language.data()) + "_" + country.data()).c_str()));
}

}  // namespace riskmap::style
