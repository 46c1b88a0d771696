// SPDX-License-Identifier: MIT
#include <riskmap/render/sprite_sheet.hpp>

#include <riskmap/base/error.hpp>
#include <riskmap/render/detail/icons.hpp>
#include <riskmap/render/detail/pixel_buffer.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <string>
#include <tuple>
#include <vector>

namespace riskmap::render {
namespace {

constexpr int room = 3;                     // CSS px around a distance field
constexpr double field = 8, inside = 0.75;  // pixels that 255 stand for, and where the edge lies (MapLibre's SDF_PX)
constexpr int largest = 8192, gap = 1;

struct Entry {
  std::string name;
  detail::Bitmap bitmap;
  bool is_field = false;
  std::shared_ptr<const detail::Icon> icon = {};
  int x = 0, y = 0;
};

detail::Bitmap distance_field(const detail::Bitmap& shape, int ratio) {
  const int more = room * ratio;
  detail::Bitmap out;
  out.width = shape.width + 2 * more;
  out.height = shape.height + 2 * more;
  out.left = out.top = -more;
  out.pixels.resize(static_cast<std::size_t>(out.width) * static_cast<std::size_t>(out.height));
  out.add(shape);
  const auto away = detail::distances(out, field);
  for (std::size_t i = 0; i < away.size(); ++i) {
    const double share = std::clamp(inside - static_cast<double>(away[i]) / field, 0.0, 1.0);
    out.pixels[i] = static_cast<std::uint32_t>(std::lround(share * 255)) << 24U;
  }
  return out;
}

std::vector<Entry> entries(const map::Scene& scene, int ratio) {
  detail::IconSet icons(scene.sprite());
  std::vector<Entry> out;
  for (const auto& name : icons.names()) {
    const auto pixels = icons.pixels(name, ratio);
    const auto icon = icons.find(name);
    out.push_back({name, icon->is_shape() ? distance_field(*pixels, ratio) : *pixels, icon->is_shape(), icon});
  }
  std::sort(out.begin(), out.end(), [](const Entry& a, const Entry& b) {
    return std::tie(b.bitmap.height, a.name) < std::tie(a.bitmap.height, b.name);
  });
  return out;
}

// Rows one below the other; answers the picture's size.
std::pair<int, int> pack(std::vector<Entry>& entries) {
  double area = 1;
  int widest = 1;
  for (const auto& entry : entries) {
    area += static_cast<double>(entry.bitmap.width + gap) * (entry.bitmap.height + gap);
    widest = std::max(widest, entry.bitmap.width);
  }
  const int width = std::max(widest, static_cast<int>(std::ceil(std::sqrt(area))));
  int x = 0, y = 0, row = 0;
  for (auto& entry : entries) {
    if (x > 0 && x + entry.bitmap.width > width) {
      y += row + gap;
      x = row = 0;
    }
    entry.x = x;
    entry.y = y;
    x += entry.bitmap.width + gap;
    row = std::max(row, entry.bitmap.height);
  }
  return {width, std::max(1, y + row)};
}

// What may be stretched around a text, in pixels of the picture.
void add_stretch(const Entry& entry, int ratio, Json& json) {
  const auto& stretch = entry.icon->stretch();
  const double more = entry.is_field ? room * ratio : 0;
  const auto zones = [&](const char* key, const detail::Stretch::Zones& all) {
    for (const auto& [begin, end] : all) json[key].push_back({begin * ratio + more, end * ratio + more});
  };
  zones("stretchX", stretch.x);
  zones("stretchY", stretch.y);
  if (const auto& box = stretch.content)
    json["content"] = {box->min_x * ratio + more, box->min_y * ratio + more, box->max_x * ratio + more,
                       box->max_y * ratio + more};
  constexpr const char* fits[] = {"stretchOrShrink", "stretchOnly", "proportional"};
  using Fit = detail::Stretch::TextFit;
  if (stretch.fit_width != Fit{}) json["textFitWidth"] = fits[static_cast<int>(stretch.fit_width)];
  if (stretch.fit_height != Fit{}) json["textFitHeight"] = fits[static_cast<int>(stretch.fit_height)];
}

}  // namespace

SpriteSheet make_sprite_sheet(const map::Scene& scene, int ratio) {
  auto all = entries(scene, ratio);
  const auto [width, height] = pack(all);
  if (width > largest || height > largest)
    throw LimitError("sprite",
                     fmt::format("the icons fill {} × {} px; browsers take {} a side", width, height, largest));
  SpriteSheet out;
  out.picture.width = width;
  out.picture.height = height;
  out.picture.rgba.resize(4 * static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
  std::sort(all.begin(), all.end(), [](const Entry& a, const Entry& b) { return a.name < b.name; });
  for (const auto& entry : all) {
    for (int y = 0; y < entry.bitmap.height; ++y) {
      auto* to = out.picture.rgba.data() +
                 4 * (static_cast<std::ptrdiff_t>(entry.y + y) * width + static_cast<std::ptrdiff_t>(entry.x));
      std::fill(to, to + 4 * static_cast<std::ptrdiff_t>(entry.bitmap.width), std::uint8_t{0});
      for (int x = 0; x < entry.bitmap.width; ++x) detail::to_rgba(entry.bitmap.row(y) + x, 1, to + 4 * x);
    }
    out.index[entry.name] = {{"x", entry.x},
                             {"y", entry.y},
                             {"width", entry.bitmap.width},
                             {"height", entry.bitmap.height},
                             {"pixelRatio", ratio}};
    if (entry.is_field) out.index[entry.name]["sdf"] = true;
    add_stretch(entry, ratio, out.index[entry.name]);
  }
  return out;
}

}  // namespace riskmap::render
