// SPDX-License-Identifier: MIT
// The engine behind drawing: long lists, a ladder of radii, and that a value depends on its place alone.
#include <riskmap/density/detail/field.hpp>
#include <tests/density/examples.hpp>
#include <tests/support/test.hpp>

namespace riskmap {
BOOST_AUTO_TEST_SUITE(density)
BOOST_AUTO_TEST_SUITE(field)

namespace {

using detail::Field;

/// Two towns and the land between; `wide` spreads the radii over that ratio.
std::vector<Contribution> contributions(std::size_t count, double radius, double wide) {
  std::mt19937 random(17);
  std::normal_distribution<double> normal;
  std::uniform_real_distribution<double> share(0.0, 1.0);
  std::vector<Contribution> list;
  for (std::size_t i = 0; i < count; ++i) {
    const double degrees = i % 3 == 0 ? 1.2 : 0.25;
    const geo::LonLat town = i % 2 == 0 ? geo::LonLat{66.0, 31.0} : geo::LonLat{68.5, 33.0};
    list.push_back({{town.lon + degrees * normal(random), town.lat + degrees * normal(random)},
                    0.5 + share(random),
                    radius * std::pow(wide, share(random)),
                    static_cast<std::uint32_t>(i)});
  }
  return list;
}

double direct(const std::vector<Contribution>& list, const Kernel& kernel, geo::LonLat place) {
  const detail::LocalPlane plane(place);
  double sum = 0.0;
  for (const Contribution& c : list) {
    const double u = plane.distance(detail::to_earth(c.where)) / c.radius;
    if (u < 1.0) sum += c.amount * kernel.profile(u) / (c.radius * c.radius);
  }
  return 1e9 * sum;
}

constexpr geo::LonLatBox box{64.0, 29.5, 70.0, 34.5};

std::vector<float> picture(const Field& field, const geo::MercatorBox& part, std::size_t width, std::size_t height) {
  std::vector<float> values(width * height);
  field.sample(part, width, height, values.data());
  return values;
}

void check_against_sums(const std::vector<Contribution>& list, const char* name, double allowed) {
  const Kernel& kernel = find_kernel(name);
  const Field field(list, kernel, {.scale = 1e9});
  constexpr std::size_t side = 40;
  const geo::MercatorBox part = geo::to_mercator(box);
  const auto values = picture(field, part, side, side);
  double worst = 0.0, largest = 0.0;
  for (std::size_t j = 0; j < side; j += 3)
    for (std::size_t i = 0; i < side; i += 3) {
      const geo::LonLat place =
          geo::to_lonlat(geo::MercatorPoint{part.min_x + part.width() * (static_cast<double>(i) + 0.5) / side,
                                            part.max_y - part.height() * (static_cast<double>(j) + 0.5) / side});
      const double expected = direct(list, kernel, place), value = static_cast<double>(values[j * side + i]);
      worst = std::max(worst, std::abs(value - expected));
      largest = std::max(largest, expected);
      BOOST_TEST(std::abs(field.at(place) - value) <= 1e-6 * largest);
    }
  BOOST_TEST_MESSAGE(name << " " << list.size() << ": " << worst / largest << " of the maximum, " << field.level_count()
                          << " levels, " << field.direct_count() << " summed directly");
  BOOST_TEST(worst <= allowed * largest);
}

}  // namespace

BOOST_AUTO_TEST_CASE(long_lists_agree_with_sums) {
  const auto list = contributions(60000, 30e3, 1.0);
  for (const char* name : {"quartic", "triweight", "gaussian"}) check_against_sums(list, name, 1e-4);
}

BOOST_AUTO_TEST_CASE(long_lists_of_many_radii_agree_with_sums) {
  check_against_sums(contributions(60000, 15e3, 9.0), "quartic", 1e-4);
  check_against_sums(contributions(60000, 40e3, 5.0), "gaussian", 1e-4);
}

BOOST_AUTO_TEST_CASE(what_a_sample_of_a_long_list_does_not_show_is_found) {
  const auto list = contributions(60000, 30e3, 1.0);
  const Kernel& kernel = find_kernel("quartic");
  const double largest = direct(list, kernel, {66.0, 31.0});
  for (const geo::LonLat place : {geo::LonLat{66.3, 31.2}, {80.0, 10.0}})  // among the others, and far from them
    for (const double amount : {50.0, 5000.0}) {                           // low in the heap, and standing out of it
      auto changed = list;
      changed[1].where = place, changed[1].amount = amount;
      const Field field(changed, kernel, {.scale = 1e9});
      const double expected = direct(changed, kernel, place);
      BOOST_TEST(expected > 3e-4 * largest);
      BOOST_TEST(std::abs(field.at(place) - expected) <= 1e-4 * std::max(largest, expected));
    }
}

BOOST_AUTO_TEST_CASE(a_long_list_over_the_antimeridian_is_whole) {
  auto list = contributions(30000, 30e3, 1.0);
  for (Contribution& c : list) {
    c.where.lon += 180.0 - 66.0;
    if (c.where.lon > 180.0) c.where.lon -= 360.0;
  }
  const Kernel& kernel = find_kernel("quartic");
  const Field field(list, kernel, {.scale = 1e9});
  const double largest = direct(list, kernel, {180.0, 31.0});
  for (const geo::LonLat place : {geo::LonLat{179.95, 31.0}, {-179.95, 31.0}, {-179.7, 31.2}})
    BOOST_TEST(std::abs(field.at(place) - direct(list, kernel, place)) <= 2e-4 * largest);
}

BOOST_AUTO_TEST_CASE(threads_do_not_change_a_bit) {
  for (const double wide : {1.0, 6.0}) {
    const auto list = contributions(60000, 20e3, wide);
    const Kernel& kernel = find_kernel("quartic");
    const geo::MercatorBox part = geo::to_mercator(box);
    const auto one = picture(Field(list, kernel, {.scale = 1e9, .threads = 1}), part, 200, 200);
    BOOST_TEST((picture(Field(list, kernel, {.scale = 1e9, .threads = 4}), part, 200, 200) == one));
  }
}

BOOST_AUTO_TEST_CASE(blocks_do_not_depend_on_who_asks_first) {
  const auto list = contributions(3000, 12e3, 1.0);
  const Kernel& kernel = find_kernel("quartic");
  const Field whole(list, kernel, {.scale = 1e9}), parts(list, kernel, {.scale = 1e9});
  BOOST_TEST(whole.level_count() >= 1U);
  const geo::MercatorBox all = geo::to_mercator(box);
  constexpr std::size_t side = 64;
  const auto large = picture(whole, all, 4 * side, 4 * side);
  for (int k = 15; k >= 0; --k) {  // the tiles of the same picture, last first
    const auto row = static_cast<std::size_t>(k / 4), column = static_cast<std::size_t>(k % 4);
    const double wide = all.width() / 4, high = all.height() / 4;
    const geo::MercatorBox tile{
        all.min_x + wide * static_cast<double>(column), all.max_y - high * static_cast<double>(row + 1),
        all.min_x + wide * static_cast<double>(column + 1), all.max_y - high * static_cast<double>(row)};
    const auto small = picture(parts, tile, side, side);
    float worst = 0.0F;
    for (std::size_t j = 0; j < side; ++j)
      for (std::size_t i = 0; i < side; ++i)
        worst = std::max(worst, std::abs(small[j * side + i] - large[(row * side + j) * 4 * side + column * side + i]));
    // The centres of the same cell differ in their last bits.
    BOOST_TEST(worst <= 1e-6F * *std::max_element(large.begin(), large.end()));
  }
}

BOOST_AUTO_TEST_CASE(a_small_part_of_a_large_area_is_quick_to_look_at) {
  // 2 km over ten degrees would be half a billion nodes; only the blocks looked at are made.
  std::mt19937 random(3);
  std::uniform_real_distribution<double> lon(60.0, 70.0), lat(20.0, 30.0);
  std::vector<Contribution> list;
  for (std::uint32_t i = 0; i < 15000; ++i) list.push_back({{lon(random), lat(random)}, 1.0, 20e3, i});
  for (Contribution& c : list) c.radius = 2e3 + 0.1 * c.radius;
  const Field field(list, find_kernel("quartic"), {.scale = 1e9, .max_memory = std::size_t{64} << 20U});
  const auto values = picture(field, geo::to_mercator(geo::LonLatBox{65.0, 25.0, 65.1, 25.1}), 64, 64);
  const geo::LonLat place{65.05, 25.05};
  BOOST_TEST(std::abs(field.at(place) - direct(list, find_kernel("quartic"), place)) <=
             1e-4 * static_cast<double>(*std::max_element(values.begin(), values.end())) + 1e-4);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap
