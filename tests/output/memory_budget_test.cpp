// SPDX-License-Identifier: MIT
// How a pyramid's memory is divided.
#include <riskmap/base/memory.hpp>
#include <riskmap/output/detail/memory_budget.hpp>
#include <riskmap/output/pyramid.hpp>
#include <tests/output/archives.hpp>
#include <tests/render/small_map.hpp>

#include <vector>

namespace riskmap::output::detail {
namespace {
constexpr std::size_t mebi = std::size_t{1} << 20U;

/// Remembers what it is given; may take memory for each tile, which nobody can give back.
class Given final : public Sink {
 public:
  explicit Given(std::size_t more = 0) : m_more(more) {}
  void put(const geo::TileId& tile, std::span<const std::byte> bytes, std::uint64_t digest) override {
    const auto text = text_of({bytes.begin(), bytes.end()});
    tiles.push_back(fmt::format("{} {} {}", tile.text(), digest, sha256(text)));
    taken.emplace_back(m_more, 'x');
  }
  void finish(const TilesetInfo&) override {}
  std::vector<std::string> tiles, taken;

 private:
  std::size_t m_more;
};

struct Pyramid {
  // 600 tiles of zoom 8, and those above them.
  PyramidOptions options{.zooms = {4, 8}, .threads = 2};
  test::SmallMap map{test::point(20, 30) + "," + test::line({{0, 0}, {128, 90}}),
                     R"({"id":"sea","type":"background","paint":{"background-color":"#abc"}},
                        {"id":"dots","type":"circle","source":"s"}, {"id":"lines","type":"line","source":"s"})",
                     R"({"riskmap:bounds":[60,20,95,45]})"};
  std::vector<std::string> tiles_within(std::size_t limit, std::size_t more = 0) {
    options.max_memory = limit;
    Given sink(more);
    write_pyramid(map.renderer(), sink, options);
    return sink.tiles;
  }
};
}  // namespace

BOOST_AUTO_TEST_SUITE(output)
BOOST_AUTO_TEST_SUITE(memory_budget)

// Sanitizers keep what is freed.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
boost::test_tools::assertion_result memory_is_plain(boost::unit_test::test_unit_id) { return false; }
#else
boost::test_tools::assertion_result memory_is_plain(boost::unit_test::test_unit_id) { return true; }
#endif

BOOST_AUTO_TEST_CASE(resident_memory_grows_with_what_is_written_and_shrinks_when_it_is_given_back,
                     *boost::unit_test::precondition(memory_is_plain)) {
  trim_memory();  // what earlier tests left
  const auto before = resident_memory();
  BOOST_TEST(before > mebi);
  std::vector<std::vector<char>> blocks;  // too small to be mapped one by one
  for (int i = 0; i < 1024; ++i) blocks.emplace_back(64 << 10, 'x');
  BOOST_TEST(resident_memory() >= before + 48 * mebi);
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

BOOST_AUTO_TEST_CASE(tiles_are_the_same_whatever_is_given_back_between_them,
                     *boost::unit_test::precondition(memory_is_plain)) {
  Pyramid pyramid;
  const auto all = pyramid.tiles_within(std::size_t{64} << 30U);
  BOOST_TEST(all.size() > 700U);
  const auto used = resident_memory();
  BOOST_TEST((pyramid.tiles_within(used + 16 * mebi) == all), "zoom by zoom");
  // Used up from the beginning: a round is as short as it may be.
  BOOST_TEST((pyramid.tiles_within(used + used / 31 + 6 * mebi) == all), "round by round");
  pyramid.options.shard = {.index = 2, .count = 3};
  const auto third = pyramid.tiles_within(std::size_t{64} << 30U);
  BOOST_TEST(third.size() < all.size() / 2);
  BOOST_TEST((pyramid.tiles_within(used + 16 * mebi) == third), "shards");
}

BOOST_AUTO_TEST_CASE(what_cannot_stay_within_the_limit_ends) {
  Pyramid pyramid;
  pyramid.tiles_within(std::size_t{64} << 30U);
  const auto used = resident_memory();
  BOOST_CHECK_THROW(pyramid.tiles_within(used + 32 * mebi, mebi), LimitError);
  BOOST_CHECK_THROW(pyramid.tiles_within(mebi), LimitError);
  pyramid.options.max_memory = mebi;
  BOOST_CHECK_THROW(check_memory(pyramid.map.renderer(), pyramid.options), LimitError);
  const auto least = least_memory(pyramid.map.renderer(), pyramid.options);
  BOOST_TEST(least > mebi);
  BOOST_TEST(least % (8 * mebi) == 0U);
  pyramid.options.max_memory = least;
  BOOST_CHECK_NO_THROW(check_memory(pyramid.map.renderer(), pyramid.options));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()

}  // namespace riskmap::output::detail
