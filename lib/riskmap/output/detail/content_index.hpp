// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/base/digest.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace riskmap::output::detail {

/// Remembers where each content was first stored, by half its SHA-256: among 10⁹ contents two agree by chance once in
/// 10²⁰ archives. 28 to 36 bytes of memory each, for any number: open addressing in 256 tables that grow one by one.
class ContentIndex {
 public:
  /// The place where these bytes lie already, or nullopt, and from now on they lie at `place`. \pre place is not ~0
  std::optional<std::uint64_t> find_or_add(std::span<const std::byte> bytes, std::uint64_t place) {
    const Slot wanted = slot_of(bytes, place);
    auto& table = m_tables[wanted.high >> 56U];
    if ((table.used + 1) * 20 > table.slots.size() * 17) grow(table);
    auto& slot = find(table.slots, wanted);
    if (slot.place != nowhere) return slot.place;
    slot = wanted;
    ++table.used;
    ++m_size;
    return {};
  }
  std::uint64_t size() const { return m_size; }
  /// Bytes of memory taken.
  std::uint64_t memory() const {
    std::uint64_t slots = 0;
    for (const auto& table : m_tables) slots += table.slots.capacity();
    return sizeof *this + slots * sizeof(Slot);
  }

 private:
  static constexpr std::uint64_t nowhere = ~std::uint64_t{0};
  struct Slot {
    std::uint64_t high = 0, low = 0, place = nowhere;
  };
  struct Table {
    std::vector<Slot> slots;
    std::size_t used = 0;
  };

  static Slot slot_of(std::span<const std::byte> bytes, std::uint64_t place) {
    const auto digest = sha256_bytes(bytes);
    Slot slot{.place = place};
    std::memcpy(&slot.high, digest.data(), sizeof slot.high);
    std::memcpy(&slot.low, digest.data() + sizeof slot.high, sizeof slot.low);
    return slot;
  }

  static Slot& find(std::vector<Slot>& slots, const Slot& wanted) {
    for (std::size_t i = wanted.low % slots.size();; i = i + 1 < slots.size() ? i + 1 : 0) {
      auto& slot = slots[i];
      if (slot.place == nowhere || (slot.high == wanted.high && slot.low == wanted.low)) return slot;
    }
  }

  static void grow(Table& table) {
    std::vector<Slot> slots(table.slots.size() + table.slots.size() / 4 + 8);
    for (const auto& slot : table.slots) {
      if (slot.place != nowhere) find(slots, slot) = slot;
    }
    table.slots = std::move(slots);
  }

  std::array<Table, 256> m_tables;
  std::uint64_t m_size = 0;
};

}  // namespace riskmap::output::detail
