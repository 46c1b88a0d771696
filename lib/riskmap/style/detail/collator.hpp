// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/base/json.hpp>

#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct UCollator;

namespace riskmap::style {

/// What "collator" yields: an order of strings, as ECMA-402's Intl.Collator with usage "search" (by ICU). Immutable,
/// shared between threads.
class Collator {
 public:
  /// `locale`: a BCP 47 tag; absent: American English, as where a tag is not known. \throws EvaluationError if it is no
  /// tag
  Collator(bool case_sensitive, bool diacritic_sensitive, std::optional<std::string> locale);
  /// Negative, zero or positive.
  int compare(std::string_view a, std::string_view b) const;
  /// The tag of the locale whose order is used.
  std::string resolved_locale() const;
  /// As JSON.stringify shows the reference's collator.
  Json json() const;

 private:
  std::string m_sensitivity;
  std::optional<std::string> m_locale;
  std::shared_ptr<UCollator> m_collator;
};

}  // namespace riskmap::style
