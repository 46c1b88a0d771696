// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/base/json.hpp>

#include <algorithm>
#include <cmath>

namespace riskmap::test {

/// Equal but for the last digits of numbers: mathematical libraries round sines and powers differently.
inline bool is_close(const Json& a, const Json& b) {
  if (a.is_number() && b.is_number()) {
    const double x = a.get<double>(), y = b.get<double>();
    return std::abs(x - y) <= 1e-9 * std::max({1.0, std::abs(x), std::abs(y)});
  }
  if (a.is_array() && b.is_array()) return std::equal(a.begin(), a.end(), b.begin(), b.end(), is_close);
  if (!a.is_object() || !b.is_object()) return a == b;
  return a.size() == b.size() && std::all_of(a.items().begin(), a.items().end(), [&](const auto& member) {
           return b.contains(member.key()) && is_close(member.value(), b[member.key()]);
         });
}

}  // namespace riskmap::test
