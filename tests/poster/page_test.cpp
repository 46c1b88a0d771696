// SPDX-License-Identifier: MIT
#include <riskmap/poster/compose.hpp>

#include <tests/support/test.hpp>

#include <cmath>

namespace riskmap {
BOOST_AUTO_TEST_SUITE(poster)
BOOST_AUTO_TEST_SUITE(page)

BOOST_AUTO_TEST_CASE(named_sizes_become_the_pixels_that_printers_expect) {
  const auto pixels = [](const poster::PageSize& size) {
    return std::pair(std::lround(size.width_mm / 25.4 * 300), std::lround(size.height_mm / 25.4 * 300));
  };
  BOOST_TEST((pixels(poster::parse_page_size("A3", true)) == std::pair(4961L, 3508L)));
  BOOST_TEST((pixels(poster::parse_page_size("A4", false)) == std::pair(2480L, 3508L)));
  BOOST_TEST((pixels(poster::parse_page_size("A0", false)) == std::pair(9933L, 14043L)));
}

BOOST_AUTO_TEST_CASE(millimetres_are_taken_as_written) {
  const auto size = poster::parse_page_size("300x200.5mm", false);
  BOOST_TEST(size.width_mm == 300);
  BOOST_TEST(size.height_mm == 200.5);
}

BOOST_AUTO_TEST_CASE(other_texts_are_refused) {
  const std::string hint = " (A4, A3, A2, A1, A0, or like 300x200mm)";
  for (const std::string text : {"A5", "a3", "300x200", "300mm", "xmm", "nanx3mm", ""}) {
    BOOST_TEST(test::error_text<UsageError>([&] { poster::parse_page_size(text, false); }) ==
               "--size: '" + text + "' is not a page size" + hint);
  }
  BOOST_TEST(test::error_text<UsageError>([] { poster::parse_page_size("-1x200mm", false); }) ==
             "--size: a side of -1 mm is not between 50 and 5000 mm");
  BOOST_TEST(test::error_text<UsageError>([] { poster::parse_page_size("20x300mm", false); }) ==
             "--size: a side of 20 mm is not between 50 and 5000 mm");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap
