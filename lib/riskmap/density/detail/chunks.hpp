// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/density/detail/heap.hpp>

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

namespace riskmap::density::detail {

/// Contributions by a number below `numbers`, larger ones counting as the last; in their order within each. A copy.
class Sorted {
 public:
  template <typename TNumber>
  Sorted(std::span<const Contribution> list, std::size_t numbers, TNumber&& number) : m_first(numbers + 1, 0) {
    std::vector<std::uint32_t> of(list.size());
    for (std::size_t i = 0; i < list.size(); ++i) {
      of[i] = static_cast<std::uint32_t>(std::min(number(list[i]), numbers - 1));
      ++m_first[of[i] + std::size_t{1}];
    }
    for (std::size_t i = 1; i < m_first.size(); ++i) m_first[i] += m_first[i - 1];
    std::vector<std::size_t> next(m_first.begin(), m_first.end() - 1);
    m_sorted.resize(list.size());
    for (std::size_t i = 0; i < list.size(); ++i) m_sorted[next[of[i]]++] = list[i];
  }
  std::size_t count() const { return m_first.size() - 1; }
  std::span<const Contribution> part(std::size_t i) const {
    return std::span(m_sorted).subspan(m_first[i], m_first[i + 1] - m_first[i]);
  }

 private:
  std::vector<std::size_t> m_first;
  std::vector<Contribution> m_sorted;
};

/// A heap's contributions by chunks of the map, `side` metres wide; a chunk may be empty. \pre it holds something
Sorted chunks_of(const Heap& heap, double side);

}  // namespace riskmap::density::detail
