// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/render/detail/icons.hpp>
#include <riskmap/render/detail/stretch.hpp>

#include <memory>
#include <vector>

namespace riskmap::render::detail {

/// An icon in pieces, each stretched for itself on whole pixels, so that no seam shows. Its CSS px are pixels, its
/// corner is where the first cuts come to lie; it takes upright matrices. On a page it is a picture.
class StretchedIcon final : public Icon {
 public:
  /// \pre two cuts or more each way, at rising places, from 0 on
  StretchedIcon(std::shared_ptr<const Icon> icon, std::vector<Cut> x, std::vector<Cut> y);
  Bitmap part(const Matrix& matrix, const geo::PixelBox& box) const override;
  void draw(_cairo* context, const Color* color, double wider) const override;
  const std::vector<Cut>& x() const { return m_x; }
  const std::vector<Cut>& y() const { return m_y; }

 private:
  std::shared_ptr<const Icon> m_icon;
  std::vector<Cut> m_x, m_y;
};

/// An icon whose content fills a box around a text, and its corner, on whole pixels.
struct FittedIcon {
  std::shared_ptr<const StretchedIcon> icon;
  double left = 0, top = 0;
};
/// `scale`: pixels a CSS px of the parts that keep their size.
FittedIcon fit_around(const geo::PixelBox& box, const std::shared_ptr<const Icon>& icon, double scale);

}  // namespace riskmap::render::detail
