// SPDX-License-Identifier: MIT
#include <riskmap/console.hpp>

#include <riskmap/base/output_file.hpp>
#include <riskmap/options.hpp>

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

namespace riskmap::tools {
namespace {

constexpr std::size_t most_lines = 20;

}  // namespace

void ConsoleOptions::declare(Options& options) {
  options.group("Messages");
  options.flag("-q,--quiet", "say nothing but mistakes", quiet);
  options.flag("-v,--verbose", "say how long each stage took", verbose);
  options.flag("--json", "print one JSON object on stdout; progress stays on stderr", json);
}

Console::Console(const ConsoleOptions& options) : m_options(options) {
  const auto manner = options.quiet             ? ProgressBar::Manner::silent
                      : ::isatty(STDERR_FILENO) ? ProgressBar::Manner::bar
                                                : ProgressBar::Manner::lines;
  m_progress = std::make_unique<ProgressBar>(manner, options.verbose, [this](const std::string& line) { note(line); });
}

Console::~Console() = default;

void Console::note(const std::string& line) {
  if (m_options.quiet) return;
  {
    const std::scoped_lock lock(m_lock);
    if (!m_said.insert(line).second) return;
  }
  m_progress->write("riskmap: " + printable(line, 2000) + "\n");
}

void Console::list(std::span<const Mistake> mistakes) {
  if (!m_options.quiet) m_progress->write(to_lines(mistakes));
}

void Console::made(const Json& object, const std::string& line) {
  if (m_options.json)
    print(object.dump(2) + "\n");
  else
    note(line);
}

void Console::answer(const Json& object, std::string_view text) {
  print(m_options.json ? object.dump(2) + "\n" : std::string(text));
}

std::string to_lines(std::span<const Mistake> mistakes) {
  std::string text;
  for (const auto& mistake : mistakes.first(std::min(mistakes.size(), most_lines)))
    text += "riskmap: " + to_line(mistake) + "\n";
  if (mistakes.size() > most_lines) text += fmt::format("riskmap: and {} more\n", mistakes.size() - most_lines);
  return text;
}

void print(std::string_view text) {
  OutputFile out("-");
  out.write(text);
  out.commit();
}

}  // namespace riskmap::tools
