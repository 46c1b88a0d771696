// SPDX-License-Identifier: MIT
#include <riskmap/io/detail/row_log.hpp>

#include <riskmap/io/detail/text.hpp>

#include <fmt/format.h>

namespace riskmap::io::detail {

void RowLog::use(std::uint64_t row, const std::optional<std::string>& id) {
  ++m_source.counts.read;
  ++m_source.counts.used;
  if (id) m_rows_by_id.emplace(*id, row);
}

void RowLog::reject(std::uint64_t row, const Complaint& complaint) {
  ++m_source.counts.read;
  ++m_source.counts.rejected[complaint.reason];
  m_source.rejects.push_back({fmt::format("{}:{}: {}", m_prefix, row, complaint.field), complaint.message});
}

std::optional<Complaint> RowLog::duplicate(const std::optional<std::string>& id) const {
  if (!id) return std::nullopt;
  const auto found = m_rows_by_id.find(*id);
  if (found == m_rows_by_id.end()) return std::nullopt;
  return Complaint{"id", "duplicate id", with_value(fmt::format("the id of row {} again", found->second), *id)};
}

}  // namespace riskmap::io::detail
