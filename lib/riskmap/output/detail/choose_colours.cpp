// SPDX-License-Identifier: MIT
#include <riskmap/output/detail/choose_colours.hpp>

#include <algorithm>
#include <limits>
#include <set>

namespace riskmap::output::detail {
namespace {

std::vector<Pixel> thinned(const std::vector<std::vector<Pixel>>& runs, std::size_t stride) {
  std::vector<Pixel> out;
  std::set<Pixel> known;
  const auto add = [&](const Pixel& pixel) {
    if (known.insert(pixel).second) out.push_back(pixel);
  };
  for (const auto& run : runs) {
    const std::size_t last = run.size() - 1, pieces = std::max<std::size_t>(1, (last + stride - 1) / stride);
    for (std::size_t k = 0; k <= pieces; ++k) add(run[k * last / pieces]);
  }
  return out;
}

}  // namespace

std::int32_t squared_distance(const Pixel& a, const Pixel& b) {
  std::int32_t sum = 0;
  for (std::size_t c = 0; c < 4; ++c) {
    const std::int32_t d = a[c] - b[c];
    sum += channel_weights[c] * d * d;
  }
  return sum;
}

void choose_mixes(const std::map<Pixel, std::uint32_t>& mixes, std::size_t count, std::vector<Pixel>& chosen) {
  struct Candidate {
    Pixel pixel;
    std::uint32_t weight;
    std::int32_t nearest = std::numeric_limits<std::int32_t>::max();
  };
  std::vector<Candidate> candidates;
  for (const auto& [pixel, weight] : mixes) candidates.push_back({pixel, weight});
  const auto meet = [&](const Pixel& pixel) {
    for (auto& candidate : candidates)
      candidate.nearest = std::min(candidate.nearest, squared_distance(candidate.pixel, pixel));
  };
  for (const auto& pixel : chosen) meet(pixel);
  const auto gain = [](const Candidate& c) { return static_cast<std::uint64_t>(c.nearest) * c.weight; };
  while (chosen.size() < count && !candidates.empty()) {
    const auto best = std::ranges::max_element(candidates, {}, gain);
    if (best->nearest == 0) return;
    chosen.push_back(best->pixel);
    meet(Pixel(best->pixel));
  }
}

std::vector<Pixel> thin_out(const std::vector<std::vector<Pixel>>& runs, std::size_t count) {
  for (std::size_t stride = 1;; ++stride) {
    auto out = thinned(runs, stride);
    if (out.size() <= count) return out;
    if (out.size() <= runs.size() + 1) {
      out.resize(count);
      return out;
    }
  }
}

}  // namespace riskmap::output::detail
