// SPDX-License-Identifier: MIT
#pragma once
#include <filesystem>

namespace riskmap::tools {

/// Thrown at the next step of progress after SIGINT or SIGTERM, so that destructors remove unfinished files. No
/// std::exception: nothing but main may take it for an error.
struct Interrupted {
  int signal;
};

/// SIGINT and SIGTERM are noted; a second one, or five seconds without a step, ends the program at once. SIGPIPE is
/// ignored, so a broken pipe is an OutputError like any other.
void install_signal_handlers();
/// \throws Interrupted if a signal has come
void check_interruption();
/// A file whose ".part" is removed even when the program has to end at once. Not for outputs that --resume goes on
/// with: see keep_output().
void guard_output(const std::filesystem::path& out);
/// From now on an interrupted run leaves its part, for --resume, and says so.
void keep_output();
/// What main says after an interruption.
const char* what_is_left();

}  // namespace riskmap::tools
