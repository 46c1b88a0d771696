// SPDX-License-Identifier: MIT
#include <riskmap/render/detail/line_breaks.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace riskmap::render::detail {
namespace {

constexpr std::size_t most_words = 256;  // in a line

}  // namespace

std::vector<std::size_t> balanced_breaks(const std::vector<BreakPlace>& places, double max_width) {
  if (places.size() < 2) return {};
  const double total = places.back().width;
  const double lines = max_width > 0 ? std::max(1.0, std::ceil(total / max_width)) : 1e9;
  const double target = total / lines;
  struct Best {
    double badness = std::numeric_limits<double>::infinity();
    std::size_t before = 0;  // a place's number plus one; 0: the text's start
  };
  std::vector<Best> best(places.size());
  for (std::size_t i = 0; i < places.size(); ++i) {
    const bool last = i + 1 == places.size();
    for (std::size_t before = i > most_words ? i - most_words : 0; before <= i; ++before) {
      const double width = places[i].width - (before == 0 ? 0 : places[before - 1].begin);
      double badness = (width - target) * (width - target);
      if (last) badness *= width < target ? 0.5 : 2;
      if (before > 0) badness += best[before - 1].badness;
      if (badness < best[i].badness) best[i] = {badness, before};
    }
  }
  std::vector<std::size_t> out;
  for (auto at = best.back().before; at > 0; at = best[at - 1].before) out.push_back(places[at - 1].at);
  std::reverse(out.begin(), out.end());
  return out;
}

}  // namespace riskmap::render::detail
