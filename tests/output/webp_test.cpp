// SPDX-License-Identifier: MIT
#include <riskmap/output/decoder.hpp>
#include <tests/output/pictures.hpp>

namespace riskmap::output {
BOOST_AUTO_TEST_SUITE(output)
BOOST_AUTO_TEST_SUITE(webp)

namespace {

std::string encoded(const render::Picture& picture, const EncodeOptions& options = {}) {
  return text_of(find_encoder("webp").encode(picture, options));
}

}  // namespace

BOOST_AUTO_TEST_CASE(every_pixel_comes_back_even_what_cannot_be_seen) {
  for (const auto& picture : {map_picture(true), map_picture(false), random_picture(61, 43, 0, false),
                              random_picture(61, 43, 9, false), random_picture(1, 1, 1, true)}) {
    const auto back = decode_picture(bytes_of(encoded(picture)));
    BOOST_TEST(back.width == picture.width);
    BOOST_TEST((back.rgba == picture.rgba));
  }
  render::Picture clear{2, 1, {200, 10, 20, 0, 1, 2, 3, 0}};
  BOOST_TEST((decode_picture(bytes_of(encoded(clear))).rgba == clear.rgba));
}

BOOST_AUTO_TEST_CASE(gdal_reads_the_same_pixels) {
  const test::TemporaryFolder folder;
  const auto picture = random_picture(61, 43, 0, false);
  test::write_text(folder / "a.webp", encoded(picture));
  said_by(fmt::format("gdal_translate -q -of ENVI -co INTERLEAVE=BIP {} {}", (folder / "a.webp").string(),
                      (folder / "a.raw").string()));
  BOOST_TEST((test::read_file(folder / "a.raw") == std::string(picture.rgba.begin(), picture.rgba.end())));
}

BOOST_AUTO_TEST_CASE(smaller_than_png_and_smaller_with_more_effort) {
  const auto picture = map_picture(true);
  BOOST_TEST(encoded(map_picture(false)).size() < find_encoder("png").encode(map_picture(false), {}).size());
  BOOST_TEST(encoded(picture, {.level = 9}).size() <= encoded(picture, {.level = 4}).size());
  BOOST_TEST((encoded(picture) == encoded(picture)));
}

BOOST_AUTO_TEST_CASE(a_side_too_long_for_the_format_is_refused) {
  BOOST_TEST(encoded(random_picture(16383, 1, 1, true)).size() > 0U);
  BOOST_TEST(test::error_text<LimitError>([] { encoded(random_picture(1, 16384, 1, true)); }) ==
             "WebP has at most 16383 px a side, the picture is 1 x 16384 px (write a PNG)");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap::output
