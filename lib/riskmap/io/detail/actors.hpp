// SPDX-License-Identifier: MIT
#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace riskmap::io::detail {

/// The names an armed group goes by, as numbers: equal names are equal numbers.
struct GroupNames {
  std::array<std::uint64_t, 2> hashes{};
  std::size_t count = 0;
  std::span<const std::uint64_t> all() const { return {hashes.data(), count}; }
};

/// "BLA: Baloch Liberation Army", "Baloch Liberation Army (BLA)" and "BLA" share a name: case and punctuation do not
/// count, an abbreviation before a colon or in brackets is a name of its own, other brackets (years, a country) are
/// left out. None for actors that are no named group: unidentified ones, civilians, crowds, a state and its forces.
GroupNames group_names(std::string_view actor);
/// Lower case, letters and digits only, one blank between words.
std::string plain_words(std::string_view text);

}  // namespace riskmap::io::detail
