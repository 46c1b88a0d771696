// SPDX-License-Identifier: MIT
#include <riskmap/base/ordered_work.hpp>

#include <tests/support/test.hpp>

#include <atomic>
#include <numeric>
#include <stdexcept>

namespace {

struct Item {
  int number = 0, square = 0;
};

std::vector<int> squares(int count, std::size_t capacity, unsigned threads, int failing = -1) {
  std::vector<int> out;
  int made = 0;
  std::atomic<std::size_t> under_way{0};
  riskmap::OrderedWork<Item> work(
      capacity,
      [&](Item& item) {
        if (made == count) return false;
        BOOST_TEST_REQUIRE((under_way.fetch_add(1) < capacity));
        item.number = made++;
        return true;
      },
      [&](Item& item) {
        if (item.number == failing) throw std::runtime_error("no square");
        if (item.number % 7 == 0) std::this_thread::yield();
        item.square = item.number * item.number;
      },
      [&](Item& item) {
        out.push_back(item.square);
        under_way.fetch_sub(1);
      });
  work.run(threads);
  return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(base)
BOOST_AUTO_TEST_SUITE(ordered_work)

BOOST_AUTO_TEST_CASE(results_come_in_order_whatever_the_threads) {
  std::vector<int> expected(2000);
  for (int i = 0; i < 2000; ++i) expected[static_cast<std::size_t>(i)] = i * i;
  for (const unsigned threads : {1U, 2U, 8U}) {
    for (const std::size_t capacity : {std::size_t{1}, std::size_t{3}, std::size_t{64}})
      BOOST_TEST((squares(2000, capacity, threads) == expected));
  }
}

BOOST_AUTO_TEST_CASE(nothing_to_do_is_done) { BOOST_TEST(squares(0, 4, 3).empty()); }

BOOST_AUTO_TEST_CASE(a_failure_of_work_ends_all_and_reaches_the_caller) {
  for (const unsigned threads : {1U, 4U}) BOOST_CHECK_THROW(squares(100000, 8, threads, 500), std::runtime_error);
}

BOOST_AUTO_TEST_CASE(a_failure_while_taking_does_so_too) {
  int made = 0;
  riskmap::OrderedWork<int> work(
      4, [&](int& item) { return item = made++, true; }, [](int&) {},
      [](int& item) {
        if (item == 50) throw std::runtime_error("full");
      });
  BOOST_CHECK_THROW(work.run(3), std::runtime_error);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
