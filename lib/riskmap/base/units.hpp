// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/base/quantity.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace riskmap {

/// "25km", "2500m", "2.5 km" → metres. A bare number is refused (UsageError names the unit to write), as are NaN,
/// negatives, junk.
Metres parse_length(std::string_view text);
/// "3y", "180d", "6w", "18mo" (a month is 1/12 year) → days. Bare numbers refused as above.
Days parse_span(std::string_view text);
/// ISO "2024-01-31", optionally followed by a time ("2024-01-31T10:00:00Z", "2024-01-31 00:00:00.000"), which is
/// dropped: the start of that day, UTC. Impossible dates ("2023-02-30") are nullopt. Years 1800–2200.
std::optional<Days> parse_date(std::string_view text);
/// The ISO date of the day that holds `moment`.
std::string to_iso_date(Days moment);
/// "2GiB", "512MiB", "100MB" → bytes.
std::size_t parse_size(std::string_view text);

}  // namespace riskmap
