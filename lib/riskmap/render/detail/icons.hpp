// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/map/sprite.hpp>
#include <riskmap/render/detail/bitmap.hpp>
#include <riskmap/render/detail/stretch.hpp>

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

struct _cairo;

namespace riskmap::render::detail {

/// x' = xx·x + xy·y + x0, y' = yx·x + yy·y + y0
struct Matrix {
  double xx = 1, yx = 0, xy = 0, yy = 1, x0 = 0, y0 = 0;
  PixelPoint at(double x, double y) const { return {xx * x + xy * y + x0, yx * x + yy * y + y0}; }
  /// The box around a box as it comes out.
  geo::PixelBox box(const geo::PixelBox& box) const;
};

/// An image by name: a drawing, sharp at any scale, or a piece of a sprite's picture. Immutable, shared between
/// threads.
class Icon {
 public:
  virtual ~Icon() = default;
  double width() const { return m_width; }    ///< CSS px
  double height() const { return m_height; }  ///< CSS px
  /// True if it is a shape of one colour (black, or a sprite's "sdf"), which takes `icon-color` and halos.
  bool is_shape() const { return m_is_shape; }
  /// What of it may be stretched around a text.
  const Stretch& stretch() const { return m_stretch; }
  /// Its pixels under a matrix from CSS px, the icon's corner being (0, 0), to device pixels.
  Bitmap pixels(const Matrix& matrix) const { return part(matrix, matrix.box({0, 0, m_width, m_height})); }
  /// The same in a box of device pixels, and perhaps a pixel around it.
  virtual Bitmap part(const Matrix& matrix, const geo::PixelBox& box) const = 0;
  /// On a page, its corner at (0, 0), one unit a CSS px: a drawing stays lines and areas. A shape may take another
  /// colour, and be drawn `wider` by some CSS px on each side (a halo).
  virtual void draw(_cairo* context, const Color* color, double wider) const = 0;

 protected:
  Icon(double width, double height) : m_width(width), m_height(height) {}
  void set_shape(bool is_shape) { m_is_shape = is_shape; }
  void set_size(double width, double height) { m_width = width, m_height = height; }
  void set_stretch(Stretch stretch) { m_stretch = std::move(stretch); }

 private:
  double m_width, m_height;
  bool m_is_shape = false;
  Stretch m_stretch;
};

/// The icons of a map. Drawings may not name anything outside themselves, nor hold pictures or entities. Shared between
/// threads.
class IconSet {
 public:
  /// `others`: further names a layer may ask for, which are not found here.
  explicit IconSet(const map::Sprite& sprite, const std::vector<std::string>& others = {});

  /// Null if the document has no such image. \throws StyleError if its file is no drawing, or none that is safe
  std::shared_ptr<const Icon> find(std::string_view name);
  /// For patterns: the whole image at a pixel ratio, round(width · ratio) × round(height · ratio) pixels, its corner at
  /// (0, 0); null as find().
  std::shared_ptr<const Bitmap> pixels(std::string_view name, double ratio);
  /// Of the bytes it is made of; of an image that is not there, 0.
  std::uint64_t digest(const std::string& name) const;
  /// Of all there are, for EvaluationContext::images.
  const std::set<std::string, std::less<>>& names() const { return m_names; }

 private:
  std::shared_ptr<const Icon> load(const std::string& name) const;
  const map::Sprite& m_sprite;
  std::set<std::string, std::less<>> m_names;
  mutable std::mutex m_lock;
  std::map<std::string, std::shared_ptr<const Icon>, std::less<>> m_icons;
  std::map<std::pair<std::string, double>, std::shared_ptr<const Bitmap>, std::less<>> m_pixels;
  mutable std::map<std::string, std::uint64_t, std::less<>> m_digests;
};

}  // namespace riskmap::render::detail
