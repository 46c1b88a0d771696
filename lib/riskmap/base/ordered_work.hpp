// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/base/parallel.hpp>

#include <condition_variable>
#include <cstddef>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace riskmap {

/// Items made one after another, worked on by many threads, and taken in the order in which they were made: what comes
/// out does not depend on the number of threads. At most `capacity` items are under way; they are used again and again,
/// so that buffers in them are allocated once. Locks are held for nanoseconds per item: for work of 10 µs and more.
template <typename TItem>
class OrderedWork {
 public:
  /// `next` makes the following item, false after the last; `work` is called from many threads; `take` gets the items
  /// in order. `next` and `take` are never called by two threads at once, but by any. \pre capacity > 0
  OrderedWork(std::size_t capacity, std::function<bool(TItem&)> next, std::function<void(TItem&)> work,
              std::function<void(TItem&)> take)
      : m_slots(capacity), m_next(std::move(next)), m_work(std::move(work)), m_take(std::move(take)) {}

  /// Returns when all items are taken; the caller's thread is one of `threads` (0: all processors). The first exception
  /// of any call stops the rest and is rethrown here.
  void run(unsigned threads) {
    {
      std::vector<std::jthread> helpers;
      for (unsigned i = 1; i < thread_count(threads); ++i) helpers.emplace_back([this] { take_turns(); });
      take_turns();
    }
    if (m_failure) std::rethrow_exception(m_failure);
  }

 private:
  struct Slot {
    TItem item;
    bool ready = false;
  };

  void take_turns() {
    std::unique_lock lock(m_lock);
    while (!m_failure && !(m_ended && m_taken == m_made)) {
      try {
        if (!m_taking && m_taken < m_made && slot(m_taken).ready) {
          take_one(lock);
        } else if (!m_ended && m_made - m_taken < m_slots.size()) {
          make_one(lock);
        } else {
          m_changed.wait(lock);
        }
      } catch (...) {
        if (!lock.owns_lock()) lock.lock();
        if (!m_failure) m_failure = std::current_exception();
      }
    }
    m_changed.notify_all();
  }

  void take_one(std::unique_lock<std::mutex>& lock) {
    m_taking = true;
    lock.unlock();
    m_take(slot(m_taken).item);
    lock.lock();
    slot(m_taken).ready = false;
    ++m_taken;
    m_taking = false;
    m_changed.notify_all();
  }

  void make_one(std::unique_lock<std::mutex>& lock) {
    auto& mine = slot(m_made);
    if (!m_next(mine.item)) {
      m_ended = true;
      m_changed.notify_all();
      return;
    }
    ++m_made;
    lock.unlock();
    m_work(mine.item);
    lock.lock();
    mine.ready = true;
    if (&mine == &slot(m_taken)) m_changed.notify_one();
  }

  Slot& slot(std::size_t number) { return m_slots[number % m_slots.size()]; }

  std::vector<Slot> m_slots;
  std::function<bool(TItem&)> m_next;
  std::function<void(TItem&)> m_work, m_take;
  std::mutex m_lock;  // of all below, and of the slots' `ready`
  std::condition_variable m_changed;
  std::size_t m_made = 0, m_taken = 0;
  bool m_taking = false, m_ended = false;
  std::exception_ptr m_failure;
};

}  // namespace riskmap
