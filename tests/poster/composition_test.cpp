// SPDX-License-Identifier: MIT
#include <riskmap/poster/compose.hpp>

#include <riskmap/base/error.hpp>
#include <riskmap/poster/arrangement.hpp>

#include "fixture.hpp"

#include <cairo/cairo.h>

#include <array>
#include <cmath>
#include <cstdio>
#include <memory>

namespace riskmap {
BOOST_AUTO_TEST_SUITE(poster)
BOOST_AUTO_TEST_SUITE(composition)

namespace {

std::string text_of_pdf(const std::filesystem::path& file) {
  const auto command = "pdftotext '" + file.string() + "' -";
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(command.c_str(), "r"), &pclose);
  BOOST_REQUIRE(pipe);
  std::string out;
  std::array<char, 4096> buffer{};
  for (std::size_t n = 0; (n = fread(buffer.data(), 1, buffer.size(), pipe.get())) > 0;) out.append(buffer.data(), n);
  for (auto& c : out) {
    if (c == '\n') c = ' ';  // lines wrap
  }
  return out;
}

struct Pixels {
  explicit Pixels(const std::filesystem::path& file) : surface(cairo_image_surface_create_from_png(file.c_str())) {}
  Pixels(const Pixels&) = delete;
  Pixels& operator=(const Pixels&) = delete;
  ~Pixels() { cairo_surface_destroy(surface); }
  int width() const { return cairo_image_surface_get_width(surface); }
  int height() const { return cairo_image_surface_get_height(surface); }
  std::uint32_t at(int x, int y) const {
    const auto* row = cairo_image_surface_get_data(surface) +
                      static_cast<std::ptrdiff_t>(y) * cairo_image_surface_get_stride(surface);
    return reinterpret_cast<const std::uint32_t*>(row)[x] & 0xFFFFFFU;
  }
  cairo_surface_t* surface;
};

}  // namespace

BOOST_AUTO_TEST_CASE(the_same_page_has_the_same_bytes) {
  const test::TemporaryFolder folder;
  const auto scene = test::load(test::write_map(folder));
  for (const std::string suffix : {"png", "pdf", "svg"}) {
    BOOST_TEST_CONTEXT(suffix) {
      auto options = test::small_page();
      poster::compose(render::Renderer(scene), options, folder / ("a." + suffix));
      options.threads = 1;
      poster::compose(render::Renderer(scene), options, folder / ("b." + suffix));
      const auto a = test::read_file(folder / ("a." + suffix));
      BOOST_TEST(!a.empty());
      BOOST_TEST((a == test::read_file(folder / ("b." + suffix))));
    }
  }
}

BOOST_AUTO_TEST_CASE(a_png_has_the_pixels_of_its_page_and_the_sites_where_they_belong) {
  const test::TemporaryFolder folder;
  const auto scene = test::load(test::write_map(folder));
  const auto options = test::small_page();
  poster::compose(render::Renderer(scene), options, folder / "a.png");
  const Pixels pixels(folder / "a.png");
  BOOST_TEST(pixels.width() == 827);
  BOOST_TEST(pixels.height() == 585);
  const auto page = poster::arrange(scene, poster::read_layout(scene, ""), options);
  BOOST_REQUIRE(scene.sites().size() == 3U);
  for (const auto& site : scene.sites()) {
    const auto at = page.view.to_pixel(site.where);
    const int x = static_cast<int>(std::round(page.frame.min_x * page.pixels_per_mm) + std::floor(at.x));
    const int y = static_cast<int>(std::round(page.frame.min_y * page.pixels_per_mm) + std::floor(at.y));
    BOOST_TEST(pixels.at(x, y) == 0x0000FFU, site.id);
  }
}

BOOST_AUTO_TEST_CASE(a_png_says_how_many_pixels_a_metre_has) {
  const test::TemporaryFolder folder;
  const auto scene = test::load(test::write_map(folder));
  auto options = test::small_page();
  options.size = {200, 150};
  options.dpi = 60;
  options.layout = (folder / "bare.json").string();
  test::write_text(folder / "bare.json", R"({"furniture": []})");
  poster::compose(render::Renderer(scene), options, folder / "a.png");
  const auto bytes = test::read_file(folder / "a.png");
  const auto at = bytes.find("pHYs");
  BOOST_REQUIRE(at != std::string::npos);
  BOOST_TEST(
      (bytes.substr(at + 4, 9) == std::string("\x00\x00\x09\x3a\x00\x00\x09\x3a\x01", 9)));  // 2362 = 60 / 0.0254
}

BOOST_AUTO_TEST_CASE(text_stays_text_in_a_pdf) {
  const test::TemporaryFolder folder;
  const auto scene = test::load(test::write_map(folder));
  poster::compose(render::Renderer(scene), test::small_page(), folder / "a.pdf");
  const auto text = text_of_pdf(folder / "a.pdf");
  for (const std::string words :
       {"Nine events by the sea", "Past record, not a forecast; blank or hatched is not safe.", "Nobody in particular",
        "Gwadar Port", "30° N", "65° E", "quartic kernel", "9 read, 9 used, 0 rejected", "EPSG:3857"}) {
    BOOST_TEST((text.find(words) != std::string::npos), words);
  }
}

BOOST_AUTO_TEST_CASE(a_title_of_ones_own_is_printed_as_written) {
  const test::TemporaryFolder folder;
  const auto scene = test::load(test::write_map(folder));
  auto options = test::small_page();
  options.title = "Mine {and} mine";
  poster::compose(render::Renderer(scene), options, folder / "a.pdf");
  BOOST_TEST((text_of_pdf(folder / "a.pdf").find("Mine {and} mine") != std::string::npos));
}

BOOST_AUTO_TEST_CASE(nothing_is_left_where_drawing_is_refused) {
  const test::TemporaryFolder folder;
  const auto scene = test::load(test::write_map(folder));
  auto options = test::small_page();
  options.max_pixels = 1000;
  BOOST_TEST(
      test::error_text<LimitError>([&] { poster::compose(render::Renderer(scene), options, folder / "a.png"); }) ==
      "--dpi: a page of 827 × 585 px is too large (at most 65535 px a side and 1000 px in all; --max-pixels raises the "
      "latter)");
  BOOST_TEST(test::error_text<UsageError>([&] {
               poster::compose(render::Renderer(scene), test::small_page(), folder / "a.gif");
             }) == "--out: 'a.gif' is no kind of page (write X.png, X.pdf or X.svg)");
  BOOST_TEST(!std::filesystem::exists(folder / "a.png"));
  BOOST_TEST(!std::filesystem::exists(folder / "a.png.part"));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap
