// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/model/source.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>

namespace riskmap::io::detail {

/// What is wrong with a row: the field, a short stable reason to count by, and the sentence for its reader.
struct Complaint {
  std::string field, reason, message;
};

/// Keeps the books of one layer: every row is begun once and then either used or rejected. Ids (a field named "id") are
/// registered when a row is used, so a row rejected for another reason does not spoil its twin.
class RowLog {
 public:
  /// `prefix` stands before ":ROW" in places: the file, or "file:layer" where a file has several.
  RowLog(model::Source& source, std::string prefix) : m_source(source), m_prefix(std::move(prefix)) {}

  void use(std::uint64_t row, const std::optional<std::string>& id);
  void reject(std::uint64_t row, const Complaint& complaint);
  std::optional<Complaint> duplicate(const std::optional<std::string>& id) const;

 private:
  model::Source& m_source;
  std::string m_prefix;
  std::unordered_map<std::string, std::uint64_t> m_rows_by_id;
};

}  // namespace riskmap::io::detail
