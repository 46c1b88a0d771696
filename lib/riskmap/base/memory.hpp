// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>

namespace riskmap {

/// Bytes of this process that lie in memory now, its libraries' pages among them (Linux's VmRSS); 0 if the system does
/// not tell. Costs some microseconds.
std::size_t resident_memory();

/// What each kind of thing that is kept only to be quick (blocks of nodes, decoded tiles, tiles drawn ahead) may take
/// of a limit on the whole process.
constexpr std::size_t share_of_cache(std::size_t max_memory) { return max_memory / 16; }

/// Gives back to the system what was freed and only kept to be used again. Costs some milliseconds.
void trim_memory();

}  // namespace riskmap
