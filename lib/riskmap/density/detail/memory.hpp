// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <string>

namespace riskmap::density::detail {

/// \throws LimitError saying what `bytes` are for, what they amount to and which option raises the limit
void require_memory(double bytes, std::size_t max_memory, const std::string& purpose);

}  // namespace riskmap::density::detail
