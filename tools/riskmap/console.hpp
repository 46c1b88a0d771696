// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/base/error.hpp>
#include <riskmap/base/json.hpp>
#include <riskmap/progress_bar.hpp>

#include <memory>
#include <mutex>
#include <set>
#include <span>
#include <string>
#include <string_view>

namespace riskmap::tools {

class Options;

/// How much is said, and where.
struct ConsoleOptions {
  bool quiet = false;    ///< nothing on stderr but mistakes
  bool verbose = false;  ///< how long each stage took
  bool json = false;     ///< one JSON object on stdout
  void declare(Options& options);
};

/// The two streams: results on stdout, everything else on stderr, one "riskmap: …" line each.
class Console {
 public:
  explicit Console(const ConsoleOptions& options);
  ~Console();

  bool json() const { return m_options.json; }
  bool verbose() const { return m_options.verbose; }
  Progress* progress() { return m_progress.get(); }
  /// A line for the user on stderr, once; silent under --quiet.
  void note(const std::string& line);
  /// Mistakes that did not end the work: at most 20 lines, then a count; silent under --quiet.
  void list(std::span<const Mistake> mistakes);
  /// What was made: `object` on stdout under --json, else `line` on stderr.
  void made(const Json& object, const std::string& line);
  /// What was asked for: `object` under --json, else `text`, both on stdout.
  void answer(const Json& object, std::string_view text);

 private:
  ConsoleOptions m_options;
  std::mutex m_lock;  // of m_said: notes come from any thread
  std::set<std::string> m_said;
  std::unique_ptr<ProgressBar> m_progress;
};

/// The lines for stderr: "riskmap: PLACE: reason", at most 20, then a count.
std::string to_lines(std::span<const Mistake> mistakes);
/// Writes to stdout, whole or not at all. \throws OutputError
void print(std::string_view text);

}  // namespace riskmap::tools
