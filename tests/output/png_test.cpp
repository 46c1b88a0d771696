// SPDX-License-Identifier: MIT
#include <riskmap/output/decoder.hpp>
#include <tests/output/pictures.hpp>

#include <thread>

namespace riskmap::output {
BOOST_AUTO_TEST_SUITE(output)
BOOST_AUTO_TEST_SUITE(png)

namespace {

using render::Picture;

std::string encoded(const Picture& picture, const EncodeOptions& options = {}) {
  return text_of(find_encoder("png").encode(picture, options));
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

BOOST_AUTO_TEST_CASE(runs_of_a_colour_may_cross_rows) {
  for (const int width : {1, 15, 31, 32, 37, 200}) {
    for (const int run : {1, 2, 15, 16, 17, 40, 1000}) {
      Picture picture{width, 9, {}};
      for (int i = 0; i < 9 * width; ++i)
        for (const int channel : {i / run % 251, 7, i / run / 251, 255})
          picture.rgba.push_back(static_cast<std::uint8_t>(channel));
      BOOST_TEST((decode_picture(bytes_of(encoded(picture))).rgba == picture.rgba));
    }
  }
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
  const auto picture = map_picture(true);
  BOOST_TEST(encoded(picture, {.level = 9}).size() <= encoded(picture, {.level = 1}).size());
  BOOST_TEST((encoded(picture) == encoded(picture)));
}

BOOST_AUTO_TEST_CASE(the_faster_compressor_comes_in_where_many_colours_seldom_come_back) {
  const auto with_turns = [](int turns) {  // of 200 colours, pixel by pixel, and then each pixel its own
    Picture picture{128, 64, {}};
    for (int i = 0; i < 128 * 64; ++i) {
      const int colour = i < 200 * turns ? i % 200 : i;
      const auto low = static_cast<std::uint8_t>(colour % 256), high = static_cast<std::uint8_t>(colour / 256);
      picture.rgba.insert(picture.rgba.end(), {low, high, 7, 255});
    }
    return picture;
  };
  const EncodeOptions mixed{.fast_where_many_colours = true};
  const auto often = with_turns(16), seldom = with_turns(14), few = map_picture(false);
  BOOST_REQUIRE(type_of(encoded(often)) == 2);
  BOOST_TEST((encoded(often, mixed) == encoded(often)));
  BOOST_TEST((encoded(often, mixed) != encoded(often, {.fast = true})));
  BOOST_TEST((encoded(seldom, mixed) == encoded(seldom, {.fast = true})));
  BOOST_TEST((encoded(seldom, mixed) != encoded(seldom)));
  BOOST_REQUIRE(type_of(encoded(few)) == 3);
  BOOST_TEST((encoded(few, mixed) == encoded(few)));
}

BOOST_AUTO_TEST_CASE(the_fast_way_is_as_lossless_and_larger) {
  for (const bool smooth : {true, false}) {
    const auto picture = map_picture(smooth);
    const auto fast = encoded(picture, {.fast = true}), usual = encoded(picture);
    BOOST_TEST((decode_picture(bytes_of(fast)).rgba == picture.rgba));
    BOOST_TEST((decode_picture(bytes_of(usual)).rgba == picture.rgba));
    BOOST_TEST(type_of(fast) == type_of(usual));
    BOOST_TEST(fast.size() > usual.size());
  }
  const auto noise = random_picture(300, 300, 0, false);  // nothing to compress
  BOOST_TEST((decode_picture(bytes_of(encoded(noise, {.fast = true}))).rgba == noise.rgba));
}

BOOST_AUTO_TEST_CASE(what_was_encoded_before_does_not_show) {
  const auto small = random_picture(61, 43, 17, false), flat = map_picture(false), smooth = map_picture(true);
  const auto before = encoded(small);
  encoded(random_picture(1200, 1100, 0, false));
  encoded(flat);
  encoded(smooth);
  BOOST_TEST((encoded(small) == before));
  std::string elsewhere;
  std::thread([&] { elsewhere = encoded(small); }).join();
  BOOST_TEST((elsewhere == before));
}

BOOST_AUTO_TEST_CASE(a_picture_that_is_none_is_refused) {
  BOOST_TEST(test::error_text<Error>([] { encoded({2, 2, {}}); }) == "a picture of 2 x 2 px cannot hold 0 bytes");
  BOOST_CHECK_THROW(encoded({0, 0, {}}), Error);
}

BOOST_AUTO_TEST_CASE(an_unknown_format_names_the_known) {
  BOOST_TEST(test::error_text<UsageError>([] { find_encoder("gif"); }) ==
             "there is no picture format 'gif' (there are: png, png8, webp)");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap::output
