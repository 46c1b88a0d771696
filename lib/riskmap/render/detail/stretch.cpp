// SPDX-License-Identifier: MIT
#include <riskmap/render/detail/stretch.hpp>

#include <algorithm>
#include <cmath>

namespace riskmap::render::detail {
namespace {

// How much of the zones lies in a range.
double sum_within(const Stretch::Zones& zones, double low, double high) {
  double sum = 0;
  for (const auto& [begin, end] : zones) sum += std::clamp(end, low, high) - std::clamp(begin, low, high);
  return sum;
}

void widen(double& low, double& high, double size) {
  const double more = (size - (high - low)) / 2;
  low -= more;
  high += more;
}

}  // namespace

std::vector<Cut> cuts_around(double low, double high, double size, Stretch::Zones zones,
                             std::pair<double, double> content, double scale) {
  if (zones.empty()) zones = {{0, size}};
  if (!(sum_within(zones, content.first, content.second) >= Stretch::least_zone)) content = {0, size};
  const double all = sum_within(zones, 0, size), inside = sum_within(zones, content.first, content.second);
  const double stretch_before = sum_within(zones, 0, content.first), fixed_before = content.first - stretch_before;
  const double fixed = content.second - content.first - inside;
  if (high - low < fixed * scale) widen(low, high, fixed * scale);
  const auto place = [&](double stretched, double kept) {
    return low + (stretched - stretch_before) / inside * (high - low) +
           scale * (kept - fixed_before - fixed * stretched / all);
  };
  std::vector<Cut> out;
  double stretched = 0;
  const auto add = [&](double at) {
    if (out.empty() || out.back().from < at) out.push_back({at, place(stretched, at - stretched)});
  };
  add(0);
  for (const auto& [begin, end] : zones) {
    add(begin);
    stretched += end - begin;
    add(end);
  }
  add(size);
  return out;
}

geo::PixelBox with_shape_of(const Stretch& stretch, geo::PixelBox box) {
  using Fit = Stretch::TextFit;
  if (!stretch.content || stretch.content->empty() || box.empty()) return box;
  const double shape = stretch.content->width() / stretch.content->height(), now = box.width() / box.height();
  const auto width = stretch.fit_width, height = stretch.fit_height;
  if (height == Fit::proportional) {
    if (width == Fit::proportional || (width == Fit::stretch_only && now < shape))
      widen(box.min_x, box.max_x, std::ceil(box.height() * shape));
  } else if (width == Fit::proportional && height == Fit::stretch_only && now > shape) {
    widen(box.min_y, box.max_y, std::ceil(box.width() / shape));
  }
  return box;
}

}  // namespace riskmap::render::detail
