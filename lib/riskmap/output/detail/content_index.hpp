// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/base/digest.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace riskmap::output::detail {

/// Remembers where each content was first stored, by half its SHA-256: 128 bits, about 70 bytes of memory each.
template <typename TPlace>
class ContentIndex {
 public:
  /// The place where these bytes lie already, or null and from now on `place`.
  const TPlace* find_or_add(std::span<const std::byte> bytes, const TPlace& place) {
    const auto [found, is_new] = m_places.try_emplace(key_of(bytes), place);
    return is_new ? nullptr : &found->second;
  }
  std::size_t size() const { return m_places.size(); }

 private:
  using Key = std::array<char, 32>;  // hex digits
  struct Hash {
    std::size_t operator()(const Key& key) const {
      std::size_t value = 0;
      std::memcpy(&value, key.data(), sizeof value);
      return value * 0x9E3779B97F4A7C15U;
    }
  };
  static Key key_of(std::span<const std::byte> bytes) {
    const auto digest = sha256({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
    Key key;
    std::memcpy(key.data(), digest.data(), key.size());
    return key;
  }
  std::unordered_map<Key, TPlace, Hash> m_places;
};

}  // namespace riskmap::output::detail
