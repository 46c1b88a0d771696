// SPDX-License-Identifier: MIT
#pragma once
#include <span>
#include <string_view>

namespace riskmap::io {

/// A word of the vocabulary that all forms' types of event are brought into; docs/import.md prints the table.
struct EventType {
  std::string_view word;
  std::string_view summary;
};
std::span<const EventType> event_types();
bool is_event_type(std::string_view word);

}  // namespace riskmap::io
