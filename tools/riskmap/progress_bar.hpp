// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/base/progress.hpp>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

namespace riskmap::tools {

/// Shows long work on stderr: a bar with rate and time left on a terminal, else a plain line every ten seconds.
/// advance() is a single atomic addition, cheap from many threads; a thread of its own does the drawing.
/// start() and advance() are also where an interruption is noticed: they throw Interrupted.
class ProgressBar final : public Progress {
 public:
  enum class Manner : unsigned char { silent, lines, bar };
  ProgressBar(Manner manner, bool verbose, std::function<void(const std::string&)> note);
  ~ProgressBar() override;

  void start(const std::string& stage, std::uint64_t total, const std::string& unit) override;
  void advance(std::uint64_t count) override;
  void finish() override;
  void note(const std::string& line) override;
  /// Text on stderr, the bar taken away before it and drawn again later.
  void write(const std::string& text);

 private:
  using Clock = std::chrono::steady_clock;
  void tick(std::stop_token stop);
  void draw();
  void erase();
  std::string line(double seconds) const;

  const Manner m_manner;
  const bool m_verbose;
  const std::function<void(const std::string&)> m_note;
  std::mutex m_lock;  // the fields below but m_done
  std::condition_variable_any m_wake;
  std::string m_stage, m_unit;
  std::uint64_t m_total = 0;
  Clock::time_point m_begin;
  bool m_running = false;
  bool m_shown = false;
  std::atomic<std::uint64_t> m_done{0};
  std::jthread m_ticker;
};

/// "tiles: 1234 of 2935 (42 %), 312 tiles/s, 0:05 left"; without a total "rows: 1234, 312 rows/s".
std::string progress_text(const std::string& stage, const std::string& unit, std::uint64_t done, std::uint64_t total,
                          double seconds);

}  // namespace riskmap::tools
