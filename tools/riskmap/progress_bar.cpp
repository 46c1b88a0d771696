// SPDX-License-Identifier: MIT
#include <riskmap/progress_bar.hpp>

#include <riskmap/interruption.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace riskmap::tools {
namespace {

using namespace std::chrono_literals;
constexpr auto bar_period = 100ms;
constexpr auto line_period = 10s;
constexpr auto longest_word = 400ms;  // shorter stages never show a bar
constexpr std::size_t bar_width = 24;

std::string clock_text(double seconds) {
  const auto whole = static_cast<long long>(std::ceil(std::min(seconds, 359999.0)));
  if (whole >= 3600) return fmt::format("{}:{:02}:{:02}", whole / 3600, whole / 60 % 60, whole % 60);
  return fmt::format("{}:{:02}", whole / 60, whole % 60);
}

std::string bar_text(double share) {
  const auto full = static_cast<std::size_t>(std::clamp(share, 0.0, 1.0) * static_cast<double>(bar_width));
  return "[" + std::string(full, '#') + std::string(bar_width - full, '.') + "] ";
}

}  // namespace

std::string progress_text(const std::string& stage, const std::string& unit, std::uint64_t done, std::uint64_t total,
                          double seconds) {
  const double rate = seconds > 0 ? static_cast<double>(done) / seconds : 0;
  const auto speed =
      rate > 0 ? fmt::format(", {} {}/s", rate < 10 ? fmt::format("{:.1f}", rate) : fmt::format("{:.0f}", rate), unit)
               : "";
  if (total == 0) return done == 0 ? stage : fmt::format("{}: {}{}", stage, done, speed);
  const double share = static_cast<double>(done) / static_cast<double>(total);
  const auto left =
      rate > 0 && done < total ? fmt::format(", {} left", clock_text(static_cast<double>(total - done) / rate)) : "";
  return fmt::format("{}: {} of {} ({:.0f} %){}{}", stage, done, total, std::floor(100 * share), speed, left);
}

ProgressBar::ProgressBar(Manner manner, bool verbose, std::function<void(const std::string&)> note)
    : m_manner(manner), m_verbose(verbose), m_note(std::move(note)) {
  if (manner != Manner::silent) m_ticker = std::jthread([this](std::stop_token stop) { tick(stop); });
}

ProgressBar::~ProgressBar() {
  if (m_ticker.joinable()) {
    m_ticker.request_stop();
    m_ticker.join();
  }
  erase();
}

void ProgressBar::start(const std::string& stage, std::uint64_t total, const std::string& unit) {
  check_interruption();
  const std::scoped_lock lock(m_lock);
  m_stage = stage, m_unit = unit, m_total = total;
  m_begin = Clock::now();
  m_done.store(0);
  m_running = true;
}

void ProgressBar::advance(std::uint64_t count) {
  m_done.fetch_add(count, std::memory_order_relaxed);
  check_interruption();
}

void ProgressBar::finish() {
  std::string said;
  {
    const std::scoped_lock lock(m_lock);
    if (!m_running) return;
    erase();
    m_running = false;
    const std::chrono::duration<double> took = Clock::now() - m_begin;
    if (m_verbose && m_unit.empty()) said = fmt::format("{}: {:.1f} s", m_stage, took.count());
    if (m_verbose && !m_unit.empty())
      said = fmt::format("{}: {} {} in {:.1f} s", m_stage, m_done.load(), m_unit, took.count());
  }
  if (!said.empty()) m_note(said);
}

void ProgressBar::note(const std::string& line) { m_note(line); }

void ProgressBar::write(const std::string& text) {
  const std::scoped_lock lock(m_lock);
  erase();
  std::fputs(text.c_str(), stderr);  // a closed stderr must not end the work
}

void ProgressBar::tick(std::stop_token stop) {
  std::unique_lock lock(m_lock);
  auto next_line = Clock::now() + line_period;
  while (!m_wake.wait_for(lock, stop, bar_period, [&stop] { return stop.stop_requested(); })) {
    if (!m_running || Clock::now() - m_begin < longest_word) continue;
    if (m_manner == Manner::bar) {
      draw();
    } else if (Clock::now() >= next_line) {
      draw();
      next_line = Clock::now() + line_period;
    }
  }
}

void ProgressBar::draw() {
  const std::chrono::duration<double> spent = Clock::now() - m_begin;
  const auto done = m_done.load(std::memory_order_relaxed);
  const auto text = progress_text(m_stage, m_unit, done, m_total, spent.count());
  if (m_manner == Manner::lines) {
    std::fputs(("riskmap: " + text + "\n").c_str(), stderr);
    return;
  }
  const auto bar = m_total > 0 ? bar_text(static_cast<double>(done) / static_cast<double>(m_total)) : "";
  std::fputs(("\r\x1b[K" + bar + text).c_str(), stderr);
  m_shown = true;
}

void ProgressBar::erase() {
  if (m_shown) std::fputs("\r\x1b[K", stderr);
  m_shown = false;
}

}  // namespace riskmap::tools
