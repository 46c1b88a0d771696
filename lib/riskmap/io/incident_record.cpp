// SPDX-License-Identifier: MIT
#include <riskmap/io/incident_record.hpp>

#include <algorithm>
#include <cassert>
#include <cstring>

namespace riskmap::io {
namespace {

constexpr std::size_t block_size = std::size_t{1} << 20U;

template <typename TWords>
std::size_t total_length(const TWords& words) {
  std::size_t total = 0;
  for (const std::string_view word : words) total += word.size();
  return total;
}

}  // namespace

std::string_view to_text(DatePrecision precision) {
  switch (precision) {
    case DatePrecision::day:
      return "day";
    case DatePrecision::week:
      return "week";
    case DatePrecision::month:
      return "month";
    case DatePrecision::year:
      return "year";
  }
  return "";
}

char* IncidentList::room(std::size_t bytes) {
  if (m_used + bytes > m_size) {
    m_size = std::max(block_size, bytes);
    m_blocks.push_back(std::make_unique_for_overwrite<char[]>(m_size));
    m_used = 0;
  }
  char* const place = m_blocks.empty() ? nullptr : m_blocks.back().get() + m_used;
  m_used += bytes;
  return place;
}

void IncidentList::add(const IncidentDraft& draft, const Schema& schema, std::uint32_t file, std::uint64_t row) {
  auto& record = m_records.emplace_back();
  record.schema = &schema;
  record.file = file, record.row = row;
  record.first_day = draft.first_day, record.last_day = draft.last_day;
  record.date_precision = draft.date_precision;
  record.longitude = draft.longitude, record.latitude = draft.latitude;
  record.uncertainty_km = draft.uncertainty_km;
  record.figures = draft.figures;
  char* const text = room(total_length(draft.words));
  std::uint32_t end = 0;
  for (std::size_t i = 0; i < word_count; ++i) {
    const auto word = draft.words[i];
    if (!word.empty()) std::memcpy(text + end, word.data(), word.size());
    record.m_ends[i] = end += static_cast<std::uint32_t>(word.size());
  }
  record.m_text = text;
}

void IncidentList::set(std::size_t record, Word word, std::string_view text) {
  IncidentDraft draft;
  auto& changed = m_records[record];
  for (std::size_t i = 0; i < word_count; ++i) draft.words[i] = changed[static_cast<Word>(i)];
  draft[word] = text;
  char* const place = room(total_length(draft.words));
  std::uint32_t end = 0;
  for (std::size_t i = 0; i < word_count; ++i) {
    std::ranges::copy(draft.words[i], place + end);
    changed.m_ends[i] = end += static_cast<std::uint32_t>(draft.words[i].size());
  }
  changed.m_text = place;
}

void IncidentList::remove_if(const std::vector<bool>& removed) {
  assert(removed.size() == m_records.size());
  std::size_t kept = 0;
  for (std::size_t i = 0; i < m_records.size(); ++i) {
    if (!removed[i]) m_records[kept++] = m_records[i];
  }
  m_records.resize(kept);
}

}  // namespace riskmap::io
