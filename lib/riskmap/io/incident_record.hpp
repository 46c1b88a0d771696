// SPDX-License-Identifier: MIT
#pragma once
#include <array>
#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace riskmap::io {

struct Schema;

/// What a record says in words. A blank is "not known" and stays blank.
enum class Word : unsigned char {
  id,
  place,
  district,
  province,
  country,
  location_precision,  ///< exact, place, district, province, country
  event_type,          ///< of the vocabulary in docs/import.md
  source_type,         ///< the source's own word for it
  actor_1,
  actor_2,
  target,
  site,
  note,
  source_reference,  ///< whom the source names as its own
};
inline constexpr std::size_t word_count = 14;

/// What a record counts. NaN is "not known", which is not 0.
enum class Figure : unsigned char { killed, killed_low, killed_high, injured, killed_chinese, attackers_killed };
inline constexpr std::size_t figure_count = 6;
inline constexpr double unknown_figure = std::numeric_limits<double>::quiet_NaN();

enum class DatePrecision : unsigned char { day, week, month, year };
std::string_view to_text(DatePrecision precision);

/// An event as it is being read: the words are views into its row.
struct IncidentDraft {
  std::int32_t first_day = 0, last_day = 0;  ///< since 1970-01-01, both included
  DatePrecision date_precision = DatePrecision::day;
  double longitude = 0.0, latitude = 0.0;
  double uncertainty_km = unknown_figure;
  std::array<double, figure_count> figures{unknown_figure, unknown_figure, unknown_figure,
                                           unknown_figure, unknown_figure, unknown_figure};
  std::array<std::string_view, word_count> words{};

  std::string_view& operator[](Word word) { return words[static_cast<std::size_t>(word)]; }
  double& operator[](Figure figure) { return figures[static_cast<std::size_t>(figure)]; }
};

/// An event in the form all sources are brought into. Its words lie in the list that holds it.
class IncidentRecord {
 public:
  std::string_view operator[](Word word) const {
    const auto i = static_cast<std::size_t>(word);
    const auto begin = i == 0 ? 0U : m_ends[i - 1];
    return {m_text + begin, m_ends[i] - begin};
  }
  double operator[](Figure figure) const { return figures[static_cast<std::size_t>(figure)]; }

  const Schema* schema = nullptr;
  std::uint32_t file = 0;  ///< which of the files read, from 0
  std::uint64_t row = 0;   ///< in it
  std::int32_t first_day = 0, last_day = 0;
  DatePrecision date_precision = DatePrecision::day;
  double longitude = 0.0, latitude = 0.0, uncertainty_km = unknown_figure;
  std::array<double, figure_count> figures{};

 private:
  friend class IncidentList;
  const char* m_text = nullptr;
  std::array<std::uint32_t, word_count> m_ends{};
};

/// Records in the order they were read, with their words in large blocks: about 200 bytes and the words for each.
class IncidentList {
 public:
  IncidentList() = default;
  IncidentList(IncidentList&&) = default;
  IncidentList& operator=(IncidentList&&) = default;

  void add(const IncidentDraft& draft, const Schema& schema, std::uint32_t file, std::uint64_t row);
  /// Another word in place of one of a record's; the old one's room is not used again.
  void set(std::size_t record, Word word, std::string_view text);
  void remove_if(const std::vector<bool>& removed);  ///< \pre as many as records

  std::vector<IncidentRecord>& records() { return m_records; }
  const std::vector<IncidentRecord>& records() const { return m_records; }

 private:
  char* room(std::size_t bytes);
  std::vector<IncidentRecord> m_records;
  std::vector<std::unique_ptr<char[]>> m_blocks;
  std::size_t m_used = 0, m_size = 0;
};

}  // namespace riskmap::io
