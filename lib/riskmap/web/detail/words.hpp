// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/map/scene.hpp>
#include <riskmap/poster/facts.hpp>
#include <riskmap/render/legend.hpp>

#include <filesystem>
#include <map>
#include <string>

namespace riskmap::web::detail {

/// The same facts as on a poster; those of a frame on paper mean nothing here.
poster::Facts facts_of(const map::Scene& scene);
/// The page's own words in a language; in English where there are none.
class Words {
 public:
  /// \throws UsageError, StyleError if the file cannot be read
  Words(const std::filesystem::path& file, const std::string& language);

  const std::string& language() const { return m_language; }  ///< that they are in
  const Json& all() const { return m_words; }
  /// Words with what they leave open: {"events", "48"} for {events}. \pre there are such words
  std::string say(const std::string& key, const std::map<std::string, std::string>& open = {}) const;
  /// "1 June 2025": the day that holds the moment.
  std::string day(Days moment) const;

 private:
  std::string m_language;
  Json m_words;
};

/// What the page says of the map below its title, as plain text: "48 listed events, 1 January 2015 to 1 June 2025".
/// Empty for a map without a risk surface.
std::string summary(const map::Scene& scene, const Words& words);
/// The page's small print as HTML paragraphs: method, data, borders.
std::string small_print(const poster::Facts& facts);
/// The legend for those who cannot see it, as plain text.
std::string in_words(const render::Legend& legend);

}  // namespace riskmap::web::detail
