// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/base/digest.hpp>
#include <riskmap/model/image_pyramid.hpp>
#include <riskmap/render/view.hpp>

#include <cstdint>
#include <optional>
#include <vector>

namespace riskmap::render::detail {

enum class Resampling : bool { linear, nearest };

/// The level whose cells are nearest a pixel's size, as MapLibre picks its tiles; none if there is nothing for this
/// zoom: tiles that begin at a larger one.
std::optional<std::size_t> level_for(const model::ImagePyramid& pictures, double world_size, double ratio);

/// A picture of the ground at the pixels of one zoom: of level_for() it, at places rounded to 1/256 of a cell, so that
/// a pixel is the same in every view. Mixes over the edges of tiles, where MapLibre repeats their outermost pixels.
class ImageSampler {
 public:
  ImageSampler(const model::ImagePyramid& pictures, double world_size, double ratio, Resampling how);
  bool touches(const View& view) const;
  /// Premultiplied pixels of the view, row by row. \throws DataError \pre touches(view)
  void sample(const View& view, std::vector<std::uint32_t>& out) const;
  /// Adds what sample() depends on.
  void add_to(Digest& digest, const View& view) const;

 private:
  /// The cells, in 1/256, at the centres of a row or column of pixels.
  struct Axis {
    double scale, offset;
    std::int64_t count;  // cells
    std::int64_t at(std::int64_t pixel) const;
    /// The first of the two cells to be mixed there.
    std::int64_t cell(std::int64_t place) const;
  };
  struct Region {
    std::int64_t column, row;
    int width, height;
  };
  Region region_of(const View& view) const;
  std::uint32_t share_of(std::int64_t place) const;
  void read(const Region& region, std::vector<std::uint32_t>& out) const;

  const model::ImagePyramid& m_pictures;
  std::optional<std::size_t> m_level;
  Axis m_x{}, m_y{};
  Resampling m_how;
};

}  // namespace riskmap::render::detail
