// SPDX-License-Identifier: MIT
// Opaque pictures as PNG files, through Cairo's own reader and writer.
#pragma once
#include <cairo/cairo.h>
#include <riskmap/render/picture.hpp>
#include <tests/support/test.hpp>

#include <filesystem>

namespace riskmap::test {

/// \pre the picture is opaque
inline void write_png(const std::filesystem::path& file, const render::Picture& picture) {
  auto* surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, picture.width, picture.height);
  auto* data = cairo_image_surface_get_data(surface);
  const int stride = cairo_image_surface_get_stride(surface);
  for (int y = 0; y < picture.height; ++y) {
    auto* row = reinterpret_cast<std::uint32_t*>(data + y * stride);
    for (int x = 0; x < picture.width; ++x) {
      const auto* p = picture.pixel(x, y);
      row[x] = (static_cast<std::uint32_t>(p[0]) << 16U) | (static_cast<std::uint32_t>(p[1]) << 8U) | p[2];
    }
  }
  cairo_surface_mark_dirty(surface);
  BOOST_TEST(cairo_surface_write_to_png(surface, file.c_str()) == CAIRO_STATUS_SUCCESS, file.string());
  cairo_surface_destroy(surface);
}

/// Empty if there is no such file.
inline render::Picture read_png(const std::filesystem::path& file) {
  render::Picture out;
  auto* surface = cairo_image_surface_create_from_png(file.c_str());
  if (cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS) {
    out.width = cairo_image_surface_get_width(surface);
    out.height = cairo_image_surface_get_height(surface);
    const auto* data = cairo_image_surface_get_data(surface);
    const int stride = cairo_image_surface_get_stride(surface);
    for (int y = 0; y < out.height; ++y) {
      const auto* row = reinterpret_cast<const std::uint32_t*>(data + y * stride);
      for (int x = 0; x < out.width; ++x) {
        for (const unsigned shift : {16U, 8U, 0U}) out.rgba.push_back(static_cast<std::uint8_t>(row[x] >> shift));
        out.rgba.push_back(255);
      }
    }
  }
  cairo_surface_destroy(surface);
  return out;
}

}  // namespace riskmap::test
