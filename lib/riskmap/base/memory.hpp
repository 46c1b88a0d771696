// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>

namespace riskmap {

/// Bytes of this process that lie in memory now, its libraries' pages among them (Linux's VmRSS); 0 if the system does
/// not tell. Costs some microseconds.
std::size_t resident_memory();

/// Gives back to the system what was freed and only kept to be used again. Costs some milliseconds.
void trim_memory();

}  // namespace riskmap
