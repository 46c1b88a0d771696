// SPDX-License-Identifier: MIT
#pragma once
namespace riskmap {
inline constexpr const char* version = "0.1.0";
}  // namespace riskmap
