// SPDX-License-Identifier: MIT
#include <riskmap/model/source.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace riskmap::model {

std::uint64_t RowCounts::rejected_total() const {
  std::uint64_t total = 0;
  for (const auto& [reason, count] : rejected) total += count;
  return total;
}

std::string RowCounts::text() const {
  std::string text = fmt::format("rows: {} read, {} used, {} rejected", read, used, rejected_total());
  if (rejected.empty()) return text;
  std::string reasons;
  for (const auto& [reason, count] : rejected) {
    reasons += fmt::format("{}{} {}", reasons.empty() ? "" : ", ", count, reason);
  }
  return text + " (" + reasons + ")";
}

RowCounts& RowCounts::operator+=(const RowCounts& other) {
  read += other.read;
  used += other.used;
  for (const auto& [reason, count] : other.rejected) rejected[reason] += count;
  return *this;
}

const FeatureLayer* Source::layer(std::string_view name) const {
  const auto found = std::find_if(layers.begin(), layers.end(), [&](const auto& l) { return l.name == name; });
  return found == layers.end() ? nullptr : &*found;
}

}  // namespace riskmap::model
