// SPDX-License-Identifier: MIT
#include <riskmap/density/numbers.hpp>

namespace riskmap::density {

ColumnSpan open_columns(const float* nearest, const float* enough, std::size_t count) {
  const auto is_open = [&](std::size_t i) { return nearest[i] >= 0.0F || enough[i] >= 0.0F; };
  ColumnSpan span{0, count};
  while (!span.empty() && !is_open(span.begin)) ++span.begin;
  while (!span.empty() && !is_open(span.end - 1)) --span.end;
  return span;
}

void Numbers::sample_open_margins(const geo::MercatorBox& box, std::size_t width, std::size_t height, float* nearest,
                                  float* enough, std::vector<ColumnSpan>& open) const {
  sample_margins(box, width, height, nearest, enough);
  open.resize(height);
  for (std::size_t y = 0; y < height; ++y) open[y] = open_columns(nearest + y * width, enough + y * width, width);
}

}  // namespace riskmap::density
