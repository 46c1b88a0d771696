// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <unordered_map>

namespace riskmap::density::detail {

/// Blocks of nodes made when they are first asked for. A block is a pure function of its number, so it does not matter
/// who asks first, and two threads that ask at once make it twice, the same. When the limit is reached all are
/// forgotten; whoever still reads one keeps it alive. Thread-safe.
template <typename TBlock>
class BlockCache {
 public:
  /// `limit`: how many blocks are kept at most
  explicit BlockCache(std::size_t limit) : m_limit(limit) {}

  template <typename TMake>
  std::shared_ptr<const TBlock> get(std::uint64_t number, TMake&& make) {
    {
      const std::shared_lock lock(m_mutex);
      if (const auto found = m_blocks.find(number); found != m_blocks.end()) return found->second;
    }
    std::shared_ptr<const TBlock> made = make();
    const std::unique_lock lock(m_mutex);
    if (m_blocks.size() >= m_limit) m_blocks.clear();
    return m_blocks.try_emplace(number, std::move(made)).first->second;
  }
  std::size_t size() const {
    const std::shared_lock lock(m_mutex);
    return m_blocks.size();
  }

 private:
  std::size_t m_limit;
  mutable std::shared_mutex m_mutex;
  std::unordered_map<std::uint64_t, std::shared_ptr<const TBlock>> m_blocks;
};

}  // namespace riskmap::density::detail
