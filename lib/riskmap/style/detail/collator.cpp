// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/collator.hpp>

#include <riskmap/base/error.hpp>
#include <riskmap/style/detail/locale.hpp>
#include <riskmap/style/expression.hpp>

#include <unicode/ucol.h>

#include <set>

namespace riskmap::style {
namespace {

const std::set<std::string, std::less<>>& collation_locales() {
  static const auto all = [] {
    std::set<std::string, std::less<>> tags;
    for (int i = 0; i < ucol_countAvailable(); ++i) add_tags_of(ucol_getAvailable(i), tags);
    return tags;
  }();
  return all;
}

std::shared_ptr<UCollator> open(const std::string& tag) {
  const auto id = locale_id(tag) + "@collation=search";
  auto status = U_ZERO_ERROR;
  std::shared_ptr<UCollator> collator(ucol_open(id.c_str(), &status), ucol_close);
  if (U_FAILURE(status))
    throw EnvironmentError(std::string("ICU cannot order texts: ") + u_errorName(status), "install libicu72");
  return collator;
}

}  // namespace

Collator::Collator(bool case_sensitive, bool diacritic_sensitive, std::optional<std::string> locale)
    : m_locale(std::move(locale)) {
  if (case_sensitive)
    m_sensitivity = diacritic_sensitive ? "variant" : "case";
  else
    m_sensitivity = diacritic_sensitive ? "accent" : "base";
  // an empty tag is no tag in the reference
  const bool given = m_locale && !m_locale->empty();
  m_collator = open(resolve_locale(given ? canonical_tag(*m_locale) : default_locale, collation_locales()));
  auto status = U_ZERO_ERROR;
  ucol_setAttribute(m_collator.get(), UCOL_NORMALIZATION_MODE, UCOL_ON, &status);
  const auto strength = diacritic_sensitive ? (case_sensitive ? UCOL_TERTIARY : UCOL_SECONDARY) : UCOL_PRIMARY;
  ucol_setStrength(m_collator.get(), strength);
  if (case_sensitive && !diacritic_sensitive) ucol_setAttribute(m_collator.get(), UCOL_CASE_LEVEL, UCOL_ON, &status);
}

int Collator::compare(std::string_view a, std::string_view b) const {
  auto status = U_ZERO_ERROR;
  return ucol_strcollUTF8(m_collator.get(), a.data(), static_cast<std::int32_t>(a.size()), b.data(),
                          static_cast<std::int32_t>(b.size()), &status);
}

std::string Collator::resolved_locale() const {
  const bool given = m_locale && !m_locale->empty();
  return resolve_locale(given ? canonical_tag(*m_locale) : default_locale, collation_locales());
}

Json Collator::json() const {
  return Json{{"sensitivity", m_sensitivity},
              {"locale", m_locale ? Json(*m_locale) : Json(nullptr)},
              {"collator", Json::object()}};
}

}  // namespace riskmap::style
