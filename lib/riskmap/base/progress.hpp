// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <string>

namespace riskmap {

/// Told how long work goes on. The library calls it from any thread; implementations are thread-safe. The default is
/// silence.
class Progress {
 public:
  virtual ~Progress() = default;
  /// A stage begins; `total` counts `unit`s ("tiles", "rows"), 0 when not known.
  virtual void start(const std::string& /*stage*/, std::uint64_t /*total*/, const std::string& /*unit*/) {}
  virtual void advance(std::uint64_t /*count*/) {}
  virtual void finish() {}
  /// A line the user should read once (a warning, a count), whether or not progress is shown.
  virtual void note(const std::string& /*line*/) {}
};

}  // namespace riskmap
