// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/assess/backtest.hpp>
#include <riskmap/base/json.hpp>

#include <string>
#include <vector>

/// A back-test in words, tables and numbers. Numbers are written with six significant digits, so that what is written
/// does not depend on the processor's last ones; what is not known (NaN) is null, an empty cell or "-".
namespace riskmap::assess {

/// What came of it, a sentence each, the plainest first: whether a baseline wins, what the surface beats, what cannot
/// be told, whether as many events came as the past rate would give.
std::vector<std::string> verdicts(const Backtest& test);
/// Tables for people, with the verdicts below them.
std::string to_text(const Backtest& test);
/// All numbers.
Json to_json(const Backtest& test);
/// One row per method, cut ("all" or the last day of training), scoring and area.
std::string to_csv(const Backtest& test);

}  // namespace riskmap::assess
