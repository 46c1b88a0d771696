// SPDX-License-Identifier: MIT
#include <riskmap/io/archives/archive.hpp>
#include <riskmap/output/sinks_catalogue.hpp>
#include <tests/output/archives.hpp>

namespace riskmap::output {
namespace fs = std::filesystem;

BOOST_AUTO_TEST_SUITE(output)
BOOST_AUTO_TEST_SUITE(sink)

namespace {

std::string name_for(const SinkType& type) { return "tiles" + std::string(type.suffix); }

std::string first_tile(const fs::path& path) { return text_of(io::open_archive(path)->tile({0, 0, 0}).value()); }

}  // namespace

// Every sink of the catalogue, as the contract has it.
BOOST_AUTO_TEST_CASE(nothing_is_visible_before_the_end) {
  for (const auto* type : sinks::all) {
    const test::TemporaryFolder place;
    const auto sink = create_sink(place / name_for(*type), example_info());
    put_all(*sink, example_tiles());
    BOOST_TEST(!fs::exists(place / name_for(*type)));
    sink->finish(example_info());
    BOOST_TEST(first_tile(place / name_for(*type)) == "the sea");
    BOOST_TEST(std::distance(fs::directory_iterator(place.path()), {}) == 1);
  }
}

BOOST_AUTO_TEST_CASE(given_up_it_leaves_nothing) {
  for (const auto* type : sinks::all) {
    const test::TemporaryFolder place;
    put_all(*create_sink(place / name_for(*type), example_info()), example_tiles());
    BOOST_TEST(fs::is_empty(place.path()));
  }
}

BOOST_AUTO_TEST_CASE(given_up_it_keeps_the_old) {
  for (const auto* type : sinks::all) {
    const test::TemporaryFolder place;
    write_archive(place / name_for(*type), {{0, "old"}});
    put_all(*create_sink(place / name_for(*type), example_info()), example_tiles());
    BOOST_TEST(first_tile(place / name_for(*type)) == "old");
  }
}

BOOST_AUTO_TEST_CASE(killed_it_keeps_the_old_and_can_be_run_again) {
  for (const auto* type : sinks::all) {
    const test::TemporaryFolder place;
    const auto file = place / name_for(*type);
    write_archive(file, {{0, "old"}});
    killed_after([&] { put_all(*create_sink(file, example_info()).release(), example_tiles()); });
    BOOST_TEST(first_tile(file) == "old");
    write_archive(file, {{0, "new"}});
    BOOST_TEST(first_tile(file) == "new");
    BOOST_TEST(std::distance(fs::directory_iterator(place.path()), {}) == 1);
  }
}

BOOST_AUTO_TEST_CASE(an_old_one_is_kept_if_asked) {
  for (const auto* type : sinks::all) {
    const test::TemporaryFolder place;
    write_archive(place / name_for(*type), {{0, "old"}});
    const auto text = test::error_text<OutputError>(
        [&] { create_sink(place / name_for(*type), example_info(), {.policy = overwrite::no}); });
    BOOST_TEST(text.ends_with(": exists already"));
  }
}

BOOST_AUTO_TEST_CASE(a_million_tiles_in_one_file) {
  // Every fifth is the sea; zoom 10, not all of it.
  constexpr std::uint64_t first = 349525, count = 1'000'000;
  const auto content = [](std::uint64_t i) { return i % 5 == 0 ? std::string("the sea") : fmt::format("tile {}", i); };
  for (const auto* type : sinks::all) {
    if (type->suffix.empty()) continue;
    const test::TemporaryFolder place;
    auto info = example_info();
    info.zooms = {10, 10};
    const auto sink = create_sink(place / name_for(*type), info);
    for (std::uint64_t i = 0; i < count; ++i) sink->put(geo::from_hilbert_id(first + i), bytes_of(content(i)), i);
    sink->finish(info);
    const auto archive = io::open_archive(place / name_for(*type));
    const auto summary = archive->summary();
    BOOST_TEST(summary.tiles == count);
    BOOST_TEST(summary.distinct == count * 4 / 5 + 1);
    for (std::uint64_t i = 1; i < count; i += 99'999) {
      BOOST_TEST(text_of(archive->tile(geo::from_hilbert_id(first + i)).value()) == content(i));
      BOOST_TEST(archive->digest(geo::from_hilbert_id(first + i)).value() == i);
    }
    std::uint64_t faults = 0;
    archive->check([&](const std::string&) { ++faults; });
    BOOST_TEST(faults == 0U);
  }
}

BOOST_AUTO_TEST_CASE(a_missing_folder_is_named) {
  const test::TemporaryFolder place;
  BOOST_TEST(test::error_text<OutputError>([&] {
               create_sink(place / "none/a.pmtiles", example_info());
             }).find("none/a.pmtiles: cannot be written") != std::string::npos);
  BOOST_TEST(test::error_text<UsageError>([&] { create_sink("-", example_info()); }) ==
             "--output: a tile set is a folder or an archive; it cannot go to standard output");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap::output
