// SPDX-License-Identifier: MIT
#include <riskmap/output/encoder.hpp>
#include <tests/output/archives.hpp>

#include <random>

namespace riskmap::output {
BOOST_AUTO_TEST_SUITE(output)
BOOST_AUTO_TEST_SUITE(png)

namespace {

using render::Picture;

std::string encoded(const Picture& picture, const EncodeOptions& options = {}) {
  return text_of(find_encoder("png").encode(picture, options));
}

/// `colours` random ones, all of them used; 0: a new one for each pixel.
Picture random_picture(int width, int height, std::size_t colours, bool opaque) {
  std::mt19937 random(static_cast<unsigned>(width * 31 + static_cast<int>(colours)));
  std::vector<std::array<std::uint8_t, 4>> palette(colours);
  const auto colour = [&]() -> std::array<std::uint8_t, 4> {
    const auto bits = random();
    return {static_cast<std::uint8_t>(bits), static_cast<std::uint8_t>(bits >> 8U),
            static_cast<std::uint8_t>(bits >> 16U),
            opaque ? std::uint8_t{255} : static_cast<std::uint8_t>(bits >> 24U)};
  };
  std::ranges::generate(palette, colour);
  Picture picture{width, height, {}};
  for (std::size_t i = 0; i < static_cast<std::size_t>(width) * static_cast<std::size_t>(height); ++i) {
    const auto pixel = colours == 0 ? colour() : palette[i < colours ? i : random() % colours];
    picture.rgba.insert(picture.rgba.end(), pixel.begin(), pixel.end());
  }
  return picture;
}

int depth_of(const std::string& file) { return file[24]; }
int type_of(const std::string& file) { return file[25]; }

/// As libpng reads it, through GDAL.
std::string decoded_by_gdal(const std::string& file) {
  const test::TemporaryFolder folder;
  test::write_text(folder / "a.png", file);
  const char* const expand = type_of(file) == 3 ? "-expand rgba" : "";
  said_by(fmt::format("gdal_translate -q -of ENVI -co INTERLEAVE=BIP {} {} {}", expand, (folder / "a.png").string(),
                      (folder / "a.raw").string()));
  const auto raw = test::read_file(folder / "a.raw");
  if (type_of(file) != 2) return raw;
  std::string rgba;
  for (std::size_t i = 0; i + 2 < raw.size(); i += 3) rgba += raw.substr(i, 3) + '\xFF';
  return rgba;
}

void check_lossless(const Picture& picture, int type, int depth) {
  const auto file = encoded(picture);
  BOOST_TEST(type_of(file) == type);
  BOOST_TEST(depth_of(file) == depth);
  const std::string pixels(picture.rgba.begin(), picture.rgba.end());
  BOOST_TEST((decoded_by_gdal(file) == pixels));
}

}  // namespace

BOOST_AUTO_TEST_CASE(many_colours_are_stored_whole) {
  check_lossless(random_picture(61, 43, 0, false), 6, 8);
  check_lossless(random_picture(61, 43, 0, true), 2, 8);
  check_lossless(random_picture(61, 43, 257, false), 6, 8);
  check_lossless(random_picture(61, 43, 257, true), 2, 8);
}

BOOST_AUTO_TEST_CASE(few_colours_are_a_palette_of_the_least_depth) {
  for (const bool opaque : {true, false}) {
    for (const auto& [colours, depth] :
         {std::pair{1, 1}, {2, 1}, {3, 2}, {4, 2}, {5, 4}, {16, 4}, {17, 8}, {255, 8}, {256, 8}}) {
      check_lossless(random_picture(61, 43, static_cast<std::size_t>(colours), opaque), 3, depth);
    }
  }
}

BOOST_AUTO_TEST_CASE(any_size_is_stored) {
  for (const auto& [width, height] : {std::pair{1, 1}, {1, 9}, {9, 1}, {256, 256}, {513, 3}})
    check_lossless(random_picture(width, height, 1, false), 3, 1);
}

BOOST_AUTO_TEST_CASE(opaque_colours_take_no_alpha) {
  BOOST_TEST(encoded(random_picture(16, 16, 9, true)).find("tRNS") == std::string::npos);
  BOOST_TEST(encoded(random_picture(16, 16, 9, false)).find("tRNS") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(tiles_have_no_ancillary_chunk_and_paper_has_its_density) {
  const auto picture = random_picture(16, 16, 0, true);
  BOOST_TEST(encoded(picture).find("pHYs") == std::string::npos);
  const auto paper = encoded(picture, {.pixels_per_metre = 300 / 0.0254});
  const auto at = paper.find("pHYs");
  BOOST_REQUIRE(at != std::string::npos);
  BOOST_TEST((paper.substr(at - 4, 17) == std::string("\0\0\0\x09pHYs\0\0\x2E\x23\0\0\x2E\x23\x01", 17)));  // 11811
}

BOOST_AUTO_TEST_CASE(the_palette_is_in_the_order_of_first_appearance) {
  Picture picture{3, 1, {9, 8, 7, 255, 1, 2, 3, 255, 9, 8, 7, 255}};
  const auto file = encoded(picture);
  const auto at = file.find("PLTE");
  BOOST_TEST((file.substr(at + 4, 6) == std::string("\x09\x08\x07\x01\x02\x03", 6)));
}

BOOST_AUTO_TEST_CASE(more_effort_gives_fewer_bytes_and_the_same_bytes_each_time) {
  Picture picture{256, 256, {}};
  for (int i = 0; i < 256 * 256; ++i) {
    const int radius = (i % 256 * (i % 256) + i / 256 * (i / 256)) / 900;
    picture.rgba.insert(picture.rgba.end(),
                        {static_cast<std::uint8_t>(radius), 50, static_cast<std::uint8_t>(i % 256), 255});
  }
  BOOST_TEST(encoded(picture, {.level = 9}).size() <= encoded(picture, {.level = 1}).size());
  BOOST_TEST((encoded(picture) == encoded(picture)));
}

BOOST_AUTO_TEST_CASE(a_picture_that_is_none_is_refused) {
  BOOST_TEST(test::error_text<Error>([] { encoded({2, 2, {}}); }) == "a picture of 2 x 2 px cannot hold 0 bytes");
  BOOST_CHECK_THROW(encoded({0, 0, {}}), Error);
}

BOOST_AUTO_TEST_CASE(an_unknown_format_names_the_known) {
  BOOST_TEST(test::error_text<UsageError>([] { find_encoder("gif"); }) ==
             "there is no picture format 'gif' (there are: png)");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap::output
