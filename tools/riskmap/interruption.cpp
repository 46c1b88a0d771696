// SPDX-License-Identifier: MIT
#include <riskmap/interruption.hpp>

#include <unistd.h>

#include <atomic>
#include <csignal>
#include <cstring>
#include <string>

namespace riskmap::tools {
namespace {

constexpr unsigned patience_seconds = 5;
std::atomic<int> noted{0};
static_assert(std::atomic<int>::is_always_lock_free);
char part_of_output[4096] = "";
bool output_is_kept = false;

// Only what POSIX allows in a handler: unlink, alarm, _exit.
[[noreturn]] void end_now(int signal) {
  if (part_of_output[0] != '\0') ::unlink(part_of_output);
  ::_exit(128 + signal);
}

void on_signal(int signal) {
  if (noted.exchange(signal) != 0) end_now(signal);
  ::alarm(patience_seconds);
}

void on_alarm(int) { end_now(noted.load()); }

void handle(int signal, void (*handler)(int)) {
  struct sigaction action = {};
  action.sa_handler = handler;
  ::sigemptyset(&action.sa_mask);
  action.sa_flags = SA_RESTART;
  ::sigaction(signal, &action, nullptr);
}

}  // namespace

void install_signal_handlers() {
  handle(SIGINT, on_signal);
  handle(SIGTERM, on_signal);
  handle(SIGALRM, on_alarm);
  handle(SIGPIPE, SIG_IGN);
}

void check_interruption() {
  if (const int signal = noted.load(std::memory_order_relaxed); signal != 0) throw Interrupted{signal};
}

void guard_output(const std::filesystem::path& out) {
  const auto part = out.string() + ".part";
  if (out.empty() || out == "-" || part.size() >= sizeof part_of_output) return;
  std::memcpy(part_of_output, part.c_str(), part.size() + 1);
}

void keep_output() {
  part_of_output[0] = '\0';
  output_is_kept = true;
}

const char* what_is_left() {
  return output_is_kept ? "interrupted; the same command with --resume goes on from here"
                        : "interrupted; nothing unfinished was left";
}

}  // namespace riskmap::tools
