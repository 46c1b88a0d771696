// SPDX-License-Identifier: MIT
#pragma once
#include <algorithm>
#include <ctime>
#include <fstream>
#include <string>

namespace riskmap::bench {

/// What the processor has worked for this process, all threads together: a busy machine hardly changes it.
inline double processor_seconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

/// The least of five runs.
template <typename TWork>
double least_seconds(TWork&& work) {
  double least = 1e9;
  for (int round = 0; round < 5; ++round) {
    const double start = processor_seconds();
    work();
    least = std::min(least, processor_seconds() - start);
  }
  return least;
}

/// The most memory the process had at once, MiB.
inline unsigned long peak_mib() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with("VmHWM:")) return std::stoul(line.substr(6)) / 1024;
  return 0;
}

}  // namespace riskmap::bench
