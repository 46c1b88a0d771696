// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/base/digest.hpp>
#include <riskmap/output/sink.hpp>
#include <tests/support/test.hpp>

#include <fmt/format.h>

#include <array>
#include <csignal>
#include <cstdio>
#include <functional>
#include <map>
#include <string>

#include <sys/wait.h>
#include <unistd.h>

/// What the tests of all sinks share: made-up tiles, other programs' opinions, and sudden deaths.
namespace riskmap::output {

using Tiles = std::map<std::uint64_t, std::string>;  ///< Hilbert id → bytes

inline std::span<const std::byte> bytes_of(const std::string& text) {
  return std::as_bytes(std::span(text.data(), text.size()));
}
inline std::string text_of(const std::vector<std::byte>& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

inline TilesetInfo example_info() {
  TilesetInfo info;
  info.name = "Risk of the <two> provinces";
  info.description = "made up";
  info.attribution = "© nobody";
  info.bounds = {60.5, 23.5, 77.5, 37.5};
  info.zooms = {0, 3};
  info.provenance = {{"version", "0.1.0"}, {"data", {{"incidents.csv", "abc"}}}};
  return info;
}

/// Every tile of zooms 0–3, but some: equal ones in runs and apart, and holes.
inline Tiles example_tiles() {
  Tiles tiles;
  for (std::uint64_t id = 0; id < 85; ++id) {
    if (id % 11 == 5) continue;
    tiles[id] = id % 3 == 0 || id > 70 ? "the sea" : fmt::format("tile {} {}", id, std::string(id, '.'));
  }
  return tiles;
}

inline void put_all(Sink& sink, const Tiles& tiles) {
  for (const auto& [id, bytes] : tiles) sink.put(geo::from_hilbert_id(id), bytes_of(bytes));
}

/// What a tile was drawn from, made up; some have none.
inline std::uint64_t digest_of(std::uint64_t id) { return id % 17 == 3 ? 0 : id * 0x9E3779B97F4A7C15U; }

inline void write_with_digests(const std::filesystem::path& path, const Tiles& tiles,
                               const TilesetInfo& info = example_info()) {
  const auto sink = create_sink(path, info);
  for (const auto& [id, bytes] : tiles) sink->put(geo::from_hilbert_id(id), bytes_of(bytes), digest_of(id));
  sink->finish(info);
}

/// Every file of an archive, by its path in it.
inline std::map<std::string, std::string> files_of(const std::filesystem::path& path) {
  namespace fs = std::filesystem;
  std::map<std::string, std::string> files;
  if (!fs::is_directory(path)) return {{"", test::read_file(path)}};
  for (const auto& entry : fs::recursive_directory_iterator(path)) {
    if (entry.is_regular_file()) files[entry.path().lexically_relative(path).string()] = test::read_file(entry.path());
  }
  return files;
}

inline void write_archive(const std::filesystem::path& path, const Tiles& tiles,
                          const TilesetInfo& info = example_info()) {
  const auto sink = create_sink(path, info);
  put_all(*sink, tiles);
  sink->finish(info);
}

struct Answer {
  int exit_code = -1;
  std::string text;  ///< stdout and stderr
};

inline Answer run(const std::string& command) {
  Answer answer;
  FILE* const pipe = ::popen((command + " 2>&1").c_str(), "r");
  BOOST_REQUIRE(pipe != nullptr);
  std::array<char, 4096> buffer{};
  for (std::size_t got = 0; (got = std::fread(buffer.data(), 1, buffer.size(), pipe)) > 0;)
    answer.text.append(buffer.data(), got);
  const int status = ::pclose(pipe);
  answer.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return answer;
}

/// The command's output; fails the test if it does not end with 0.
inline std::string said_by(const std::string& command) {
  auto answer = run(command);
  BOOST_CHECK_MESSAGE(answer.exit_code == 0, command + "\n" + answer.text);
  return answer.text;
}

/// Runs `work` in a child that then dies as by `kill -9`.
inline void killed_after(const std::function<void()>& work) {
  const pid_t child = ::fork();
  if (child == 0) {
    work();
    ::raise(SIGKILL);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  BOOST_REQUIRE(WIFSIGNALED(status));
}

}  // namespace riskmap::output
