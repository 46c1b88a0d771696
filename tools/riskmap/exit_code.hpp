// SPDX-License-Identifier: MIT
#pragma once
#include <functional>

namespace riskmap::tools {

/// Does the work, prints what it throws as "riskmap: PLACE: reason" lines on stderr, and gives the exit code:
/// 0 done · 1 internal error · 2 usage or document · 3 data · 4 output or I/O · 5 environment · 6 refused by a limit,
/// or out of memory · 7 integrity · 130/143 after INT/TERM.
int exit_code_of(const std::function<void()>& work);

}  // namespace riskmap::tools
