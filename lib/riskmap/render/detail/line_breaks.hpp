// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <vector>

namespace riskmap::render::detail {

/// Where a text may be broken: what lies before the place is so wide.
struct BreakPlace {
  std::size_t at = 0;  ///< of the text: the next line begins there
  double width = 0;    ///< of all before it, without blanks at its end
  double begin = 0;    ///< of all before the next line's first letter
};

/// The breaks that make lines of about equal width, as MapLibre chooses them: as many lines as a text of that width
/// needs, each as near as can be to the mean, a short last line forgiven by half. `places` rise; the last is the text's
/// end and is not in the answer. A line has at most 256 words.
std::vector<std::size_t> balanced_breaks(const std::vector<BreakPlace>& places, double max_width);

}  // namespace riskmap::render::detail
