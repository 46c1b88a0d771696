// SPDX-License-Identifier: MIT
#include <riskmap/base/output_file.hpp>

#include <riskmap/base/error.hpp>

#include <tests/support/test.hpp>

#include <unistd.h>

#include <array>
#include <atomic>
#include <cstring>
#include <filesystem>
#include <thread>

BOOST_AUTO_TEST_SUITE(base)
BOOST_AUTO_TEST_SUITE(output_file)

using namespace riskmap;
using riskmap::test::error_text;
using riskmap::test::read_file;

BOOST_AUTO_TEST_CASE(a_file_appears_only_when_whole) {
  const test::TemporaryFolder folder;
  const auto path = folder / "a.bin";
  {
    OutputFile file(path);
    file.write("header");
    file.write(" and body");
    BOOST_TEST(file.size() == 15U);
    BOOST_TEST(!std::filesystem::exists(path));
    BOOST_TEST(std::filesystem::exists(folder / "a.bin.part"));
    file.commit();
  }
  BOOST_TEST(read_file(path) == "header and body");
  BOOST_TEST(!std::filesystem::exists(folder / "a.bin.part"));
}

BOOST_AUTO_TEST_CASE(without_commit_the_old_file_stands_and_the_part_is_gone) {
  const test::TemporaryFolder folder;
  test::write_text(folder / "a", "old");
  { OutputFile(folder / "a").write("new"); }
  BOOST_TEST(read_file(folder / "a") == "old");
  BOOST_TEST(!std::filesystem::exists(folder / "a.part"));
}

BOOST_AUTO_TEST_CASE(an_existing_file_is_replaced_whole_or_refused) {
  const test::TemporaryFolder folder;
  const auto path = folder / "a";
  write_file(path, "a long old text");
  write_file(path, "new");
  BOOST_TEST(read_file(path) == "new");
  BOOST_TEST(error_text<OutputError>([&] { OutputFile(path, overwrite::no); }) == path.string() + ": exists already");
}

BOOST_AUTO_TEST_CASE(a_header_can_be_written_last) {
  const test::TemporaryFolder folder;
  OutputFile file(folder / "a");
  file.write("????body");
  constexpr std::array<std::byte, 4> header = {std::byte{'h'}, std::byte{'e'}, std::byte{'a'}, std::byte{'d'}};
  file.write_at(0, header);
  file.write("!");
  file.commit();
  BOOST_TEST(read_file(folder / "a") == "headbody!");
}

BOOST_AUTO_TEST_CASE(where_nothing_can_be_written_it_says_so) {
  const test::TemporaryFolder folder;
  BOOST_TEST(error_text<OutputError>([&] { OutputFile(folder / "none/a"); }) ==
             (folder / "none/a").string() + ": cannot be written: No such file or directory");
  BOOST_TEST(error_text<OutputError>([&] { OutputFile(folder.path()); }) == folder.path().string() + ": is a folder");
}

BOOST_AUTO_TEST_CASE(a_full_disk_is_an_error) {
  const std::string much(1U << 20U, 'x');
  if (!std::filesystem::exists("/dev/full")) return;
  const test::TemporaryFolder folder;
  std::filesystem::create_symlink("/dev/full", folder / "a.part");
  BOOST_TEST(error_text<OutputError>([&] { write_file(folder / "a", much); }) ==
             (folder / "a").string() + ": writing failed: No space left on device");
  BOOST_TEST(!std::filesystem::exists(folder / "a"));
}

BOOST_AUTO_TEST_CASE(a_kept_part_is_gone_on_with) {
  const test::TemporaryFolder folder;
  {
    OutputFile file(folder / "a");
    file.write("one two thr");
    file.keep_part(true);
  }
  BOOST_TEST(read_file(folder / "a.part") == "one two thr");
  OutputFile file(folder / "a", overwrite::yes, {.resumes = true});
  BOOST_TEST(file.size() == 11U);
  std::array<std::byte, 3> bytes{};
  BOOST_TEST(file.read_at(4, bytes));
  BOOST_TEST(std::memcmp(bytes.data(), "two", 3) == 0);
  BOOST_TEST(!file.read_at(9, bytes));
  file.cut(8);
  file.write("three");
  file.commit();
  BOOST_TEST(read_file(folder / "a") == "one two three");
  BOOST_TEST(!std::filesystem::exists(folder / "a.part"));
}

BOOST_AUTO_TEST_CASE(a_part_to_go_on_with_stays_until_told_otherwise) {
  const test::TemporaryFolder folder;
  test::write_text(folder / "a.part", "x");
  { const OutputFile file(folder / "a", overwrite::yes, {.resumes = true}); }
  BOOST_TEST(std::filesystem::exists(folder / "a.part"));
  { OutputFile(folder / "a", overwrite::yes, {.resumes = true}).keep_part(false); }
  BOOST_TEST(!std::filesystem::exists(folder / "a.part"));
}

BOOST_AUTO_TEST_CASE(a_folder_takes_the_place_of_another) {
  const test::TemporaryFolder folder;
  const auto made = folder / "made", place = folder / "place", old = folder / "old";
  const auto make = [&](const std::string& text) {
    std::filesystem::create_directory(made);
    test::write_text(made / "a", text);
  };
  make("first");
  BOOST_TEST(!replace_folder(made, place, old));
  BOOST_TEST(read_file(place / "a") == "first");
  make("second");
  BOOST_TEST(replace_folder(made, place, old));
  BOOST_TEST(read_file(place / "a") == "second");
  BOOST_TEST(read_file(old / "a") == "first");
  BOOST_TEST(!std::filesystem::exists(made));
}

BOOST_AUTO_TEST_CASE(a_folder_replaces_an_empty_one_and_no_file) {
  const test::TemporaryFolder folder;
  const auto made = folder / "made", place = folder / "place", old = folder / "old";
  std::filesystem::create_directory(place);
  std::filesystem::create_directory(made);
  test::write_text(made / "a", "new");
  BOOST_TEST(!replace_folder(made, place, old));
  BOOST_TEST(read_file(place / "a") == "new");
  std::filesystem::create_directory(made);
  test::write_text(folder / "file", "x");
  BOOST_CHECK_THROW(replace_folder(made, folder / "file", old), OutputError);
  BOOST_TEST(read_file(folder / "file") == "x");
  BOOST_TEST(std::filesystem::is_directory(made));
}

// Who looks at the name at any moment sees a whole folder.
BOOST_AUTO_TEST_CASE(a_replaced_folder_is_never_missing) {
  const test::TemporaryFolder folder;
  const auto place = folder / "place", made = folder / "made", old = folder / "old";
  const auto make = [](const std::filesystem::path& path) {
    std::filesystem::create_directory(path);
    test::write_text(path / "a", "whole");
  };
  make(place);
  std::atomic<bool> done = false;
  std::size_t looks = 0, missing = 0;
  std::thread reader([&] {
    for (; !done; ++looks) missing += ::access((place / "a").c_str(), R_OK) == 0 ? 0 : 1;
  });
  std::size_t replaced = 0;
  for (; replaced < 2000 || looks == 0; ++replaced) {
    make(made);
    replace_folder(made, place, old);
    std::filesystem::remove_all(old);
  }
  done = true;
  reader.join();
  BOOST_TEST(missing == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
