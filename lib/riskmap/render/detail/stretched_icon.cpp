// SPDX-License-Identifier: MIT
#include <riskmap/render/detail/stretched_icon.hpp>

#include <riskmap/render/detail/icon_drawing.hpp>

#include <algorithm>
#include <cmath>

namespace riskmap::render::detail {
namespace {

constexpr double page_sharpness = 4;  // pixels a unit of a page

// On whole pixels, from 0 on; answers what was taken away.
double settle(std::vector<Cut>& cuts) {
  const double first = std::round(cuts.front().to);
  double last = 0;
  for (auto& cut : cuts) cut.to = last = std::max(last, std::round(cut.to) - first);
  cuts.back().to = std::max(1.0, last);
  return first;
}

}  // namespace

StretchedIcon::StretchedIcon(std::shared_ptr<const Icon> icon, std::vector<Cut> x, std::vector<Cut> y)
    : Icon(x.back().to, y.back().to), m_icon(std::move(icon)), m_x(std::move(x)), m_y(std::move(y)) {
  set_shape(m_icon->is_shape());
}

Bitmap StretchedIcon::part(const Matrix& matrix, const geo::PixelBox& box) const {
  auto out = Bitmap::around(box);
  const auto at_x = [&](std::size_t i) { return std::round(matrix.xx * m_x[i].to + matrix.x0); };
  const auto at_y = [&](std::size_t i) { return std::round(matrix.yy * m_y[i].to + matrix.y0); };
  for (std::size_t j = 0; j + 1 < m_y.size(); ++j) {
    for (std::size_t i = 0; i + 1 < m_x.size(); ++i) {
      const geo::PixelBox cell{at_x(i), at_y(j), at_x(i + 1), at_y(j + 1)};
      if (!(cell.width() > 0 && cell.height() > 0)) continue;
      const double x = cell.width() / (m_x[i + 1].from - m_x[i].from),
                   y = cell.height() / (m_y[j + 1].from - m_y[j].from);
      auto piece = m_icon->part({x, 0, 0, y, cell.min_x - x * m_x[i].from, cell.min_y - y * m_y[j].from}, cell);
      piece.crop(cell);
      out.add(piece);
    }
  }
  return out;
}

void StretchedIcon::draw(_cairo* context, const Color* color, double wider) const {
  draw_as_picture(*this, context, color, wider, page_sharpness);
}

FittedIcon fit_around(const geo::PixelBox& box, const std::shared_ptr<const Icon>& icon, double scale) {
  const auto& stretch = icon->stretch();
  const auto around = with_shape_of(stretch, box);
  const auto content = stretch.content.value_or(geo::PixelBox{0, 0, icon->width(), icon->height()});
  auto x = cuts_around(around.min_x, around.max_x, icon->width(), stretch.x, {content.min_x, content.max_x}, scale);
  auto y = cuts_around(around.min_y, around.max_y, icon->height(), stretch.y, {content.min_y, content.max_y}, scale);
  FittedIcon out;
  out.left = settle(x);
  out.top = settle(y);
  out.icon = std::make_shared<const StretchedIcon>(icon, std::move(x), std::move(y));
  return out;
}

}  // namespace riskmap::render::detail
