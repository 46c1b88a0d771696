// SPDX-License-Identifier: MIT
#include <riskmap/output/sinks_catalogue.hpp>
#include <tests/output/archives.hpp>

#include <algorithm>
#include <chrono>
#include <random>
#include <thread>

namespace riskmap::output {
namespace fs = std::filesystem;

BOOST_AUTO_TEST_SUITE(output)
BOOST_AUTO_TEST_SUITE(resume)

namespace {

constexpr std::uint64_t end_of_ids = 85;
const SinkOptions fresh{.job = "ab12"}, resumed{.resume = true, .job = "ab12"};

/// Puts the tiles that are still to be put, as a run does that stops after `most` of them; says how many it put.
std::size_t put_some(Sink& sink, std::size_t most) {
  const auto tiles = example_tiles();
  std::size_t put = 0;
  for (auto id = sink.resume_at(); id < end_of_ids; ++id) {
    if (id % 4 == 0) sink.checkpoint(id);
    const auto tile = tiles.find(id);
    if (tile == tiles.end()) continue;
    if (put++ == most) return most;
    sink.put(geo::from_hilbert_id(id), bytes_of(tile->second), digest_of(id));
  }
  return put;
}

void write_rest(const fs::path& file) {
  const auto sink = create_sink(file, example_info(), resumed);
  put_some(*sink, end_of_ids);
  sink->finish(example_info());
}

/// A folder in which a run was killed after some tiles.
struct Killed {
  explicit Killed(const SinkType& type, std::size_t after) : file(place / ("tiles" + std::string(type.suffix))) {
    killed_after([&] { put_some(*create_sink(file, example_info(), fresh).release(), after); });
  }
  fs::path part() const { return file.string() + ".part"; }
  fs::path journal() const { return file.string() + ".part-journal"; }
  bool is_alone() const { return std::distance(fs::directory_iterator(place.path()), {}) == 1; }
  test::TemporaryFolder place;
  fs::path file;
};

std::map<std::string, std::string> in_one_go(const SinkType& type) {
  const test::TemporaryFolder place;
  const auto file = place / ("whole" + std::string(type.suffix));
  write_with_digests(file, example_tiles());
  return files_of(file);
}

}  // namespace

BOOST_AUTO_TEST_CASE(after_a_kill_it_goes_on_and_ends_with_the_same_bytes) {
  for (const auto* type : sinks::all) {
    const auto whole = in_one_go(*type);
    for (const std::size_t after : {0U, 1U, 3U, 4U, 20U, 50U, 76U, 77U}) {
      const Killed run(*type, after);
      {
        const auto sink = create_sink(run.file, example_info(), resumed);
        BOOST_TEST((sink->resume_at() + 4 >= after));  // at most what came after the last checkpoint is lost
        BOOST_TEST((after < 8 || sink->resume_at() > 0));
      }
      write_rest(run.file);
      BOOST_TEST((files_of(run.file) == whole), type->name << " after " << after);
      BOOST_TEST(run.is_alone());
    }
  }
}

BOOST_AUTO_TEST_CASE(settled_tiles_are_not_asked_for_again_even_empty_ones) {
  for (const auto* type : sinks::all) {
    const test::TemporaryFolder place;
    const auto file = place / ("tiles" + std::string(type->suffix));
    killed_after([&] {
      const auto sink = create_sink(file, example_info(), fresh).release();
      sink->put({0, 0, 0}, bytes_of("x"));
      sink->checkpoint(70);
    });
    BOOST_TEST(create_sink(file, example_info(), resumed)->resume_at() == 70U);
    BOOST_TEST(create_sink(file, example_info(), fresh)->resume_at() == 0U);
  }
}

BOOST_AUTO_TEST_CASE(torn_journals_are_cut_to_their_intact_beginning) {
  for (const auto* type : sinks::all) {
    const auto whole = in_one_go(*type);
    const auto size = fs::file_size(Killed(*type, 40).journal());
    for (std::uintmax_t length = 0; length < size; length += 53) {
      const Killed run(*type, 40);
      fs::resize_file(run.journal(), length);
      write_rest(run.file);
      BOOST_TEST((files_of(run.file) == whole), type->name << " cut to " << length);
    }
  }
}

BOOST_AUTO_TEST_CASE(spoilt_journals_are_cut_too) {
  std::mt19937 random(3);
  for (const auto* type : sinks::all) {
    const auto whole = in_one_go(*type);
    for (int i = 0; i < 20; ++i) {
      const Killed run(*type, 60);
      auto journal = test::read_file(run.journal());
      const auto header = std::string("RiskMap journal 1\nab12\n").size() + 4;
      for (auto at = header + random() % (journal.size() - header); at < journal.size(); at += 1 + random() % 100)
        journal[at] = static_cast<char>(random());
      test::write_text(run.journal(), journal);
      write_rest(run.file);
      BOOST_TEST((files_of(run.file) == whole), type->name << " " << i);
    }
  }
}

BOOST_AUTO_TEST_CASE(contents_the_disk_lost_are_drawn_again) {
  for (const auto* type : sinks::all) {
    const auto whole = in_one_go(*type);
    for (const double share : {0.0, 0.3, 0.7, 0.95}) {
      const Killed run(*type, 60);
      if (fs::is_directory(run.part())) {
        // As after a power cut: some files empty, some gone.
        std::size_t i = 0;
        for (auto& [name, bytes] : files_of(run.part())) {
          if (static_cast<double>(i++ % 20) / 20 < share || name == "tiles.json") continue;
          fs::remove(run.part() / name);
          if (i % 2 == 0) test::write_text(run.part() / name, "");
        }
      } else {
        const auto size = static_cast<double>(fs::file_size(run.part()));
        fs::resize_file(run.part(), static_cast<std::uintmax_t>(size * share));
      }
      write_rest(run.file);
      BOOST_TEST((files_of(run.file) == whole), type->name << " " << share);
    }
  }
}

BOOST_AUTO_TEST_CASE(killed_at_any_moment_the_old_stays_and_the_new_is_the_same) {
  std::mt19937 random(17);
  for (const auto* type : sinks::all) {
    const auto whole = in_one_go(*type);
    const test::TemporaryFolder place;
    const auto file = place / ("tiles" + std::string(type->suffix));
    write_archive(file, {{0, "old"}});
    const auto old = files_of(file);
    bool done = false;
    for (int kills = 0; !done; ++kills) {
      const pid_t child = ::fork();
      if (child == 0) {
        try {
          write_rest(file);
        } catch (const std::exception& error) {
          std::fputs(error.what(), stderr);
          ::_exit(1);
        }
        ::_exit(0);
      }
      // Later and later, so that it comes to an end.
      std::this_thread::sleep_for(std::chrono::microseconds(random() % 1500 + 50U * static_cast<unsigned>(kills)));
      ::kill(child, SIGKILL);
      int status = 0;
      ::waitpid(child, &status, 0);
      BOOST_REQUIRE(WIFSIGNALED(status) || WEXITSTATUS(status) == 0);
      done = WIFEXITED(status);
      // A folder is away for a moment while it is replaced; a file never is.
      if (!type->suffix.empty() || fs::exists(file)) {
        const auto now = files_of(file);
        BOOST_REQUIRE_MESSAGE(now == old || now == whole, type->name << ": " << now.size() << " files after " << kills
                                                                     << " kills, " << now.begin()->first);
        if (now == whole) done = true;
      }
    }
    BOOST_TEST((files_of(file) == whole));
    write_rest(file);
    BOOST_TEST((files_of(file) == whole));
    BOOST_TEST(std::distance(fs::directory_iterator(place.path()), {}) == 1, type->name);
  }
}

BOOST_AUTO_TEST_CASE(given_up_it_can_be_resumed) {
  for (const auto* type : sinks::all) {
    const test::TemporaryFolder place;
    const auto file = place / ("tiles" + std::string(type->suffix));
    put_some(*create_sink(file, example_info(), fresh), 50);
    BOOST_TEST(!fs::exists(file));
    // Nothing is lost when nobody was killed.
    BOOST_TEST(create_sink(file, example_info(), resumed)->resume_at() > 50U);
    write_rest(file);
    BOOST_TEST((files_of(file) == in_one_go(*type)));
  }
}

BOOST_AUTO_TEST_CASE(given_up_at_once_it_leaves_nothing) {
  for (const auto* type : sinks::all) {
    const test::TemporaryFolder place;
    create_sink(place / ("tiles" + std::string(type->suffix)), example_info(), fresh);
    BOOST_TEST(fs::is_empty(place.path()));
  }
}

BOOST_AUTO_TEST_CASE(another_jobs_part_is_refused_and_kept) {
  for (const auto* type : sinks::all) {
    const Killed run(*type, 30);
    for (const std::string job : {"ab13", "ab1", "ab123", "c"}) {
      const auto text =
          test::error_text<UsageError>([&] { create_sink(run.file, example_info(), {.resume = true, .job = job}); });
      BOOST_TEST(text ==
                 "--resume: " + run.journal().string() +
                     " was begun with other data or options (give the same ones, or leave --resume out to begin "
                     "anew)");
    }
    BOOST_TEST(create_sink(run.file, example_info(), resumed)->resume_at() > 25U);
    const auto sink = create_sink(run.file, example_info(), {.job = "c"});
    BOOST_TEST(sink->resume_at() == 0U);
  }
}

BOOST_AUTO_TEST_CASE(with_nothing_to_resume_it_begins_anew) {
  for (const auto* type : sinks::all) {
    const test::TemporaryFolder place;
    const auto file = place / ("tiles" + std::string(type->suffix));
    write_rest(file);
    const auto whole = files_of(file);
    BOOST_TEST((whole == in_one_go(*type)));
    write_rest(file);
    BOOST_TEST((files_of(file) == whole));
  }
}

BOOST_AUTO_TEST_CASE(a_second_writer_is_refused) {
  for (const auto* type : sinks::all) {
    const test::TemporaryFolder place;
    const auto file = place / ("tiles" + std::string(type->suffix));
    const auto sink = create_sink(file, example_info(), fresh);
    put_some(*sink, 30);
    for (const auto& options : {fresh, resumed}) {
      const auto text = test::error_text<OutputError>([&] { create_sink(file, example_info(), options); });
      BOOST_TEST(text.ends_with(": is being written by another process"));
    }
    for (auto id = std::uint64_t{40}; const auto& [at, bytes] : example_tiles()) {
      if (at >= id) sink->put(geo::from_hilbert_id(at), bytes_of(bytes));
    }
    sink->finish(example_info());
    BOOST_TEST(fs::exists(file));
  }
}

BOOST_AUTO_TEST_CASE(tiles_out_of_their_order_or_without_bytes_are_refused) {
  for (const auto* type : sinks::all) {
    const test::TemporaryFolder place;
    const auto sink = create_sink(place / ("tiles" + std::string(type->suffix)), example_info(), fresh);
    sink->put({1, 0, 1}, bytes_of("x"));
    BOOST_TEST(test::error_text<Error>([&] {
                 sink->put({1, 0, 1}, bytes_of("y"));
               }) == "tile 1/0/1 comes out of its order");
    BOOST_TEST(test::error_text<Error>([&] {
                 sink->put({0, 0, 0}, bytes_of("y"));
               }) == "tile 0/0/0 comes out of its order");
    BOOST_TEST(test::error_text<Error>([&] { sink->put({2, 0, 0}, {}); }) == "tile 2/0/0 has no bytes");
  }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap::output
