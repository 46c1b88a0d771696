// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/render/canvas.hpp>
#include <riskmap/render/detail/text.hpp>
#include <riskmap/render/view.hpp>

#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

namespace riskmap::render::detail {

/// A label with its place in world pixels: whole pixels, so that one bitmap serves every tile it crosses. The bitmap is
/// made when it is first painted, and kept.
class Label {
 public:
  Label(std::shared_ptr<const TextBlock> text, std::int64_t x, std::int64_t y, double opacity);
  geo::PixelBox ink() const;
  void draw(const View& view, Canvas& canvas) const;

 private:
  const TextBlock::Bitmap& bitmap() const;
  std::shared_ptr<const TextBlock> m_text;
  std::int64_t m_x, m_y;  ///< of the layout's corner
  double m_opacity;
  struct Lazy {
    std::once_flag once;
    TextBlock::Bitmap bitmap;
  };
  std::unique_ptr<Lazy> m_lazy = std::make_unique<Lazy>();
};

}  // namespace riskmap::render::detail
