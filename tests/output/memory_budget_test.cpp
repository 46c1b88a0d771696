// SPDX-License-Identifier: MIT
// How a pyramid's memory is divided.
#include <riskmap/base/memory.hpp>
#include <riskmap/output/detail/memory_budget.hpp>

#include <boost/test/unit_test.hpp>

#include <vector>

namespace riskmap::output::detail {
namespace {
constexpr std::size_t mebi = std::size_t{1} << 20U;
}  // namespace

BOOST_AUTO_TEST_SUITE(output)
BOOST_AUTO_TEST_SUITE(memory_budget)

BOOST_AUTO_TEST_CASE(resident_memory_grows_with_what_is_written_and_shrinks_when_it_is_given_back) {
  const auto before = resident_memory();
  BOOST_TEST(before > mebi);
  std::vector<std::vector<char>> blocks;  // too small to be mapped one by one
  for (int i = 0; i < 1024; ++i) blocks.emplace_back(64 << 10, 'x');
  BOOST_TEST(resident_memory() >= before + 60 * mebi);
  blocks.clear();
  trim_memory();
  BOOST_TEST(resident_memory() <= before + 8 * mebi);
}

BOOST_AUTO_TEST_CASE(tiles_under_way_take_a_sixteenth) {
  for (const int size : {256, 512}) {
    for (const int scale : {1, 2}) {
      const TileOptions tile{.size = size, .scale = scale};
      const auto pixels = static_cast<std::size_t>(size * scale) * static_cast<std::size_t>(size * scale);
      BOOST_TEST(MemoryBudget(128 * mebi, 2, tile).tiles_under_way() * 4 * pixels <= 8 * mebi);
      BOOST_TEST(MemoryBudget(1, 7, tile).tiles_under_way() == 7U, "each thread has one");
      BOOST_TEST(MemoryBudget(1024 * 1024 * mebi, 7, tile).tiles_under_way() == 7U * 32U);
    }
  }
}

BOOST_AUTO_TEST_CASE(the_least_is_what_was_measured_and_the_other_threads) {
  const MemoryBudget one(128 * mebi, 1, {}), eight(128 * mebi, 8, {});
  BOOST_TEST(one.least(70 * mebi, 100 * mebi) > 107 * mebi);
  BOOST_TEST(one.least(70 * mebi, 100 * mebi) < 120 * mebi);
  BOOST_TEST(one.least(100 * mebi, 100 * mebi) >= 100 * mebi);
  BOOST_TEST(one.least(110 * mebi, 100 * mebi) >= 100 * mebi, "what was freed meanwhile adds nothing");
  BOOST_TEST(eight.least(0, 0) - one.least(0, 0) >= 7 * eight.buffers_of_thread());
  BOOST_TEST(MemoryBudget(1, 1, {.scale = 2}).buffers_of_thread() > 3 * one.buffers_of_thread());
  BOOST_TEST(MemoryBudget(1, 1, {.format = "mvt"}).buffers_of_thread() < one.buffers_of_thread());
  // A limit that is enough leaves room for one look to the next.
  BOOST_TEST(!MemoryBudget(one.least(0, 64 * mebi), 1, {}).is_used_up(64 * mebi + 64 * mebi / 4));
}

BOOST_AUTO_TEST_CASE(what_would_do_is_said) {
  BOOST_TEST(enough_for(100 * mebi) == 104 * mebi);
  BOOST_TEST(enough_for(104 * mebi) == 112 * mebi);
  const auto error = beyond_memory(64 * mebi, 131 * mebi);
  BOOST_TEST(error.mistakes().front().place == "--max-memory");
  BOOST_TEST(error.mistakes().front().message.find("64 MiB are not enough") != std::string::npos);
  BOOST_TEST(error.mistakes().front().hint.find("--max-memory 136MiB would do") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()

}  // namespace riskmap::output::detail
