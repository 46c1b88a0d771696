// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/io/schema.hpp>

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace riskmap::io {

/// How many kilometres a form's precision code stands for: the form's own table, with the user's changes.
class PrecisionTable {
 public:
  /// A form's code with the words it is written by; "precision" of new codes is the user's word or blank.
  struct Entry {
    std::string code, word;
    double uncertainty_km = 0.0;
  };

  /// `schema` empty: of every form. A code the form does not have is added. \throws UsageError if the form is unknown
  /// or the radius is not within 0 to 2000 km
  void change(std::string_view schema, std::string_view code, double uncertainty_km, std::string_view word = "");
  /// "2=25", "acled:2=25", "gtd:blank=40". \throws UsageError
  void change(std::string_view assignment);
  /// CSV with the columns schema, code, uncertainty_km and, if there, precision (our word). A blank schema means every
  /// form. \throws DataError with file and row
  void read(const std::filesystem::path& file);

  /// All changes of another table, after those here.
  void add(const PrecisionTable& other);

  /// The form's codes, changes applied.
  std::vector<Entry> entries(const Schema& schema) const;

 private:
  std::vector<std::pair<std::string, Entry>> m_changes;  ///< by form, in the order they were made
};

}  // namespace riskmap::io
