// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <functional>

namespace riskmap {

/// Calls work(i) once for each i in [0, count) on up to `threads` threads (0: all processors), the caller's included.
/// Results must not depend on the order. The first exception stops the handing-out of work and is rethrown here.
void parallel_for(std::size_t count, unsigned threads, const std::function<void(std::size_t)>& work);
/// `threads`, or the number of processors if it is 0.
unsigned thread_count(unsigned threads);

}  // namespace riskmap
